/*
 * The text of a paragraph, heading or table cell as the inline parser saw it:
 * container marks and indentation gone, every line ended by one LF; and where
 * each byte of it stands in the source.
 */
#ifndef MARKDOWN_CONTENT_H
#define MARKDOWN_CONTENT_H

#include "base/source.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct lines;

struct content {
	char *at;
	uint32_t *offsets; // in the source, one more than there are bytes
	size_t len, capacity;
};

/* Lines first..last, the first from byte `start` of the source on. */
void content_of_lines(struct arena *arena, struct content *content, const struct lines *lines,
		      size_t first, size_t last, uint32_t start, size_t nquotes);
/* A cell of a table: `\|` stands for '|'. */
void content_of_cell(struct arena *arena, struct content *content, const struct source *source,
		     struct span cell);
/* Bytes [from, to) of the content in the source. */
struct span content_span(const struct content *content, size_t from, size_t to);

#endif
