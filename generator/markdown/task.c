/*
 * Not cmark's extension: that one looks for "[x]" in all of the line, ticking
 * `- [ ] see [x]`, and knows no tasks in quotes.
 */
#include "markdown/task.h"

#include "markdown/node.h"

static enum check_state
state_of(char c)
{
	if (c == 'x' || c == 'X')
		return CHECK_DONE;
	return c == ' ' || c == '\t' ? CHECK_OPEN : CHECK_NONE;
}

/* The box needs white space behind it: a blank, or the end of the line. */
static enum check_state
box(const struct source *source, const struct node *text)
{
	struct str s = text->text;

	if (s.len < 3 || s.at[0] != '[' || s.at[2] != ']')
		return CHECK_NONE;
	if (!str_eq(str_slice(source_slice(source, text->span), 0, 3), str_slice(s, 0, 3)))
		return CHECK_NONE; // written as `\[ ]`
	if (s.len == 3 && (!text->next || text->next->kind != NODE_SOFT_BREAK))
		return CHECK_NONE;
	return s.len > 3 && !ascii_is_space(s.at[3]) ? CHECK_NONE : state_of(s.at[1]);
}

static void
take_box(struct node *text)
{
	uint32_t width = 3;

	if (text->text.len == 3) {
		node_unlink(text->next);
		node_unlink(text);
		return;
	}
	while (width < text->text.len && ascii_is_space(text->text.at[width]))
		width++;
	text->text = str_skip(text->text, width);
	text->span.start += width;
}

void
tasks_find(const struct source *source, struct node *root)
{
	for (struct node *at = root; at; at = node_next(root, at)) {
		struct node *paragraph = at->first_child, *text;

		if (at->kind != NODE_ITEM || !paragraph || paragraph->kind != NODE_PARAGRAPH)
			continue;
		text = paragraph->first_child;
		if (!text || text->kind != NODE_TEXT)
			continue;
		at->check = box(source, text);
		if (at->check != CHECK_NONE)
			take_box(text);
	}
}
