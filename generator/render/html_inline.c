/* Links, images, references to footnotes, and marks of text. */
#include "render/html_writer.h"

#include "base/buf.h"
#include "base/url.h"
#include "markdown/node.h"
#include "render/html.h"

static struct html_target
resolve(const struct html_writer *w, const struct node *node)
{
	const struct html_options *options = w->options;
	struct html_target target = {.url = node->text};

	if (options->commonmark)
		return target;
	target.external = url_is_external(node->text);
	if (options->resolve)
		target = options->resolve(options->context, node);
	/* Whatever was decided above: a URL that can run code is never written. */
	target.refused = target.refused || !url_is_allowed(target.url);
	return target;
}

static void
open_link(struct html_writer *w, const struct node *node)
{
	struct html_target target = resolve(w, node);

	if (target.refused || w->link)
		return;
	w->link = node;
	writer_put(w, STR("<a"));
	writer_url(w, STR("href"), target.url);
	if (target.external)
		writer_attribute(w, STR("rel"), STR("external noopener"));
	if (node->title.len)
		writer_attribute(w, STR("title"), node->title);
	writer_put(w, STR(">"));
}

static void
close_link(struct html_writer *w, const struct node *node)
{
	if (w->link != node)
		return;
	w->link = NULL;
	writer_put(w, STR("</a>"));
}

static void
put_image(struct html_writer *w, const struct node *node)
{
	struct html_target target = resolve(w, node);

	if (target.refused) {
		writer_text_value(w, node);
		return;
	}
	writer_put(w, STR("<img"));
	writer_url(w, STR("src"), target.url);
	writer_put(w, STR(" alt=\""));
	writer_text_value(w, node);
	writer_put(w, STR("\""));
	if (node->title.len)
		writer_attribute(w, STR("title"), node->title);
	writer_put(w, w->options->commonmark ? STR(" />") : STR(" loading=\"lazy\">"));
}

/* "fnref-2" for the first reference to the second footnote, "fnref-2-3" for the third. */
static void
put_reference_id(struct html_writer *w, int number, int use)
{
	html_attribute(w->out, str_from(writer_prefix(w)));
	buf_addf(w->out, "fnref-%d", number);
	if (use > 1)
		buf_addf(w->out, "-%d", use);
}

static void
put_footnote_reference(struct html_writer *w, const struct node *node)
{
	writer_put(w, STR("<sup class=\"footnote-ref\"><a href=\"#"));
	html_attribute(w->out, str_from(writer_prefix(w)));
	buf_addf(w->out, "fn-%d\" id=\"", node->level);
	put_reference_id(w, node->level, node->uses);
	writer_put(w, STR("\" role=\"doc-noteref\" aria-label=\""));
	html_attribute(w->out, writer_word(w, STR("footnote")));
	buf_addf(w->out, " %d\">%d</a></sup>", node->level, node->level);
}

void
writer_back_links(struct html_writer *w, const struct node *footnote)
{
	for (int use = 1; use <= footnote->uses; use++) {
		writer_put(w, STR(" <a class=\"footnote-back\" href=\"#"));
		put_reference_id(w, footnote->level, use);
		writer_put(w, STR("\" role=\"doc-backlink\" aria-label=\""));
		html_attribute(w->out, writer_word(w, STR("footnote_back")));
		buf_addf(w->out, " %d", footnote->level);
		if (use > 1)
			buf_addf(w->out, "-%d", use);
		writer_put(w, STR("\">\u21a9</a>"));
	}
}

void
writer_open_inline(struct html_writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: html_text(w->out, node->text); break;
	case NODE_SOFT_BREAK: writer_put(w, STR("\n")); break;
	case NODE_LINE_BREAK:
		writer_put(w, w->options->commonmark ? STR("<br />\n") : STR("<br>\n"));
		break;
	case NODE_CODE:
		writer_put(w, STR("<code>"));
		html_text(w->out, node->text);
		writer_put(w, STR("</code>"));
		break;
	case NODE_EMPHASIS: writer_put(w, STR("<em>")); break;
	case NODE_STRONG: writer_put(w, STR("<strong>")); break;
	case NODE_STRIKE: writer_put(w, STR("<del>")); break;
	case NODE_LINK: open_link(w, node); break;
	case NODE_IMAGE: put_image(w, node); break;
	case NODE_HTML: writer_raw_html(w, node); break;
	case NODE_FOOTNOTE_REFERENCE: put_footnote_reference(w, node); break;
	default: break;
	}
}

void
writer_close_inline(struct html_writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_EMPHASIS: writer_put(w, STR("</em>")); break;
	case NODE_STRONG: writer_put(w, STR("</strong>")); break;
	case NODE_STRIKE: writer_put(w, STR("</del>")); break;
	case NODE_LINK: close_link(w, node); break;
	default: break;
	}
}
