/* Blocks: headings, lists, tables, code, callouts. */
#include "render/html_writer.h"

#include "base/buf.h"
#include "markdown/node.h"
#include "render/html.h"

static void
put_id(struct html_writer *w, const struct node *node)
{
	if (w->options->commonmark || !node->id.len)
		return;
	writer_put(w, STR(" id=\""));
	html_attribute(w->out, str_from(writer_prefix(w)));
	html_attribute(w->out, node->id);
	writer_put(w, STR("\""));
}

/* There is nothing below the sixth. */
static int
heading_level(const struct html_writer *w, const struct node *node)
{
	int level = node->level + w->options->lower;

	return level < 6 ? level : 6;
}

static void
open_heading(struct html_writer *w, const struct node *node)
{
	writer_fresh_line(w);
	buf_addf(w->out, "<h%d", heading_level(w, node));
	put_id(w, node);
	writer_put(w, STR(">"));
}

static void
close_heading(struct html_writer *w, const struct node *node)
{
	if (!w->options->commonmark && node->id.len) {
		writer_put(w, STR(" <a class=\"anchor\""));
		writer_put(w, STR(" href=\"#"));
		html_url(w->out, str_from(writer_prefix(w)));
		html_url(w->out, node->id);
		writer_put(w, STR("\" aria-label=\""));
		html_attribute(w->out, writer_word(w, STR("link_to_section")));
		writer_put(w, STR(" "));
		writer_text_value(w, node);
		writer_put(w, STR("\">#</a>"));
	}
	buf_addf(w->out, "</h%d>\n", heading_level(w, node));
}

static void
open_list(struct html_writer *w, const struct node *node)
{
	writer_fresh_line(w);
	if (!node->ordered)
		writer_put(w, STR("<ul>\n"));
	else if (node->start == 1)
		writer_put(w, STR("<ol>\n"));
	else
		buf_addf(w->out, "<ol start=\"%d\">\n", node->start);
}

static void
open_item(struct html_writer *w, const struct node *node)
{
	writer_fresh_line(w);
	writer_put(w, STR("<li"));
	if (node->check != CHECK_NONE)
		writer_attribute(w, STR("class"), STR("task"));
	put_id(w, node);
	writer_put(w, STR(">"));
}

/* Whether a paragraph is the text of a task, which labels its box. */
static bool
is_task_text(const struct node *node)
{
	return !node->prev && node->parent && node->parent->kind == NODE_ITEM &&
	       node->parent->check != CHECK_NONE && node->first_child;
}

/*
 * For reading, until a script that knows its id takes it over. A <label> around box and text,
 * with what stands below them outside: one click target and a name without any id, while
 * links inside stay links.
 */
static void
open_box(struct html_writer *w, const struct node *item)
{
	writer_put(w, STR("<label><input type=\"checkbox\""));
	if (item->text.len)
		writer_attribute(w, STR("data-item"), item->text);
	writer_put(w, item->check == CHECK_DONE ? STR(" checked disabled> ") : STR(" disabled> "));
}

static bool
is_tight(const struct node *node)
{
	const struct node *item = node->parent;

	return item && item->parent && item->parent->kind == NODE_LIST && item->parent->tight;
}

static void
open_paragraph(struct html_writer *w, const struct node *node)
{
	if (!is_tight(node)) {
		writer_fresh_line(w);
		writer_put(w, STR("<p>"));
	}
	if (is_task_text(node))
		open_box(w, node->parent);
}

static void
close_paragraph(struct html_writer *w, const struct node *node)
{
	if (is_task_text(node))
		writer_put(w, STR("</label>"));
	if (node->parent && node->parent->kind == NODE_FOOTNOTE && !node->next)
		writer_back_links(w, node->parent);
	if (!is_tight(node))
		writer_put(w, STR("</p>\n"));
}

static void
put_code_block(struct html_writer *w, const struct node *node)
{
	size_t end = 0;

	while (end < node->title.len && !ascii_is_space(node->title.at[end]))
		end++;
	writer_fresh_line(w);
	writer_put(w,
		   w->options->commonmark ? STR("<pre><code") : STR("<pre tabindex=\"0\"><code"));
	if (end) {
		writer_put(w, STR(" class=\"language-"));
		html_attribute(w->out, str_slice(node->title, 0, end));
		writer_put(w, STR("\""));
	}
	writer_put(w, STR(">"));
	html_text(w->out, node->text);
	writer_put(w, STR("</code></pre>\n"));
}

static void
open_callout(struct html_writer *w, const struct node *node)
{
	struct buf name;
	struct str title;

	buf_init(&name);
	buf_addf(&name, "callout_%.*s", STR_ARG(node->text));
	title = writer_word(w, buf_str(&name));
	buf_release(&name);
	writer_fresh_line(w);
	writer_put(w, STR("<aside class=\"callout callout-"));
	html_attribute(w->out, node->text);
	writer_put(w, STR("\" role=\"note\""));
	writer_attribute(w, STR("aria-label"), title);
	writer_put(w, STR("><p class=\"callout-title\">"));
	html_text(w->out, title);
	writer_put(w, STR("</p>\n"));
}

