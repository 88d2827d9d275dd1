/* What may stand where in a tree that a plugin changes: kinds, circles, depth, links. */
#include "host/node_state.h"
#include "markdown/markdown.h"

#define BIT(kind) (1u << NODE_##kind)

enum {
	BLOCKS = BIT(HEADING) | BIT(PARAGRAPH) | BIT(LIST) | BIT(QUOTE) | BIT(CALLOUT) |
		 BIT(CODE_BLOCK) | BIT(HTML_BLOCK) | BIT(RULE) | BIT(TABLE),
	INLINES = BIT(TEXT) | BIT(SOFT_BREAK) | BIT(LINE_BREAK) | BIT(CODE) | BIT(EMPHASIS) |
		  BIT(STRONG) | BIT(STRIKE) | BIT(LINK) | BIT(IMAGE) | BIT(HTML) |
		  BIT(FOOTNOTE_REFERENCE),
	CONTAINERS = BIT(ITEM) | BIT(QUOTE) | BIT(CALLOUT) | BIT(FOOTNOTE),
	HOLD_CONTAINERS = CONTAINERS | BIT(LIST) | BIT(DOCUMENT),
};

/* Kinds that may stand below a kind. */
static const unsigned below[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = BLOCKS | BIT(FOOTNOTE),
    [NODE_HEADING] = INLINES,
    [NODE_PARAGRAPH] = INLINES,
    [NODE_LIST] = BIT(ITEM),
    [NODE_ITEM] = BLOCKS,
    [NODE_QUOTE] = BLOCKS,
    [NODE_CALLOUT] = BLOCKS,
    [NODE_TABLE] = BIT(ROW),
    [NODE_ROW] = BIT(CELL),
    [NODE_CELL] = INLINES,
    [NODE_FOOTNOTE] = BLOCKS,
    [NODE_EMPHASIS] = INLINES,
    [NODE_STRONG] = INLINES,
    [NODE_STRIKE] = INLINES,
    [NODE_LINK] = INLINES & ~BIT(LINK),
    [NODE_IMAGE] = INLINES,
};

static bool
is_one_of(const struct node *node, unsigned kinds)
{
	return kinds >> node->kind & 1;
}

static size_t
count_above(lua_State *lua, const struct node *node, unsigned kinds)
{
	size_t n = 0, steps = 0;

	for (const struct node *at = node; at; at = at->parent, steps++)
		n += is_one_of(at, kinds);
	host_charge(lua, steps);
	return n;
}

/* The most containers that stand in each other in the node, itself included. */
static size_t
container_height(lua_State *lua, const struct node *node)
{
	size_t depth = is_one_of(node, CONTAINERS), most = depth, steps = 0;
	const struct node *at = node;

	for (;;) {
		if (is_one_of(at, HOLD_CONTAINERS) && at->first_child) {
			at = at->first_child;
		} else {
			while (at != node && !at->next) {
				depth -= is_one_of(at, CONTAINERS);
				at = at->parent;
			}
			if (at == node)
				break;
			depth -= is_one_of(at, CONTAINERS);
			at = at->next;
		}
		depth += is_one_of(at, CONTAINERS);
		most = depth > most ? depth : most;
		steps++;
	}
	host_charge(lua, steps);
	return most;
}

static bool
holds_link(lua_State *lua, const struct node *node)
{
	size_t steps = 0;
	bool found = false;

	for (const struct node *at = node; at && !found; at = node_next(node, at), steps++)
		found = at->kind == NODE_LINK;
	host_charge(lua, steps);
	return found;
}

static bool
stands_in(lua_State *lua, const struct node *node, const struct node *above)
{
	size_t steps = 0;
	const struct node *at = node;

	while (at && at != above) {
		at = at->parent;
		steps++;
	}
	host_charge(lua, steps);
	return at;
}

struct str
node_refusal(lua_State *lua, const struct node *parent, const struct node *child)
{
	struct arena *scratch = &host_of(lua)->scratch;
	size_t most = markdown_limits_default.depth;

	if (!is_one_of(child, below[parent->kind]))
		return arena_printf(scratch, "%s may not stand in %s%s", host_node_kind(child),
				    host_node_kind(parent),
				    node_is_inline(child) &&
					    is_one_of(parent, HOLD_CONTAINERS & ~BIT(LIST))
					? " without a paragraph around it"
					: "");
	if (child == parent || (child->first_child && stands_in(lua, parent, child)))
		return arena_printf(scratch, "%s cannot stand in itself", host_node_kind(child));
	if (is_one_of(child, HOLD_CONTAINERS) &&
	    count_above(lua, parent, CONTAINERS) + container_height(lua, child) > most)
		return arena_printf(scratch,
				    "lists and quotes stand in each other more than %zu deep",
				    most);
	if (node_is_inline(child) && count_above(lua, parent, BIT(LINK)) && holds_link(lua, child))
		return STR("a link may not stand in a link");
	return (struct str){0};
}
