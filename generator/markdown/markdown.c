/*
 * The door of cmark-gfm: parsing, and its tree made into ours.
 *
 * Of its extensions only `table` is used. `strikethrough` and `autolink` edit
 * tables that all threads share, `tasklist` ticks boxes by what stands elsewhere
 * in the line, `tagfilter` concerns its own HTML: see strike.c, autolink.c, task.c.
 * Of positions only the lines of blocks are taken: see block_spans.h, inline_spans.h.
 */
#include "markdown/markdown.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/vec.h"
#include "markdown/attribute.h"
#include "markdown/autolink.h"
#include "markdown/block_spans.h"
#include "markdown/callout.h"
#include "markdown/content.h"
#include "markdown/guard.h"
#include "markdown/heap.h"
#include "markdown/inline_spans.h"
#include "markdown/lines.h"
#include "markdown/node.h"
#include "markdown/strike.h"
#include "markdown/task.h"

#define CMARK_NO_SHORT_NAMES // they are the names of our own nodes
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <string.h>

const struct markdown_limits markdown_limits_default = {
    .depth = 100,
    .block = 64 * 1024,
    .table_block = 256 * 1024,
    .columns = 128,
    .cells = 200 * 1000,
    .definitions = 10 * 1000,
    .footnotes = 2000,
    .memory = 256 * 1024 * 1024,
};

/* Where cmark's memory comes from while this thread parses: struct cmark_mem has no context. */
static _Thread_local struct heap *current_heap;

static void *
mem_calloc(size_t count, size_t size)
{
	return heap_calloc(current_heap, count, size);
}

static void *
mem_realloc(void *old, size_t size)
{
	return heap_realloc(current_heap, old, size);
}

static void
mem_free(void *piece)
{
	(void)piece; // ends with the heap
}

/* One parse. */
struct parse {
	struct arena *arena;
	struct arena scratch;
	struct lines lines;
	struct span span;
	bool commonmark;
	struct heap heap;
	struct content content;
	struct node *root;
	struct guard_notes notes;
	VEC(struct node *) footnotes; // NODE_FOOTNOTE, by number - 1
};

static struct str
copy_text(struct parse *parse, const char *text)
{
	return text && *text ? arena_dup(parse->arena, str_from(text)) : (struct str){0};
}

static enum node_kind
kind_of_extension(cmark_node *from)
{
	const char *name = cmark_node_get_type_string(from);

	if (strcmp(name, "table") == 0)
		return NODE_TABLE;
	if (strcmp(name, "table_row") == 0 || strcmp(name, "table_header") == 0)
		return NODE_ROW;
	BUG_IF(strcmp(name, "table_cell") != 0);
	return NODE_CELL;
}

static enum node_kind
kind_of(cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_DOCUMENT: return NODE_DOCUMENT;
	case CMARK_NODE_BLOCK_QUOTE: return NODE_QUOTE;
	case CMARK_NODE_LIST: return NODE_LIST;
	case CMARK_NODE_ITEM: return NODE_ITEM;
	case CMARK_NODE_CODE_BLOCK: return NODE_CODE_BLOCK;
	case CMARK_NODE_HTML_BLOCK: return NODE_HTML_BLOCK;
	case CMARK_NODE_PARAGRAPH: return NODE_PARAGRAPH;
	case CMARK_NODE_HEADING: return NODE_HEADING;
	case CMARK_NODE_THEMATIC_BREAK: return NODE_RULE;
	case CMARK_NODE_FOOTNOTE_DEFINITION: return NODE_FOOTNOTE;
	case CMARK_NODE_TEXT: return NODE_TEXT;
	case CMARK_NODE_SOFTBREAK: return NODE_SOFT_BREAK;
	case CMARK_NODE_LINEBREAK: return NODE_LINE_BREAK;
	case CMARK_NODE_CODE: return NODE_CODE;
	case CMARK_NODE_HTML_INLINE: return NODE_HTML;
	case CMARK_NODE_EMPH: return NODE_EMPHASIS;
	case CMARK_NODE_STRONG: return NODE_STRONG;
	case CMARK_NODE_LINK: return NODE_LINK;
	case CMARK_NODE_IMAGE: return NODE_IMAGE;
	case CMARK_NODE_FOOTNOTE_REFERENCE: return NODE_FOOTNOTE_REFERENCE;
	default: return kind_of_extension(from);
	}
}

