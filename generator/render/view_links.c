/* The view of a page's links, for plugins that check them; most builds never ask for it. */
#include "base/arena.h"
#include "base/url.h"
#include "base/web_url.h"
#include "data/value.h"
#include "document/item.h"
#include "model/changes.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"
#include "read/tree.h"
#include "render/view.h"
#include "render/view_parts.h"

struct link_list {
	struct value_maker maker; // first, so that one is the other
	const struct page *page;
	const struct changes *changes; // NULL: nobody asked
};

/* Whether a line that it stands on, the first of which is given, changed. */
static bool
is_changed(const struct link_list *list, const struct link *link, uint32_t line)
{
	const struct page *page = list->page;
	struct str text;
	uint32_t last = line;

	if (!list->changes || !page->entry)
		return false;
	text = str_slice(page->document.source.text, link->span.start, link->span.end);
	for (size_t i = 0; i < text.len; i++)
		last += text.at[i] == '\n';
	return changes_have(list->changes, page->entry->path, line, last);
}

static void
set_place(struct arena *arena, const struct link_list *list, const struct link *link,
	  struct source_cursor *cursor, struct value *map)
{
	const struct page *page = list->page;
	struct span address = link_address_span(page, link);

	source_seek(cursor, &page->document.source, link->span.start);
	VIEW_SET(arena, map, "line", value_int(arena, cursor->line));
	VIEW_SET(arena, map, "column", value_int(arena, cursor->column));
	VIEW_SET(arena, map, "changed",
		 is_changed(list, link, cursor->line) ? &value_true : &value_null);
	VIEW_SET(arena, map, "byte_start", value_int(arena, link->span.start));
	VIEW_SET(arena, map, "byte_end", value_int(arena, link->span.end));
	VIEW_SET(arena, map, "address_start",
		 address.end ? value_int(arena, address.start) : &value_null);
	VIEW_SET(arena, map, "address_end",
		 address.end ? value_int(arena, address.end) : &value_null);
	map->span = link->span; // for reports
}

/* Of an address of the web: its host, its key, and what is behind '#'. */
static void
set_web(struct arena *arena, const struct link *link, struct value *map)
{
	bool is_web = link->kind == LINK_EXTERNAL;
	struct str key = is_web ? web_url_key(arena, link->written) : (struct str){0};
	struct str anchor = is_web ? url_split(link->written).fragment : link->fragment;

	VIEW_SET(arena, map, "host", value_string_or_null(arena, url_host(key)));
	VIEW_SET(arena, map, "key", value_string_or_null(arena, key));
	VIEW_SET(arena, map, "anchor", value_string_or_null(arena, anchor));
}

static const struct value *
view_link(struct arena *arena, const struct link_list *from, const struct link *link,
	  struct source_cursor *cursor)
{
	const struct page *page = from->page;
	struct value *map = value_map_of(arena, "a link of a page", 18);

	VIEW_SET(arena, map, "kind", value_string(arena, link_kind_name(link)));
	VIEW_SET(arena, map, "target", value_string(arena, link_target_name(link)));
	VIEW_SET(arena, map, "url", value_string(arena, link->written));
	VIEW_SET(arena, map, "text", value_string(arena, link->text));
	VIEW_SET(arena, map, "output", value_string_or_null(arena, link_output(page, link)));
	VIEW_SET(arena, map, "item",
		 value_string_or_null(arena, link->item ? link->item->full : (struct str){0}));
	VIEW_SET(arena, map, "source", value_string(arena, link_source_name(link)));
	VIEW_SET(arena, map, "ignored", link->ignored ? &value_true : &value_false);
	set_web(arena, link, map);
	set_place(arena, from, link, cursor, map);
	return map;
}

static const struct value *
make_list(const struct value_maker *maker, struct arena *arena, struct str output)
{
	const struct link_list *from = (const struct link_list *)maker;
	const struct page *page = from->page;
	struct value *list = value_list(arena);
	struct source_cursor cursor = {0};

	(void)output;
	for (size_t i = 0; i < page->nlinks; i++)
		value_append(arena, list, view_link(arena, from, &page->links[i], &cursor));
	return list;
}

const struct value *
view_links(const struct maker *page)
{
	struct link_list *list;

	if (!page->page->nlinks)
		return &value_no_list;
	list = ARENA_NEW(page->arena, struct link_list);
	*list = (struct link_list){{make_list}, page->page, page->view->site->changes};
	return value_later(page->arena, &list->maker);
}
