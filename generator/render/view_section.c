/* The view of a page's sections: whole as HTML, and taken apart into items. */
#include "render/view_parts.h"

#include "base/arena.h"
#include "base/url.h"
#include "data/value.h"
#include "document/item.h"
#include "markdown/node.h"
#include "model/link.h"
#include "model/page.h"
#include "render/view.h"

static const struct value_map no_entries = {.noun = "'data'"};
const struct value view_no_data = {.kind = VALUE_MAP,
				   .map = (struct value_map *)(uintptr_t)&no_entries};

static const struct value *
view_bool(bool boolean)
{
	return boolean ? &value_true : &value_false;
}

/* What stands below an item's title, but for the first list, whose entries are its items. */
static const struct value *
item_body(struct maker *maker, const struct item *item)
{
	const struct node *first = item->title ? item->title->next : item->node->first_child;

	if (first && first->kind == NODE_LIST && !first->next)
		return &value_null; // as most have it
	return view_html(maker, PIECE_BODY, first, NULL);
}

static bool
has_headings(const struct document_section *part)
{
	for (const struct node *node = part->first; node && node != part->end; node = node->next)
		if (node->kind == NODE_HEADING)
			return true;
	return false;
}

static const struct value *
view_item_link(struct maker *maker, const struct item *item)
{
	const struct link *link = item->link ? link_find(maker->page, item->link) : NULL;
	struct value *map;

	if (!link || link->kind == LINK_REFUSED)
		return &value_null;
	map = value_map_of(maker->arena, "a link", 3);
	VIEW_SET(maker->arena, map, "url", value_string(maker->arena, link->url));
	VIEW_SET(maker->arena, map, "host",
		 value_string_or_null(maker->arena, url_host(link->url)));
	VIEW_SET(maker->arena, map, "external", view_bool(link->kind == LINK_EXTERNAL));
	return map;
}

/* Full ids that the item had, and may be known by to who keeps progress. */
static const struct value *
view_aliases(struct maker *maker, const struct item *item)
{
	struct value *list;

	if (!item->naliases)
		return &value_no_list;
	list = value_list(maker->arena);
	for (size_t i = 0; i < item->naliases; i++)
		value_append(maker->arena, list, value_string(maker->arena, item->aliases[i]));
	return list;
}

static const struct value *view_items(struct maker *maker, const struct item *items, size_t nitems);

static void
set_item_texts(struct maker *maker, const struct item *item, struct value *map)
{
	struct arena *arena = maker->arena;

	VIEW_SET(arena, map, "text", value_string(arena, item->text));
	VIEW_SET(arena, map, "html",
		 view_html(maker, PIECE_NODES, item->text_first, item->text_end));
	VIEW_SET(arena, map, "body", item_body(maker, item));
	VIEW_SET(arena, map, "label", value_string_or_null(arena, item->label));
	VIEW_SET(arena, map, "kind", value_string_or_null(arena, item->kind));
	VIEW_SET(arena, map, "cost", value_string_or_null(arena, item->cost));
	VIEW_SET(arena, map, "note", view_html(maker, PIECE_NODES, item->note_first, NULL));
}

static struct value *
view_item(struct maker *maker, const struct item *item)
{
	struct arena *arena = maker->arena;
	struct value *map = value_map_of(arena, "an item", 19);
	bool timed = hours_is_given(item->hours);

	VIEW_SET(arena, map, "id", value_string(arena, item->node->id));
	VIEW_SET(arena, map, "key", value_string(arena, item->full));
	VIEW_SET(arena, map, "aliases", view_aliases(maker, item));
	set_item_texts(maker, item, map);
	VIEW_SET(arena, map, "checkable", view_bool(item->check != CHECK_NONE));
	VIEW_SET(arena, map, "done", view_bool(item->check == CHECK_DONE));
	VIEW_SET(arena, map, "hours", view_hours(arena, item->hours));
	VIEW_SET(arena, map, "hours_low",
		 timed ? value_number(arena, item->hours.low) : &value_null);
	VIEW_SET(arena, map, "hours_high",
		 timed ? value_number(arena, item->hours.high) : &value_null);
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, item->hours));
	VIEW_SET(arena, map, "link", view_item_link(maker, item));
	VIEW_SET(arena, map, "items", view_items(maker, item->children, item->nchildren));
	VIEW_SET(arena, map, "data", maker->view->no_data);
	map->span = item->span; // for reports
	return map;
}

static const struct value *
view_items(struct maker *maker, const struct item *items, size_t nitems)
{
	struct value *list;

	if (!nitems)
		return &value_no_list;
	list = value_list(maker->arena);
	for (size_t i = 0; i < nitems; i++)
		value_append(maker->arena, list, view_item(maker, &items[i]));
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
	struct value *map = value_map_of(arena, "a section", 11);
	const struct node *list = view_find_list(part->first, part->end);
	struct hours hours = sum_hours(part);

	if (!list)
		list = part->end;
	VIEW_SET(arena, map, "id", value_string(arena, part->heading->id));
	VIEW_SET(arena, map, "role", value_string(arena, role_name(section->role)));
	VIEW_SET(arena, map, "title", value_string(arena, part->heading->text));
	VIEW_SET(arena, map, "title_html",
		 view_html(maker, PIECE_INLINES, part->heading->node, NULL));
	VIEW_SET(arena, map, "html", view_html(maker, PIECE_NODES, part->first, part->end));
	VIEW_SET(arena, map, "grouped", view_bool(has_headings(part)));
	VIEW_SET(arena, map, "intro",
		 view_html(maker, PIECE_NODES, list == part->first ? NULL : part->first, list));
	VIEW_SET(arena, map, "outro", view_html(maker, PIECE_PROSE, list, part->end));
	VIEW_SET(arena, map, "items", view_items(maker, part->items, part->nitems));
	VIEW_SET(arena, map, "hours", view_hours(arena, hours));
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, hours));
	map->span = part->heading->node->span;
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
	struct value *map = value_map_of(maker->arena, "a contents entry", 3);

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

void
view_set_sections(struct maker *maker, struct value *map)
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
			  by_role[role] ? by_role[role] : &value_null);
	VIEW_SET(arena, map, "sections", list);
	VIEW_SET(arena, map, "roles", roles);
	VIEW_SET(arena, map, "toc", toc);
}
