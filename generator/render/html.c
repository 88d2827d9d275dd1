/*
 * Nodes to HTML: a walk without recursion, for texts may nest by the thousand. What
 * opens and closes each kind is in html_block.c and html_inline.c.
 *
 * With options->commonmark the output is that of the specification's examples,
 * byte by byte.
 */
#include "render/html.h"

#include "base/buf.h"
#include "markdown/node.h"
#include "render/html_writer.h"
#include "render/raw_html.h"

/* Raw HTML that a node's children opened ends with the node. */
static void
enter(struct html_writer *w, const struct node *node)
{
	if (node_is_inline(node))
		writer_open_inline(w, node);
	else
		writer_open_block(w, node);
	if (node->first_child)
		raw_html_enter(&w->raw);
}

static void
leave(struct html_writer *w, const struct node *node)
{
	if (node->first_child)
		raw_html_leave(&w->raw, w->out);
	if (node_is_inline(node))
		writer_close_inline(w, node);
	else
		writer_close_block(w, node);
}

static bool
is_skipped(const struct node *node)
{
	return node->kind == NODE_IMAGE; // its text was written as alt
}

static void
write_node(struct html_writer *w, const struct node *root)
{
	const struct node *at = root;

	for (;;) {
		enter(w, at);
		if (at->first_child && !is_skipped(at)) {
			at = at->first_child;
			continue;
		}
		leave(w, at);
		while (at != root && !at->next) {
			at = at->parent;
			leave(w, at);
		}
		if (at == root)
			return;
		at = at->next;
	}
}

static void
write_nodes(struct html_writer *w, const struct node *first, const struct node *end)
{
	raw_html_enter(&w->raw);
	for (const struct node *at = first; at && at != end; at = at->next)
		if (at->kind != NODE_FOOTNOTE)
			write_node(w, at);
	raw_html_leave(&w->raw, w->out);
}

static struct html_writer
start(struct buf *out, const struct html_options *options)
{
	struct html_writer w = {.out = out, .options = options};

	raw_html_init(&w.raw);
	return w;
}

void
html_nodes(struct buf *out, const struct node *first, const struct node *end,
	   const struct html_options *options)
{
	struct html_writer w = start(out, options);

	write_nodes(&w, first, end);
	raw_html_release(&w.raw);
}

void
html_inlines(struct buf *out, const struct node *node, const struct html_options *options)
{
	html_nodes(out, node->first_child, NULL, options);
}

void
html_node(struct buf *out, const struct node *node, const struct html_options *options)
{
	struct html_writer w = start(out, options);

	if (node->kind == NODE_DOCUMENT) {
		write_nodes(&w, node->first_child, NULL);
		html_footnotes(out, node, options);
	} else {
		write_node(&w, node);
	}
	raw_html_release(&w.raw);
}

void
html_footnotes(struct buf *out, const struct node *document, const struct html_options *options)
{
	struct html_writer w = start(out, options);
	bool any = false;

	for (const struct node *at = document->first_child; at; at = at->next) {
		if (at->kind != NODE_FOOTNOTE)
			continue;
		if (!any) {
			writer_put(&w, STR("<section class=\"footnotes\" role=\"doc-endnotes\""));
			writer_attribute(&w, STR("aria-label"), writer_word(&w, STR("footnotes")));
			writer_put(&w, STR(">\n<ol>\n"));
		}
		any = true;
		write_node(&w, at);
	}
	if (any)
		writer_put(&w, STR("</ol>\n</section>\n"));
	raw_html_release(&w.raw);
}
