/*
 * The headings of a page and the sections they open.
 *
 * Heading ids follow GitHub's rule (lower case; all but letters, marks, numbers,
 * '_', '-' and spaces dropped; each space a hyphen; "-1", "-2" … where taken), so
 * that links which authors copy from there work here. Explicit {#id}s win.
 */
#ifndef DOCUMENT_OUTLINE_H
#define DOCUMENT_OUTLINE_H

#include "base/source.h"
#include "base/str.h"

#include <stddef.h>

struct arena;
struct buf;
struct diag_list;
struct map;
struct node;

struct heading {
	struct str id;
	struct str text; // readable
	int level;
	struct node *node;
};

struct outline {
	struct heading *headings; // in document order
	size_t nheadings;
};

/* GitHub's rule without the numbering. */
void outline_slug(struct buf *out, struct str text);
/* The same in the arena; `otherwise` where nothing is left of the text. */
struct str outline_slug_dup(struct arena *arena, struct str text, struct str otherwise);
/*
 * The wanted id, with "-1", "-2" … where it is taken in `ids` (id → node). The counters,
 * kept by the caller for as long as the ids, remember the last number of each.
 */
struct str outline_unique_id(struct arena *arena, const struct map *ids, struct map *counters,
			     struct str wanted);
/*
 * Gives every heading below root its id, unique among `ids` (id → node), which is
 * filled and also gets what the caller put in before.
 */
void outline_make(struct arena *arena, const struct source *source, struct node *root,
		  struct map *ids, struct outline *out, struct diag_list *diags);

#endif
