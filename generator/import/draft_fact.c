/* What a unit says about itself: title, hours, prerequisites, goal. */
#include "base/arena.h"
#include "import/draft.h"
#include "import/entry.h"
#include "import/reader.h"
#include "roadmap/amount.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/segment.h"
#include "roadmap/text.h"

enum { SUMMARY_LIMIT = 160 };

static void
put_fact(struct reader *reader, const struct label *label)
{
	struct buf *lead = &reader->draft->sections[0].body;

	entry_gap(lead);
	buf_addf(lead, "**%.*s:**", STR_ARG(label->text));
	if (label->note.len)
		buf_addf(lead, " (%.*s)", STR_ARG(label->note));
	buf_addf(lead, " %.*s\n\n", STR_ARG(label->rest));
}

void
reader_hours(struct reader *reader, const struct segment *segment)
{
	const struct label *label = &segment->label;
	struct str text = label->rest.len ? label->rest : label->note;
	size_t first = segment->first, end = segment->end;
	struct amount amount;

	line_list_trim(reader->lines, &first, &end);
	/* A heading "Estimated Time" with the figure below it. */
	if (text.len == 0 && first < end) {
		const struct line *line = &reader->lines->at[first++];

		text = str_trim(line->kind == LINE_ITEM ? line->inner : line->text);
	}
	if (!reader->draft->hours &&
	    amount_read(reader->arena, text_plain(reader->arena, text), &amount) && amount.exact) {
		reader->draft->hours = amount.hours;
	} else if (text.len) {
		struct label fact = *label;

		fact.rest = text;
		put_fact(reader, &fact);
	}
	reader_text(reader, first, end, 0, (struct str){0});
}

/* The lines that say what is asked for: a list or paragraph, unless the label's line did. */
static size_t
needs_end(const struct reader *reader, const struct segment *segment, size_t first, size_t end)
{
	size_t i = first;

	if (first == end || segment->label.rest.len)
		return first;
	if (reader->lines->at[first].kind == LINE_ITEM)
		return entries_end(reader->lines, first, end);
	while (i < end && reader->lines->at[i].kind == LINE_TEXT)
		i++;
	return i;
}

static bool
read_need_lines(struct reader *reader, struct str rest, size_t first, size_t end,
		struct needs *needs)
{
	if (!needs_read(reader->arena, reader->parts, reader->index, rest, needs))
		return false;
	for (size_t i = first; i < end; i++) {
		const struct line *line = &reader->lines->at[i];
		struct str text = line->kind == LINE_ITEM ? line->inner : str_trim(line->text);

		if (!needs_read(reader->arena, reader->parts, reader->index, text, needs))
			return false;
	}
	return true;
}

/* Prerequisites that are no weeks become a section, whole, so that nothing is torn apart. */
void
reader_needs(struct reader *reader, const struct segment *segment)
{
	struct needs needs = reader->draft->needs;
	size_t first = segment->first, end = segment->end, next;
	struct draft_section *section;

	line_list_trim(reader->lines, &first, &end);
	next = needs_end(reader, segment, first, end);
	if (read_need_lines(reader, segment->label.rest, first, next, &needs)) {
		reader->draft->needs = needs;
	} else {
		section = draft_add(reader->draft, ROLE_NONE, segment->label.text);
		if (segment->label.rest.len)
			buf_addf(&section->body, "%.*s\n\n", STR_ARG(segment->label.rest));
		if (first < next)
			entry_copy_text(reader->lines, first, next, &section->body);
	}
	reader_text(reader, next, end, 0, (struct str){0});
}

/* A goal on one line is the week's summary; a list of goals is its outcomes. */
void
reader_goal(struct reader *reader, const struct segment *segment)
{
	struct str text = text_plain(reader->arena, segment->label.rest);
	size_t first = segment->first, end = segment->end;

	line_list_trim(reader->lines, &first, &end);
	if (text.len == 0 && first < end && reader->lines->at[first].kind == LINE_ITEM) {
		struct segment outcomes = *segment;

		outcomes.label.kind = LABEL_ROLE;
		outcomes.label.role = ROLE_OUTCOMES;
		reader_role(reader, &outcomes);
		return;
	}
	if (text.len && text.len <= SUMMARY_LIMIT && !reader->draft->summary.len)
		reader->draft->summary = text;
	else if (text.len)
		put_fact(reader, &segment->label);
	reader_text(reader, first, end, 0, (struct str){0});
}

/* "Loops (8 hours)": hours out of the title. */
static struct str
take_hours(struct draft *draft, struct str title)
{
	struct str rest, inside;
	struct amount amount;

	if (str_starts(title, STR("(")) && str_ends(title, STR(")"))) {
		rest = (struct str){0};
		inside = str_slice(title, 1, title.len - 1);
	} else if (!text_take_parenthesis(title, &rest, &inside)) {
		return title;
	}
	if (!amount_read(draft->arena, inside, &amount) || !amount.exact || draft->hours)
		return title;
	draft->hours = amount.hours;
	return rest;
}

/* The unit's name stays in the title wherever the site would say something else. */
void
reader_title(struct reader *reader)
{
	struct draft *draft = reader->draft;
	const struct part *part = &reader->parts->at[reader->index];
	const struct line *heading = &reader->lines->at[part->heading];
	struct str title = take_hours(draft, part->title);
	bool same = part->unit.rank == UNIT_WEEK && part->unit.first == part->unit.last &&
		    part->unit.first == part->week;

	/* A title is plain text, so a link in it goes below. */
	if (line_has_link(heading))
		buf_addf(&draft->sections[0].body, "%.*s\n\n", STR_ARG(heading->inner));
	if (title.len == 0)
		draft->title = part->unit.label;
	else if (same)
		draft->title = title;
	else
		draft->title = arena_printf(draft->arena, "%.*s (%.*s)", STR_ARG(title),
					    STR_ARG(part->unit.label));
}
