/*
 * Markdown to nodes: CommonMark 0.29 with tables, task lists, footnotes by
 * cmark-gfm; strikethrough, bare URLs, callouts and {#id} by our own passes over
 * our own tree. The door of cmark-gfm. Any number of threads may parse at once.
 */
#ifndef MARKDOWN_MARKDOWN_H
#define MARKDOWN_MARKDOWN_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct node;

/* Bounds that keep parsing linear; design.md fact 2. `lectern limits` prints them. */
struct markdown_limits {
	size_t depth;       // containers (quotes, list items) open on one line
	size_t block;       // bytes of a run of lines without a blank one, outside fences
	size_t table_block; // the same where every line holds a '|'
	size_t columns;     // of a table
	size_t cells;       // of a table
	size_t definitions; // link reference definitions
	size_t footnotes;
	size_t memory; // bytes that cmark may take for one page
};
extern const struct markdown_limits markdown_limits_default;

struct markdown_options {
	const struct markdown_limits *limits; // NULL: the defaults
	bool commonmark; // CommonMark only: no extension, no callout, no {#id} (the specification's
			 // examples)
};

/* To be called once, before any thread parses. */
void markdown_init(void);
/*
 * Parses the span of the source, which must be valid UTF-8, into a tree in the
 * arena. NULL, with a diagnostic, when a limit is passed.
 */
struct node *markdown_parse(struct arena *arena, const struct source *source, struct span span,
			    const struct markdown_options *options, struct diag_list *diags);

#endif
