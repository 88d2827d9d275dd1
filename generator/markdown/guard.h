/*
 * What is refused before cmark sees it.
 *
 * Some inputs take the parser time that grows with the square of their size, or
 * any amount of memory. One linear pass over the lines looks for them.
 */
#ifndef MARKDOWN_GUARD_H
#define MARKDOWN_GUARD_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct lines;
struct markdown_limits;

/* What the pass saw beside. */
struct guard_notes {
	struct span *footnotes; // "[^label]:" of definitions
	size_t nfootnotes;
};

/* False, with a diagnostic, when a limit is passed. */
bool guard_check(struct arena *arena, const struct lines *lines,
		 const struct markdown_limits *limits, struct guard_notes *notes,
		 struct diag_list *diags);

#endif
