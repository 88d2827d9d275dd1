/* What view.c and view_page.c share; for this folder only. */
#ifndef RENDER_VIEW_PARTS_H
#define RENDER_VIEW_PARTS_H

#include "base/str.h"
#include "document/hours.h"

struct arena;
struct page;
struct value;
struct view;
struct week;

/* "1.5 h", "2–3 h"; null when there are none. */
struct value *view_hours_text(struct arena *arena, struct hours hours);
/* A number, the middle of the range; null when there are none. */
struct value *view_hours(struct arena *arena, struct hours hours);
/* {title, summary, output} of a page. */
struct value *view_reference(struct arena *arena, const struct page *page);
/* {kind, title} or null. */
struct value *view_project(struct arena *arena, const struct week *week);
/* Sets a key whose name is a literal. */
#define VIEW_SET(arena, map, key, item) value_set(arena, map, STR(key), item)

#endif
