/*
 * A page being written; what html.c, html_block.c and html_inline.c share.
 */
#ifndef RENDER_HTML_WRITER_H
#define RENDER_HTML_WRITER_H

#include "base/str.h"
#include "render/raw_html.h"

struct buf;
struct html_options;
struct node;

struct html_writer {
	struct buf *out;
	const struct html_options *options;
	struct raw_html raw;
	const struct node *link; // the link that is open; links do not nest
};

/* Markup as it stands. */
void writer_put(struct html_writer *w, struct str markup);
/* Starts a line, unless one has just started. */
void writer_fresh_line(struct html_writer *w);
/* ` name="value"`, escaped. */
void writer_attribute(struct html_writer *w, struct str name, struct str value);
void writer_url(struct html_writer *w, struct str name, struct str url);
/* The node's readable text, to stand in an attribute. */
void writer_text_value(struct html_writer *w, const struct node *node);
/* Raw HTML, inline or a block: filtered, with a warning, unless all of it shall pass. */
void writer_raw_html(struct html_writer *w, const struct node *node);
/* The word in the language of the page; see html_options. */
struct str writer_word(const struct html_writer *w, struct str name);
/* What stands before all ids. */
const char *writer_prefix(const struct html_writer *w);

/* Start and end of a block and of an inline, without what is below it. */
void writer_open_block(struct html_writer *w, const struct node *node);
void writer_close_block(struct html_writer *w, const struct node *node);
void writer_open_inline(struct html_writer *w, const struct node *node);
void writer_close_inline(struct html_writer *w, const struct node *node);
/* Links from a footnote back to where it is referred to. */
void writer_back_links(struct html_writer *w, const struct node *footnote);

#endif
