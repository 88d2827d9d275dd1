/* Lists of a roadmap, written as the items of a week file's sections. */
#ifndef IMPORT_ENTRY_H
#define IMPORT_ENTRY_H

#include "base/str.h"
#include "markdown/node.h"
#include "model/role.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct line;
struct line_list;

/* How many entries a section has so far, and what they add up to. */
struct tally {
	size_t nentries;
	double hours;
	bool has_row; // a table stands among them, whose rows are no entries
	bool free;    // resources that say nothing else cost nothing
};

/* One entry of the text given: "- [ ] text (2 h)", "- text", "3. text". */
void entry_write(struct arena *arena, enum role role, struct str text, enum check_state check,
		 struct tally *tally, struct buf *out);
/* Lines first .. end: list items become entries, other text is copied. */
void entries_write(struct arena *arena, const struct line_list *lines, size_t first, size_t end,
		   enum role role, struct tally *tally, struct buf *out);
/* Copies lines first .. end with `strip` columns of indentation less and `add` more. */
void entry_copy(const struct line_list *lines, size_t first, size_t end, size_t strip, size_t add,
		struct buf *out);
/*
 * The same for text of its own: the first line's indentation goes, unless it is so
 * much that the text is code.
 */
void entry_copy_text(const struct line_list *lines, size_t first, size_t end, struct buf *out);
/* A blank line behind text that is not empty and has none. */
void entry_gap(struct buf *out);
/* What the entries of a list without a label are; ROLE_NONE when they may be anything. */
enum role entries_guess(struct arena *arena, const struct line_list *lines, size_t first,
			size_t end);
/* The line behind the list that starts with the item at `first`. */
size_t entries_end(const struct line_list *lines, size_t first, size_t end);

#endif
