/*
 * First texts are cut so that each run of tildes is a node of its own; then a
 * walk over the children of a node pairs them. Openers wait in two stacks, by
 * their length, and those between a pair are dropped: linear in all cases.
 */
#include "markdown/strike.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "markdown/literal.h"
#include "markdown/node.h"

enum { MARK_LONGEST = 2 };

/* A run of one or two tildes that is a text node of its own. */
struct mark {
	struct node *node;
	bool opens, closes;
	size_t older; // index + 1 of the opener of this length before it, while it waits
};

/* The marks among the children of one node. */
struct marks {
	struct mark *at;
	size_t len, capacity;
	size_t newest[MARK_LONGEST + 1]; // index + 1 of the newest opener, by length
};

/* The character before or behind a place in the source; a line feed where the block ends. */
static int32_t
character_before(const struct source *source, uint32_t offset)
{
	uint32_t at = offset;
	struct str rest;

	if (at == 0)
		return '\n';
	do
		at--;
	while (at > 0 && ((unsigned char)source->text.at[at] & 0xc0) == 0x80);
	rest = str_slice(source->text, at, offset);
	return utf8_next(&rest);
}

static int32_t
character_behind(const struct source *source, uint32_t offset)
{
	struct str rest = str_skip(source->text, offset);
	int32_t c = utf8_next(&rest);

	return c < 0 ? '\n' : c;
}

/* Left- and right-flanking, as for emphasis. */
static struct mark
read_mark(const struct source *source, struct node *node)
{
	int32_t before = character_before(source, node->span.start);
	int32_t behind = character_behind(source, node->span.end);
	bool space_before = utf8_is_space(before), space_behind = utf8_is_space(behind);
	bool loose_before = space_before || utf8_is_punct(before);
	bool loose_behind = space_behind || utf8_is_punct(behind);

	return (struct mark){
	    .node = node,
	    .opens = !space_behind && (!utf8_is_punct(behind) || loose_before),
	    .closes = !space_before && (!utf8_is_punct(before) || loose_behind),
	};
}

/* Cuts the text in two at a byte of its literal; the second part is a new node. */
static struct node *
cut(struct arena *arena, struct node *text, size_t at, uint32_t offset)
{
	struct node *second = node_new(arena, NODE_TEXT, (struct span){offset, text->span.end});

	second->text = str_skip(text->text, at);
	text->text = str_slice(text->text, 0, at);
	text->span.end = offset;
	node_insert_after(text, second);
	return second;
}

/* The next run of tildes that are not escaped, in [*start, *end); false when there is none. */
static bool
next_run(struct str text, const struct literal_map *map, size_t *start, size_t *end)
{
	size_t at = *start;

	while (at < text.len && (text.at[at] != '~' || map->escaped[at]))
		at++;
	*start = *end = at;
	while (*end < text.len && text.at[*end] == '~' && !map->escaped[*end])
		++*end;
	return *start < *end;
}

/* Cuts the runs of a text off it, those that can be marks. Returns its last part. */
static struct node *
cut_runs(struct arena *arena, const struct source *source, struct node *text)
{
	struct literal_map map = literal_map(arena, source, text);
	struct str whole = text->text;
	size_t done = 0, start = 0, end;

	for (; next_run(whole, &map, &start, &end); start = end) {
		if (end - start > MARK_LONGEST)
			continue;
		if (start > done)
			text = cut(arena, text, start - done, map.offsets[start]);
		done = start;
		if (end < whole.len)
			text = cut(arena, text, end - done, map.offsets[end]);
		done = end;
	}
	return text;
}

static void
wrap(struct arena *arena, struct node *opener, struct node *closer)
{
	struct node *strike =
	    node_new(arena, NODE_STRIKE, (struct span){opener->span.start, closer->span.end});

	node_insert_before(opener, strike);
	while (strike->next->next != closer) {
		struct node *inner = strike->next->next;

		node_unlink(inner);
		node_append(strike, inner);
	}
	node_unlink(opener);
	node_unlink(closer);
}

/* Openers from `index` on no longer wait. */
static void
drop_openers(struct marks *marks, size_t index)
{
	for (size_t length = 1; length <= MARK_LONGEST; length++)
		while (marks->newest[length] > index)
			marks->newest[length] = marks->at[marks->newest[length] - 1].older;
	marks->len = index;
}

static void
add_mark(struct arena *arena, struct marks *marks, struct mark mark)
{
	size_t length = mark.node->text.len;
	size_t opener = marks->newest[length];

	if (mark.closes && opener) {
		wrap(arena, marks->at[opener - 1].node, mark.node);
		drop_openers(marks, opener - 1);
		return;
	}
	if (!mark.opens)
		return;
	mark.older = opener;
	VEC_PUSH(arena, marks, mark);
	marks->newest[length] = marks->len;
}

static bool
is_mark(const struct source *source, const struct node *node)
{
	return node->kind == NODE_TEXT && node->text.len > 0 && node->text.len <= MARK_LONGEST &&
	       str_eq(node->text, str_slice(STR("~~"), 0, node->text.len)) &&
	       str_eq(node->text, source_slice(source, node->span));
}

static void
pair_children(struct arena *arena, const struct source *source, struct node *parent)
{
	struct marks marks = {0};

	for (struct node *child = parent->first_child, *next; child; child = next) {
		next = child->next;
		if (is_mark(source, child))
			add_mark(arena, &marks, read_mark(source, child));
	}
}

/* Joins texts that were cut for nothing; their literals still lie side by side. */
static void
join_texts(struct node *parent)
{
	struct node *child = parent->first_child;

	while (child && child->next) {
		struct node *next = child->next;

		if (child->kind != NODE_TEXT || next->kind != NODE_TEXT ||
		    child->text.at + child->text.len != next->text.at) {
			child = next;
			continue;
		}
		child->text.len += next->text.len;
		child->span.end = next->span.end;
		node_unlink(next);
	}
}

static bool
cut_children(struct arena *arena, const struct source *source, struct node *parent)
{
	bool any = false;

	for (struct node *child = parent->first_child; child; child = child->next) {
		if (child->kind != NODE_TEXT || str_find_char(child->text, '~') == child->text.len)
			continue;
		any = true;
		child = cut_runs(arena, source, child);
	}
	return any;
}

void
strikes_find(struct arena *arena, const struct source *source, struct node *root)
{
	for (struct node *at = root; at; at = node_next(root, at)) {
		if (!at->first_child || !node_is_inline(at->first_child) || at->automatic)
			continue;
		if (!cut_children(arena, source, at))
			continue;
		pair_children(arena, source, at);
		join_texts(at);
	}
}
