/*
 * api/: the course for other programs.
 *
 * api/curriculum.json holds everything, api/weeks/NN.json one week. Ids are the full
 * ones ("week-01/tasks/setup-env"), hours are numbers, `source` says which file and
 * line something was written in. Keys that do not apply are left out.
 */
#ifndef EMIT_API_H
#define EMIT_API_H

struct arena;
struct page;
struct plugin_page;
struct site;
struct value;

/* What plugins said of the course. */
struct course_data {
	const struct value *site;         // key of plugin → map; NULL: nothing
	const struct plugin_page **pages; // by index in site->pages; NULL: nothing
};

/* A page or week with its sections and items; `said` may be NULL. */
struct value *api_page(struct arena *arena, const struct site *site, const struct page *page,
		       const struct plugin_page *said);
/* The site, its totals and blocks, and all weeks and pages as api_page gives them. */
struct value *api_curriculum(struct arena *arena, const struct site *site,
			     const struct course_data *data);

#endif
