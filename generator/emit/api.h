/*
 * api/: the course for other programs.
 *
 * api/curriculum.json holds everything, api/weeks/NN.json one week. Ids are the full
 * ones ("week-01/tasks/setup-env"), hours are numbers, `source` says which file and
 * line something was written in. Keys that do not apply are left out.
 */
#ifndef EMIT_API_H
#define EMIT_API_H

#include "base/str.h"

struct arena;
struct buf;
struct page;
struct output;
struct plugin_page;
struct site;
struct value;

/* What plugins said of the course. */
struct course_data {
	const struct value *site;         // key of plugin → map; NULL: nothing
	const struct plugin_page **pages; // by index in site->pages; NULL: nothing
	const struct output **texts;      // the same; JSON of pages, NULL where none is written
};

/* A page or week with its sections and items; `said` may be NULL. */
struct value *api_page(struct arena *arena, const struct site *site, const struct page *page,
		       const struct plugin_page *said);
/*
 * Appends the JSON of the site, its totals and blocks, and of all weeks and pages as
 * api_page gives them. In pieces, for as values a large course would not fit into memory.
 */
void api_curriculum(struct buf *out, const struct site *site, const struct course_data *data);

#endif
