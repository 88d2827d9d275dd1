/* Reading of lists; the forms of hours and facts are known to hours.c and facts.c. */
#include "document/item.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "document/facts.h"
#include "document/outline.h"
#include "markdown/literal.h"

enum { ID_LONGEST = 60 }; // bytes of an id made from the text

/* The items of one section being read. */
struct reading {
	struct arena *arena;
	const struct source *source;
	const struct item_section *section;
	struct diag_list *diags;
	struct map taken;    // id in the section → node
	struct map counters; // for those ids
};

static struct str
text_from(struct arena *arena, const struct node *first)
{
	struct buf text;
	struct str copy;

	buf_init(&text);
	for (const struct node *at = first; at; at = at->next)
		node_text(&text, at);
	copy = arena_dup(arena, str_trim(buf_str(&text)));
	buf_release(&text);
	return copy;
}

static void
report_hours(struct reading *reading, const struct node *text)
{
	struct literal_map map = literal_map(reading->arena, reading->source, text);
	struct str words = str_trim(text->text);
	size_t end = (size_t)(words.at - text->text.at) + words.len, start = end;
	struct diag *diag;

	while (start > 0 && text->text.at[start] != '(')
		start--;
	diag = diag_add(reading->diags, DIAG_HOURS_UNREADABLE, reading->source,
			literal_span(&map, start, end), "'%.*s' cannot be read as hours",
			STR_ARG(str_slice(text->text, start, end)));
	diag_cure(reading->diags, diag, "write 1.5 h, 2-3 h or 90 min");
}

/* Cuts hours off the end of the paragraph, in the tree. */
static void
take_hours(struct reading *reading, struct item *item, struct node *paragraph)
{
	struct node *text = paragraph->last_child;
	struct literal_map map;
	bool unreadable;
	struct str rest;

	if (!text || text->kind != NODE_TEXT)
		return;
	if (!hours_take(text->text, &rest, &item->hours, &unreadable)) {
		if (unreadable)
			report_hours(reading, text);
		return;
	}
	map = literal_map(reading->arena, reading->source, text);
	rest.len = rest.len ? (size_t)(rest.at - text->text.at) + rest.len : 0;
	text->text.len = rest.len;
	text->span.end = map.offsets[rest.len];
	if (rest.len == 0)
		node_unlink(text);
}

static const struct node *
find_link(const struct node *paragraph)
{
	for (const struct node *at = paragraph; at; at = node_next(paragraph, at))
		if (at->kind == NODE_LINK)
			return at;
	return NULL;
}

/*
 * Reads "**Dataset:** …" and "**Dataset**: …". Returns the node that goes on behind
 * the label; *skip are the bytes of its text that still belong to the label.
 */
static const struct node *
read_label(struct reading *reading, struct item *item, size_t *skip)
{
	const struct node *strong = item->title->first_child;
	struct str label;

	*skip = 0;
	if (!strong || strong->kind != NODE_STRONG)
		return strong;
	label = node_text_dup(reading->arena, strong);
	if (str_ends(label, STR(":"))) {
		item->label = str_trim(str_slice(label, 0, label.len - 1));
		return strong->next;
	}
	if (strong->next && strong->next->kind == NODE_TEXT &&
	    str_starts(strong->next->text, STR(":"))) {
		item->label = label;
		*skip = 1;
		return strong->next;
	}
	return strong;
}

/* Splits a text node, which keeps the bytes before `at`; returns the node of the rest. */
static const struct node *
split_text(struct reading *reading, struct node *text, size_t at)
{
	struct literal_map map = literal_map(reading->arena, reading->source, text);
	struct node *rest =
	    node_new(reading->arena, NODE_TEXT, literal_span(&map, at, text->text.len));

	rest->text = str_skip(text->text, at);
	text->span = literal_span(&map, 0, at);
	text->text.len = at;
	node_insert_after(text, rest);
	return rest;
}

/* White space at the front of a text node is for nobody to see. */
static const struct node *
skip_space(struct reading *reading, const struct node *node)
{
	size_t at = 0;

	if (!node || node->kind != NODE_TEXT)
		return node;
	while (at < node->text.len && ascii_is_space(node->text.at[at]))
		at++;
	if (at == node->text.len)
		return node->next;
	return at ? split_text(reading, (struct node *)node, at) : node; // the tree is still ours
}

static bool
is_blank_text(const struct node *node)
{
	return node && node->kind == NODE_TEXT && str_trim(node->text).len == 0;
}

static bool
is_resource(const struct node *link)
{
	return link && link->kind == NODE_LINK && link->next && link->next->kind == NODE_TEXT &&
	       str_starts(link->next->text, STR(":"));
}

/*
 * The node that starts `at` bytes into the text of `first` and its siblings. Where
 * that is inside of something else than text, all of it is taken.
 */
static const struct node *
find_note(struct reading *reading, const struct node *first, size_t at)
{
	struct buf text;

	buf_init(&text);
	while (first) {
		size_t len;

		buf_reset(&text);
		node_text(&text, first);
		len = text.len;
		if (at < len && first->kind == NODE_TEXT && at > 0)
			first = split_text(reading, (struct node *)first, at);
		if (at < len)
			break;
		at -= len;
		first = first->next;
	}
	buf_release(&text);
	return skip_space(reading, first);
}

static void
read_resource(struct reading *reading, struct item *item, const struct node *link)
{
	struct str behind = str_skip(text_from(reading->arena, link->next), 1);
	struct facts facts = facts_read(behind);

	item->text = node_text_dup(reading->arena, link);
	item->text_first = link;
	item->text_end = link->next;
	if (facts.note.len)
		item->note_first =
		    find_note(reading, link->next, 1 + (size_t)(facts.note.at - behind.at));
	item->kind = facts.kind;
	item->cost = facts.cost;
	item->note = facts.note;
	item->hours = facts.hours;
}

