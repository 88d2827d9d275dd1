/*
 * `links:` of content/site.yaml: how links are checked, without the network and with it.
 */
#ifndef MODEL_LINK_SETTINGS_H
#define MODEL_LINK_SETTINGS_H

#include "base/diag.h"
#include "base/str.h"
#include "model/link_online.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct schema;
struct value;

/* What is done with links that lead to `url` of the site by their whole address. */
enum link_same_site {
	LINK_SAME_SITE_CHECK, // what they lead to must be there
	LINK_SAME_SITE_WARN,  // that, and they should be relative
	LINK_SAME_SITE_IGNORE,
};

struct link_settings {
	struct diag_levels levels;       // of the rules; those that are off are not told
	const struct value *levels_said; // `severity` as it was written; NULL: nothing
	enum link_same_site same_site;
	struct str *schemes; // allowed ones; of those that content may use at all
	size_t nschemes;
	struct str *excluded; // patterns of addresses that no rule looks at
	size_t nexcluded;

	bool free_only;   // every resource is to say that it is free
	struct str *paid; // hosts, or hosts with the front of a path
	size_t npaid;
	struct str *allowed; // addresses that may cost something
	size_t nallowed;

	struct link_online online;
};

extern const struct schema link_settings_schema;

/* Reads the checked map; NULL: the defaults. Rules that there are not are reported. */
void link_settings_read(struct arena *arena, const struct value *map, const struct source *source,
			struct link_settings *settings, struct diag_list *diags);
/* True when a pattern is the address, in which '*' is any text. */
bool link_pattern_matches(struct str pattern, struct str url);

#endif
