/*
 * What `links:` of content/site.yaml says of checking links online: for plugins as the view
 * `site.links`, all keys with their defaults, and what the program itself minds.
 */
#ifndef MODEL_LINK_ONLINE_H
#define MODEL_LINK_ONLINE_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct field;
struct schema;
struct source;
struct value;

/* Texts live in the arena, or are the config's. */
struct link_online {
	bool strict;            // as with --strict
	struct str user_agent;  // empty: the program's own
	struct str proxy;       // "env", "none" or a URL
	struct str ca_file;     // PEM; empty: the system's
	struct str health_file; // from the site's folder, like the next
	struct str cache_file;
	const struct value *view; // `site.links`
};

/* What a rule may be set to: "off", "note", "warn", "error", then NULL. */
extern const char *const link_levels[];
/* Rows of `links`; see link_settings.c. */
extern const struct schema link_online_schema, link_cache_schema, link_health_schema;
extern const struct field link_remap_item;

/*
 * Reads the checked map of `links` (NULL: the defaults) by its whole schema. Durations become
 * seconds and sizes bytes; those that are none are reported.
 */
void link_online_read(struct arena *arena, const struct schema *links, const struct value *map,
		      const struct source *source, struct link_online *online,
		      struct diag_list *diags);

#endif
