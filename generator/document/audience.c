/* Callouts go with all that stands in them, and take the footnotes with them that nothing else
 * needs. */
#include "document/audience.h"

#include "document/footnote.h"
#include "markdown/callout.h"
#include "markdown/node.h"

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

void
audience_make_learners(struct arena *arena, struct node *root)
{
	if (remove_callouts(root))
		footnotes_number(arena, root);
}
