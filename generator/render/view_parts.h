/* What view.c, view_page.c and view_section.c share; for this folder only. */
#ifndef RENDER_VIEW_PARTS_H
#define RENDER_VIEW_PARTS_H

#include "base/buf.h"
#include "base/str.h"
#include "data/value.h"
#include "document/hours.h"
#include "render/html.h"

struct arena;
struct node;
struct page;
struct view;
struct week;

/* What making one page's view needs. */
struct maker {
	struct arena *arena; // of the view
	const struct view *view;
	const struct page *page;
	struct html_options html;
	struct buf scratch; // HTML on its way into a value
};

/* A map without entries that says what a template missed. */
extern const struct value view_no_data;
/* What stands in the scratch as HTML; null when it is empty. The scratch is empty afterwards. */
const struct value *view_take_html(struct maker *maker);
/* Siblings [first, end) as HTML; null when there are none. */
const struct value *view_nodes_html(struct maker *maker, const struct node *first,
				    const struct node *end);
/* The author's own values, where a missing name is nil; `params` may be NULL. */
const struct value *view_params(struct arena *arena, const struct value *params);
/* Sets `front_matter` and `params` of the page's view. */
void view_set_front(struct arena *arena, const struct page *page, struct value *map);
/* Sets `sections`, `roles` and `toc` of the page's view. */
void view_set_sections(struct maker *maker, struct value *map);

/* "1.5 h", "2–3 h"; null when there are none. */
const struct value *view_hours_text(struct arena *arena, struct hours hours);
/* A number, the middle of the range; null when there are none. */
const struct value *view_hours(struct arena *arena, struct hours hours);
/* {title, summary, output} of a page. */
struct value *view_reference(struct arena *arena, const struct page *page);
/* {kind, title} or null. */
const struct value *view_project(struct arena *arena, const struct week *week);
/* Sets a key whose name is a literal. */
#define VIEW_SET(arena, map, key, item) value_set(arena, map, STR(key), item)

#endif
