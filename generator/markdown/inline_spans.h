/*
 * Where the inlines of a block stand.
 *
 * cmark's own positions of inlines are wrong after line breaks, in cells, behind
 * link definitions, and leave out marks. So they are not asked: tree and text
 * are walked side by side, which also notices when they do not belong together.
 */
#ifndef MARKDOWN_INLINE_SPANS_H
#define MARKDOWN_INLINE_SPANS_H

#include <stdbool.h>

struct content;
struct node;

/*
 * Sets the spans of all nodes below `block`, marks links of <…> as automatic, and
 * moves the block's start behind link definitions. False when the walk got lost;
 * the nodes from there on have the span of the block.
 */
bool inline_spans(struct node *block, const struct content *content);

#endif
