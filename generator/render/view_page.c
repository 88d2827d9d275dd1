/* The view of a page: its Markdown as HTML, whole and in parts. */
#include "render/view.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/url.h"
#include "data/value.h"
#include "document/item.h"
#include "markdown/node.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/html.h"
#include "render/view_parts.h"

/* What making one page's view needs. */
struct maker {
	struct arena *arena;
	const struct view *view;
	const struct page *page;
	struct html_options html;
	struct buf scratch;
};

static struct html_target
resolve_link(void *context, const struct node *node)
{
	const struct maker *maker = context;
	const struct link *link = link_find(maker->page, node);

	if (!link)
		return (struct html_target){.url = node->text};
	return (struct html_target){
	    .url = link->url,
	    .external = link->kind == LINK_EXTERNAL,
	    .refused = link->kind == LINK_REFUSED,
	};
}

static struct str
find_word(void *context, struct str name)
{
	const struct maker *maker = context;

	return value_text(value_find(maker->view->strings, name));
}

static struct value *
null_value(struct maker *maker)
{
	return value_string_or_null(maker->arena, STR(""));
}

/* What stands in the scratch as HTML in the arena; null when it is empty. */
static struct value *
take_html(struct maker *maker)
{
	struct value *value = null_value(maker);

	if (maker->scratch.len)
		value = value_html(maker->arena, arena_dup(maker->arena, buf_str(&maker->scratch)));
	buf_reset(&maker->scratch);
	return value;
}

static struct value *
nodes_html(struct maker *maker, const struct node *first, const struct node *end)
{
	if (first)
		html_nodes(&maker->scratch, first, end, &maker->html);
	return take_html(maker);
}

static const struct node *
find_list(const struct node *first, const struct node *end)
{
	while (first && first != end && first->kind != NODE_LIST)
		first = first->next;
	return first == end ? NULL : first;
}

/* Nodes [first, end) without lists, which are shown as items. */
static struct value *
prose_html(struct maker *maker, const struct node *first, const struct node *end)
{
	for (const struct node *node = first; node && node != end; node = node->next)
		if (node->kind != NODE_LIST)
			html_nodes(&maker->scratch, node, node->next, &maker->html);
	return take_html(maker);
}

/* What stands below an item's title, but for the first list, whose entries are its items. */
static struct value *
item_body(struct maker *maker, const struct item *item)
{
	const struct node *first = item->title ? item->title->next : item->node->first_child;
	const struct node *list = find_list(first, NULL);

	for (const struct node *node = first; node; node = node->next)
		if (node != list)
			html_nodes(&maker->scratch, node, node->next, &maker->html);
	return take_html(maker);
}

static bool
has_headings(const struct document_section *part)
{
	for (const struct node *node = part->first; node && node != part->end; node = node->next)
		if (node->kind == NODE_HEADING)
			return true;
	return false;
}

static struct value *
view_item_link(struct maker *maker, const struct item *item)
{
	const struct link *link = item->link ? link_find(maker->page, item->link) : NULL;
	struct value *map;

	if (!link || link->kind == LINK_REFUSED)
		return null_value(maker);
	map = value_map(maker->arena, "a link");
	VIEW_SET(maker->arena, map, "url", value_string(maker->arena, link->url));
	VIEW_SET(maker->arena, map, "host",
		 value_string_or_null(maker->arena, url_host(link->url)));
	VIEW_SET(maker->arena, map, "external",
		 value_bool(maker->arena, link->kind == LINK_EXTERNAL));
	return map;
}

/* The full id of an item: what progress, overlays and calendars hang on. */
static struct value *
item_key(struct maker *maker, const struct section *section, const struct item *item)
{
	return value_string(maker->arena,
			    arena_printf(maker->arena, "%.*s/%.*s/%.*s", STR_ARG(maker->page->id),
					 STR_ARG(section->id), STR_ARG(item->id)));
}

static struct value *view_items(struct maker *maker, const struct section *section,
				const struct item *items, size_t nitems);

static void
set_item_texts(struct maker *maker, const struct item *item, struct value *map)
{
	struct arena *arena = maker->arena;

	VIEW_SET(arena, map, "text", value_string(arena, item->text));
	VIEW_SET(arena, map, "html", nodes_html(maker, item->text_first, item->text_end));
	VIEW_SET(arena, map, "body", item_body(maker, item));
	VIEW_SET(arena, map, "label", value_string_or_null(arena, item->label));
	VIEW_SET(arena, map, "kind", value_string_or_null(arena, item->kind));
	VIEW_SET(arena, map, "cost", value_string_or_null(arena, item->cost));
	VIEW_SET(arena, map, "note", nodes_html(maker, item->note_first, NULL));
}

