/* The walk: every node says which bytes it stands for, on entering and on leaving. */
#include "markdown/inline_spans.h"

#include "markdown/content.h"
#include "markdown/literal.h"
#include "markdown/node.h"
#include "markdown/reference.h"

struct walk {
	const struct content *content;
	size_t at;
};

static struct str
ahead(const struct walk *walk)
{
	return (struct str){walk->content->at + walk->at, walk->content->len - walk->at};
}

static bool
take(struct walk *walk, struct str text)
{
	if (!str_starts(ahead(walk), text))
		return false;
	walk->at += text.len;
	return true;
}

/* One of the two marks of emphasis, `count` times. */
static bool
take_marks(struct walk *walk, size_t count)
{
	struct str text = ahead(walk);

	for (size_t i = 0; i < count; i++)
		if (i >= text.len || (text.at[i] != '*' && text.at[i] != '_'))
			return false;
	walk->at += count;
	return true;
}

static void
skip_blanks(struct walk *walk)
{
	while (take(walk, STR(" ")) || take(walk, STR("\t")))
		;
}

static bool
take_text(struct walk *walk, struct str literal)
{
	struct literal_step step;
	bool plain = str_find_char(literal, '\\') == literal.len &&
		     str_find_char(literal, '&') == literal.len;

	if (plain && take(walk, literal))
		return true; // as nearly always: only those two are written otherwise
	while (literal.len > 0) {
		if (!literal_step(ahead(walk), literal, &step))
			return false;
		walk->at += step.written;
		literal = str_skip(literal, step.literal);
	}
	return true;
}

static bool
take_break(struct walk *walk, bool hard)
{
	skip_blanks(walk);
	if (hard)
		take(walk, STR("\\"));
	if (!take(walk, STR("\n")))
		return false;
	skip_blanks(walk);
	return true;
}

static size_t
count_ticks(struct str text)
{
	size_t n = 0;

	while (n < text.len && text.at[n] == '`')
		n++;
	return n;
}

static bool
take_code(struct walk *walk)
{
	size_t ticks = count_ticks(ahead(walk)), run;

	walk->at += ticks;
	while (ticks > 0 && ahead(walk).len > 0) {
		walk->at += str_find_char(ahead(walk), '`');
		run = count_ticks(ahead(walk));
		walk->at += run;
		if (run == ticks)
			return true;
	}
	return false;
}

/* Indentation in raw HTML of several lines may be in the literal and not in the content. */
static bool
take_html(struct walk *walk, struct str literal)
{
	for (size_t i = 0; i < literal.len; i++) {
		if (take(walk, str_slice(literal, i, i + 1)))
			continue;
		if (literal.at[i] != ' ' && literal.at[i] != '\t')
			return false;
	}
	return true;
}

static bool
take_up_to(struct walk *walk, char last)
{
	size_t end = str_find_char(ahead(walk), last);

	if (end == ahead(walk).len)
		return false;
	walk->at += end + 1;
	return true;
}

static bool
enter_link(struct walk *walk, struct node *link)
{
	size_t start = walk->at;

	if (take(walk, STR("[")))
		return true;
	if (!take(walk, STR("<")) || !take_up_to(walk, '>'))
		return false;
	link->automatic = true;
	if (link->first_child)
		link->first_child->span = content_span(walk->content, start + 1, walk->at - 1);
	return true;
}

/* Behind a break cmark keeps the indentation of a line that goes on lazily; Markdown does not. */
static void
trim_start(struct node *text)
{
	if (!text->prev || text->prev->kind != NODE_LINE_BREAK)
		return;
	while (text->text.len > 0 && (text->text.at[0] == ' ' || text->text.at[0] == '\t'))
		text->text = str_skip(text->text, 1);
}

static bool
enter_text(struct walk *walk, struct node *node)
{
	if (node->parent->automatic)
		return true;
	trim_start(node);
	return take_text(walk, node->text);
}

static bool
enter(struct walk *walk, struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: return enter_text(walk, node);
	case NODE_SOFT_BREAK: return take_break(walk, false);
	case NODE_LINE_BREAK: return take_break(walk, true);
	case NODE_CODE: return take_code(walk);
	case NODE_HTML: return take_html(walk, node->text);
	case NODE_EMPHASIS: return take_marks(walk, 1);
	case NODE_STRONG: return take_marks(walk, 2);
	case NODE_LINK: return enter_link(walk, node);
	case NODE_IMAGE: return take(walk, STR("!["));
	case NODE_FOOTNOTE_REFERENCE: return take(walk, STR("[^")) && take_up_to(walk, ']');
	default: return false;
	}
}

static bool
leave(struct walk *walk, const struct node *node)
{
	switch (node->kind) {
	case NODE_EMPHASIS: return take_marks(walk, 1);
	case NODE_STRONG: return take_marks(walk, 2);
	case NODE_LINK:
	case NODE_IMAGE:
		if (node->automatic)
			return true;
		if (!take(walk, STR("]")))
			return false;
		walk->at += reference_tail(ahead(walk));
		return true;
	default: return true;
	}
}

static void
give_up(const struct node *block, struct node *from)
{
	for (struct node *at = from; at; at = node_next(block, at))
		at->span = block->span;
	for (struct node *at = from->parent; at != block; at = at->parent)
		at->span = block->span;
}

/* Leaves the node and those that end with it. */
static bool
leave_all(struct walk *walk, const struct node *block, struct node *node)
{
	for (; node != block; node = node->parent) {
		if (!leave(walk, node))
			return false;
		node->span.end = walk->content->offsets[walk->at];
		if (node->next)
			return true;
	}
	return true;
}

/* A heading of the form `# …` starts before its content; only what does not can hold definitions.
 */
static void
skip_definitions(struct walk *walk, struct node *block)
{
	size_t len = 1;

	if (block->kind == NODE_CELL || walk->content->offsets[0] != block->span.start)
		return;
	while (len > 0) {
		len = reference_definition(ahead(walk));
		walk->at += len;
	}
	block->span.start = walk->content->offsets[walk->at];
}

/* One node and all that end with it. The text of <…> has got its span with the link. */
static bool
visit(struct walk *walk, const struct node *block, struct node *node)
{
	uint32_t start = walk->content->offsets[walk->at];

	if (!enter(walk, node))
		return false;
	if (node->kind == NODE_TEXT && node->parent->automatic)
		return leave_all(walk, block, node->parent);
	node->span = (struct span){start, walk->content->offsets[walk->at]};
	return node->first_child || leave_all(walk, block, node);
}

bool
inline_spans(struct node *block, const struct content *content)
{
	struct walk walk = {content, 0};

	skip_definitions(&walk, block);
	skip_blanks(&walk);
	for (struct node *at = node_next(block, block); at; at = node_next(block, at)) {
		if (!visit(&walk, block, at)) {
			give_up(block, at);
			return false;
		}
	}
	return true;
}
