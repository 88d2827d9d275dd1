/*
 * A course that was built and published by itself, and becomes a part of one site with others:
 * `lectern merge`. The site itself then is the front of them all and has no weeks.
 */
#ifndef MODEL_COURSE_H
#define MODEL_COURSE_H

#include "base/str.h"

struct totals;
struct value;

/* Texts live in the arena of the build; those of files end in NUL. */
struct course {
	struct str name;           // of its folder in the site
	struct str folder;         // where it was published
	const struct value *about; // a map: what its api/curriculum.json says in front of its weeks

	/* Files of it that are joined with those of the others; empty where it has none. */
	struct str search, sitemap, feed;
};

/* A text of `about`, such as its title; empty where it says nothing. */
struct str course_text(const struct course *course, struct str key);
/* A number of its totals; 0 where it says nothing. */
double course_total(const struct course *course, struct str key);
/* Adds what can be counted over courses. */
void course_count(const struct course *course, struct totals *totals);

#endif
