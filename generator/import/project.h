/* The project of a week: its parts by label, as the list of a week file. */
#ifndef IMPORT_PROJECT_H
#define IMPORT_PROJECT_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct buf;
struct line_list;
struct segment;

/*
 * Writes the project's list, its labels in the author's words if `keeps_words`. *task becomes the
 * readable text of its task, empty when there is none.
 */
void project_write(struct arena *arena, const struct line_list *lines,
		   const struct segment *segment, bool keeps_words, struct str *task,
		   struct buf *out);

#endif
