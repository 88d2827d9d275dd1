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
struct site;
struct value;

/* A page or week with its sections and items. */
struct value *api_page(struct arena *arena, const struct site *site, const struct page *page);
/* The site, its totals and blocks, and all weeks and pages as api_page gives them. */
struct value *api_curriculum(struct arena *arena, const struct site *site);

#endif
