/*
 * Courses that were built before and are joined into the site: api/courses.json, which lists them,
 * and what their files that are joined have in common.
 */
#ifndef EMIT_COURSES_H
#define EMIT_COURSES_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct buf;
struct course;
struct diag_list;
struct site;

/* The courses by name, whatever order they are listed in; in the arena. */
const struct course **courses_by_name(struct arena *arena, const struct site *site);
/* Reads a file of the course that is to be joined with others; false with a diagnostic. */
bool course_file_read(struct arena *arena, const struct course *course, struct str path,
		      struct str *text, struct diag_list *diags);
/* Tells that a file of the course is not such as Lectern writes; returns false. */
bool course_file_damaged(struct str path, struct diag_list *diags);
/* Warns of courses that were built for another address, or other readers, than they will have. */
void courses_check(const struct site *site, struct diag_list *diags);
/* Appends api/courses.json. */
void courses_write(struct buf *out, const struct site *site);

#endif
