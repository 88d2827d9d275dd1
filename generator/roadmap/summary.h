/*
 * What a roadmap says of a week outside of it: in its JSON summary, and in a list of
 * projects.
 */
#ifndef ROADMAP_SUMMARY_H
#define ROADMAP_SUMMARY_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct line_list;
struct part;
struct parts;
struct value;

struct summary {
	const struct value *roadmap; // has "weeks"; NULL when there is no summary
	struct str text;             // the JSON as written
};

/*
 * Finds the first fenced JSON that lists weeks. A part that holds nothing else
 * becomes PART_SUMMARY. JSON that cannot be read is left where it is.
 */
void summary_read(struct arena *arena, const struct line_list *lines, struct parts *parts,
		  struct summary *summary);
/* The entry of the week that a part is; NULL when there is none. */
const struct value *summary_week(const struct summary *summary, const struct part *part);
/* The project of that week in a page that lists projects; false when none does. */
bool summary_project(struct arena *arena, const struct line_list *lines, const struct parts *parts,
		     int week, struct str *title, bool *capstone);

#endif
