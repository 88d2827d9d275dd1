/*
 * Files that are copied as they are: those of the theme and of plugins, and what lies beside
 * pages in content/.
 */
#ifndef EMIT_ASSETS_H
#define EMIT_ASSETS_H

struct arena;
struct diag_list;
struct plan;
struct plugins;
struct site;
struct theme;
struct value;

/*
 * Plans them: the theme's below assets/, a plugin's below assets/plugins/NAME/, those of content
 * where they lie. The theme's come first: a clash is told of the file that its author can rename.
 */
void assets_plan(struct arena *arena, const struct site *site, const struct theme *theme,
		 const struct plugins *plugins, struct plan *plan, struct diag_list *diags);
/* Map: names of the theme's assets, which plugins may ask for. */
const struct value *assets_of_theme(struct arena *arena, const struct theme *theme);

#endif
