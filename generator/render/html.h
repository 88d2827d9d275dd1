/*
 * HTML, emitted by destination, and nodes to HTML.
 *
 * html_text, html_attribute and html_url escape; html_raw does not: the name says
 * where the bytes will stand.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct diag_list;
struct node;
struct source;

void html_text(struct buf *out, struct str text);
void html_attribute(struct buf *out, struct str text); // inside "…"
/* A URL inside "…": percent-encodes what may not stand in one, keeps %XX, escapes & and quotes. */
void html_url(struct buf *out, struct str url);
void html_raw(struct buf *out, struct str markup);

/* What became of a link or image: given by the caller for each URL of the tree. */
struct html_target {
	struct str url; // as it shall stand in the page
	bool external;  // leads out of the site: gets rel="external noopener"
	bool refused;   // not to be linked at all: its text stands alone
};

struct html_options {
	const struct source *source; // for warnings about raw HTML
	bool commonmark; // exactly as the specification's examples: no ids, no classes, raw HTML
			 // through
	bool raw_html;   // raw HTML through
	/*
	 * Resolves a link's or image's URL. NULL: every URL stands as it is.
	 * The texts of the result need to live until the next call only.
	 */
	struct html_target (*resolve)(void *context, const struct node *link);
	/*
	 * A word of the page in its language, by name: "callout_note" …, "table", "footnote",
	 * "footnotes", "footnote_back", "link_to_section". NULL, or an empty answer: English.
	 */
	struct str (*word)(void *context, struct str name);
	void *context;           // handed to both
	const char *prefix;      // before all ids, "" or NULL on a page of its own
	int lower;               // by how many levels headings stand below those of the file
	struct diag_list *diags; // NULL: no warnings
};

/* The node with what is below it; for NODE_DOCUMENT its children, footnotes last. */
void html_node(struct buf *out, const struct node *node, const struct html_options *options);
/* Siblings from `first` up to, not including, `end` (NULL: the last one); footnotes are skipped. */
void html_nodes(struct buf *out, const struct node *first, const struct node *end,
		const struct html_options *options);
/* What is below the node, without its own tags: the inlines of a heading or paragraph. */
void html_inlines(struct buf *out, const struct node *node, const struct html_options *options);
/* The footnotes of the document as a section; nothing when there are none. */
void html_footnotes(struct buf *out, const struct node *document,
		    const struct html_options *options);

#endif
