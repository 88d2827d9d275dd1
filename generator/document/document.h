/*
 * One file, parsed, knowing nothing of the site: front matter, tree, outline, sections.
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/map.h"
#include "base/source.h"
#include "document/item.h"
#include "document/outline.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct markdown_limits;
struct value;

/*
 * What stands under one heading of level 2, up to the next of level 2 or 1. The part
 * before the first of level 2 is the lead: the first section, without heading. A
 * heading of level 1 behind it opens a section of its own, so that nothing is lost.
 */
struct document_section {
	const struct heading *heading; // NULL for the lead
	struct node *first;            // first node behind the heading; NULL when empty
	const struct node
	    *end;           // the node behind the section, a heading or footnote; NULL: to the end
	struct item *items; // all items of its lists; in document order
	size_t nitems;
};

struct document {
	struct source source;
	const struct value *front; // a map, empty when there is no front matter
	struct span front_span;    // {0, 0} when there is none
	struct node *root;
	struct outline outline;
	struct map ids; // every id of the page → node, NULL: given back; items are "section-item"
	struct document_section *sections;
	size_t nsections; // >= 1
};

struct document_options {
	const struct markdown_limits *limits; // NULL: the defaults
	bool instructor;                      // keep > [!INSTRUCTOR] and > [!ANSWER]
};

/*
 * Parses a file into the arena, in two steps: document_read makes front matter and tree,
 * document_finish what hangs on the tree. Between them the tree may be changed, with
 * document_tidy behind the changes. `document->source` must be set; all of it lives as
 * long as the arena and the text. False, with diagnostics, when the page cannot be used;
 * where the tree cannot even be made, root is NULL.
 */
bool document_read(struct arena *arena, struct document *document,
		   const struct document_options *options, struct diag_list *diags);
/* Puts right what a change of the tree may have upset: heads of tables, footnotes. */
void document_tidy(struct arena *arena, struct document *document,
		   const struct document_options *options);
void document_finish(struct arena *arena, struct document *document, struct diag_list *diags);
/*
 * Both steps. False, with diagnostics, when the page cannot be used; smaller problems are
 * reported and it is true all the same.
 */
bool document_parse(struct arena *arena, struct document *document,
		    const struct document_options *options, struct diag_list *diags);

#endif
