/*
 * A footnote stands apart from what refers to it. So the references that are left
 * are followed, from the text into footnotes and on, and what was not reached goes.
 */
#include "document/audience.h"

#include "base/arena.h"
#include "base/vec.h"
#include "markdown/callout.h"
#include "markdown/node.h"

struct footnotes {
	struct arena *arena;
	VEC(struct node *) all;    // by old number - 1
	VEC(struct node *) in_use; // by new number - 1
};

/* Without the callouts; true when there were any. */
static bool
remove_callouts(struct node *root)
{
	bool any = false;

	for (struct node *at = root, *next; at; at = next) {
		next = node_next(root, at);
		if (at->kind != NODE_CALLOUT || !callout_is_for_instructors(at->text))
			continue;
		next = node_skip(root, at);
		node_unlink(at);
		any = true;
	}
	return any;
}

static void
collect(struct footnotes *footnotes, struct node *root)
{
	for (struct node *at = root->first_child, *next; at; at = next) {
		next = at->next;
		if (at->kind != NODE_FOOTNOTE)
			continue;
		at->uses = 0;
		VEC_PUSH(footnotes->arena, &footnotes->all, at);
		node_unlink(at);
	}
}

static void
follow(struct footnotes *footnotes, struct node *root)
{
	for (struct node *at = root; at; at = node_next(root, at)) {
		struct node *footnote;

		if (at->kind != NODE_FOOTNOTE_REFERENCE)
			continue;
		footnote = footnotes->all.at[at->level - 1];
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
audience_make_learners(struct arena *arena, struct node *root)
{
	struct footnotes footnotes = {.arena = arena};

	if (!remove_callouts(root))
		return;
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
