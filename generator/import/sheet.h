/* Text of a roadmap that becomes a page, or a section of one, nearly as it is. */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include "base/str.h"

#include <stddef.h>

struct buf;
struct line_list;
struct part;

/*
 * Copies lines first .. end; headings move up or down so that the highest of them is
 * of level `level`. Blank lines and rules at both ends are left out.
 */
void sheet_copy(const struct line_list *lines, size_t first, size_t end, int level,
		struct buf *out);
/* An ordinary page. `order` is its place among them, from 1. */
void sheet_write(const struct line_list *lines, const struct part *part, size_t order,
		 struct buf *out);

#endif
