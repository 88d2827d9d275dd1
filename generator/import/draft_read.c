/*
 * Reading a unit's segments into a week. Sections of one role are joined, for a week
 * file has one of each; a line above each part keeps what it was called.
 */
#include "import/draft.h"

#include "base/arena.h"
#include "base/diag.h"
#include "import/project.h"
#include "import/reader.h"
#include "roadmap/amount.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/segment.h"
#include "roadmap/text.h"

static const struct str placeholder =
    STR_INIT("*Links from your own instructor stand here; there are none yet.*");

static bool
has_label(const struct reader *reader, enum role role)
{
	for (size_t i = 0; i < reader->nsegments; i++)
		if (reader->segments[i].label.kind == LABEL_ROLE &&
		    reader->segments[i].label.role == role)
			return true;
	return false;
}

static size_t
count_labels(const struct reader *reader, enum role role)
{
	size_t n = 0;

	for (size_t i = 0; i < reader->nsegments; i++)
		n += reader->segments[i].label.kind == LABEL_ROLE &&
		     reader->segments[i].label.role == role;
	return n;
}

/*
 * Text and list below the front of a section that already has some stand under a
 * line of their own: what they stood under in the roadmap, or what they were called.
 */
static void
put_subheading(struct reader *reader, struct draft_section *section, const struct segment *segment)
{
	bool project = section->role == ROLE_PROJECT;
	struct str words =
	    segment->context.len && !project ? segment->context : segment->label.text;
	bool several = segment->context.len && !project &&
		       (count_labels(reader, section->role) > 1 ||
			draft_is_bare(reader->draft, segment->context));

	if (section->body.len == 0 && !several)
		return;
	if (segment->context.len && !project)
		draft_moved(reader->draft, segment->context);
	entry_gap(&section->body);
	buf_addf(&section->body, "### %.*s\n\n", STR_ARG(words));
}

static void
report_table(struct reader *reader, const struct segment *segment, struct str heading)
{
	size_t first = segment->first, end = segment->end;
	struct diag *diag;

	while (first < end && !line_is_row(&reader->lines->at[first]))
		first++;
	while (end > first && !line_is_row(&reader->lines->at[end - 1]))
		end--;
	diag = diag_add(reader->diags, DIAG_IMPORT_UNPLACED, reader->lines->source,
			line_list_span(reader->lines, first, end),
			"a table is kept as it is in '%.*s'; its rows are no entries",
			STR_ARG(heading));
	diag_cure(reader->diags, diag, "write the rows as a list");
}

static bool
is_free(struct arena *arena, struct str note)
{
	static const struct str words[] = {STR_INIT("free"),     STR_INIT("free only"),
					   STR_INIT("all free"), STR_INIT("kostenlos"),
					   STR_INIT("gratuit"),  STR_INIT("gratis")};
	struct str folded = text_fold(arena, note);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(folded, words[i]))
			return true;
	return false;
}

/* What is said in brackets behind a label: hours, a cost, or words to keep. */
static void
put_note(struct reader *reader, struct draft_section *section, struct str note)
{
	struct amount amount;

	if (note.len == 0)
		return;
	section->tally.free = section->role == ROLE_RESOURCES && is_free(reader->arena, note);
	if (section->tally.free)
		return;
	if (!reader->draft->hours && section->role == ROLE_TASKS &&
	    amount_read(reader->arena, note, &amount) && amount.exact)
		reader->draft->hours = amount.hours;
	else
		buf_addf(&section->body, "*%.*s*\n\n", STR_ARG(note));
}

/* Entries named on the label's own line: "**Topics:** lists, loops". */
static void
put_inline(struct reader *reader, struct draft_section *section, struct str text)
{
	size_t nphrases;
	struct str *phrases = text_phrases(reader->arena, text, &nphrases);

	for (size_t i = 0; i < nphrases; i++)
		entry_write(reader->arena, section->role,
			    text_capitalise(reader->arena, phrases[i]), CHECK_NONE, &section->tally,
			    &section->body);
}

/* The section of a label's role, under the author's word where the course is not English. */
static struct draft_section *
section_for(struct reader *reader, const struct label *label)
{
	struct draft *draft = reader->draft;

	if (draft->keeps_words && !draft_find(draft, label->role) && label->text.len)
		return draft_add(draft, label->role, text_skip_signs(label->text));
	return draft_section(draft, label->role);
}

void
reader_role(struct reader *reader, const struct segment *segment)
{
	struct draft_section *section;
	size_t first = segment->first, end = segment->end;

	line_list_trim(reader->lines, &first, &end);
	if (first == end && !segment->label.rest.len && !segment->label.note.len)
		return;
	section = section_for(reader, &segment->label);
	put_subheading(reader, section, segment);
	put_note(reader, section, segment->label.note);
	put_inline(reader, section, segment->label.rest);
	entries_write(reader->arena, reader->lines, first, end, section->role, &section->tally,
		      &section->body);
	if (section->tally.has_row)
		report_table(reader, segment, section->title);
	section->tally.has_row = false;
}

/* Links of the instructor's own; a roadmap's "(Leave blank …)" is the place for them. */
static void
read_my_resources(struct reader *reader, const struct segment *segment)
{
	struct draft_section *section;
	size_t first = segment->first, end = segment->end;
	bool blank;

	line_list_trim(reader->lines, &first, &end);
	blank = first == end || (end == first + 1 &&
				 str_has(text_fold(reader->arena, reader->lines->at[first].text),
					 STR("leave blank")));
	if (!blank) {
		reader_role(reader, segment);
		return;
	}
	section = section_for(reader, &segment->label);
	if (section->body.len == 0)
		buf_addf(&section->body, "%.*s\n", STR_ARG(placeholder));
}

