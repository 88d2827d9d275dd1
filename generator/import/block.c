/* Blocks. */
#include "import/block.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "data/yaml_write.h"
#include "import/entry.h"
#include "roadmap/label.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

enum { GOAL_LIMIT = 300 };

struct block_reader {
	struct arena *arena;
	const struct line_list *lines;
	struct block_draft *block;
	struct diag_list *diags;
};

static struct label
label_at(const struct block_reader *reader, size_t line)
{
	struct label label = label_read(reader->arena, &reader->lines->at[line], PLACE_BLOCK, true);

	if (label.kind == LABEL_OTHER)
		label.kind = LABEL_NONE;
	return label;
}

/* The line behind what a label governs: the rest of its paragraph, else a list. */
static size_t
fact_end(const struct block_reader *reader, size_t line, const struct label *label, size_t end)
{
	size_t i = line + 1;
	bool heading = reader->lines->at[line].kind == LINE_HEADING;

	while (i < end && reader->lines->at[i].kind == LINE_BLANK && heading)
		i++;
	if (reader->lines->at[line].kind == LINE_ITEM)
		return line_item_end(reader->lines, line, end);
	while (i < end && !label_at(reader, i).kind &&
	       (reader->lines->at[i].kind == LINE_TEXT ||
		(reader->lines->at[i].kind == LINE_ITEM && !label->rest.len)))
		i++;
	return i;
}

/* Facts are plain text, so what has links is better left as it is. */
static bool
holds_link(const struct block_reader *reader, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (line_has_link(&reader->lines->at[i]))
			return true;
	return false;
}

/* The words of a fact in one line, items joined by commas. */
static struct str
fact_text(const struct block_reader *reader, struct str rest, size_t first, size_t end)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	buf_add(&out, text_plain(reader->arena, rest));
	for (size_t i = first; i < end; i++) {
		const struct line *line = &reader->lines->at[i];
		bool item = line->kind == LINE_ITEM;
		struct str words = text_plain(reader->arena, item ? line->inner : line->text);

		if (words.len)
			buf_addf(&out, "%s%.*s", out.len ? item ? ", " : " " : "", STR_ARG(words));
	}
	text = arena_dup(reader->arena, str_trim(buf_str(&out)));
	buf_release(&out);
	return text;
}

/* True when the block had no such fact yet and has it now. */
static bool
set_fact(struct block_reader *reader, enum label_kind kind, struct str text)
{
	struct block_draft *block = reader->block;
	struct str *fact = kind == LABEL_GOAL        ? &block->goal
			   : kind == LABEL_CAPSTONE  ? &block->capstone
			   : kind == LABEL_RELEVANCE ? &block->relevance
						     : NULL;

	if (kind == LABEL_SKILLS && !block->nskills) {
		block->skills = text_phrases(reader->arena, text, &block->nskills);
		return true;
	}
	if (!fact || fact->len)
		return false;
	*fact = text;
	return true;
}

static void
keep(struct block_reader *reader, size_t first, size_t end)
{
	line_list_trim(reader->lines, &first, &end);
	if (first == end)
		return;
	entry_gap(&reader->block->rest);
	entry_copy(reader->lines, first, end, 0, 0, &reader->block->rest);
	diag_add(reader->diags, DIAG_IMPORT_UNPLACED, reader->lines->source,
		 line_list_span(reader->lines, first, end),
		 "these lines of a block are kept in 'index.md'");
}

/* A short paragraph that a block starts with says its goal. */
static size_t
read_opening(struct block_reader *reader, size_t first, size_t end)
{
	size_t i = first;
	struct str text;

	while (i < end && reader->lines->at[i].kind == LINE_TEXT && !label_at(reader, i).kind)
		i++;
	text = fact_text(reader, (struct str){0}, first, i);
	if (i == first || text.len > GOAL_LIMIT || holds_link(reader, first, i) ||
	    line_is_row(&reader->lines->at[first]))
		return first;
	set_fact(reader, LABEL_GOAL, text);
	return i;
}

void
block_read(struct arena *arena, const struct line_list *lines, const struct part *part,
	   struct block_draft *block, struct diag_list *diags)
{
	struct block_reader reader = {arena, lines, block, diags};
	size_t first = part->first, end = part->end, from, next;

	*block = (struct block_draft){.part = part};
	buf_init(&block->rest);
	if (line_has_link(&lines->at[part->heading])) // a title is plain text
		buf_addf(&block->rest, "%.*s\n\n", STR_ARG(lines->at[part->heading].inner));
	line_list_trim(lines, &first, &end);
	first = from = read_opening(&reader, first, end);
	for (size_t i = first; i < end; i = next) {
		struct label label = label_at(&reader, i);

		next = label.kind ? fact_end(&reader, i, &label, end) : i + 1;
		if (!label.kind || holds_link(&reader, i, next) ||
		    !set_fact(&reader, label.kind, fact_text(&reader, label.rest, i + 1, next)))
			continue;
		keep(&reader, from, i);
		from = next;
	}
	keep(&reader, from, end);
}

void
block_release(struct block_draft *block)
{
	buf_release(&block->rest);
}

static void
put_fact(struct buf *out, const char *key, struct str text)
{
	if (text.len == 0)
		return;
	buf_addf(out, "    %s: ", key);
	yaml_quote(out, text);
	buf_add_char(out, '\n');
}

void
block_write(const struct block_draft *block, struct buf *out)
{
	buf_add(out, STR("  - title: "));
	yaml_quote(out, block->part->title);
	buf_addf(out, "\n    weeks: %d-%d\n", block->part->week, block->part->last_week);
	put_fact(out, "goal", block->goal);
	if (block->nskills)
		buf_add(out, STR("    skills:\n"));
	for (size_t i = 0; i < block->nskills; i++) {
		buf_add(out, STR("      - "));
		yaml_quote(out, block->skills[i]);
		buf_add_char(out, '\n');
	}
	put_fact(out, "capstone", block->capstone);
	put_fact(out, "relevance", block->relevance);
}
