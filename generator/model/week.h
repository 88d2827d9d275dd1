/*
 * A week: what its front matter says, and what its sections add up to.
 */
#ifndef MODEL_WEEK_H
#define MODEL_WEEK_H

#include "base/source.h"
#include "base/str.h"
#include "document/hours.h"

#include <stdbool.h>
#include <stddef.h>

struct block;
struct page;

/* Weeks that come before: one, or a range with one note. */
struct prerequisite {
	int first, last;
	struct str note;
	struct span span; // in the week file
};

enum project_kind { PROJECT_NONE, PROJECT_MINI, PROJECT_CAPSTONE };

struct week {
	int number;
	struct page *page;
	struct span number_span;

	double hours; // of the front matter; 0 when not given
	struct span hours_span;
	struct hours task_hours; // sum over the tasks
	size_t ntasks, nresources;

	struct prerequisite *prerequisites;
	size_t nprerequisites;

	enum project_kind project;
	struct str project_title;

	/* The short forms of curriculum.json; made from the long ones where not given. */
	struct str short_title, short_project;
	struct str *short_topics;
	size_t nshort_topics;

	const struct block *block; // NULL when no block holds it
};

/* Reads the week of a page whose front matter has been checked; lives in the page's arena. */
void week_read(struct page *page);
struct str project_kind_name(enum project_kind kind);

#endif
