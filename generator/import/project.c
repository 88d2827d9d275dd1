/*
 * Projects. Deliverables and criteria that stand in one sentence become nested lists
 * of its phrases; a project that is only a paragraph becomes the task.
 */
#include "import/project.h"

#include "base/arena.h"
#include "base/buf.h"
#include "import/entry.h"
#include "roadmap/line.h"
#include "roadmap/segment.h"
#include "roadmap/text.h"

struct project_writer {
	struct arena *arena;
	const struct line_list *lines;
	struct buf *out;
	struct str task;
	bool labelled; // a part with a label was written
	bool keeps_words;
};

static const char *
name_of(enum label_kind kind)
{
	switch (kind) {
	case LABEL_DATASET: return "Dataset";
	case LABEL_DELIVERABLES: return "Deliverables";
	case LABEL_CRITERIA: return "Acceptance Criteria";
	default: return "Task";
	}
}

static void
put_phrases(struct project_writer *writer, struct str text)
{
	size_t nphrases;
	struct str *phrases = text_phrases(writer->arena, text, &nphrases);

	for (size_t i = 0; i < nphrases; i++) {
		struct str phrase = text_capitalise(writer->arena, phrases[i]);

		buf_addf(writer->out, "  - %.*s\n", STR_ARG(phrase));
	}
}

/* What stands below a part's label, two columns in. */
static void
put_below(struct project_writer *writer, size_t first, size_t end)
{
	line_list_trim(writer->lines, &first, &end);
	if (first < end)
		entry_copy(writer->lines, first, end, writer->lines->at[first].indent, 2,
			   writer->out);
}

static void
put_part(struct project_writer *writer, const struct label *label, size_t first, size_t end)
{
	bool list = label->kind == LABEL_DELIVERABLES || label->kind == LABEL_CRITERIA;

	if (writer->out->len && !writer->labelled)
		entry_gap(writer->out);
	if (writer->keeps_words && label->text.len)
		buf_addf(writer->out, "- **%.*s:**", STR_ARG(label->text));
	else
		buf_addf(writer->out, "- **%s:**", name_of(label->kind));
	if (label->rest.len && !list)
		buf_addf(writer->out, " %.*s", STR_ARG(label->rest));
	buf_add_char(writer->out, '\n');
	if (label->note.len)
		buf_addf(writer->out, "  *%.*s*\n", STR_ARG(label->note));
	if (label->rest.len && list)
		put_phrases(writer, label->rest);
	put_below(writer, first, end);
	if (label->kind == LABEL_TASK && !writer->task.len)
		writer->task = text_plain(writer->arena, label->rest);
	writer->labelled = true;
}

static struct label
label_at(const struct project_writer *writer, size_t line)
{
	struct label label =
	    label_read(writer->arena, &writer->lines->at[line], PLACE_PROJECT, true);

	if (label.kind == LABEL_OTHER || writer->lines->at[line].indent > 3)
		label.kind = LABEL_NONE;
	return label;
}

/* The line behind what a label governs: its item, or all up to the next label. */
static size_t
part_end(const struct project_writer *writer, size_t line, size_t end)
{
	size_t i = line + 1;

	if (writer->lines->at[line].kind == LINE_ITEM)
		return line_item_end(writer->lines, line, end);
	while (i < end && label_at(writer, i).kind == LABEL_NONE)
		i++;
	return i;
}

/* The line behind one item, one paragraph or one run of code. */
static size_t
piece_end(const struct project_writer *writer, size_t line, size_t end)
{
	enum line_kind kind = writer->lines->at[line].kind;
	size_t i = line + 1;

	if (kind == LINE_ITEM)
		return line_item_end(writer->lines, line, end);
	if (kind != LINE_TEXT && kind != LINE_CODE)
		return i;
	while (i < end && writer->lines->at[i].kind == kind &&
	       (kind == LINE_CODE || label_at(writer, i).kind == LABEL_NONE))
		i++;
	return i;
}

/* Text without a label; a paragraph at the very front is the task. */
static void
put_text(struct project_writer *writer, size_t first, size_t end)
{
	const struct line *line = &writer->lines->at[first];

	if (line->kind == LINE_BLANK || line->kind == LINE_RULE)
		return;
	if (line->kind == LINE_TEXT && writer->out->len == 0 && !line_is_row(line)) {
		writer->task = text_plain(writer->arena, line->text);
		buf_addf(writer->out, "- **Task:** %.*s\n", STR_ARG(str_trim(line->text)));
		entry_copy(writer->lines, first + 1, end, 0, 2, writer->out);
		writer->labelled = true;
		return;
	}
	if (line->kind != LINE_ITEM)
		entry_gap(writer->out);
	entry_copy_text(writer->lines, first, end, writer->out);
	if (line->kind != LINE_ITEM)
		entry_gap(writer->out);
}

void
project_write(struct arena *arena, const struct line_list *lines, const struct segment *segment,
	      bool keeps_words, struct str *task, struct buf *out)
{
	struct project_writer writer = {.arena = arena,
					.lines = lines,
					.out = out,
					.keeps_words = keeps_words};
	struct label whole = {.kind = LABEL_TASK, .rest = segment->label.rest};
	size_t first = segment->first, end = segment->end, next;

	line_list_trim(lines, &first, &end);
	if (whole.rest.len)
		put_part(&writer, &whole, end, end);
	for (size_t i = first; i < end; i = next) {
		struct label label = label_at(&writer, i);

		next = label.kind ? part_end(&writer, i, end) : piece_end(&writer, i, end);
		if (label.kind)
			put_part(&writer, &label, i + 1, next);
		else
			put_text(&writer, i, next);
	}
	*task = writer.task;
}
