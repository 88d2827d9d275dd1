/* Explicit ids are given out first, so that no made one takes theirs. */
#include "document/outline.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "markdown/node.h"

void
outline_slug(struct buf *out, struct str text)
{
	text = str_trim(text);
	for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text)) {
		if (c == ' ')
			buf_add_char(out, '-');
		else if (c == '-' || utf8_is_word(c))
			utf8_put(out, utf8_lower(c));
	}
}

struct str
outline_slug_dup(struct arena *arena, struct str text, struct str otherwise)
{
	struct buf slug;

	buf_init(&slug);
	outline_slug(&slug, text);
	if (slug.len)
		otherwise = arena_dup(arena, buf_str(&slug));
	buf_release(&slug);
	return otherwise;
}

struct str
outline_unique_id(struct arena *arena, const struct map *ids, struct map *counters,
		  struct str wanted)
{
	int *counter = map_find(counters, wanted);
	struct str id = wanted;

	if (!counter) {
		counter = ARENA_NEW(arena, int);
		map_put(counters, arena, wanted, counter);
	}
	while (map_find(ids, id))
		id = arena_printf(arena, "%.*s-%d", STR_ARG(wanted), ++*counter);
	return id;
}

static void
claim_explicit(struct arena *arena, const struct source *source, struct map *ids, struct node *node,
	       struct diag_list *diags)
{
	const struct node *owner = map_find(ids, node->id);
	struct diag *diag;

	if (!owner) {
		map_put(ids, arena, node->id, node);
		return;
	}
	diag = diag_add(diags, DIAG_ID_DUPLICATE, source, node->id_span,
			"the id '%.*s' is taken on this page", STR_ARG(node->id));
	if (owner->id_span.end)
		diag_note(diags, diag, source, owner->id_span, "it is first used here");
	node->id = (struct str){0};
}

void
outline_make(struct arena *arena, const struct source *source, struct node *root, struct map *ids,
	     struct outline *out, struct diag_list *diags)
{
	VEC(struct heading) headings = {0};
	struct map counters = {0};

	for (struct node *at = root; at; at = node_next(root, at)) {
		struct heading heading = {.level = at->level, .node = at};

		if (at->kind != NODE_HEADING)
			continue;
		heading.text = node_text_dup(arena, at);
		VEC_PUSH(arena, &headings, heading);
		if (at->id.len)
			claim_explicit(arena, source, ids, at, diags);
	}
	for (size_t i = 0; i < headings.len; i++) {
		struct node *node = headings.at[i].node;

		if (node->id.len == 0) {
			node->id = outline_unique_id(arena, ids, &counters,
						     outline_slug_dup(arena, headings.at[i].text,
								      STR("section")));
			map_put(ids, arena, node->id, node);
		}
		headings.at[i].id = node->id;
	}
	*out = (struct outline){headings.at, headings.len};
}
