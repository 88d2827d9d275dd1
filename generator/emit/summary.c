/* The summary of the course; its strings are the short forms of the week files. */
#include "emit/summary.h"

#include "base/arena.h"
#include "data/value.h"
#include "model/site.h"
#include "model/week.h"

static struct value *
make_week(struct arena *arena, const struct week *week)
{
	struct value *map = value_map(arena, NULL), *topics = value_list(arena);

	for (size_t i = 0; i < week->nshort_topics; i++)
		value_append(arena, topics, value_string(arena, week->short_topics[i]));
	value_set(arena, map, STR("week"), value_int(arena, week->number));
	value_set(arena, map, STR("title"), value_string(arena, week->short_title));
	value_set(arena, map, STR("topics"), topics);
	if (week->short_project.len)
		value_set(arena, map, STR("project"), value_string(arena, week->short_project));
	return map;
}

struct value *
summary_make(struct arena *arena, const struct site *site)
{
	struct value *root = value_map(arena, NULL), *map = value_map(arena, NULL);
	struct value *weeks = value_list(arena);
	const struct totals *totals = &site->totals;
	const char *plural = totals->weeks == 1 ? "" : "s";

	for (size_t i = 0; i < site->nweeks; i++)
		value_append(arena, weeks, make_week(arena, site->weeks[i]));
	value_set(arena, map, STR("duration"),
		  value_string(arena, arena_printf(arena, "%zu week%s", totals->weeks, plural)));
	if (site->config.hours_per_week.len)
		value_set(arena, map, STR("hours_per_week"),
			  value_string(arena, site->config.hours_per_week));
	value_set(arena, map, STR("total_projects"), value_int(arena, (int64_t)totals->projects));
	value_set(arena, map, STR("capstone_projects"),
		  value_int(arena, (int64_t)totals->capstones));
	value_set(arena, map, STR("weeks"), weeks);
	value_set(arena, root, STR("roadmap"), map);
	return root;
}
