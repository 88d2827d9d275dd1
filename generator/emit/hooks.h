/*
 * The hooks of plugins over a course: `configure` first, `filter` over the trees while
 * pages are parsed, `page` for every page in parallel, then `assemble` and `check` once.
 */
#ifndef EMIT_HOOKS_H
#define EMIT_HOOKS_H

#include "base/arena.h"
#include "base/str.h"
#include "emit/api.h"
#include "host/plugin.h"

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct page;
struct pool;
struct site;
struct view;

/* One page on its way through the hooks. */
struct hook_page {
	const struct page *page;
	struct arena *arena; // of its view and of what is said of it; may end when it is rendered
	struct diag_list *diags; // of the page
	struct plugin_page said; // its view is the caller's; the rest is made by hooks_run
};

struct hooks {
	const struct plugins *plugins;
	const struct value *settings; // of the site, as filters see them
	struct plugin_host **hosts;   // one a worker that can have a page; NULL without plugins
	size_t nhosts;
	struct hook_page *pages;
	size_t npages;
	const struct value *theme_assets; // map: their names
	struct plugin_call call;          // of `assemble` and `check`: outputs, data of the site
	struct course_data data;          // for JSON
};

/* `data` of what plugins said nothing of: the names of all, to null. For the view. */
const struct value *hooks_no_data(struct arena *arena, const struct plugins *plugins);
/*
 * Loads the plugins into every worker and configures them, after the site's settings have
 * been read and before its pages are. False when a plugin failed; then no hook runs. To be
 * released, also then.
 */
bool hooks_open(struct arena *arena, const struct plugins *plugins, const struct site *site,
		struct pool *pool, struct hooks *hooks, struct diag_list *diags);
/*
 * Parses the pages of the site with the filters of the plugins; without them when there
 * are none, or when the plugins did not open.
 */
void hooks_parse(struct hooks *hooks, struct site *site, struct pool *pool);
/*
 * Runs `page`, `assemble` and `check` over the pages, whose array the caller fills. The
 * views of pages and site get their `data`. False when something of a plugin failed.
 */
bool hooks_run(struct arena *arena, struct view *view, struct pool *pool, struct hooks *hooks,
	       struct diag_list *diags);
void hooks_release(struct hooks *hooks);

#endif
