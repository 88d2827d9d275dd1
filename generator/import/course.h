/* The course as a whole: site.yaml and the home page. */
#ifndef IMPORT_COURSE_H
#define IMPORT_COURSE_H

#include "base/str.h"

#include <stddef.h>

struct arena;
struct block_draft;
struct buf;
struct diag_list;
struct draft;
struct line_list;
struct parts;
struct source;
struct summary;

struct course {
	struct str title, tagline, description, language;
	struct str hours_per_week; // of the JSON summary; empty when not given
	struct str front;          // front matter of the roadmap that says more; with line ends

	const struct parts *parts;
	struct draft *weeks; // in order
	size_t nweeks;
	struct block_draft *blocks;
	size_t nblocks;
};

/*
 * Bytes of YAML front matter at the top of the roadmap, fences included; 0 when there
 * is none. Title, description and language are taken from it.
 */
size_t course_read_front(struct arena *arena, const struct source *source, struct course *course,
			 struct diag_list *diags);
/* Title, tagline, language and what else the top and the JSON summary say. */
void course_read(struct arena *arena, const struct line_list *lines, const struct summary *summary,
		 struct course *course);
/* A description from the introduction, else from the goals of the blocks. */
void course_describe(struct arena *arena, const struct line_list *lines, struct course *course);
void course_write_site(struct arena *arena, const struct course *course, struct buf *out);
void course_write_home(struct arena *arena, const struct line_list *lines,
		       const struct course *course, struct buf *out);

#endif
