/* The view of the site: settings, totals, weeks, blocks, navigation. */
#include "render/view.h"

#include "base/arena.h"
#include "data/value.h"
#include "model/course.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/view_parts.h"

const struct value *
view_hours(struct arena *arena, struct hours hours)
{
	if (!hours_is_given(hours))
		return &value_null;
	return value_number(arena, hours_middle(hours));
}

const struct value *
view_hours_text(struct arena *arena, struct hours hours)
{
	if (!hours_is_given(hours))
		return &value_null;
	if (hours.low < hours.high)
		return value_string(arena, arena_printf(arena, "%g\xe2\x80\x93%g\xc2\xa0h",
							hours.low, hours.high));
	return value_string(arena, arena_printf(arena, "%g\xc2\xa0h", hours.high));
}

struct value *
view_reference(struct arena *arena, const struct page *page)
{
	struct value *map = value_map(arena, "a page reference");

	VIEW_SET(arena, map, "title", value_string(arena, page->title));
	VIEW_SET(arena, map, "summary", value_string_or_null(arena, page->summary));
	VIEW_SET(arena, map, "output", value_string(arena, page->output));
	return map;
}

const struct value *
view_project(struct arena *arena, const struct week *week)
{
	struct value *map;

	if (week->project == PROJECT_NONE)
		return &value_null;
	map = value_map(arena, "a project");
	VIEW_SET(arena, map, "kind", value_string(arena, project_kind_name(week->project)));
	VIEW_SET(arena, map, "title", value_string(arena, week->project_title));
	return map;
}

static struct value *
view_week(struct arena *arena, const struct site *site, const struct week *week)
{
	struct value *map = value_map(arena, "a week");
	struct hours hours = {week->hours, week->hours};
	const struct page *page = week->page;

	VIEW_SET(arena, map, "number", value_int(arena, week->number));
	VIEW_SET(arena, map, "id", value_string(arena, page->id));
	VIEW_SET(arena, map, "title", value_string(arena, page->title));
	VIEW_SET(arena, map, "summary", value_string_or_null(arena, page->summary));
	VIEW_SET(arena, map, "output", value_string(arena, page->output));
	VIEW_SET(arena, map, "hours", view_hours(arena, hours));
	VIEW_SET(arena, map, "hours_text", view_hours_text(arena, hours));
	VIEW_SET(arena, map, "project", view_project(arena, week));
	VIEW_SET(arena, map, "block",
		 week->block ? value_int(arena, week->block - site->config.blocks + 1)
			     : &value_null);
	VIEW_SET(arena, map, "tasks", value_int(arena, (int64_t)week->ntasks));
	VIEW_SET(arena, map, "resources", value_int(arena, (int64_t)week->nresources));
	return map;
}

static struct value *
view_texts(struct arena *arena, const struct str *texts, size_t ntexts)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < ntexts; i++)
		value_append(arena, list, value_string(arena, texts[i]));
	return list;
}

static struct value *
view_block(struct arena *arena, const struct view *view, size_t index)
{
	const struct block *block = &view->site->config.blocks[index];
	struct value *map = value_map(arena, "a block");
	struct value *weeks = value_list(arena);
	double hours = 0;

	for (size_t i = 0; i < view->site->nweeks; i++) {
		if (view->site->weeks[i]->block != block)
			continue;
		value_append(arena, weeks, view->weeks[i]);
		hours += view->site->weeks[i]->hours;
	}
	VIEW_SET(arena, map, "number", value_int(arena, (int64_t)index + 1));
	VIEW_SET(arena, map, "title", value_string(arena, block->title));
	VIEW_SET(arena, map, "goal", value_string_or_null(arena, block->goal));
	VIEW_SET(arena, map, "skills", view_texts(arena, block->skills, block->nskills));
	VIEW_SET(arena, map, "capstone", value_string_or_null(arena, block->capstone));
	VIEW_SET(arena, map, "relevance", value_string_or_null(arena, block->relevance));
	VIEW_SET(arena, map, "first", value_int(arena, block->first));
	VIEW_SET(arena, map, "last", value_int(arena, block->last));
	VIEW_SET(arena, map, "hours", value_number(arena, hours));
	VIEW_SET(arena, map, "weeks", weeks);
	return map;
}

