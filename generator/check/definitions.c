/*
 * Link definitions with one label.
 *
 * cmark leaves definitions out of its tree, so they are what stands between the blocks
 * that are in it.
 */
#include "check/rules.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "markdown/node.h"
#include "markdown/reference.h"
#include "model/page.h"

#include <stdlib.h>

struct definitions {
	const struct source *source;
	struct arena *arena;
	struct map by_label; // folded label → its span
	struct diag_list *diags;
};

/* Labels are compared by CommonMark's rule: no capitals, white space as one space. */
static struct str
fold(struct arena *arena, struct str label)
{
	struct buf folded;
	struct str result;
	bool space = false;

	buf_init(&folded);
	label = str_trim(label);
	for (int32_t c = utf8_next(&label); c >= 0; c = utf8_next(&label)) {
		if (utf8_is_space(c)) {
			space = true;
			continue;
		}
		if (space)
			buf_add_char(&folded, ' ');
		space = false;
		utf8_put(&folded, utf8_lower(c));
	}
	result = arena_dup(arena, buf_str(&folded));
	buf_release(&folded);
	return result;
}

static void
add(struct definitions *in, struct span span)
{
	struct str label = source_slice(in->source, span);
	struct str key = fold(in->arena, str_slice(label, 1, label.len - 1));
	const struct span *first = map_find(&in->by_label, key);
	struct span *place;
	struct diag *diag;

	if (!first) {
		place = ARENA_NEW(in->arena, struct span);
		*place = span;
		map_put(&in->by_label, in->arena, key, place);
		return;
	}
	diag = diag_add(in->diags, DIAG_DEFINITION_DUPLICATE, in->source, span,
			"'[%.*s]' is defined already", STR_ARG(key));
	diag_note(in->diags, diag, in->source, *first, "it is here, and this one counts");
	diag_cure(in->diags, diag, "remove one of the two, or rename it");
}

/* Past what opens quotes and list items at the front of a line. */
static size_t
skip_marks(struct str text)
{
	size_t at = 0;

	while (at < text.len &&
	       (text.at[at] == ' ' || text.at[at] == '\t' || text.at[at] == '>' ||
		text.at[at] == '-' || text.at[at] == '*' || text.at[at] == '+' ||
		ascii_is_digit(text.at[at]) || text.at[at] == '.' || text.at[at] == ')'))
		at++;
	return at;
}

/* The definitions in a stretch of the file that holds no block. */
static void
read_gap(struct definitions *in, struct span gap)
{
	struct str text = source_slice(in->source, gap);
	size_t at = 0;

	while (at < text.len) {
		size_t len = 0, end;
		struct str rest;

		at += skip_marks(str_skip(text, at));
		rest = str_skip(text, at);
		if (str_starts(rest, STR("[")) && !str_starts(rest, STR("[^")))
			len = reference_definition(rest);
		end = str_find(rest, STR("]:"));
		if (len && end < len)
			add(in, (struct span){gap.start + (uint32_t)at,
					      gap.start + (uint32_t)(at + end + 1)});
		at += len ? len : str_find_char(rest, '\n') + 1;
	}
}

static bool
is_leaf(const struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_CODE_BLOCK:
	case NODE_HTML_BLOCK:
	case NODE_RULE:
	case NODE_TABLE: return true;
	default: return false;
	}
}

static int
compare_spans(const void *a, const void *b)
{
	const struct span *left = a, *right = b;

	return left->start < right->start ? -1 : left->start > right->start;
}

static void
read_page(struct definitions *in, const struct page *page)
{
	const struct node *root = page->document.root;
	VEC(struct span) leaves = {0};
	uint32_t start = page->document.front_span.end;

	for (const struct node *node = root; node;)
		if (is_leaf(node)) {
			VEC_PUSH(in->arena, &leaves, node->span);
			node = node_skip(root, node);
		} else {
			node = node_next(root, node);
		}
	if (leaves.len) // footnotes stand at the end of the tree, wherever they are written
		qsort(leaves.at, leaves.len, sizeof(*leaves.at), compare_spans);
	for (size_t i = 0; i < leaves.len; i++) {
		if (leaves.at[i].start > start)
			read_gap(in, (struct span){start, leaves.at[i].start});
		if (leaves.at[i].end > start)
			start = leaves.at[i].end;
	}
	read_gap(in, (struct span){start, (uint32_t)in->source->text.len});
}

/* Whether the text may hold two definitions: almost no page does, so this is all they cost. */
static bool
may_hold_two(struct str text)
{
	size_t nmarks = 0;

	for (size_t at = str_find_char(text, ']'); at < text.len; at = str_find_char(text, ']')) {
		text = str_skip(text, at + 1);
		nmarks += str_starts(text, STR(":"));
	}
	return nmarks > 1;
}

void
check_definitions(const struct site *site, const struct page *page, struct diag_list *diags)
{
	const struct source *source = &page->document.source;
	struct arena arena;
	struct definitions in = {.source = source, .arena = &arena, .diags = diags};

	(void)site;
	if (!may_hold_two(source->text))
		return;
	arena_init(&arena);
	read_page(&in, page);
	arena_release(&arena);
}
