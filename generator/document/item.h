/*
 * An item: one entry of a list that a person can tick, follow or be asked.
 *
 * Read off a list item of the tree, knowing nothing of the section's role. The
 * nodes stay in the tree; the item points at them.
 */
#ifndef DOCUMENT_ITEM_H
#define DOCUMENT_ITEM_H

#include "base/source.h"
#include "base/str.h"
#include "document/hours.h"
#include "markdown/node.h"

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct map;

struct item {
	struct str id; // of its section: explicit, else made from the text, or what ids.lock says
	bool explicit_id; // from {#id}
	/* What the model adds: its id in the course, and former ones. Empty in the lead. */
	struct str full;
	struct str *aliases;
	size_t naliases;
	struct str text;  // readable text without hours and facts: "Set up the Python environment"
	struct str label; // "Dataset" of "**Dataset:** …", without the colon; else empty
	struct hours hours;
	enum check_state check;
	struct span span; // of the list item

	const struct node *node;  // the list item
	const struct node *title; // its first paragraph; NULL when it has none
	const struct node *link;  // first link in the first paragraph; NULL when there is none

	/*
	 * What to show of the title paragraph, as siblings [text_first, text_end) and, for
	 * what follows the facts of a resource, [note_first, NULL): without label, hours and
	 * facts. The text nodes are split for it. NULL when empty.
	 */
	const struct node *text_first, *text_end, *note_first;

	/* Behind "[Title](URL): ": kind, cost, time, and what follows the first full stop. */
	struct str kind, cost, note;

	struct item *children; // items of the first list below it
	size_t nchildren;
};

/* What a section's items share. */
struct item_section {
	struct str id;        // of its heading; empty for the lead
	struct map *ids;      // of the page: id → node; gets those of the items
	struct map *counters; // of the page's items, see outline_unique_id
};

/*
 * Reads the items of all lists that are children of nodes from `first` up to, not
 * including, `end` (NULL: to the last sibling). Gives each, also those below others,
 * an id unique among them, and its list item an id unique on the page: the section's
 * id, '-', the item's. The hours in parentheses are taken out of the tree's text,
 * facts of resources are not.
 */
void items_read(struct arena *arena, const struct source *source, struct node *first,
		const struct node *end, const struct item_section *section, struct item **items,
		size_t *nitems, struct diag_list *diags);

#endif