static struct value *
view_item(struct maker *maker, const struct section *section, const struct item *item)
{
	struct arena *arena = maker->arena;
	struct value *map = value_map(arena, "an item");

	VIEW_SET(arena, map, "id", value_string(arena, item->node->id));
	VIEW_SET(arena, map, "key", item_key(maker, section, item));
	set_item_texts(maker, item, map);
	VIEW_SET(arena, map, "checkable", value_bool(arena, item->check != CHECK_NONE));
	VIEW_SET(arena, map, "done", value_bool(arena, item->check == CHECK_DONE));
	VIEW_SET(arena, map, "hours", view_hours(arena, item->hours));
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, item->hours));
	VIEW_SET(arena, map, "link", view_item_link(maker, item));
	VIEW_SET(arena, map, "items", view_items(maker, section, item->children, item->nchildren));
	return map;
}

static struct value *
view_items(struct maker *maker, const struct section *section, const struct item *items,
	   size_t nitems)
{
	struct value *list = value_list(maker->arena);

	for (size_t i = 0; i < nitems; i++)
		value_append(maker->arena, list, view_item(maker, section, &items[i]));
	return list;
}

static struct hours
sum_hours(const struct document_section *part)
{
	struct hours sum = {0};

	for (size_t i = 0; i < part->nitems; i++)
		sum = hours_add(sum, part->items[i].hours);
	return sum;
}

static struct value *
view_section(struct maker *maker, const struct section *section)
{
	const struct document_section *part = section->part;
	struct arena *arena = maker->arena;
	struct value *map = value_map(arena, "a section");
	const struct node *list = find_list(part->first, part->end);
	struct hours hours = sum_hours(part);

	if (!list)
		list = part->end;
	VIEW_SET(arena, map, "id", value_string(arena, part->heading->id));
	VIEW_SET(arena, map, "role", value_string(arena, role_name(section->role)));
	VIEW_SET(arena, map, "title", value_string(arena, part->heading->text));
	html_inlines(&maker->scratch, part->heading->node, &maker->html);
	VIEW_SET(arena, map, "title_html", take_html(maker));
	VIEW_SET(arena, map, "html", nodes_html(maker, part->first, part->end));
	VIEW_SET(arena, map, "grouped", value_bool(arena, has_headings(part)));
	VIEW_SET(arena, map, "intro",
		 nodes_html(maker, list == part->first ? NULL : part->first, list));
	VIEW_SET(arena, map, "outro", prose_html(maker, list, part->end));
	VIEW_SET(arena, map, "items", view_items(maker, section, part->items, part->nitems));
	VIEW_SET(arena, map, "hours", view_hours(arena, hours));
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, hours));
	return map;
}

/*
 * Sections in reading order: those with a role in the order of roles, ordinary
 * ones behind the section that they follow in the file. sections[0] is the lead.
 */
static const struct section **
order_sections(struct maker *maker)
{
	const struct page *page = maker->page;
	const struct section **ordered =
	    ARENA_ARRAY(maker->arena, const struct section *, page->nsections);
	size_t nordered = 0;

	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
		enum role follows = ROLE_NONE;

		for (size_t i = 1; i < page->nsections; i++) {
			if (page->sections[i].role != ROLE_NONE)
				follows = page->sections[i].role;
			if (follows == role)
				ordered[nordered++] = &page->sections[i];
		}
	}
	return ordered;
}

static void
append_toc(struct maker *maker, struct value *toc, const struct heading *heading)
{
	struct value *map = value_map(maker->arena, "a contents entry");

	VIEW_SET(maker->arena, map, "id", value_string(maker->arena, heading->id));
	VIEW_SET(maker->arena, map, "title", value_string(maker->arena, heading->text));
	VIEW_SET(maker->arena, map, "level", value_int(maker->arena, heading->level));
	value_append(maker->arena, toc, map);
}

/* The headings of level 3 that follow the section's own. */
static void
append_subheadings(struct maker *maker, struct value *toc, const struct heading *heading)
{
	const struct outline *outline = &maker->page->document.outline;
	const struct heading *end = outline->headings + outline->nheadings;

	for (const struct heading *next = heading + 1; next < end && next->level > 2; next++)
		if (next->level == 3)
			append_toc(maker, toc, next);
}

