/*
 * What templates see: the site and its pages as values.
 *
 * The shape is documented for theme authors in content/guide/themes.md. The site's
 * view is made once; a page's view is made where it is rendered and may refer to it.
 */
#ifndef RENDER_VIEW_H
#define RENDER_VIEW_H

#include <stddef.h>

struct arena;
struct diag_list;
struct page;
struct site;
struct value;

/* Views that pages share; made once, read by any thread. Lives in the arena. */
struct view {
	const struct site *site;
	struct value *value;               // the `site` of templates
	const struct value *const *weeks;  // by index in site->weeks
	const struct value *const *blocks; // by index in config.blocks, with their weeks
	const struct value *strings;       // words of the theme
	const struct value *home;          // reference to the home page
	struct value *plugins;       // `site.plugins`, open and empty; who runs plugins fills it
	const struct value *no_data; // `data` of what plugins said nothing of: names of all to null
};

/* `strings` are the words of the theme: a map. */
void view_init(struct arena *arena, const struct site *site, const struct value *strings,
	       struct view *view);
/*
 * The settings of the site alone, known before any page is read; in messages it is called
 * by the noun.
 */
struct value *view_settings(struct arena *arena, const struct site *site, const char *noun);
/* What a filter sees of a page that has no more than a tree; `settings` are the site's. */
struct value *view_filter_page(struct arena *arena, const struct value *settings,
			       const struct page *page);
/*
 * The `page` of templates. Warnings of rendering Markdown go to `diags`, once a page:
 * call it once. `data` in it and in its items, and `assets`, are empty; who runs plugins
 * fills them.
 */
struct value *view_page(struct arena *arena, const struct view *view, const struct page *page,
			struct diag_list *diags);

#endif
