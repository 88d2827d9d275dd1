/*
 * Comments of Markdown that say which links are not checked:
 *
 *	<!-- links: off --> … <!-- links: on -->
 *	[text](address) <!-- links: ignore-line -->
 *	<!-- links: ignore-next-line REASON -->
 */
#ifndef MODEL_LINK_COMMENT_H
#define MODEL_LINK_COMMENT_H

#include "base/source.h"
#include "base/vec.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct node;

/* What the comments of one page say. Begins as {0}. */
struct link_comments {
	VEC(struct span) ignored; // in the order of the comments
	bool off;                 // the last of them ends where "on" comes
};

/* Reads the comments in a node of raw HTML. One that begins with "links:" and says nothing is
 * reported. Nodes come in the order of the document. */
void link_comments_read(struct link_comments *comments, struct arena *arena,
			const struct source *source, const struct node *node,
			struct diag_list *diags);
/* True when the place is one of those. */
bool link_comments_ignore(const struct link_comments *comments, struct span span);

#endif