static struct value *
view_totals(struct arena *arena, const struct totals *totals)
{
	struct value *map = value_map(arena, "'totals'");

	VIEW_SET(arena, map, "weeks", value_int(arena, (int64_t)totals->weeks));
	VIEW_SET(arena, map, "blocks", value_int(arena, (int64_t)totals->blocks));
	VIEW_SET(arena, map, "hours", value_number(arena, totals->hours));
	VIEW_SET(arena, map, "projects", value_int(arena, (int64_t)totals->projects));
	VIEW_SET(arena, map, "capstones", value_int(arena, (int64_t)totals->capstones));
	VIEW_SET(arena, map, "pages", value_int(arena, (int64_t)totals->pages));
	VIEW_SET(arena, map, "tasks", value_int(arena, (int64_t)totals->tasks));
	VIEW_SET(arena, map, "resources", value_int(arena, (int64_t)totals->resources));
	VIEW_SET(arena, map, "items", value_int(arena, (int64_t)totals->items));
	return map;
}

/* Weeks that no block holds. */
static struct value *
view_loose(struct arena *arena, const struct view *view)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < view->site->nweeks; i++)
		if (!view->site->weeks[i]->block)
			value_append(arena, list, view->weeks[i]);
	return list;
}

static struct value *
view_navigation(struct arena *arena, const struct site *site)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < site->config.nnavigation; i++) {
		const struct page *page = site_find_page(site, site->config.navigation[i].path);

		if (page)
			value_append(arena, list, view_reference(arena, page));
	}
	return list;
}

/* Courses that were built before, of which the site is the front. */
static struct value *
view_courses(struct arena *arena, const struct site *site)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < site->ncourses; i++) {
		const struct course *course = &site->courses[i];
		struct value *map = value_map(arena, "a course");
		struct str output = arena_printf(arena, "%.*s/index.html", STR_ARG(course->name));
		struct str summary = course_text(course, STR("description"));
		struct str tagline = course_text(course, STR("tagline"));
		double hours = course_total(course, STR("hours"));

		VIEW_SET(arena, map, "name", value_string(arena, course->name));
		VIEW_SET(arena, map, "title",
			 value_string(arena, course_text(course, STR("title"))));
		VIEW_SET(arena, map, "summary",
			 value_string_or_null(arena, summary.len ? summary : tagline));
		VIEW_SET(arena, map, "language",
			 value_string(arena, course_text(course, STR("language"))));
		VIEW_SET(arena, map, "output", value_string(arena, output));
		VIEW_SET(arena, map, "weeks",
			 value_number(arena, course_total(course, STR("weeks"))));
		VIEW_SET(arena, map, "hours", hours > 0 ? value_number(arena, hours) : &value_null);
		VIEW_SET(arena, map, "instructor",
			 value_bool(arena, str_eq(course_text(course, STR("audience")),
						  STR("instructor"))));
		value_append(arena, list, map);
	}
	return list;
}

void
view_init(struct arena *arena, const struct site *site, const struct value *strings,
	  struct view *view)
{
	struct value *map = view_settings(arena, site, "the site");
	struct value *all_weeks = value_list(arena), *all_blocks = value_list(arena);
	const struct value **weeks = ARENA_ARRAY(arena, const struct value *, site->nweeks);
	const struct value **blocks =
	    ARENA_ARRAY(arena, const struct value *, site->config.nblocks);

	*view = (struct view){.site = site,
			      .value = map,
			      .strings = strings,
			      .weeks = weeks,
			      .blocks = blocks,
			      .plugins = value_map(arena, "'plugins'"),
			      .no_data = &view_no_data};
	for (size_t i = 0; i < site->nweeks; i++) {
		weeks[i] = view_week(arena, site, site->weeks[i]);
		value_append(arena, all_weeks, weeks[i]);
	}
	for (size_t i = 0; i < site->config.nblocks; i++) {
		blocks[i] = view_block(arena, view, i);
		value_append(arena, all_blocks, blocks[i]);
	}
	view->home = view_reference(arena, site->home);
	VIEW_SET(arena, map, "home", view->home);
	VIEW_SET(arena, map, "totals", view_totals(arena, &site->totals));
	VIEW_SET(arena, map, "foreign_images", value_bool(arena, site->totals.foreign_images > 0));
	VIEW_SET(arena, map, "weeks", all_weeks);
	VIEW_SET(arena, map, "blocks", all_blocks);
	VIEW_SET(arena, map, "courses", view_courses(arena, site));
	VIEW_SET(arena, map, "loose_weeks", view_loose(arena, view));
	VIEW_SET(arena, map, "pages", value_list(arena)); /* filled when all pages have a view */
	VIEW_SET(arena, map, "data", &view_no_data);
	view->plugins->map->open = true;
	VIEW_SET(arena, map, "plugins", view->plugins);
	VIEW_SET(arena, map, "navigation", view_navigation(arena, site));
}
