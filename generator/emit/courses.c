/* The list of courses as JSON. */
#include "emit/courses.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "data/json.h"
#include "data/value.h"
#include "model/course.h"
#include "model/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { JOINED_LIMIT = 256 << 20 }; // bytes of a file that is joined

static int
compare_names(const void *a, const void *b)
{
	return str_compare((*(const struct course *const *)a)->name,
			   (*(const struct course *const *)b)->name);
}

const struct course **
courses_by_name(struct arena *arena, const struct site *site)
{
	const struct course **courses = ARENA_ARRAY(arena, const struct course *, site->ncourses);

	for (size_t i = 0; i < site->ncourses; i++)
		courses[i] = &site->courses[i];
	if (site->ncourses)
		qsort(courses, site->ncourses, sizeof(*courses), compare_names);
	return courses;
}

bool
course_file_read(struct arena *arena, const struct course *course, struct str path,
		 struct str *text, struct diag_list *diags)
{
	if (file_read(arena, path.at, JOINED_LIMIT, text))
		return true;
	diag_add_path(diags, DIAG_FILE_UNREADABLE, path,
		      "cannot read what is to be joined of the part '%.*s': %s",
		      STR_ARG(course->name), strerror(errno));
	return false;
}

bool
course_file_damaged(struct str path, struct diag_list *diags)
{
	struct diag *diag = diag_add_path(diags, DIAG_PART_DAMAGED, path,
					  "this is not such a file as this Lectern writes");

	diag_cure(diags, diag, "build the part again with this Lectern");
	return false;
}

static void
check_address(struct arena *arena, const struct site *site, const struct course *course,
	      struct diag_list *diags)
{
	struct str said = course_text(course, STR("url"));
	struct str wanted =
	    arena_printf(arena, "%.*s%.*s/", STR_ARG(site->config.url), STR_ARG(course->name));
	struct diag *diag;

	if (!site->config.url.len || !said.len || str_eq(said, wanted))
		return;
	diag = diag_add_path(diags, DIAG_PART_ADDRESS, course->folder,
			     "the part was built for '%.*s', and will stand at '%.*s'",
			     STR_ARG(said), STR_ARG(wanted));
	diag_cure(diags, diag, "say 'url: %.*s' in its content/site.yaml and build it again",
		  STR_ARG(wanted));
}

static void
check_audience(const struct site *site, const struct course *course, struct diag_list *diags)
{
	struct diag *diag;

	if (site->audience == AUDIENCE_INSTRUCTOR || !course_text(course, STR("audience")).len)
		return;
	diag = diag_add_path(diags, DIAG_PART_AUDIENCE, course->folder,
			     "the part is an edition for instructors, with its answers");
	diag_cure(diags, diag, "merge an edition for learners, or say --audience instructor");
}

void
courses_check(const struct site *site, struct diag_list *diags)
{
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < site->ncourses; i++) {
		check_address(&arena, site, &site->courses[i], diags);
		check_audience(site, &site->courses[i], diags);
	}
	arena_release(&arena);
}

/* A file of the course, from the site's folder. */
static const struct value *
address(struct arena *arena, const struct course *course, const char *file)
{
	return value_string(arena, arena_printf(arena, "%.*s/%s", STR_ARG(course->name), file));
}

static void
take(struct arena *arena, struct value *map, const struct course *course, struct str key)
{
	const struct value *said = value_find(course->about, key);

	if (said)
		value_set(arena, map, key, said);
}

static struct value *
make_course(struct arena *arena, const struct course *course)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("name"), value_string(arena, course->name));
	take(arena, map, course, STR("id"));
	take(arena, map, course, STR("title"));
	take(arena, map, course, STR("tagline"));
	take(arena, map, course, STR("description"));
	take(arena, map, course, STR("language"));
	take(arena, map, course, STR("audience"));
	take(arena, map, course, STR("hours_per_week"));
	value_set(arena, map, STR("url"), address(arena, course, "index.html"));
	value_set(arena, map, STR("api"), address(arena, course, "api/curriculum.json"));
	take(arena, map, course, STR("totals"));
	return map;
}

static struct value *
make_totals(struct arena *arena, const struct site *site)
{
	struct value *map = value_map(arena, NULL);
	struct totals totals = {0};

	for (size_t i = 0; i < site->ncourses; i++)
		course_count(&site->courses[i], &totals);
	value_set(arena, map, STR("courses"), value_int(arena, (int64_t)site->ncourses));
	value_set(arena, map, STR("hours"), value_number(arena, totals.hours));
	value_set(arena, map, STR("weeks"), value_int(arena, (int64_t)totals.weeks));
	value_set(arena, map, STR("projects"), value_int(arena, (int64_t)totals.projects));
	value_set(arena, map, STR("capstones"), value_int(arena, (int64_t)totals.capstones));
	value_set(arena, map, STR("pages"), value_int(arena, (int64_t)totals.pages));
	value_set(arena, map, STR("tasks"), value_int(arena, (int64_t)totals.tasks));
	value_set(arena, map, STR("resources"), value_int(arena, (int64_t)totals.resources));
	value_set(arena, map, STR("items"), value_int(arena, (int64_t)totals.items));
	return map;
}

void
courses_write(struct buf *out, const struct site *site)
{
	struct arena arena;
	struct value *map, *list;

	arena_init(&arena);
	map = value_map(&arena, NULL);
	list = value_list(&arena);
	for (size_t i = 0; i < site->ncourses; i++)
		value_append(&arena, list, make_course(&arena, &site->courses[i]));
	value_set(&arena, map, STR("id"), value_string(&arena, site->config.id));
	value_set(&arena, map, STR("title"), value_string(&arena, site->config.title));
	value_set(&arena, map, STR("totals"), make_totals(&arena, site));
	value_set(&arena, map, STR("courses"), list);
	json_write(out, map, JSON_PRETTY);
	arena_release(&arena);
}