static void
set_sections(struct maker *maker, struct value *map)
{
	struct arena *arena = maker->arena;
	const struct section **ordered = order_sections(maker);
	struct value *list = value_list(arena), *toc = value_list(arena);
	struct value *roles = value_map(arena, "'roles'");
	const struct value *by_role[ROLE_COUNT] = {NULL};

	for (size_t i = 0; i + 1 < maker->page->nsections; i++) {
		const struct value *section = view_section(maker, ordered[i]);

		value_append(arena, list, section);
		by_role[ordered[i]->role] = section;
		append_toc(maker, toc, ordered[i]->part->heading);
		append_subheadings(maker, toc, ordered[i]->part->heading);
	}
	for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
		value_set(arena, roles, role_field(role),
			  by_role[role] ? by_role[role] : null_value(maker));
	VIEW_SET(arena, map, "sections", list);
	VIEW_SET(arena, map, "roles", roles);
	VIEW_SET(arena, map, "toc", toc);
}

static struct value *
view_prerequisite(struct maker *maker, const struct prerequisite *need)
{
	struct arena *arena = maker->arena;
	struct value *map = value_map(arena, "a prerequisite"), *weeks = value_list(arena);
	const struct site *site = maker->view->site;

	for (size_t i = 0; i < site->nweeks; i++)
		if (site->weeks[i]->number >= need->first && site->weeks[i]->number <= need->last)
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
		 week->block ? maker->view->blocks[week->block - config->blocks]
			     : null_value(maker));
	VIEW_SET(arena, map, "tasks", value_int(arena, (int64_t)week->ntasks));
	VIEW_SET(arena, map, "task_hours", view_hours(arena, week->task_hours));
	VIEW_SET(arena, map, "task_hours_text", view_hours_text(arena, week->task_hours));
	return map;
}

static struct value *
view_neighbour(struct maker *maker, const struct page *page)
{
	struct value *map;

	if (!page)
		return null_value(maker);
	map = value_map(maker->arena, "a neighbour");
	VIEW_SET(maker->arena, map, "title", value_string(maker->arena, page->title));
	VIEW_SET(maker->arena, map, "output", value_string(maker->arena, page->output));
	VIEW_SET(maker->arena, map, "number",
		 page->week ? value_int(maker->arena, page->week->number) : null_value(maker));
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

/* The whole body first, the only time with warnings; then its parts. */
static void
set_content(struct maker *maker, struct value *map, struct diag_list *diags)
{
	const struct node *root = maker->page->document.root;
	const struct document_section *lead = maker->page->sections[0].part;

	maker->html.diags = diags;
	html_node(&maker->scratch, root, &maker->html);
	VIEW_SET(maker->arena, map, "content", take_html(maker));
	maker->html.diags = NULL;
	VIEW_SET(maker->arena, map, "lead", nodes_html(maker, lead->first, lead->end));
	html_footnotes(&maker->scratch, root, &maker->html);
	VIEW_SET(maker->arena, map, "footnotes", take_html(maker));
	set_sections(maker, map);
}

const struct value *
view_page(struct arena *arena, const struct view *view, const struct page *page,
	  struct diag_list *diags)
{
	struct maker maker = {.arena = arena, .view = view, .page = page};
	struct value *map = value_map(arena, "a page");

	maker.html = (struct html_options){.source = &page->document.source,
					   .raw_html = view->site->config.raw_html,
					   .resolve = resolve_link,
					   .word = find_word,
					   .context = &maker,
					   .footnote_prefix = ""};
	buf_init(&maker.scratch);
	VIEW_SET(arena, map, "kind", value_string(arena, page_kind_name(page->kind)));
	VIEW_SET(arena, map, "id", value_string(arena, page->id));
	VIEW_SET(arena, map, "title", value_string(arena, page->title));
	VIEW_SET(arena, map, "summary", value_string_or_null(arena, page->summary));
	VIEW_SET(arena, map, "updated", value_string_or_null(arena, page->updated));
	set_place(&maker, map);
	set_content(&maker, map, diags);
	VIEW_SET(arena, map, "week",
		 page->week ? view_page_week(&maker, page->week) : null_value(&maker));
	buf_release(&maker.scratch);
	return map;
}