static enum cell_align
align_of_cell(cmark_node *from)
{
	cmark_node *table = cmark_node_parent(cmark_node_parent(from));
	const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(table);
	cmark_node *prev = cmark_node_previous(from);
	size_t column = 0;

	for (; prev; prev = cmark_node_previous(prev))
		column++;
	switch (aligns[column]) {
	case 'l': return ALIGN_LEFT;
	case 'c': return ALIGN_CENTER;
	case 'r': return ALIGN_RIGHT;
	default: return ALIGN_NONE;
	}
}

/* What cmark tells of a node beside its place. */
static void
copy_properties(struct parse *parse, cmark_node *from, struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: node->level = cmark_node_get_heading_level(from); break;
	case NODE_LIST:
		node->ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
		node->tight = cmark_node_get_list_tight(from);
		node->start = cmark_node_get_list_start(from);
		break;
	case NODE_CODE_BLOCK:
		node->title = copy_text(parse, cmark_node_get_fence_info(from));
		node->text = copy_text(parse, cmark_node_get_literal(from));
		break;
	case NODE_LINK:
	case NODE_IMAGE:
		node->text = copy_text(parse, cmark_node_get_url(from));
		node->title = copy_text(parse, cmark_node_get_title(from));
		break;
	case NODE_ROW: node->header = cmark_gfm_extensions_get_table_row_is_header(from); break;
	case NODE_CELL:
		node->header = node->parent->header;
		node->align = align_of_cell(from);
		break;
	default: node->text = copy_text(parse, cmark_node_get_literal(from));
	}
}

static struct block_place
place_of(cmark_node *from)
{
	cmark_node *table = cmark_node_next(from);
	struct block_place place = {
	    .first_line = cmark_node_get_start_line(from),
	    .first_column = cmark_node_get_start_column(from),
	    .last_line = cmark_node_get_end_line(from),
	    .fenced = cmark_node_get_fenced(from, &(int){0}, &(int){0}, &(char){0}) != 0,
	};

	/* The paragraph that cmark cuts off before a table's head has no place of its own. */
	if (place.first_line == 0 && table) {
		place = place_of(table);
		place.before_table = true;
	}
	return place;
}

/* Footnotes are numbered by their order; a reference has its number for a literal. */
static void
note_footnote(struct parse *parse, struct node *node)
{
	int number = 0;

	if (node->kind == NODE_FOOTNOTE) {
		VEC_PUSH(&parse->scratch, &parse->footnotes, node);
		node->level = (int)parse->footnotes.len;
	} else if (node->kind == NODE_FOOTNOTE_REFERENCE && str_to_int(node->text, &number)) {
		node->level = number;
	}
}

static struct node *
convert_node(struct parse *parse, cmark_node *from, struct node *parent)
{
	struct node *node = node_new(parse->arena, kind_of(from), (struct span){0, 0});

	if (parent)
		node_append(parent, node);
	copy_properties(parse, from, node);
	if (!node_is_inline(node) && node->kind != NODE_CELL)
		block_spans_open(&parse->lines, node, place_of(from));
	note_footnote(parse, node);
	return node;
}

/* Without recursion: emphasis and images may nest by the thousand. */
static struct node *
convert_tree(struct parse *parse, cmark_node *from)
{
	struct node *root = convert_node(parse, from, NULL), *parent = root;
	cmark_node *at = cmark_node_first_child(from);

	while (at) {
		struct node *node = convert_node(parse, at, parent);

		if (cmark_node_first_child(at)) {
			at = cmark_node_first_child(at);
			parent = node;
			continue;
		}
		while (at != from && !cmark_node_next(at)) {
			at = cmark_node_parent(at);
			parent = parent->parent;
		}
		at = at == from ? NULL : cmark_node_next(at);
	}
	return root;
}

static void
place_inlines(struct parse *parse)
{
	for (struct node *at = parse->root; at; at = node_next(parse->root, at)) {
		if (at->kind == NODE_ROW)
			block_spans_cells(parse->lines.source, at);
		if (!at->first_child || node_is_inline(at) || !node_is_inline(at->first_child))
			continue;
		block_content(&parse->scratch, &parse->content, &parse->lines, at);
		inline_spans(at, &parse->content);
	}
}

