/*
 * A theme: how a site looks.
 *
 * Found by name below the site's themes/ and the installed ones; the nearest file
 * wins, one by one: the site's theme folder, the installed theme of that name, its
 * `parent`, and at last the theme "default".
 */
#ifndef RENDER_THEME_H
#define RENDER_THEME_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct value;

/* A layout or partial, compiled. */
struct theme_layout {
	struct str name; // "week", "partials/items"
	struct source source;
	struct str lua;
};

/* A file of the theme that is published below "assets/". */
struct theme_asset {
	struct str name; // "site.css"
	struct str path; // of the file to copy
	struct str mark; // changes with its bytes; empty for a very large file
};

/* A page that the theme adds to the site, rendered with the layout of its name. */
struct theme_page {
	struct str name;  // "progress", published as progress.html
	struct str title; // a string of the theme
	struct str data;  // a plugin; only for sites of which it has said something; empty: for all
	size_t weeks;     // only for courses of at most so many; 0: for all
};

struct theme {
	struct str name;
	struct theme_layout *layouts; // sorted by name
	size_t nlayouts;
	struct theme_asset *assets; // sorted by name
	size_t nassets;
	struct theme_page *pages; // in the order in which theme.yaml lists them
	size_t npages;
	const struct value *options; // map: defaults of theme.yaml, overridden by the site's
	const struct value *strings; // map, the same way
	const struct value *slots;   // map: places that plugins may fill → what they are for
};

struct theme_places {
	struct str site;      // folder of the site, which may hold themes/
	struct str installed; // folder that holds installed themes; empty: none
};

/*
 * Loads and compiles the theme into the arena. `settings` is the `theme` map of
 * site.yaml (name, options, strings) read from `config`; NULL: the default theme.
 * Unknown options and strings are errors with the nearest known name.
 */
bool theme_load(struct arena *arena, const struct theme_places *places,
		const struct value *settings, const struct source *config, struct theme *theme,
		struct diag_list *diags);
const struct theme_layout *theme_find_layout(const struct theme *theme, struct str name);
const struct theme_asset *theme_find_asset(const struct theme *theme, struct str name);

#endif
