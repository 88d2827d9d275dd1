/*
 * Search data of the site, for the theme's search.js: classic scripts, for pages from disk
 * may load nothing else. They fill the object `lecternSearch`:
 *
 * assets/search/index.js     pages    [output, title, week or 0, block or 0, first record]
 *                            groups   [stamp, first record]: where the texts stand
 *                            kinds    a letter a record: section, task, resource, project, question
 *                            index    "word;title;text;page|…": a word and, for each field, the
 *                                     records that hold it ("15 4.3 1": 15; 19, three times; 20)
 * assets/search/text-N.js    texts    stamp → [title, text, anchor] of the records of group N
 *
 * Where a site is merged of courses, a row has one more column (emit/search_join.h).
 *
 * The index says what MiniSearch's own JSON says, in half to two thirds of its size when packed
 * and a third when not; search.js makes the one of the other.
 * The stamp changes with the texts: what does not fit is never shown.
 */
#ifndef EMIT_SEARCH_H
#define EMIT_SEARCH_H

#include <stddef.h>

struct arena;
struct diag_list;
struct page_index;
struct plan;
struct search_group;
struct site;

struct search {
	struct page_index *pages; // to be made by the jobs; in the order of search_add
	size_t npages;
	struct search_group *groups;
	size_t ngroups;
	size_t output; // of the index in the plan
};

/* Room for so many pages, and the output of the index. */
void search_plan(struct arena *arena, size_t most, struct plan *plan, struct search *search,
		 struct diag_list *diags);
/* Adds a page of so many bytes, and the output of its group; index of its page_index. */
size_t search_plan_page(struct arena *arena, struct search *search, size_t bytes, struct plan *plan,
			struct diag_list *diags);
/* Fills the outputs, when all pages have been made. Ends with the pages' arenas. */
void search_write(struct arena *arena, const struct site *site, struct search *search,
		  struct plan *plan);

#endif