/* Joins references to their footnotes, and takes the labels of both from the source. */
static void
join_footnotes(struct parse *parse)
{
	const struct source *source = parse->lines.source;

	for (struct node *at = parse->root; at; at = node_next(parse->root, at)) {
		struct str text = source_slice(source, at->span);
		struct node *footnote;

		if (at->kind == NODE_FOOTNOTE)
			at->text = str_slice(text, 2, str_find_char(text, ']'));
		if (at->kind != NODE_FOOTNOTE_REFERENCE)
			continue;
		BUG_IF(at->level < 1 || (size_t)at->level > parse->footnotes.len);
		footnote = parse->footnotes.at[at->level - 1];
		at->text = str_slice(text, 2, text.len - 1);
		at->target = footnote;
		at->uses = ++footnote->uses;
	}
}

/* cmark drops a definition that nothing refers to, without a word. */
static void
report_unused(struct parse *parse, struct diag_list *diags)
{
	const struct source *source = parse->lines.source;

	for (size_t i = 0; i < parse->notes.nfootnotes; i++) {
		struct span mark = parse->notes.footnotes[i];
		struct str label = source_slice(source, mark);
		bool used = false;

		for (size_t j = 0; j < parse->footnotes.len && !used; j++)
			used = parse->footnotes.at[j]->span.start == mark.start;
		if (!used)
			diag_add(diags, DIAG_FOOTNOTE_UNUSED, source, mark,
				 "nothing refers to the footnote '%.*s'",
				 STR_ARG(str_slice(label, 2, label.len - 2)));
	}
}

static cmark_node *
parse_with_cmark(struct parse *parse, cmark_mem *mem)
{
	int options = CMARK_OPT_DEFAULT | (parse->commonmark ? 0 : CMARK_OPT_FOOTNOTES);
	cmark_parser *parser = cmark_parser_new_with_mem(options, mem);
	struct str text = source_slice(parse->lines.source, parse->span);
	cmark_syntax_extension *table = cmark_find_syntax_extension("table");

	BUG_IF(!table); // markdown_init was not called
	if (!parse->commonmark)
		cmark_parser_attach_syntax_extension(parser, table);
	cmark_parser_feed(parser, text.at ? text.at : "", text.len);
	return cmark_parser_finish(parser);
}

/* False when the page took more memory than its limit. */
static bool
make_tree(struct parse *parse, size_t memory)
{
	cmark_mem mem = {mem_calloc, mem_realloc, mem_free};

	heap_init(&parse->heap, memory);
	current_heap = &parse->heap;
	if (setjmp(parse->heap.full) == 0)
		parse->root = convert_tree(parse, parse_with_cmark(parse, &mem));
	current_heap = NULL;
	heap_release(&parse->heap);
	return parse->root != NULL;
}

static void
finish_tree(struct parse *parse, struct diag_list *diags)
{
	const struct source *source = parse->lines.source;

	block_spans_close(&parse->lines, parse->root);
	parse->root->span = parse->span;
	place_inlines(parse);
	if (parse->commonmark)
		return;
	join_footnotes(parse);
	report_unused(parse, diags);
	tasks_find(source, parse->root);
	callouts_find(source, parse->root);
	attributes_find(parse->arena, source, parse->root, diags);
	autolinks_find(parse->arena, source, parse->root);
	strikes_find(parse->arena, source, parse->root);
}

void
markdown_init(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

struct node *
markdown_parse(struct arena *arena, const struct source *source, struct span span,
	       const struct markdown_options *options, struct diag_list *diags)
{
	static const struct markdown_limits *const standard = &markdown_limits_default;
	const struct markdown_limits *limits = options->limits ? options->limits : standard;
	struct parse parse = {.arena = arena, .span = span, .commonmark = options->commonmark};

	arena_init(&parse.scratch);
	lines_init(&parse.scratch, &parse.lines, source, span);
	if (!guard_check(&parse.scratch, &parse.lines, limits, &parse.notes, diags))
		goto out;
	if (!make_tree(&parse, limits->memory)) {
		diag_add(diags, DIAG_LIMIT_MEMORY, source, span,
			 "parsing the page took more than %zu MiB of memory",
			 limits->memory / (1024 * 1024));
		parse.root = NULL;
		goto out;
	}
	finish_tree(&parse, diags);
out:
	arena_release(&parse.scratch);
	return parse.root;
}
