/*
 * A footnote stands apart from what refers to it. So the references that are left
 * are followed, from the text into footnotes and on, and what was not reached goes.
 */
#include "document/footnote.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "markdown/node.h"

struct footnotes {
	struct arena *arena;
	struct map all;            // address of a footnote → the same
	VEC(struct node *) in_use; // by new number - 1
};

static struct str
address(struct node *const *node)
{
	return (struct str){(const char *)node, sizeof(*node)};
}

static void
collect(struct footnotes *footnotes, struct node *root)
{
	for (struct node *at = root->first_child, *next; at; at = next) {
		struct node **key;

		next = at->next;
		if (at->kind != NODE_FOOTNOTE)
			continue;
		at->uses = 0;
		node_unlink(at);
		key = ARENA_NEW(footnotes->arena, struct node *);
		*key = at;
		map_put(&footnotes->all, footnotes->arena, address(key), at);
	}
}

static void
follow(struct footnotes *footnotes, struct node *root)
{
	for (struct node *at = root, *next; at; at = next) {
		struct node *footnote = (struct node *)at->target; // the tree is still ours

		next = node_next(root, at);
		if (at->kind != NODE_FOOTNOTE_REFERENCE)
			continue;
		if (!map_find(&footnotes->all, address(&footnote))) {
			next = node_skip(root, at);
			node_unlink(at);
			continue;
		}
		at->uses = ++footnote->uses;
		if (footnote->uses == 1)
			VEC_PUSH(footnotes->arena, &footnotes->in_use, footnote);
	}
}

static void
number(struct node *root)
{
	for (struct node *at = root; at; at = node_next(root, at))
		if (at->kind == NODE_FOOTNOTE_REFERENCE)
			at->level = at->target->level;
}

void
footnotes_number(struct arena *arena, struct node *root)
{
	struct footnotes footnotes = {.arena = arena};

	collect(&footnotes, root);
	follow(&footnotes, root);
	for (size_t i = 0; i < footnotes.in_use.len; i++)
		follow(&footnotes, footnotes.in_use.at[i]);
	for (size_t i = 0; i < footnotes.in_use.len; i++) {
		footnotes.in_use.at[i]->level = (int)i + 1;
		node_append(root, footnotes.in_use.at[i]);
	}
	number(root);
}
