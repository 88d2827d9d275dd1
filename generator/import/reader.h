/*
 * Between draft_read.c and draft_fact.c: a part of the roadmap on its way into a
 * week. Nobody else includes this.
 */
#ifndef IMPORT_READER_H
#define IMPORT_READER_H

#include "base/str.h"

#include <stddef.h>

struct arena;
struct diag_list;
struct draft;
struct line_list;
struct parts;
struct segment;

struct reader {
	struct draft *draft;
	struct arena *arena;
	const struct line_list *lines;
	const struct parts *parts;
	size_t index; // of the part
	const struct segment *segments;
	size_t nsegments;
	struct diag_list *diags;
};

/*
 * Text without a known label, lines first .. end, goes into section number `into` (an
 * index, because sections may move); its lists may go elsewhere, under `context`.
 */
void reader_text(struct reader *reader, size_t first, size_t end, size_t into, struct str context);
/* A segment whose label gives it a role. */
void reader_role(struct reader *reader, const struct segment *segment);

/* Segments that say something about the week: its hours, what it asks for, its goal. */
void reader_hours(struct reader *reader, const struct segment *segment);
void reader_needs(struct reader *reader, const struct segment *segment);
void reader_goal(struct reader *reader, const struct segment *segment);
/* The title of the week, and hours that stand in it. */
void reader_title(struct reader *reader);

#endif