/* A table can be wider than the page: its frame scrolls, also by keys, and has a name. */
static void
open_table(struct html_writer *w, const struct node *node)
{
	const struct node *head = node->first_child;

	writer_fresh_line(w);
	writer_put(w, STR("<div class=\"table-wrap\" tabindex=\"0\" role=\"group\" aria-label=\""));
	html_attribute(w->out, writer_word(w, STR("table")));
	writer_put(w, STR(" "));
	for (const struct node *cell = head ? head->first_child : NULL; cell; cell = cell->next) {
		writer_text_value(w, cell);
		if (cell->next)
			writer_put(w, STR(", "));
	}
	writer_put(w, STR("\">\n<table>\n"));
}

static void
open_row(struct html_writer *w, const struct node *node)
{
	writer_fresh_line(w);
	if (node->header)
		writer_put(w, STR("<thead>\n"));
	else if (!node->prev || node->prev->header)
		writer_put(w, STR("<tbody>\n"));
	writer_put(w, STR("<tr>\n"));
}

static void
close_row(struct html_writer *w, const struct node *node)
{
	writer_put(w, STR("</tr>\n"));
	if (node->header)
		writer_put(w, STR("</thead>\n"));
	else if (!node->next)
		writer_put(w, STR("</tbody>\n"));
}

static void
open_cell(struct html_writer *w, const struct node *node)
{
	static const struct str classes[] = {
	    [ALIGN_NONE] = STR_INIT(""),
	    [ALIGN_LEFT] = STR_INIT("align-left"),
	    [ALIGN_CENTER] = STR_INIT("align-center"),
	    [ALIGN_RIGHT] = STR_INIT("align-right"),
	};

	writer_put(w, node->header ? STR("<th scope=\"col\"") : STR("<td"));
	if (node->align != ALIGN_NONE)
		writer_attribute(w, STR("class"), classes[node->align]);
	writer_put(w, STR(">"));
}

static void
open_footnote(struct html_writer *w, const struct node *node)
{
	writer_fresh_line(w);
	writer_put(w, STR("<li id=\""));
	html_attribute(w->out, str_from(writer_prefix(w)));
	buf_addf(w->out, "fn-%d\">", node->level);
}

static void
close_footnote(struct html_writer *w, const struct node *node)
{
	if (!node->last_child || node->last_child->kind != NODE_PARAGRAPH) {
		writer_put(w, STR("<p>"));
		writer_back_links(w, node);
		writer_put(w, STR("</p>\n"));
	}
	writer_put(w, STR("</li>\n"));
}

void
writer_open_block(struct html_writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: open_heading(w, node); break;
	case NODE_PARAGRAPH: open_paragraph(w, node); break;
	case NODE_LIST: open_list(w, node); break;
	case NODE_ITEM: open_item(w, node); break;
	case NODE_QUOTE:
		writer_fresh_line(w);
		writer_put(w, STR("<blockquote>\n"));
		break;
	case NODE_CALLOUT: open_callout(w, node); break;
	case NODE_CODE_BLOCK: put_code_block(w, node); break;
	case NODE_RULE:
		writer_fresh_line(w);
		writer_put(w, w->options->commonmark ? STR("<hr />\n") : STR("<hr>\n"));
		break;
	case NODE_TABLE: open_table(w, node); break;
	case NODE_ROW: open_row(w, node); break;
	case NODE_CELL: open_cell(w, node); break;
	case NODE_FOOTNOTE: open_footnote(w, node); break;
	case NODE_HTML_BLOCK: writer_raw_html(w, node); break;
	default: break;
	}
}

void
writer_close_block(struct html_writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: close_heading(w, node); break;
	case NODE_PARAGRAPH: close_paragraph(w, node); break;
	case NODE_LIST: writer_put(w, node->ordered ? STR("</ol>\n") : STR("</ul>\n")); break;
	case NODE_ITEM: writer_put(w, STR("</li>\n")); break;
	case NODE_QUOTE:
		writer_fresh_line(w);
		writer_put(w, STR("</blockquote>\n"));
		break;
	case NODE_CALLOUT:
		writer_fresh_line(w);
		writer_put(w, STR("</aside>\n"));
		break;
	case NODE_TABLE: writer_put(w, STR("</table>\n</div>\n")); break;
	case NODE_ROW: close_row(w, node); break;
	case NODE_CELL: writer_put(w, node->header ? STR("</th>\n") : STR("</td>\n")); break;
	case NODE_FOOTNOTE: close_footnote(w, node); break;
	default: break;
	}
}
