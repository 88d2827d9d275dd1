/*
 * content/site.yaml: the settings of a site.
 *
 * The schema table is the one list of keys; reading fills the struct from the
 * checked value. All text lives in the arena of the site.
 */
#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H

#include "base/source.h"
#include "base/str.h"
#include "model/link_settings.h"
#include "model/role.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct schema;
struct value;

/* A stretch of weeks with a goal of its own. */
struct block {
	int first, last; // week numbers, both included
	struct str title, goal, capstone, relevance;
	struct str *skills;
	size_t nskills;
	struct span span; // of its `weeks` in site.yaml
};

/* A path named in site.yaml. */
struct config_path {
	struct str path;
	struct span span;
};

struct config {
	struct source source; // content/site.yaml

	struct str title, tagline, description;
	struct str language; // a BCP 47 tag, "en" unless given
	bool right_to_left;  // by the language
	struct str id;       // storage keys carry it; made from the title unless given
	struct str url;      // ends in '/'; empty when not given
	struct str url_key;  // of it (base/web_url.h); empty when there is none
	struct str hours_per_week;
	bool raw_html; // raw HTML of content goes through
	bool offline;  // a served site stays in the reader's browser; true unless given
	bool download; // the site holds an archive of itself

	struct block *blocks;
	size_t nblocks;
	struct role_wording *wordings;
	size_t nwordings;
	struct config_path *navigation; // paths in content/
	size_t nnavigation;
	struct link_settings links;
	const struct value *plugins; // a list, checked by the host; NULL when not given
	const struct value *theme;   // checked by the theme itself; NULL when not given
	const struct value *params;  // the owner's own, a map; NULL when not given
};

extern const struct schema config_schema;

/* Reads the source into the struct; false, with all problems reported, when it cannot be used. */
bool config_read(struct arena *arena, struct source source, struct config *config,
		 struct diag_list *diags);

#endif
