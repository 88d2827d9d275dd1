/* "Week 8 ML mastery, Week 4 mathematics" as week numbers with notes. */
#ifndef IMPORT_PREREQUISITE_H
#define IMPORT_PREREQUISITE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct parts;

struct need {
	int first, last; // weeks of the site
	struct str note;
};

struct needs {
	struct need *at;
	size_t len, capacity;
};

/*
 * Adds the weeks that a text asks for. `index` is the part that asks. False, and
 * nothing added, when some of the text names no earlier week; "none" is true.
 */
bool needs_read(struct arena *arena, const struct parts *parts, size_t index, struct str text,
		struct needs *needs);
/* Appends the key of the front matter; nothing when there are no needs. */
void needs_write(const struct needs *needs, struct buf *out);

#endif
