/*
 * Our own Markdown tree: knows neither cmark, nor HTML, nor the site.
 *
 * Nodes live in the page's arena and form a tree by parent, siblings and
 * children. Block kinds come first, inline kinds from NODE_TEXT on. Spans count
 * bytes from the top of the file; an inline node made by one of our passes spans
 * the text it was made from.
 */
#ifndef MARKDOWN_NODE_H
#define MARKDOWN_NODE_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

enum node_kind {
	NODE_DOCUMENT,
	NODE_HEADING,
	NODE_PARAGRAPH,
	NODE_LIST,
	NODE_ITEM,
	NODE_QUOTE,
	NODE_CALLOUT, // > [!NOTE] …
	NODE_CODE_BLOCK,
	NODE_HTML_BLOCK,
	NODE_RULE,
	NODE_TABLE,
	NODE_ROW,
	NODE_CELL,
	NODE_FOOTNOTE, // a definition; they stand at the end of the document, in order of first use

	NODE_TEXT, // the first inline kind
	NODE_SOFT_BREAK,
	NODE_LINE_BREAK,
	NODE_CODE,
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_STRIKE,
	NODE_LINK,
	NODE_IMAGE,
	NODE_HTML, // inline raw HTML
	NODE_FOOTNOTE_REFERENCE,

	NODE_KIND_COUNT
};

enum check_state { CHECK_NONE, CHECK_OPEN, CHECK_DONE }; // no box, [ ], [x]
enum cell_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct node {
	enum node_kind kind;
	struct span span;
	struct node *parent, *prev, *next, *first_child, *last_child;

	/*
	 * TEXT, CODE, CODE_BLOCK, HTML, HTML_BLOCK: the literal. LINK, IMAGE: the URL,
	 * entities and escapes decoded, not percent-encoded. FOOTNOTE and its references:
	 * the label. CALLOUT: its kind in lower case ("note", "instructor"). ITEM: the id in
	 * the course of what it is, once the model knows; empty for entries that are no item.
	 */
	struct str text;
	struct str title; // LINK, IMAGE: the title; CODE_BLOCK: the info string
	/*
	 * HEADING and ITEM: the id, without '#'; from {#id}, else empty until the outline
	 * and the items are made. The {#id} itself is no part of the text any more.
	 */
	struct str id;
	struct span id_span; // of an explicit {#id}; else {0, 0}

	int level;              // HEADING: 1..6; FOOTNOTE and its references: number from 1
	bool ordered, tight;    // LIST
	int start;              // LIST: first number
	enum check_state check; // ITEM
	bool header;            // ROW, CELL: of the head of a table
	enum cell_align align;  // CELL
	int uses;       // FOOTNOTE: references to it; FOOTNOTE_REFERENCE: which of them, from 1
	bool automatic; // LINK: made of <…> or a bare URL
	bool trusted;   // HTML, HTML_BLOCK: a plugin's markup, not an author's: never filtered
	const struct node *target; // FOOTNOTE_REFERENCE: its FOOTNOTE
};

struct node *node_new(struct arena *arena, enum node_kind kind, struct span span);
void node_append(struct node *parent, struct node *child);
void node_insert_before(struct node *place, struct node *node);
void node_insert_after(struct node *place, struct node *node);
/* Takes the node, with what is below it, out of its parent. */
void node_unlink(struct node *node);
bool node_is_inline(const struct node *node);
/*
 * The next node in document order below `root` (first child, else next sibling,
 * else the next of an ancestor); NULL at the end. Start with node = root.
 */
struct node *node_next(const struct node *root, const struct node *node);
/* The same, not entering the children of `node`. */
struct node *node_skip(const struct node *root, const struct node *node);
/* Appends the readable text of the node: literals, image descriptions; breaks as one space. */
void node_text(struct buf *out, const struct node *node);
struct str node_text_dup(struct arena *arena, const struct node *node);
/* "heading", "code_block" …: the names that plugins use. */
const char *node_kind_name(enum node_kind kind);

#endif
