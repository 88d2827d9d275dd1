/* What a course that was built before says of itself. */
#include "model/course.h"

#include "data/value.h"
#include "model/site.h"

struct str
course_text(const struct course *course, struct str key)
{
	return value_text(value_find(course->about, key));
}

double
course_total(const struct course *course, struct str key)
{
	return value_real(value_find(value_find(course->about, STR("totals")), key), 0);
}

static size_t
count_of(const struct course *course, struct str key)
{
	double count = course_total(course, key);

	return count > 0 && count < 1e9 ? (size_t)count : 0;
}

void
course_count(const struct course *course, struct totals *totals)
{
	totals->weeks += count_of(course, STR("weeks"));
	totals->projects += count_of(course, STR("projects"));
	totals->capstones += count_of(course, STR("capstones"));
	totals->pages += count_of(course, STR("pages"));
	totals->tasks += count_of(course, STR("tasks"));
	totals->resources += count_of(course, STR("resources"));
	totals->items += count_of(course, STR("items"));
	totals->hours += course_total(course, STR("hours"));
}
