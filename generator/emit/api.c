/* The course for other programs, as values. */
#include "emit/api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "data/json.h"
#include "data/json_pieces.h"
#include "data/value.h"
#include "document/item.h"
#include "emit/plan.h"
#include "host/plugin.h"
#include "markdown/node.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"

/* Where in the course a value is made. */
struct place_in {
	struct arena *arena;
	const struct page *page;
	const struct plugin_page *said; // may be NULL
	struct source_cursor cursor;    // lines are asked for in rising order
	const struct section *section;
};

static void
set_hours(struct arena *arena, struct value *map, struct hours hours)
{
	if (!hours_is_given(hours))
		return;
	value_set(arena, map, STR("hours"), value_number(arena, hours_middle(hours)));
	if (hours.low < hours.high) {
		value_set(arena, map, STR("hours_low"), value_number(arena, hours.low));
		value_set(arena, map, STR("hours_high"), value_number(arena, hours.high));
	}
}

/* A plugin's fields, but those whose names begin with '_': they are for the build alone. */
static const struct value *
public_fields(struct arena *arena, const struct value *fields)
{
	struct value *shown = value_map(arena, NULL);

	for (size_t i = 0; i < value_len(fields); i++)
		if (fields->map->entries[i].key.at[0] != '_')
			value_set(arena, shown, fields->map->entries[i].key,
				  fields->map->entries[i].value);
	return shown;
}

/* What plugins said, without those that said nothing. */
static void
set_data(struct arena *arena, struct value *map, const struct value *data)
{
	struct value *said = value_map(arena, NULL);

	for (size_t i = 0; i < value_len(data); i++) {
		const struct value *shown;

		if (data->map->entries[i].value->kind != VALUE_MAP)
			continue;
		shown = public_fields(arena, data->map->entries[i].value);
		if (value_len(shown))
			value_set(arena, said, data->map->entries[i].key, shown);
	}
	if (value_len(said))
		value_set(arena, map, STR("data"), said);
}

static struct value *
make_source(struct place_in *in, struct span span)
{
	struct arena *arena = in->arena;
	const struct page *page = in->page;
	struct value *map = value_map(arena, NULL);

	source_seek(&in->cursor, &page->document.source, span.start);
	value_set(arena, map, STR("path"),
		  value_string(arena,
			       arena_printf(arena, "content/%.*s", STR_ARG(page->entry->path))));
	value_set(arena, map, STR("line"), value_int(arena, in->cursor.line));
	return map;
}

static void
set_link(struct place_in *in, struct value *map, const struct item *item)
{
	const struct link *link = item->link ? link_find(in->page, item->link) : NULL;

	if (!link)
		return;
	/* What the author wrote, for relative links mean something only on their page. */
	value_set_text(in->arena, map, STR("url"),
		       link->kind == LINK_EXTERNAL ? link->url : item->link->text);
	value_set_text(in->arena, map, STR("link_text"), node_text_dup(in->arena, item->link));
}

static struct value *make_items(struct place_in *in, const struct item *items, size_t nitems);

static struct value *
make_item(struct place_in *in, const struct item *item)
{
	struct arena *arena = in->arena;
	struct value *map = value_map(arena, NULL);
	struct value *source = make_source(in, item->span); // before those of its own items
	const struct value *data = in->said ? map_find(&in->said->items, item->full) : NULL;
	struct value *aliases = value_list(arena);

	value_set(arena, map, STR("id"), value_string(arena, item->full));
	for (size_t i = 0; i < item->naliases; i++)
		value_append(arena, aliases, value_string(arena, item->aliases[i]));
	if (item->naliases)
		value_set(arena, map, STR("aliases"), aliases);
	value_set_text(arena, map, STR("label"), item->label);
	value_set_text(arena, map, STR("text"), item->text);
	set_hours(arena, map, item->hours);
	if (item->check != CHECK_NONE)
		value_set(arena, map, STR("done"), value_bool(arena, item->check == CHECK_DONE));
	set_link(in, map, item);
	value_set_text(arena, map, STR("kind"), item->kind);
	value_set_text(arena, map, STR("cost"), item->cost);
	value_set_text(arena, map, STR("note"), item->note);
	if (item->nchildren)
		value_set(arena, map, STR("items"),
			  make_items(in, item->children, item->nchildren));
	set_data(arena, map, data);
	value_set(arena, map, STR("source"), source);
	return map;
}

