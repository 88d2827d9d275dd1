/* Walks the blocks of a page: headings open records, items of some roles are their own. */
#include "emit/record.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "document/item.h"
#include "markdown/node.h"
#include "model/link.h"
#include "model/page.h"
#include "model/week.h"

/* Where the walk is. */
struct walk {
	struct arena *arena;
	const struct page *page;
	struct records *records;
	size_t open;     // index of the record that text goes to
	struct buf text; // of the open record
	struct buf item; // of an item, while it is read
};

/* The text on one line, as much of it as a record holds, in the arena. */
static struct str
squeeze(struct arena *arena, struct str text)
{
	struct str cut = utf8_cut(text, RECORD_TEXT);
	char *to = arena_alloc(arena, cut.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < cut.len; i++) {
		if ((unsigned char)cut.at[i] > ' ')
			to[len++] = cut.at[i];
		else if (len && to[len - 1] != ' ')
			to[len++] = ' ';
	}
	return str_trim((struct str){to, len});
}

static void
add_words(struct buf *out, struct str words)
{
	if (words.len && out->len)
		buf_add_char(out, ' ');
	buf_add(out, words);
}

static void add_list_item(struct buf *out, const struct node *item);

static void
add_node(struct buf *out, const struct node *node)
{
	if (out->len >= RECORD_TEXT)
		return;
	if (node->kind == NODE_LIST) {
		for (node = node->first_child; node; node = node->next)
			add_list_item(out, node);
		return;
	}
	if (out->len)
		buf_add_char(out, ' ');
	node_text(out, node);
}

/* Items end without a full stop: on one line they need something between them. */
static void
add_list_item(struct buf *out, const struct node *item)
{
	if (item->prev)
		add_words(out, STR("\u00b7"));
	for (const struct node *node = item->first_child; node; node = node->next)
		add_node(out, node);
}

static void
close_record(struct walk *walk)
{
	struct record *record = &walk->records->at[walk->open];

	record->text = squeeze(walk->arena, buf_str(&walk->text));
	buf_reset(&walk->text);
}

/* Text goes to this record until the next is opened. */
static void
open_record(struct walk *walk, struct record record)
{
	walk->open = walk->records->len;
	record.title = squeeze(walk->arena, record.title);
	VEC_PUSH(walk->arena, walk->records, record);
}

static enum record_kind
kind_of(enum role role, const struct item *item)
{
	switch (role) {
	case ROLE_TASKS: return RECORD_TASK;
	case ROLE_ETHICS:
	case ROLE_STRETCH: return item->check == CHECK_NONE ? RECORD_SECTION : RECORD_TASK;
	case ROLE_RESOURCES:
	case ROLE_MY_RESOURCES: return RECORD_RESOURCE;
	case ROLE_INTERVIEW: return RECORD_QUESTION;
	default: return RECORD_SECTION;
	}
}

/* What a resource says beside its name: where it is, what it is, and a word of advice. */
static void
add_facts(struct walk *walk, const struct item *item)
{
	const struct link *link = item->link ? link_find(walk->page, item->link) : NULL;

	if (link && link->kind == LINK_EXTERNAL)
		add_words(&walk->item, url_host(link->url));
	add_words(&walk->item, item->kind);
	add_words(&walk->item, item->cost);
	add_words(&walk->item, item->note);
}

static void
add_item(struct walk *walk, enum record_kind kind, const struct item *item)
{
	struct record record = {.kind = kind, .anchor = item->node->id};

	if (item->label.len)
		buf_addf(&walk->item, "%.*s: ", STR_ARG(item->label));
	buf_add(&walk->item, item->text);
	record.title = squeeze(walk->arena, buf_str(&walk->item));
	buf_reset(&walk->item);
	if (kind == RECORD_RESOURCE)
		add_facts(walk, item);
	for (const struct node *node = item->node->first_child; node; node = node->next)
		if (node != item->title)
			add_node(&walk->item, node);
	record.text = squeeze(walk->arena, buf_str(&walk->item));
	buf_reset(&walk->item);
	VEC_PUSH(walk->arena, walk->records, record);
}

/* A list: items that are found by themselves, or text of the section. */
static void
add_list(struct walk *walk, const struct section *section, const struct node *list, size_t *next)
{
	const struct document_section *part = section->part;

	for (; *next < part->nitems && part->items[*next].node->parent == list; ++*next) {
		const struct item *item = &part->items[*next];
		enum record_kind kind = kind_of(section->role, item);

		if (kind == RECORD_SECTION)
			add_list_item(&walk->text, item->node);
		else
			add_item(walk, kind, item);
	}
}

static void
add_heading(struct walk *walk, const struct node *heading)
{
	close_record(walk);
	open_record(walk, (struct record){.kind = RECORD_SECTION,
					  .title = node_text_dup(walk->arena, heading),
					  .page = walk->page->title,
					  .anchor = heading->id});
}

static void
open_section(struct walk *walk, const struct section *section)
{
	const struct heading *heading = section->part->heading;
	const struct week *week = walk->page->week;
	struct record record = {.kind = RECORD_SECTION,
				.title = heading->text,
				.page = walk->page->title,
				.anchor = heading->id};

	close_record(walk);
	if (section->role == ROLE_PROJECT) {
		record.kind = RECORD_PROJECT;
		if (week && week->project_title.len) {
			record.title = week->project_title;
			add_words(&walk->text, heading->text);
		}
	}
	open_record(walk, record);
}

static void
add_section(struct walk *walk, const struct section *section)
{
	const struct document_section *part = section->part;
	size_t next = 0;

	if (part->heading)
		open_section(walk, section);
	for (const struct node *node = part->first; node && node != part->end; node = node->next) {
		if (node->kind == NODE_HEADING)
			add_heading(walk, node);
		else if (node->kind == NODE_LIST)
			add_list(walk, section, node, &next);
		else
			add_node(&walk->text, node);
	}
}

/* Footnotes stand behind all sections; they are found as text of the page. */
static void
add_footnotes(struct walk *walk)
{
	const struct node *node = walk->page->document.root->first_child;

	for (; node; node = node->next)
		if (node->kind == NODE_FOOTNOTE)
			add_node(&walk->text, node);
}

void
records_read(struct arena *arena, const struct page *page, struct records *records)
{
	struct walk walk = {.arena = arena, .page = page, .records = records};

	*records = (struct records){0};
	buf_init(&walk.text);
	buf_init(&walk.item);
	open_record(&walk, (struct record){.kind = RECORD_SECTION, .title = page->title});
	add_words(&walk.text, page->summary);
	for (size_t i = 0; i < page->nsections; i++) {
		add_section(&walk, &page->sections[i]);
		if (i == 0)
			add_footnotes(&walk);
	}
	close_record(&walk);
	buf_release(&walk.item);
	buf_release(&walk.text);
}
