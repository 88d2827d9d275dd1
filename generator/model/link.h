/*
 * A link of a page and what it means: the record that checks, JSON, views and plugins read.
 *
 * The tree keeps the URL as the author wrote it; what became of it stands here. Everything
 * is found in what the site holds and will hold, never in the file system or network.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct item;
struct node;
struct page;
struct site;

enum link_kind {
	LINK_PAGE,           // another page, or a place in it
	LINK_ANCHOR,         // a place in the same page
	LINK_ASSET,          // a file of content/ that is copied
	LINK_OUTPUT,         // no file of content/: another output of the build, or nothing
	LINK_EXTERNAL,       // http, https
	LINK_CONTACT,        // mailto, tel
	LINK_REFUSED,        // a scheme that is not allowed
	LINK_MISSING_ANCHOR, // a fragment that is not in the page
	LINK_OUTSIDE,        // a path that leaves content/
};

struct link {
	const struct node
	    *node;          // NODE_LINK or NODE_IMAGE; of raw HTML NODE_HTML or NODE_HTML_BLOCK
	struct span span;   // of all of it, as [text](address)
	struct str written; // the address as the author wrote it, entities and escapes decoded
	struct str text;    // what is read of it: its text, or an image's description
	bool image;         // an image, not a link
	bool html;          // of raw HTML, whose addresses are written as they are
	bool ignored;       // by a comment: no rule looks at it
	const struct item *item; // the resource that it leads to; NULL when it is none's

	enum link_kind kind;
	bool same_site;      // LINK_EXTERNAL: an address of this site; page, or path in the outputs
	struct str url;      // as it stands in the output: relative to the page's folder
	struct str path;     // what was looked for in content/, or in the outputs; empty for others
	struct str fragment; // without '#'; empty when there is none
	const struct page *page; // the page it leads to; NULL for its own and for no page
};

/*
 * Resolves all links of the page's tree into page->links, in document order. A comment for
 * links that says nothing is reported to the page.
 */
void links_resolve(struct arena *arena, const struct site *site, struct page *page);
/* NULL when the node is no link of the page. */
const struct link *link_find(const struct page *page, const struct node *node);
/*
 * The bytes of the file that are the address and nothing else, to put another in their
 * place; {0, 0} where they are not there to be found: in a definition elsewhere, with
 * entities or escapes, or made by a plugin.
 */
struct span link_address_span(const struct page *page, const struct link *link);
/* Whether only the outputs of the build tell what it leads to; its path is one of theirs then. */
bool link_is_open(const struct link *link);
/* "link", "image", "asset" for a link to a file, "resource". */
struct str link_kind_name(const struct link *link);
/* What it leads to: "page", also its own, "file", "web", "contact"; "none" for what is wrong. */
struct str link_target_name(const struct link *link);
/* "markdown" or "html". */
struct str link_source_name(const struct link *link);
/* The path that it leads to in the output folder; empty when it leads elsewhere. */
struct str link_output(const struct page *from, const struct link *link);

#endif