static struct value *
make_items(struct place_in *in, const struct item *items, size_t nitems)
{
	struct value *list = value_list(in->arena);

	for (size_t i = 0; i < nitems; i++)
		value_append(in->arena, list, make_item(in, &items[i]));
	return list;
}

static struct value *
make_section(struct place_in *in)
{
	const struct section *section = in->section;
	const struct heading *heading = section->part->heading;
	struct arena *arena = in->arena;
	struct value *map = value_map(arena, NULL);
	struct value *source = make_source(in, heading->node->span);

	value_set(arena, map, STR("id"),
		  value_string(arena, arena_printf(arena, "%.*s/%.*s", STR_ARG(in->page->id),
						   STR_ARG(section->id))));
	value_set_text(arena, map, STR("role"), role_name(section->role));
	value_set_text(arena, map, STR("title"), heading->text);
	value_set_text(arena, map, STR("anchor"), heading->id);
	value_set(arena, map, STR("items"),
		  make_items(in, section->part->items, section->part->nitems));
	value_set(arena, map, STR("source"), source);
	return map;
}

static struct value *
make_prerequisite(struct arena *arena, const struct site *site, const struct prerequisite *need)
{
	struct value *map = value_map(arena, NULL), *weeks = value_list(arena);

	for (size_t i = site_first_week(site, need->first);
	     i < site->nweeks && site->weeks[i]->number <= need->last; i++)
		value_append(arena, weeks, value_int(arena, site->weeks[i]->number));
	value_set(arena, map, STR("weeks"), weeks);
	value_set_text(arena, map, STR("note"), need->note);
	return map;
}

static struct value *
make_project(struct arena *arena, const struct week *week)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("kind"), value_string(arena, project_kind_name(week->project)));
	value_set_text(arena, map, STR("title"), week->project_title);
	return map;
}

static void
set_week(struct arena *arena, const struct site *site, const struct week *week, struct value *map)
{
	struct value *needs = value_list(arena);

	value_set(arena, map, STR("week"), value_int(arena, week->number));
	if (week->block)
		value_set(arena, map, STR("block"),
			  value_int(arena, week->block - site->config.blocks + 1));
	if (week->hours > 0)
		value_set(arena, map, STR("hours"), value_number(arena, week->hours));
	for (size_t i = 0; i < week->nprerequisites; i++)
		value_append(arena, needs, make_prerequisite(arena, site, &week->prerequisites[i]));
	value_set(arena, map, STR("prerequisites"), needs);
	if (week->project != PROJECT_NONE)
		value_set(arena, map, STR("project"), make_project(arena, week));
}

static void
set_links(struct arena *arena, const struct page *page, struct value *map)
{
	struct place_in in = {.arena = arena, .page = page};
	struct value *list = value_list(arena);

	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];
		struct value *entry = value_map(arena, NULL);

		value_set(arena, entry, STR("kind"), value_string(arena, link_kind_name(link)));
		value_set(arena, entry, STR("target"), value_string(arena, link_target_name(link)));
		value_set(arena, entry, STR("url"), value_string(arena, link->written));
		value_set_text(arena, entry, STR("text"), link->text);
		value_set_text(arena, entry, STR("output"), link_output(page, link));
		value_set(arena, entry, STR("source"), make_source(&in, link->span));
		value_append(arena, list, entry);
	}
	if (page->nlinks)
		value_set(arena, map, STR("links"), list);
}

struct value *
api_page(struct arena *arena, const struct site *site, const struct page *page,
	 const struct plugin_page *said)
{
	struct value *map = value_map(arena, NULL), *sections = value_list(arena);
	struct place_in in = {.arena = arena, .page = page, .said = said};
	struct value *source = make_source(&in, (struct span){0, 0});

	value_set(arena, map, STR("id"), value_string(arena, page->id));
	if (page->week)
		set_week(arena, site, page->week, map);
	value_set_text(arena, map, STR("title"), page->title);
	value_set_text(arena, map, STR("summary"), page->summary);
	value_set_text(arena, map, STR("updated"), page->updated);
	if (value_len(page->params))
		value_set(arena, map, STR("params"), page->params);
	value_set(arena, map, STR("url"), value_string(arena, page->output));
	for (size_t i = 1; i < page->nsections; i++) {
		in.section = &page->sections[i];
		value_append(arena, sections, make_section(&in));
	}
	value_set(arena, map, STR("sections"), sections);
	set_links(arena, page, map);
	set_data(arena, map, said ? said->data : NULL);
	value_set(arena, map, STR("source"), source);
	return map;
}

