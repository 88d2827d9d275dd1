/*
 * A link of a page and what it means.
 *
 * The tree keeps the URL as the author wrote it; what became of it stands here.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct node;
struct page;
struct site;

enum link_kind {
	LINK_PAGE,           // another page, or a place in it
	LINK_ANCHOR,         // a place in the same page
	LINK_ASSET,          // a file of content/ that is copied
	LINK_EXTERNAL,       // http, https
	LINK_CONTACT,        // mailto, tel
	LINK_REFUSED,        // a scheme that is not allowed
	LINK_MISSING,        // a path that is not in content/
	LINK_MISSING_ANCHOR, // a fragment that is not in the page
	LINK_OUTSIDE,        // a path that leaves content/
};

struct link {
	const struct node *node; // NODE_LINK or NODE_IMAGE
	enum link_kind kind;
	struct str url;          // as it stands in the output: relative to the page's folder
	struct str path;         // what was looked for in content/; empty for others
	struct str fragment;     // without '#'; empty when there is none
	const struct page *page; // LINK_PAGE and LINK_MISSING_ANCHOR: the page it leads to
};

/* Resolves all links of the page's tree into page->links, in document order. */
void links_resolve(struct arena *arena, const struct site *site, struct page *page);
/* NULL when the node is no link of the page. */
const struct link *link_find(const struct page *page, const struct node *node);

#endif
