/*
 * Raw HTML of content, filtered: a few harmless elements without attributes pass,
 * everything else is shown as text. What passes is always balanced.
 */
#ifndef RENDER_RAW_HTML_H
#define RENDER_RAW_HTML_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

/* Elements that are open, innermost last. */
struct raw_html {
	struct buf open; // a byte each: 1 + row of the element, or RAW_HTML_SCOPE
};

/* What did not pass of a piece of HTML: the first of it. */
struct raw_html_refusal {
	struct str name;      // of the element, or the start of the text
	bool attributes_only; // the element passed without its attributes
};

void raw_html_init(struct raw_html *raw);
void raw_html_release(struct raw_html *raw);
/* Elements opened inside a scope end with it and cannot close those around it. */
void raw_html_enter(struct raw_html *raw);
void raw_html_leave(struct raw_html *raw, struct buf *out);
/* One inline tag or comment. True, with *refusal, when not all of it passed. */
bool raw_html_inline(struct raw_html *raw, struct buf *out, struct str literal,
		     struct raw_html_refusal *refusal);
/* A block of HTML; of what it leaves open only <details> stays open behind it. */
bool raw_html_block(struct raw_html *raw, struct buf *out, struct str literal,
		    struct raw_html_refusal *refusal);

#endif