/* Headings of projects that week files know are kept. */
static struct str
project_heading(const struct label *label)
{
	struct str text = text_skip_signs(label->text);

	if (role_of_heading(text, NULL, 0) == ROLE_PROJECT && text.len > 8)
		return text;
	return draft_heading(ROLE_PROJECT);
}

static void
read_project(struct reader *reader, const struct segment *segment)
{
	struct draft *draft = reader->draft;
	bool first = draft_find(draft, ROLE_PROJECT) == NULL;
	struct draft_section *section = section_for(reader, &segment->label);
	struct str task = {0};

	if (first && !draft->keeps_words)
		section->title = project_heading(&segment->label);
	put_subheading(reader, section, segment);
	put_note(reader, section, segment->label.note);
	project_write(reader->arena, reader->lines, segment, draft->keeps_words, &task,
		      &section->body);
	if (!draft->task.len)
		draft->task = task;
	draft->has_project = true;
	draft->capstone = draft->capstone ||
			  str_has(text_fold(reader->arena, segment->label.text), STR("capstone"));
}

/* A list without a label: tasks, resources or topics by what is in it. */
static enum role
role_of_list(struct reader *reader, size_t first, size_t end, bool titled)
{
	enum role role = entries_guess(reader->arena, reader->lines, first, end);
	const struct line *before = first ? &reader->lines->at[first - 1] : NULL;

	if (titled)
		return role == ROLE_TASKS && !has_label(reader, ROLE_TASKS) ? role : ROLE_NONE;
	if (role == ROLE_NONE && before && before->kind == LINE_TEXT &&
	    str_ends(str_trim(before->text), STR(":")))
		return ROLE_NONE; // the end of a sentence
	return role == ROLE_NONE && !has_label(reader, ROLE_TOPICS) ? ROLE_TOPICS : role;
}

static void
put_list(struct reader *reader, size_t first, size_t end, enum role role, struct str context)
{
	struct draft_section *section = draft_section(reader->draft, role);

	if (context.len) {
		draft_moved(reader->draft, context);
		entry_gap(&section->body);
		buf_addf(&section->body, "### %.*s\n\n", STR_ARG(context));
	} else if (section->body.len) {
		entry_gap(&section->body);
	}
	entries_write(reader->arena, reader->lines, first, end, role, &section->tally,
		      &section->body);
}

void
reader_text(struct reader *reader, size_t first, size_t end, size_t into, struct str context)
{
	struct draft *draft = reader->draft;

	line_list_trim(reader->lines, &first, &end);
	while (first < end) {
		bool item = reader->lines->at[first].kind == LINE_ITEM;
		size_t next = item ? entries_end(reader->lines, first, end)
				   : line_list_item(reader->lines, first, end);
		enum role role = item ? role_of_list(reader, first, next, into > 0) : ROLE_NONE;
		size_t from = first, to = next;

		line_list_trim(reader->lines, &from, &to);
		if (role != ROLE_NONE) {
			put_list(reader, from, to, role, context);
		} else if (from < to) {
			struct buf *body = &draft->sections[into].body;

			entry_gap(body);
			entry_copy_text(reader->lines, from, to, body);
			entry_gap(body);
		}
		first = next;
	}
}

/*
 * An unknown label opens a section of its own. When all that stands below it goes
 * elsewhere, the label goes with it and the empty section is left out.
 */
static void
read_other(struct reader *reader, const struct segment *segment)
{
	struct draft *draft = reader->draft;
	size_t into;

	if (segment->below_heading && draft->nsections > 1 &&
	    draft->sections[draft->nsections - 1].role == ROLE_NONE) {
		struct buf *body = &draft->sections[draft->nsections - 1].body;

		entry_gap(body);
		buf_addf(body, "### %.*s\n\n", STR_ARG(segment->label.text));
	} else {
		draft_add(draft, ROLE_NONE, segment->label.text);
	}
	into = draft->nsections - 1;
	if (segment->label.rest.len)
		buf_addf(&draft->sections[into].body, "%.*s\n\n", STR_ARG(segment->label.rest));
	reader_text(reader, segment->first, segment->end, into, segment->label.text);
}

static void
read_segment(struct reader *reader, const struct segment *segment)
{
	switch (segment->label.kind) {
	case LABEL_OTHER: read_other(reader, segment); break;
	case LABEL_HOURS: reader_hours(reader, segment); break;
	case LABEL_PREREQUISITES: reader_needs(reader, segment); break;
	case LABEL_GOAL: reader_goal(reader, segment); break;
	case LABEL_ROLE:
		if (segment->label.role == ROLE_PROJECT)
			read_project(reader, segment);
		else if (segment->label.role == ROLE_MY_RESOURCES)
			read_my_resources(reader, segment);
		else
			reader_role(reader, segment);
		break;
	default: reader_text(reader, segment->first, segment->end, 0, (struct str){0});
	}
}

void
draft_read(struct draft *draft, const struct line_list *lines, const struct parts *parts,
	   size_t index, struct diag_list *diags)
{
	const struct part *part = &parts->at[index];
	struct reader reader = {.draft = draft,
				.arena = draft->arena,
				.lines = lines,
				.parts = parts,
				.index = index,
				.diags = diags};

	if (!draft->title.len)
		reader_title(&reader);
	reader.segments =
	    segments_read(draft->arena, lines, part->first, part->end, &reader.nsegments);
	for (size_t i = 0; i < reader.nsegments; i++)
		read_segment(&reader, &reader.segments[i]);
}
