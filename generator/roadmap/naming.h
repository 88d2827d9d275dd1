/*
 * Which lines of a roadmap name its units. Headings do in most, but bold lines, plain
 * lines and list items are taken where there is nothing better.
 */
#ifndef ROADMAP_NAMING_H
#define ROADMAP_NAMING_H

#include "roadmap/unit.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct line_list;

struct naming {
	size_t line;
	struct unit unit;
	bool block; // a range that only sums up units named elsewhere
};

/*
 * Finds them, in order; all are of one rank. The lines become headings, with
 * LEVEL_UNMARKED where they were none, and what belonged to a list item loses its
 * indentation.
 */
struct naming *naming_find(struct arena *arena, struct line_list *lines, size_t *nnamings);

#endif
