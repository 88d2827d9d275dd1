/*
 * Pages on their way to bytes: each has a job, which plans its outputs and then makes them on
 * whichever worker has it.
 */
#ifndef EMIT_OUTPUT_JOBS_H
#define EMIT_OUTPUT_JOBS_H

#include "base/arena.h"
#include "base/diag.h"
#include "emit/cutoff.h"
#include "render/view.h"

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct outputs;
struct page;
struct plugin_page;
struct pool;
struct site;
struct theme;
struct theme_page;
struct value;

/* One page on its way to bytes. */
struct output_job {
	const struct page *page;
	struct value *view;             // of the page
	const struct plugin_page *said; // NULL: there are no plugins
	size_t html, json;              // indices in the plan; SIZE_MAX: none
	size_t found;                   // index in the search; SIZE_MAX: cannot be found
	struct arena arena;             // of the bytes
	struct arena views;             // of what templates see and plugins say
	struct diag_list diags;
	struct diag_list rendered; // what templates said
};

/* What all jobs share. */
struct output_run {
	const struct site *site;
	const struct theme *theme;
	struct outputs *outputs;
	struct buf *outs; // one a worker, for what it writes
	struct view view;
	struct cutoff cutoff; // at the page whose templates went beyond their budget
	size_t curriculum;    // index in the plan of the JSON of the whole course; SIZE_MAX: none
	bool again;           // pages only, which have been rendered once
};

/* Whether a page of the theme is one for so long a course. */
bool theme_page_fits(const struct site *site, const struct theme_page *page);
/* A job for each page of the site, and of the theme but for those that show what a plugin says. */
void output_jobs_plan(struct arena *arena, const struct site *site, const struct theme *theme,
		      struct outputs *outputs, struct diag_list *diags);
/* One more. What the theme adds, the theme owns, as it does its assets. */
struct output_job *output_jobs_add_theme_page(struct arena *arena, const struct theme *theme,
					      const struct theme_page *added,
					      struct outputs *outputs, struct diag_list *diags);
/* The outputs of the search, for all jobs that are there, unless the theme has none. */
void output_jobs_plan_search(struct arena *arena, const struct theme *theme,
			     struct outputs *outputs, struct diag_list *diags);
/* Makes the views of all pages, which templates and plugins see. */
void output_jobs_view(struct output_run *run, struct pool *pool);
/*
 * Makes the bytes of all pages; what the jobs have to tell stays with them. False, with a
 * diagnostic, when the theme cannot be loaded, and then nothing was made.
 */
bool output_jobs_run(struct output_run *run, struct pool *pool, struct diag_list *diags);

#endif
