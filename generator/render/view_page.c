/* The view of a page: its place in the site, and its Markdown as HTML. */
#include "render/view.h"

#include "base/arena.h"
#include "base/buf.h"
#include "data/value.h"
#include "markdown/node.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/view_parts.h"

static struct value *
view_prerequisite(struct maker *maker, const struct prerequisite *need)
{
	struct arena *arena = maker->arena;
	struct value *map = value_map(arena, "a prerequisite"), *weeks = value_list(arena);
	const struct site *site = maker->view->site;

	for (size_t i = site_first_week(site, need->first);
	     i < site->nweeks && site->weeks[i]->number <= need->last; i++)
		value_append(arena, weeks, maker->view->weeks[i]);
	VIEW_SET(arena, map, "first", value_int(arena, need->first));
	VIEW_SET(arena, map, "last", value_int(arena, need->last));
	VIEW_SET(arena, map, "note", value_string_or_null(arena, need->note));
	VIEW_SET(arena, map, "weeks", weeks);
	return map;
}

static struct value *
view_page_week(struct maker *maker, const struct week *week)
{
	struct arena *arena = maker->arena;
	const struct config *config = &maker->view->site->config;
	struct value *map = value_map(arena, "the week of a page"), *needs = value_list(arena);
	struct hours hours = {week->hours, week->hours};

	for (size_t i = 0; i < week->nprerequisites; i++)
		value_append(arena, needs, view_prerequisite(maker, &week->prerequisites[i]));
	VIEW_SET(arena, map, "number", value_int(arena, week->number));
	VIEW_SET(arena, map, "id", value_string(arena, week->page->id));
	VIEW_SET(arena, map, "total", value_int(arena, (int64_t)maker->view->site->nweeks));
	VIEW_SET(arena, map, "hours", view_hours(arena, hours));
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, hours));
	VIEW_SET(arena, map, "prerequisites", needs);
	VIEW_SET(arena, map, "project", view_project(arena, week));
	VIEW_SET(arena, map, "block",
		 week->block ? maker->view->blocks[week->block - config->blocks] : &value_null);
	VIEW_SET(arena, map, "tasks", value_int(arena, (int64_t)week->ntasks));
	VIEW_SET(arena, map, "task_hours", view_hours(arena, week->task_hours));
	VIEW_SET(arena, map, "task_hours_text", view_hours_text(arena, week->task_hours));
	return map;
}

static const struct value *
view_neighbour(struct maker *maker, const struct page *page)
{
	struct value *map;

	if (!page)
		return &value_null;
	map = value_map(maker->arena, "a neighbour");
	VIEW_SET(maker->arena, map, "title", value_string(maker->arena, page->title));
	VIEW_SET(maker->arena, map, "output", value_string(maker->arena, page->output));
	VIEW_SET(maker->arena, map, "number",
		 page->week ? value_int(maker->arena, page->week->number) : &value_null);
	return map;
}

static struct value *
view_source(struct maker *maker)
{
	struct value *map = value_map(maker->arena, "'source'");

	VIEW_SET(maker->arena, map, "path",
		 value_string(maker->arena, arena_printf(maker->arena, "content/%.*s",
							 STR_ARG(maker->page->entry->path))));
	return map;
}

static void
set_place(struct maker *maker, struct value *map)
{
	const struct page *page = maker->page;
	struct arena *arena = maker->arena;
	struct value *breadcrumb = value_list(arena);
	struct buf root;

	buf_init(&root);
	for (size_t i = 0; i < page->output.len; i++)
		if (page->output.at[i] == '/')
			buf_add(&root, STR("../"));
	VIEW_SET(arena, map, "output", value_string(arena, page->output));
	VIEW_SET(arena, map, "root", value_string(arena, arena_dup(arena, buf_str(&root))));
	buf_release(&root);
	if (page->kind != PAGE_HOME)
		value_append(arena, breadcrumb, maker->view->home);
	VIEW_SET(arena, map, "breadcrumb", breadcrumb);
	VIEW_SET(arena, map, "prev", view_neighbour(maker, page->prev));
	VIEW_SET(arena, map, "next", view_neighbour(maker, page->next));
	VIEW_SET(arena, map, "source", view_source(maker));
}

static void
set_content(struct maker *maker, struct value *map)
{
	const struct node *root = maker->page->document.root;
	const struct document_section *lead = maker->page->sections[0].part;

	VIEW_SET(maker->arena, map, "content", view_html(maker, PIECE_WHOLE, root, NULL));
	VIEW_SET(maker->arena, map, "embedded", view_html(maker, PIECE_EMBEDDED, root, NULL));
	VIEW_SET(maker->arena, map, "lead", view_html(maker, PIECE_NODES, lead->first, lead->end));
	VIEW_SET(maker->arena, map, "footnotes", view_html(maker, PIECE_FOOTNOTES, root, NULL));
	view_set_sections(maker, map);
}

struct value *
view_page(struct arena *arena, const struct view *view, const struct page *page,
	  struct diag_list *diags)
{
	struct maker *maker = ARENA_NEW(arena, struct maker);
	struct value *map = value_map_of(arena, "a page", 24);

	*maker = (struct maker){.arena = arena, .view = view, .page = page};
	view_warn_of_html(maker, diags);
	VIEW_SET(arena, map, "kind", value_string(arena, page_kind_name(page)));
	VIEW_SET(arena, map, "id", value_string(arena, page->id));
	VIEW_SET(arena, map, "title", value_string(arena, page->title));
	VIEW_SET(arena, map, "summary", value_string_or_null(arena, page->summary));
	VIEW_SET(arena, map, "updated", value_string_or_null(arena, page->updated));
	view_set_front(arena, page, map);
	set_place(maker, map);
	set_content(maker, map);
	VIEW_SET(arena, map, "links", view_links(maker));
	VIEW_SET(arena, map, "week", page->week ? view_page_week(maker, page->week) : &value_null);
	VIEW_SET(arena, map, "data", view->no_data);
	VIEW_SET(arena, map, "assets", value_list(arena));
	return map;
}
