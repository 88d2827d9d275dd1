/* Definitions of links and footnotes, which stand once and may be used on any page. */
#ifndef ROADMAP_DEFINITION_H
#define ROADMAP_DEFINITION_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct line_list;

struct definition {
	size_t first, end; // lines
	struct str label;  // with its brackets, in lower case: "[^1]"
	bool used;
};

struct definition *definitions_find(struct arena *arena, const struct line_list *lines,
				    size_t *ndefinitions);
/* Appends those definitions to a page that its text refers to. */
void definitions_append(struct arena *arena, const struct line_list *lines,
			struct definition *definitions, size_t ndefinitions, struct buf *page);
/* Appends the definitions that no page refers to. */
void definitions_append_unused(const struct line_list *lines, const struct definition *definitions,
			       size_t ndefinitions, struct buf *page);

#endif
