/* The tree itself: linking, walking, readable text. What the kinds mean is left to others. */
#include "markdown/node.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"

struct node *
node_new(struct arena *arena, enum node_kind kind, struct span span)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	node->span = span;
	return node;
}

void
node_append(struct node *parent, struct node *child)
{
	BUG_IF(child->parent);
	child->parent = parent;
	child->prev = parent->last_child;
	if (parent->last_child)
		parent->last_child->next = child;
	else
		parent->first_child = child;
	parent->last_child = child;
}

void
node_insert_before(struct node *place, struct node *node)
{
	BUG_IF(node->parent || !place->parent);
	node->parent = place->parent;
	node->prev = place->prev;
	node->next = place;
	if (place->prev)
		place->prev->next = node;
	else
		place->parent->first_child = node;
	place->prev = node;
}

void
node_insert_after(struct node *place, struct node *node)
{
	if (place->next) {
		node_insert_before(place->next, node);
		return;
	}
	BUG_IF(!place->parent);
	node_append(place->parent, node);
}

void
node_unlink(struct node *node)
{
	if (node->prev)
		node->prev->next = node->next;
	else if (node->parent)
		node->parent->first_child = node->next;
	if (node->next)
		node->next->prev = node->prev;
	else if (node->parent)
		node->parent->last_child = node->prev;
	node->parent = node->prev = node->next = NULL;
}

bool
node_is_inline(const struct node *node)
{
	return node->kind >= NODE_TEXT;
}

struct node *
node_next(const struct node *root, const struct node *node)
{
	if (node->first_child)
		return node->first_child;
	return node_skip(root, node);
}

struct node *
node_skip(const struct node *root, const struct node *node)
{
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* Between two blocks the text goes on behind one space. */
static void
add_gap(struct buf *out, size_t start)
{
	if (out->len > start && !ascii_is_space(out->at[out->len - 1]))
		buf_add_char(out, ' ');
}

static void
add_node_text(struct buf *out, const struct node *node, size_t start)
{
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_CODE: buf_add(out, node->text); break;
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK: buf_add_char(out, ' '); break;
	case NODE_CODE_BLOCK:
		add_gap(out, start);
		buf_add(out, node->text);
		break;
	default:
		if (!node_is_inline(node))
			add_gap(out, start);
	}
}

void
node_text(struct buf *out, const struct node *node)
{
	size_t start = out->len;

	for (const struct node *at = node; at; at = node_next(node, at))
		add_node_text(out, at, start);
}

struct str
node_text_dup(struct arena *arena, const struct node *node)
{
	struct buf text;
	struct str copy;

	buf_init(&text);
	node_text(&text, node);
	copy = arena_dup(arena, str_trim(buf_str(&text)));
	buf_release(&text);
	return copy;
}

const char *
node_kind_name(enum node_kind kind)
{
	static const char *const names[NODE_KIND_COUNT] = {
	    [NODE_DOCUMENT] = "document",
	    [NODE_HEADING] = "heading",
	    [NODE_PARAGRAPH] = "paragraph",
	    [NODE_LIST] = "list",
	    [NODE_ITEM] = "item",
	    [NODE_QUOTE] = "quote",
	    [NODE_CALLOUT] = "callout",
	    [NODE_CODE_BLOCK] = "code_block",
	    [NODE_HTML_BLOCK] = "html_block",
	    [NODE_RULE] = "rule",
	    [NODE_TABLE] = "table",
	    [NODE_ROW] = "row",
	    [NODE_CELL] = "cell",
	    [NODE_FOOTNOTE] = "footnote",
	    [NODE_TEXT] = "text",
	    [NODE_SOFT_BREAK] = "soft_break",
	    [NODE_LINE_BREAK] = "line_break",
	    [NODE_CODE] = "code",
	    [NODE_EMPHASIS] = "emphasis",
	    [NODE_STRONG] = "strong",
	    [NODE_STRIKE] = "strike",
	    [NODE_LINK] = "link",
	    [NODE_IMAGE] = "image",
	    [NODE_HTML] = "html",
	    [NODE_FOOTNOTE_REFERENCE] = "footnote_reference",
	};

	return names[kind];
}
