/* Small pieces of markup, and raw HTML. */
#include "render/html_writer.h"

#include "base/buf.h"
#include "base/diag.h"
#include "markdown/node.h"
#include "render/html.h"

void
writer_put(struct html_writer *w, struct str markup)
{
	html_raw(w->out, markup);
}

void
writer_fresh_line(struct html_writer *w)
{
	if (w->out->len > 0 && w->out->at[w->out->len - 1] != '\n')
		buf_add_char(w->out, '\n');
}

void
writer_attribute(struct html_writer *w, struct str name, struct str value)
{
	writer_put(w, STR(" "));
	writer_put(w, name);
	writer_put(w, STR("=\""));
	html_attribute(w->out, value);
	writer_put(w, STR("\""));
}

void
writer_url(struct html_writer *w, struct str name, struct str url)
{
	writer_put(w, STR(" "));
	writer_put(w, name);
	writer_put(w, STR("=\""));
	html_url(w->out, url);
	writer_put(w, STR("\""));
}

void
writer_text_value(struct html_writer *w, const struct node *node)
{
	struct buf text;

	buf_init(&text);
	node_text(&text, node);
	html_attribute(w->out, str_trim(buf_str(&text)));
	buf_release(&text);
}

static void
warn_raw_html(struct html_writer *w, const struct node *node,
	      const struct raw_html_refusal *refusal)
{
	const struct html_options *options = w->options;

	if (!options->diags)
		return;
	if (refusal->attributes_only)
		diag_add(options->diags, DIAG_HTML_ESCAPED, options->source, node->span,
			 "attributes of the raw HTML element '%.*s' are left out",
			 STR_ARG(refusal->name));
	else
		diag_add(options->diags, DIAG_HTML_ESCAPED, options->source, node->span,
			 "raw HTML '%.*s' is shown as text", STR_ARG(refusal->name));
}

static void
filter_raw_html(struct html_writer *w, const struct node *node)
{
	struct raw_html_refusal refusal;
	bool refused;

	if (node->kind == NODE_HTML)
		refused = raw_html_inline(&w->raw, w->out, node->text, &refusal);
	else
		refused = raw_html_block(&w->raw, w->out, node->text, &refusal);
	if (refused)
		warn_raw_html(w, node, &refusal);
}

void
writer_raw_html(struct html_writer *w, const struct node *node)
{
	size_t start;

	if (node->kind == NODE_HTML_BLOCK)
		writer_fresh_line(w);
	start = w->out->len;
	if (w->options->commonmark || w->options->raw_html || node->trusted)
		writer_put(w, node->text);
	else
		filter_raw_html(w, node);
	if (node->kind != NODE_HTML_BLOCK)
		return;
	if (!w->options->commonmark && str_trim(str_skip(buf_str(w->out), start)).len == 0)
		buf_truncate(w->out, start); // nothing but comments
	writer_fresh_line(w);
}

const char *
writer_prefix(const struct html_writer *w)
{
	return w->options->prefix ? w->options->prefix : "";
}
