/*
 * Named text and places in it.
 *
 * A span counts bytes from the top of the *file*, also for what stands behind
 * front matter. Lines and columns are computed when a diagnostic is printed.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/str.h"

#include <stdint.h>

/* A text with the name by which its author knows it. Lives in somebody's arena. */
struct source {
	struct str path; // as shown in messages, relative to where the command was started
	struct str text;
};

/* Bytes [start, end) of a source. */
struct span {
	uint32_t start, end;
};

/* A place as people count it, both from 1; the column counts code points. */
struct position {
	uint32_t line, column;
};

/* A place found, from which later ones in the same text are found without starting over. */
struct source_cursor {
	const struct source *source; // NULL before the first use
	uint32_t start;              // first byte of the line
	uint32_t line, column;       // as in struct position
};

/* Moves the cursor to the offset; cheap in rising order. A byte order mark is no column. */
void source_seek(struct source_cursor *cursor, const struct source *source, uint32_t offset);
/* The line at the cursor, without its end. */
struct str source_line_at(const struct source_cursor *cursor);
struct position source_position(const struct source *source, uint32_t offset);
/* The line that holds the offset, without its end. */
struct str source_line(const struct source *source, uint32_t offset);
struct str source_slice(const struct source *source, struct span span);

#endif
