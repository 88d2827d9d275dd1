/*
 * The containers (quotes, list items, footnotes) that lines stand in, and what a
 * line is in them: as much of Markdown's block structure as the guards need.
 */
#ifndef MARKDOWN_CONTAINERS_H
#define MARKDOWN_CONTAINERS_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct container;

enum line_kind {
	LINE_BLANK,
	LINE_TEXT,   // of a paragraph, table or definition, or indented code
	LINE_SINGLE, // a heading or a rule
	LINE_FENCED, // code between fences, or a fence
	LINE_HTML,
};

struct line_shape {
	enum line_kind kind;
	uint32_t text;    // where the line's own text starts, behind the marks of containers
	size_t nmatched;  // containers gone on with
	bool opened;      // a container
	bool too_deep;    // more containers than allowed; those beyond are not opened
	struct span note; // "[^label]:", the last that the line opens; {0, 0}: none
};

struct containers {
	struct container *open;
	size_t len, limit;
	bool paragraph;     // the next line may go on with one
	char fence;         // the fence's character; '\0' outside
	size_t fence_len;   // least length of the closing one
	size_t block_depth; // containers around the fence or the raw HTML
	int html;           // condition of the raw HTML; 0 outside
	bool footnotes;     // whether [^label]: opens one
};

void containers_init(struct arena *arena, struct containers *containers, size_t limit);
struct line_shape containers_line(struct containers *containers, const struct source *source,
				  struct span line);

#endif
