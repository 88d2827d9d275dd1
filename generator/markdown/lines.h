/* The lines of a part of a source, and what stands before their text. */
#ifndef MARKDOWN_LINES_H
#define MARKDOWN_LINES_H

#include "base/source.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

struct lines {
	const struct source *source;
	uint32_t *starts; // where each begins, and the end of the last
	size_t len;
};

/* Lines end in LF, CR or CR LF; a line end at the very end opens no further line. */
void lines_init(struct arena *arena, struct lines *lines, const struct source *source,
		struct span span);
/* Number, from 1, of the line that holds the offset. */
size_t lines_number(const struct lines *lines, uint32_t offset);
/* The line, from 1, without its end; an empty span at the end when there is none. */
struct span lines_span(const struct lines *lines, size_t number);
/*
 * The same without what containers put before the text of a paragraph's further
 * lines: at most `nquotes` marks of quotes, and white space.
 */
struct span lines_text(const struct lines *lines, size_t number, size_t nquotes);

#endif