static struct value *
make_block(struct arena *arena, const struct block *block)
{
	struct value *map = value_map(arena, NULL), *skills = value_list(arena);

	value_set_text(arena, map, STR("title"), block->title);
	value_set(arena, map, STR("first_week"), value_int(arena, block->first));
	value_set(arena, map, STR("last_week"), value_int(arena, block->last));
	value_set_text(arena, map, STR("goal"), block->goal);
	for (size_t i = 0; i < block->nskills; i++)
		value_append(arena, skills, value_string(arena, block->skills[i]));
	value_set(arena, map, STR("skills"), skills);
	value_set_text(arena, map, STR("capstone"), block->capstone);
	value_set_text(arena, map, STR("relevance"), block->relevance);
	return map;
}

static struct value *
make_totals(struct arena *arena, const struct totals *totals)
{
	const struct {
		struct str key;
		size_t count;
	} rows[] = {
	    {STR("weeks"), totals->weeks},         {STR("blocks"), totals->blocks},
	    {STR("projects"), totals->projects},   {STR("capstones"), totals->capstones},
	    {STR("pages"), totals->pages},         {STR("tasks"), totals->tasks},
	    {STR("resources"), totals->resources}, {STR("items"), totals->items},
	};
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("hours"), value_number(arena, totals->hours));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		value_set(arena, map, rows[i].key, value_int(arena, (int64_t)rows[i].count));
	return map;
}

/* The page's JSON as it stands in its own file, or made now when it has none. */
static void
add_page(struct json_pieces *pieces, const struct site *site, const struct course_data *data,
	 const struct page *page)
{
	size_t index = (size_t)(page - site->pages);
	struct arena arena;
	struct str text;
	struct buf out;

	arena_init(&arena);
	buf_init(&out);
	if (data->texts[index] && output_read(&arena, data->texts[index], SIZE_MAX, &text)) {
		json_pieces_list_item(pieces, text);
	} else {
		json_write(&out,
			   api_page(&arena, site, page, data->pages ? data->pages[index] : NULL),
			   JSON_PRETTY);
		json_pieces_list_item(pieces, buf_str(&out));
	}
	buf_release(&out);
	arena_release(&arena);
}

static void
add_pages(struct json_pieces *pieces, const struct site *site, const struct course_data *data)
{
	json_pieces_list_begin(pieces, STR("weeks"));
	for (size_t i = 0; i < site->nweeks; i++)
		add_page(pieces, site, data, site->weeks[i]->page);
	json_pieces_list_end(pieces);
	json_pieces_list_begin(pieces, STR("pages"));
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed && !site->pages[i].week)
			add_page(pieces, site, data, &site->pages[i]);
	json_pieces_list_end(pieces);
}

/* What stands in front of the pages. */
static struct value *
make_course(struct arena *arena, const struct site *site)
{
	const struct config *config = &site->config;
	struct value *map = value_map(arena, NULL), *blocks = value_list(arena);

	value_set_text(arena, map, STR("id"), config->id);
	value_set_text(arena, map, STR("title"), config->title);
	value_set_text(arena, map, STR("tagline"), config->tagline);
	value_set_text(arena, map, STR("description"), config->description);
	value_set_text(arena, map, STR("language"), config->language);
	value_set_text(arena, map, STR("url"), config->url);
	if (site->audience == AUDIENCE_INSTRUCTOR)
		value_set_text(arena, map, STR("audience"), STR("instructor"));
	value_set_text(arena, map, STR("hours_per_week"), config->hours_per_week);
	value_set(arena, map, STR("totals"), make_totals(arena, &site->totals));
	for (size_t i = 0; i < config->nblocks; i++)
		value_append(arena, blocks, make_block(arena, &config->blocks[i]));
	value_set(arena, map, STR("blocks"), blocks);
	return map;
}

static void
add_members(struct json_pieces *pieces, const struct value *map)
{
	for (size_t i = 0; i < value_len(map); i++)
		json_pieces_member(pieces, map->map->entries[i].key, map->map->entries[i].value);
}

void
api_curriculum(struct buf *out, const struct site *site, const struct course_data *data)
{
	struct json_pieces pieces;
	struct value *behind;
	struct arena arena;

	arena_init(&arena);
	behind = value_map(&arena, NULL);
	set_data(&arena, behind, data->site);
	json_pieces_begin(&pieces, out);
	add_members(&pieces, make_course(&arena, site));
	add_pages(&pieces, site, data);
	add_members(&pieces, behind);
	json_pieces_end(&pieces);
	arena_release(&arena);
}
