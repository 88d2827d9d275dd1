/*
 * What a roadmap says of a week outside of it: in its JSON summary, and in a list of
 * projects.
 */
#ifndef ROADMAP_SUMMARY_H
#define ROADMAP_SUMMARY_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct line_list;
struct part;
struct parts;
struct value;

/* "**Python Data Analyzer** (Week 1)" */
struct listed_project {
	int week; // of the site
	struct str title;
	bool capstone;
};

struct summary {
	const struct value *roadmap; // has "weeks"; NULL when there is no summary
	struct str text;             // the JSON as written
	struct listed_project *projects;
	size_t nprojects;
};

/*
 * Finds the lists of projects, and the first fenced JSON that lists weeks. A part that holds
 * nothing else becomes PART_SUMMARY. JSON that cannot be read is left where it is, with a
 * diagnostic where it says that it is JSON.
 */
void summary_read(struct arena *arena, const struct line_list *lines, struct parts *parts,
		  struct summary *summary, struct diag_list *diags);
/* The entry of the week that a part is; NULL when there is none. */
const struct value *summary_week(const struct summary *summary, const struct part *part);
/* The project of a week of the site; NULL when none is listed. */
const struct listed_project *summary_project(const struct summary *summary, int week);

#endif