static void
read_title(struct reading *reading, struct item *item, struct node *paragraph)
{
	const struct node *rest;
	size_t skip;

	item->title = paragraph;
	item->link = find_link(paragraph);
	rest = read_label(reading, item, &skip);
	if (is_blank_text(rest) && is_resource(rest->next))
		rest = rest->next;
	if (is_resource(rest)) {
		read_resource(reading, item, rest);
		return;
	}
	take_hours(reading, item, paragraph);
	rest = read_label(reading, item, &skip); // what it was may be gone with the hours
	item->text = str_trim(str_skip(text_from(reading->arena, rest), skip));
	if (rest && skip)
		rest = skip < rest->text.len ? split_text(reading, (struct node *)rest, skip)
					     : rest->next;
	item->text_first = skip_space(reading, rest);
}

static size_t
count_children(const struct node *list)
{
	size_t n = 0;

	for (const struct node *at = list->first_child; at; at = at->next)
		n++;
	return n;
}

static void read_list(struct reading *reading, struct node *list, struct item *items,
		      size_t *nitems);

/* Recursion goes no deeper than containers may. */
static struct item
read_item(struct reading *reading, struct node *node)
{
	struct item item = {.id = node->id, .check = node->check, .span = node->span, .node = node};

	item.explicit_id = node->id.len > 0;
	if (node->first_child && node->first_child->kind == NODE_PARAGRAPH)
		read_title(reading, &item, node->first_child);
	for (struct node *at = node->first_child; at; at = at->next) {
		if (at->kind != NODE_LIST)
			continue;
		item.children = ARENA_ARRAY(reading->arena, struct item, count_children(at));
		read_list(reading, at, item.children, &item.nchildren);
		break;
	}
	return item;
}

/* Adds the list's items to the array, which has room for them. */
static void
read_list(struct reading *reading, struct node *list, struct item *items, size_t *nitems)
{
	for (struct node *at = list->first_child; at; at = at->next)
		items[(*nitems)++] = read_item(reading, at);
}

static void
claim_explicit(struct reading *reading, struct item *items, size_t nitems)
{
	for (size_t i = 0; i < nitems; i++) {
		struct item *item = &items[i];
		const struct node *owner =
		    item->explicit_id ? map_find(&reading->taken, item->id) : NULL;

		if (owner) {
			struct diag *diag =
			    diag_add(reading->diags, DIAG_ID_DUPLICATE, reading->source,
				     item->node->id_span, "the id '%.*s' is taken in this section",
				     STR_ARG(item->id));

			diag_note(reading->diags, diag, reading->source, owner->id_span,
				  "it is first used here");
			item->explicit_id = false;
		} else if (item->explicit_id) {
			map_put(&reading->taken, reading->arena, item->id, (void *)item->node);
		}
		claim_explicit(reading, item->children, item->nchildren);
	}
}

/* A made id: from the label or text, cut between words. */
static struct str
make_id(struct reading *reading, const struct item *item)
{
	struct buf slug;
	struct str id;

	buf_init(&slug);
	outline_slug(&slug, item->label.len ? item->label : item->text);
	id = buf_str(&slug);
	if (id.len > ID_LONGEST) {
		id.len = ID_LONGEST;
		while (id.len > 0 && id.at[id.len] != '-')
			id.len--;
		if (id.len == 0) // one long word: cut between characters
			for (id.len = ID_LONGEST; ((unsigned char)id.at[id.len] & 0xc0) == 0x80;)
				id.len--;
	}
	while (id.len && id.at[id.len - 1] == '-')
		id.len--;
	while (id.len && id.at[0] == '-')
		id = str_skip(id, 1);
	id = id.len ? arena_dup(reading->arena, id) : STR("item");
	buf_release(&slug);
	return id;
}

static void
give_ids(struct reading *reading, struct item *items, size_t nitems)
{
	const struct item_section *section = reading->section;

	for (size_t i = 0; i < nitems; i++) {
		struct item *item = &items[i];
		struct node *node = (struct node *)item->node; // the tree is still ours
		struct str full;

		if (!item->explicit_id) {
			item->id = outline_unique_id(reading->arena, &reading->taken,
						     &reading->counters, make_id(reading, item));
			map_put(&reading->taken, reading->arena, item->id, node);
		}
		full = section->id.len ? arena_printf(reading->arena, "%.*s-%.*s",
						      STR_ARG(section->id), STR_ARG(item->id))
				       : item->id;
		node->id = outline_unique_id(reading->arena, section->ids, section->counters, full);
		map_put(section->ids, reading->arena, node->id, node);
		give_ids(reading, item->children, item->nchildren);
	}
}

void
items_read(struct arena *arena, const struct source *source, struct node *first,
	   const struct node *end, const struct item_section *section, struct item **items,
	   size_t *nitems, struct diag_list *diags)
{
	struct reading reading = {arena, source, section, diags, {0}, {0}};
	size_t most = 0;

	for (struct node *at = first; at && at != end; at = at->next)
		most += at->kind == NODE_LIST ? count_children(at) : 0;
	*items = most ? ARENA_ARRAY(arena, struct item, most) : NULL;
	*nitems = 0;
	for (struct node *at = first; at && at != end; at = at->next)
		if (at->kind == NODE_LIST)
			read_list(&reading, at, *items, nitems);
	claim_explicit(&reading, *items, *nitems);
	give_ids(&reading, *items, *nitems);
}
