/*
 * Pages to bytes: a theme loaded into one worker's Lua state.
 */
#ifndef RENDER_RENDERER_H
#define RENDER_RENDERER_H

#include "base/str.h"

#include <stdbool.h>

struct buf;
struct diag_list;
struct host;
struct plugin_host;
struct theme;
struct timing;
struct value;
struct watchdog;

struct renderer;

/*
 * Heap, owned by the caller. Templates may call helpers of the plugins (NULL: none), which
 * must outlive the renderer, as must the watchdog and the timing of the worker that will run it
 * (NULL: none). NULL, with diagnostics, when a template does not load.
 */
struct renderer *renderer_new(const struct theme *theme, struct plugin_host *plugins,
			      struct watchdog *watchdog, struct timing *timing,
			      struct diag_list *diags);
void renderer_free(struct renderer *renderer);
/* What its templates run in, for who wants to see what they reach. */
struct host *renderer_host(const struct renderer *renderer);
/*
 * Renders the page (a view of render/view.h) with the layout and appends it to `out`.
 * False, with a diagnostic, when the template failed or the layout does not exist.
 */
bool renderer_page(struct renderer *renderer, struct str layout, const struct value *site,
		   const struct value *page, struct buf *out, struct diag_list *diags);
/* Whether the last page failed by running too long, as any other page may. */
bool renderer_is_exhausted(const struct renderer *renderer);

#endif
