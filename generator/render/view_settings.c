/* What is known before a page's tree is read: settings of the site, front matter, params. */
#include "render/view.h"

#include "base/arena.h"
#include "data/schema.h"
#include "data/value.h"
#include "model/page.h"
#include "model/site.h"
#include "read/tree.h"
#include "render/view_parts.h"

const struct value *
view_params(struct arena *arena, const struct value *params)
{
	static const struct value_map no_entries = {.noun = "'params'", .open = true};
	static const struct value nothing = {.kind = VALUE_MAP,
					     .map = (struct value_map *)(uintptr_t)&no_entries};

	return params ? value_copy_open(arena, params) : &nothing;
}

struct value *
view_settings(struct arena *arena, const struct site *site, const char *noun)
{
	const struct config *config = &site->config;
	struct value *map = value_map(arena, noun);
	bool learner = site->audience == AUDIENCE_LEARNER;

	VIEW_SET(arena, map, "title", value_string(arena, config->title));
	VIEW_SET(arena, map, "tagline", value_string_or_null(arena, config->tagline));
	VIEW_SET(arena, map, "description", value_string_or_null(arena, config->description));
	VIEW_SET(arena, map, "language", value_string(arena, config->language));
	VIEW_SET(arena, map, "direction",
		 value_string(arena, config->right_to_left ? STR("rtl") : STR("ltr")));
	VIEW_SET(arena, map, "id", value_string(arena, config->id));
	VIEW_SET(arena, map, "url", value_string_or_null(arena, config->url));
	VIEW_SET(arena, map, "audience",
		 value_string(arena, learner ? STR("learner") : STR("instructor")));
	VIEW_SET(arena, map, "hours_per_week", value_string_or_null(arena, config->hours_per_week));
	VIEW_SET(arena, map, "params", view_params(arena, config->params));
	VIEW_SET(arena, map, "offline", value_bool(arena, config->offline));
	VIEW_SET(arena, map, "download", &value_null); // until there is an archive
	VIEW_SET(arena, map, "links", config->links.online.view);
	VIEW_SET(arena, map, "generator", value_string(arena, STR("Lectern " LECTERN_VERSION)));
	return map;
}

void
view_set_front(struct arena *arena, const struct page *page, struct value *map)
{
	const struct value *front = page->document.front;
	struct value *all = schema_complete(arena, page_front_schema(page), front);

	all->map->noun = "the front matter";
	VIEW_SET(arena, map, "front_matter", all);
	VIEW_SET(arena, map, "params", view_params(arena, value_find(front, STR("params"))));
}

struct value *
view_filter_page(struct arena *arena, const struct value *settings, const struct page *page)
{
	struct value *map = value_map(arena, "a page in 'filter'");

	VIEW_SET(arena, map, "path",
		 value_string(arena,
			      arena_printf(arena, "content/%.*s", STR_ARG(page->entry->path))));
	VIEW_SET(arena, map, "kind", value_string(arena, page_kind_name(page)));
	VIEW_SET(arena, map, "site", settings);
	view_set_front(arena, page, map);
	return map;
}
