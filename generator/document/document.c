/* The order of the steps for one file; each step is another file's. */
#include "document/document.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "data/value.h"
#include "data/yaml.h"
#include "document/audience.h"
#include "document/footnote.h"
#include "document/front_matter.h"
#include "markdown/markdown.h"
#include "markdown/node.h"

static bool
check_text(const struct source *source, struct diag_list *diags)
{
	size_t at;
	struct diag *diag;

	if (!utf8_is_valid(source->text, &at)) {
		diag = diag_add(diags, DIAG_TEXT_INVALID, source,
				(struct span){(uint32_t)at, (uint32_t)at + 1},
				"the text is not UTF-8 here");
		diag_cure(diags, diag, "save the file as UTF-8");
		return false;
	}
	at = str_find_char(source->text, '\0');
	if (at == source->text.len)
		return true;
	diag = diag_add(diags, DIAG_TEXT_NUL, source, (struct span){(uint32_t)at, (uint32_t)at + 1},
			"the text holds a NUL byte");
	diag_cure(diags, diag, "remove it, or save the file as UTF-8");
	return false;
}

static bool
read_front_matter(struct arena *arena, struct document *document, struct span *body,
		  struct diag_list *diags)
{
	struct front_matter front;
	const struct value *value = NULL;
	struct diag *diag;
	bool fine = front_matter_find(&document->source, &front, diags);

	document->front = value_map(arena, NULL);
	document->front_span = front.yaml;
	*body = front.body;
	if (!fine || !front.present)
		return fine;
	if (!yaml_parse(arena, &document->source, front.yaml, &value, diags))
		return false;
	if (value->kind == VALUE_MAP) {
		document->front = value;
		return true;
	}
	diag = diag_add(diags, DIAG_WRONG_TYPE, &document->source, value->span,
			"front matter wants keys with values, this is %s",
			value_kind_name(value->kind));
	diag_cure(diags, diag, "write a key and its value on each line, such as 'title: Loops'");
	return false;
}

/* Whether a node at the top of the tree opens a section; a first `# …` belongs to the lead. */
static bool
opens_section(const struct node *node, size_t nsections)
{
	if (node->kind != NODE_HEADING)
		return false;
	return node->level == 2 || (node->level == 1 && nsections > 1);
}

static const struct heading *
find_heading(const struct outline *outline, const struct node *node, size_t *at)
{
	while (outline->headings[*at].node != node)
		++*at;
	return &outline->headings[*at];
}

static void
make_sections(struct arena *arena, struct document *document)
{
	VEC(struct document_section) sections = {0};
	struct document_section section = {.first = document->root->first_child};
	size_t heading = 0;

	for (struct node *at = section.first; at && at->kind != NODE_FOOTNOTE; at = at->next) {
		if (!opens_section(at, sections.len + 1))
			continue;
		section.end = at;
		VEC_PUSH(arena, &sections, section);
		section = (struct document_section){
		    .heading = find_heading(&document->outline, at, &heading),
		    .first = at->next,
		};
	}
	for (section.end = section.first; section.end && section.end->kind != NODE_FOOTNOTE;)
		section.end = section.end->next;
	VEC_PUSH(arena, &sections, section);
	for (size_t i = 0; i < sections.len; i++)
		if (sections.at[i].first == sections.at[i].end)
			sections.at[i].first = NULL;
	document->sections = sections.at;
	document->nsections = sections.len;
}

static void
read_items(struct arena *arena, struct document *document, struct diag_list *diags)
{
	struct map counters = {0};

	for (size_t i = 0; i < document->nsections; i++) {
		struct document_section *section = &document->sections[i];
		struct item_section owner = {.ids = &document->ids, .counters = &counters};

		if (section->heading)
			owner.id = section->heading->id;
		items_read(arena, &document->source, section->first, section->end, &owner,
			   &section->items, &section->nitems, diags);
	}
}

bool
document_read(struct arena *arena, struct document *document,
	      const struct document_options *options, struct diag_list *diags)
{
	struct markdown_options markdown = {.limits = options->limits};
	struct span body;
	bool fine;

	if (!check_text(&document->source, diags))
		return false;
	fine = read_front_matter(arena, document, &body, diags);
	document->root = markdown_parse(arena, &document->source, body, &markdown, diags);
	if (!document->root)
		return false;
	if (!options->instructor)
		audience_make_learners(arena, document->root);
	return fine;
}

/* The head of a table is its first row, and all of it. */
static void
tidy_rows(struct node *table)
{
	for (struct node *row = table->first_child; row; row = row->next) {
		row->header = row->header && !row->prev;
		for (struct node *cell = row->first_child; cell; cell = cell->next)
			cell->header = row->header;
	}
}

void
document_tidy(struct arena *arena, struct document *document,
	      const struct document_options *options)
{
	if (!options->instructor)
		audience_make_learners(arena, document->root);
	for (struct node *at = document->root; at; at = node_next(document->root, at))
		if (at->kind == NODE_TABLE)
			tidy_rows(at);
	footnotes_number(arena, document->root);
}

void
document_finish(struct arena *arena, struct document *document, struct diag_list *diags)
{
	outline_make(arena, &document->source, document->root, &document->ids, &document->outline,
		     diags);
	make_sections(arena, document);
	read_items(arena, document, diags);
}

bool
document_parse(struct arena *arena, struct document *document,
	       const struct document_options *options, struct diag_list *diags)
{
	bool fine = document_read(arena, document, options, diags);

	if (document->root)
		document_finish(arena, document, diags);
	return fine;
}
