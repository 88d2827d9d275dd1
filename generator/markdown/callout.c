/* A table of the kinds, and the change of quotes into them. */
#include "markdown/callout.h"

#include "markdown/node.h"

struct callout_kind {
	struct str name;
	bool for_instructors;
};

static const struct callout_kind kinds[] = {
    {STR_INIT("note"), false},    {STR_INIT("tip"), false},     {STR_INIT("important"), false},
    {STR_INIT("warning"), false}, {STR_INIT("caution"), false}, {STR_INIT("instructor"), true},
    {STR_INIT("answer"), true},
};

static const struct callout_kind *
find_kind(struct str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_eq_fold(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* The kind that the first line of a quote names; NULL when it is none. */
static const struct callout_kind *
kind_of_quote(const struct source *source, const struct node *quote)
{
	const struct node *paragraph = quote->first_child;
	const struct node *text = paragraph ? paragraph->first_child : NULL;

	if (!text || paragraph->kind != NODE_PARAGRAPH || text->kind != NODE_TEXT)
		return NULL;
	if (text->next && text->next->kind != NODE_SOFT_BREAK &&
	    text->next->kind != NODE_LINE_BREAK)
		return NULL;
	if (!str_starts(text->text, STR("[!")) || !str_ends(text->text, STR("]")))
		return NULL;
	if (!str_eq(text->text, source_slice(source, text->span)))
		return NULL; // with a backslash in it
	return find_kind(str_slice(text->text, 2, text->text.len - 1));
}

static void
take_first_line(struct node *quote)
{
	struct node *paragraph = quote->first_child;

	node_unlink(paragraph->first_child);
	if (!paragraph->first_child) {
		node_unlink(paragraph);
		return;
	}
	node_unlink(paragraph->first_child);
	if (paragraph->first_child)
		paragraph->span.start = paragraph->first_child->span.start;
	else
		node_unlink(paragraph);
}

void
callouts_find(const struct source *source, struct node *root)
{
	for (struct node *at = root; at; at = node_next(root, at)) {
		const struct callout_kind *kind =
		    at->kind == NODE_QUOTE ? kind_of_quote(source, at) : NULL;

		if (!kind)
			continue;
		at->kind = NODE_CALLOUT;
		at->text = kind->name;
		take_first_line(at);
	}
}

struct str
callout_name(size_t index)
{
	return index < sizeof(kinds) / sizeof(*kinds) ? kinds[index].name : (struct str){0};
}

bool
callout_is_for_instructors(struct str kind)
{
	const struct callout_kind *found = find_kind(kind);

	return found && found->for_instructors;
}
