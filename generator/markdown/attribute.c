/* Only the last text of the block is looked at: what stands in code or links is no attribute. */
#include "markdown/attribute.h"

#include "base/arena.h"
#include "base/diag.h"
#include "markdown/literal.h"
#include "markdown/node.h"

bool
attribute_is_id(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (!(c >= 'a' && c <= 'z') && !ascii_is_digit(c) && (c != '-' || i == 0))
			return false;
	}
	return text.len > 0;
}

/* Where "{#…}" starts at the end of the text; its length when there is none. */
static size_t
find_start(struct str text)
{
	size_t start = text.len;

	if (text.len < 3 || text.at[text.len - 1] != '}')
		return text.len;
	for (size_t i = text.len - 1; i > 0 && text.at[i - 1] != '}'; i--)
		start = text.at[i] == '#' && text.at[i - 1] == '{' ? i - 1 : start;
	return start;
}

static void
cut_text(struct node *text, const struct literal_map *map, size_t start)
{
	while (start > 0 && ascii_is_space(text->text.at[start - 1]))
		start--;
	text->span.end = map->offsets[start];
	text->text.len = start;
	while (text && (text->kind == NODE_SOFT_BREAK || text->kind == NODE_LINE_BREAK ||
			(text->kind == NODE_TEXT && text->text.len == 0))) {
		struct node *prev = text->prev;

		node_unlink(text);
		text = prev;
	}
}

static void
find_attribute(struct arena *arena, const struct source *source, struct node *owner,
	       struct node *block, struct diag_list *diags)
{
	struct node *text = block->last_child;
	size_t start;
	struct literal_map map;
	struct str id;

	if (!text || text->kind != NODE_TEXT)
		return;
	start = find_start(text->text);
	if (start == text->text.len)
		return;
	map = literal_map(arena, source, text);
	if (map.escaped[start] || map.escaped[start + 1])
		return;
	id = str_slice(text->text, start + 2, text->text.len - 1);
	if (attribute_is_id(id)) {
		owner->id = id;
		owner->id_span = literal_span(&map, start + 2, text->text.len - 1);
	} else {
		struct diag *diag = diag_add(diags, DIAG_ID_INVALID, source,
					     literal_span(&map, start, text->text.len),
					     "'%.*s' is not a valid id", STR_ARG(id));
		diag_cure(diags, diag, "use lower-case letters a-z, digits and hyphens: {#set-up}");
	}
	cut_text(text, &map, start);
}

void
attributes_find(struct arena *arena, const struct source *source, struct node *root,
		struct diag_list *diags)
{
	for (struct node *at = root; at; at = node_next(root, at)) {
		if (at->kind == NODE_HEADING)
			find_attribute(arena, source, at, at, diags);
		if (at->kind == NODE_ITEM && at->first_child &&
		    at->first_child->kind == NODE_PARAGRAPH)
			find_attribute(arena, source, at, at->first_child, diags);
	}
}
