/* What view.c, view_page.c and view_section.c share; for this folder only. */
#ifndef RENDER_VIEW_PARTS_H
#define RENDER_VIEW_PARTS_H

#include "base/str.h"
#include "data/value.h"
#include "document/hours.h"

struct arena;
struct diag_list;
struct node;
struct page;
struct view;
struct week;

/* A page's view being made. Lives as long as the view, whose HTML is made from it later. */
struct maker {
	struct arena *arena; // of the view
	const struct view *view;
	const struct page *page;
};

/* A map without entries that says what a template missed. */
extern const struct value view_no_data;

enum view_piece {
	PIECE_NODES,     // siblings [first, end)
	PIECE_PROSE,     // the same without lists
	PIECE_BODY,      // the same without the first list
	PIECE_INLINES,   // what is below `first`
	PIECE_FOOTNOTES, // of the document `first`
	PIECE_WHOLE,     // the document `first`
	PIECE_EMBEDDED,  // the same, to stand in one document with all other pages
};
/* A part of the page as HTML, made when it is asked for; null when there is nothing. */
const struct value *view_html(const struct maker *page, enum view_piece kind,
			      const struct node *first, const struct node *end);
/* The first list among the siblings [first, end); NULL when there is none. */
const struct node *view_find_list(const struct node *first, const struct node *end);
/* Says which raw HTML will be shown as text. */
void view_warn_of_html(const struct maker *page, struct diag_list *diags);
/* The author's own values, where a missing name is nil; `params` may be NULL. */
const struct value *view_params(struct arena *arena, const struct value *params);
/* Sets `front_matter` and `params` of the page's view. */
void view_set_front(struct arena *arena, const struct page *page, struct value *map);
/* Sets `sections`, `roles` and `toc` of the page's view. */
void view_set_sections(struct maker *maker, struct value *map);

/* The page's link records; made when they are asked for. */
const struct value *view_links(const struct maker *page);

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
