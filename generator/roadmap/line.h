/*
 * A roadmap as lines, each with what it is: enough Markdown to find one's way
 * without a tree, so that everything else is copied byte for byte.
 */
#ifndef ROADMAP_LINE_H
#define ROADMAP_LINE_H

#include "base/source.h"
#include "base/str.h"
#include "markdown/node.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct mend_count;

enum line_kind {
	LINE_BLANK,
	LINE_TEXT,
	LINE_HEADING,    // also an underlined one
	LINE_UNDERLINE,  // of the heading before
	LINE_ITEM,       // the first line of a list item
	LINE_RULE,       // ---
	LINE_CODE,       // in a fence, with the fence
	LINE_DEFINITION, // of a link or footnote
};

enum { LEVEL_UNMARKED = 7 }; // of a unit named in bold, in plain text or by a list item

struct line {
	enum line_kind kind;
	struct str text;  // mended, without line end; white space at its start is spaces
	struct str inner; // HEADING: its text; ITEM: the text behind marker and box
	struct str id;    // HEADING: of a {#id} at its end, which is no part of inner
	struct span span; // in the source, without line end

	int level;              // HEADING
	size_t indent;          // columns before the text
	size_t offset;          // ITEM: column of what belongs to it
	bool ordered;           // ITEM
	enum check_state check; // ITEM
};

struct line_list {
	const struct source *source;
	struct line *at;
	size_t len;
};

/* Reads the source from byte `from` on, mending characters. Lives in the arena. */
void line_list_read(struct arena *arena, const struct source *source, size_t from,
		    struct line_list *lines, struct mend_count *count, struct diag_list *diags);
/* The span of lines first .. end, without the last line's end. */
struct span line_list_span(const struct line_list *lines, size_t first, size_t end);
/* Moves both ends of first .. end past blank lines and rules. */
void line_list_trim(const struct line_list *lines, size_t *first, size_t *end);
/* The first list item of lines first .. end; `end` when there is none. */
size_t line_list_item(const struct line_list *lines, size_t first, size_t end);
/* The line behind a list item and all that belongs to it; at most `end`. */
size_t line_item_end(const struct line_list *lines, size_t item, size_t end);
/* Takes "{#id}" off the end of a text; false when there is none. */
bool line_take_id(struct str *text, struct str *id);
/* True when the text holds a link, an image or a footnote's mark. */
bool line_has_link(const struct line *line);
/* True for a row of a table. */
bool line_is_row(const struct line *line);

#endif
