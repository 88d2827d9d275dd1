/*
 * Literals side by side with the text they were written as.
 *
 * In Markdown `\~` and `&#126;` are written for the character `~`. The literal of a
 * text node no longer tells; whoever looks for marks in it must know.
 */
#ifndef MARKDOWN_LITERAL_H
#define MARKDOWN_LITERAL_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct node;

struct literal_step {
	size_t written, literal; // bytes of both that belong together
	bool escaped;            // by a backslash or as an entity
};

/* The step at the front of both; false when they do not belong together. */
bool literal_step(struct str written, struct str literal, struct literal_step *step);

/* Where each byte of a text node's literal stands in the source. */
struct literal_map {
	uint32_t *offsets; // one more than the literal has bytes
	bool *escaped;
};
/* Lives in the arena. Where the two do not belong together all bytes get the node's start. */
struct literal_map literal_map(struct arena *arena, const struct source *source,
			       const struct node *node);
/* The span of bytes [from, to) of the literal. */
struct span literal_span(const struct literal_map *map, size_t from, size_t to);

#endif
