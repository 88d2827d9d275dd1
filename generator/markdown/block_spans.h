/*
 * Where blocks stand: what cmark says of it, put right.
 *
 * cmark ends headings that are underlined, code that its container ends, and
 * lists, on the wrong line, starts tables at the paragraph before them, and
 * tells columns of the first line only.
 */
#ifndef MARKDOWN_BLOCK_SPANS_H
#define MARKDOWN_BLOCK_SPANS_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct content;
struct lines;
struct node;

/* What cmark says: lines and columns (of bytes) from 1. */
struct block_place {
	int first_line, first_column, last_line;
	bool fenced;       // a code block that has a fence
	bool before_table; // a paragraph that has the place of the table behind it
};

/*
 * The span of a block that has its parent, literal and `header` already; of
 * containers only the start, see block_spans_close.
 */
void block_spans_open(const struct lines *lines, struct node *node, struct block_place place);
/* Ends containers with their last child, for all blocks below `root` and itself. */
void block_spans_close(const struct lines *lines, struct node *root);
/* The text of a paragraph, heading or cell, whose span is set. */
void block_content(struct arena *arena, struct content *content, const struct lines *lines,
		   const struct node *node);
/* The cells of a row, whose span is set, get theirs. */
void block_spans_cells(const struct source *source, struct node *row);

#endif
