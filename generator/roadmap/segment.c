/*
 * What is a label depends on where it stands: `**Task:**` opens the tasks of a week
 * but is a part of its project; a bold line is a heading in bare text but emphasis in
 * a section that has one.
 */
#include "roadmap/segment.h"

#include "base/arena.h"
#include "base/vec.h"
#include "roadmap/line.h"
#include "roadmap/text.h"

struct splitter {
	struct arena *arena;
	const struct line_list *lines;
	VEC(struct segment) segments;
	struct str context;
	int context_level;
	size_t label_line; // of the last label
};

static struct segment *
current(struct splitter *splitter)
{
	return &splitter->segments.at[splitter->segments.len - 1];
}

static bool
is_project(const struct segment *segment)
{
	return segment->label.kind == LABEL_ROLE && segment->label.role == ROLE_PROJECT;
}

/* Opens a segment whose lines start at `first`; the one before ends at `end`. */
static void
open_segment(struct splitter *splitter, struct label label, size_t end, size_t first)
{
	struct segment segment = {.label = label, .first = first};

	if (splitter->segments.len)
		current(splitter)->end = end;
	if (label.level > splitter->context_level)
		segment.context = splitter->context;
	VEC_PUSH(splitter->arena, &splitter->segments, segment);
}

/* Headings that the table does not know are the context of what stands below them. */
static void
keep_context(struct splitter *splitter, const struct label *label)
{
	if (label->level > LEVEL_UNMARKED || label->level > splitter->context_level)
		return;
	splitter->context = (struct str){0};
	splitter->context_level = 0;
}

static void
take_label(struct splitter *splitter, struct label label, size_t line)
{
	const struct segment *before = current(splitter);
	bool heading = label.level < LEVEL_UNMARKED;
	bool below = label.kind == LABEL_OTHER && before->label.kind == LABEL_OTHER && heading &&
		     splitter->context_level && label.level > splitter->context_level;

	splitter->label_line = line;
	keep_context(splitter, &label);
	open_segment(splitter, label, line, line + 1);
	current(splitter)->below_heading = below;
	if (label.kind == LABEL_OTHER && heading && !below) {
		splitter->context = label.text;
		splitter->context_level = label.level;
	}
}

static bool
starts_paragraph(const struct splitter *splitter, size_t line, size_t first)
{
	const struct line *before = line > first ? &splitter->lines->at[line - 1] : NULL;

	return !before || before->kind != LINE_TEXT || line - 1 == splitter->label_line;
}

/* A bold line that the table does not know: a heading, unless a section is open for it. */
static bool
is_bold_heading(struct splitter *splitter, size_t line, size_t first)
{
	const struct segment *segment = current(splitter);
	bool titled = segment->label.kind == LABEL_OTHER && segment->label.level < LEVEL_UNMARKED;

	return !titled && !is_project(segment) && starts_paragraph(splitter, line, first);
}

static bool
is_project_label(struct splitter *splitter, const struct line *line)
{
	struct label label = label_read(splitter->arena, line, PLACE_PROJECT, true);

	return label.kind != LABEL_NONE && label.kind != LABEL_OTHER;
}

/* Deliverables and criteria open a project where none was announced. */
static bool
opens_project(struct splitter *splitter, const struct line *line)
{
	struct label label = label_read(splitter->arena, line, PLACE_PROJECT, true);

	return label.level != LEVEL_PLAIN &&
	       (label.kind == LABEL_DELIVERABLES || label.kind == LABEL_CRITERIA);
}

static void
open_project(struct splitter *splitter, size_t line)
{
	struct label label = {.kind = LABEL_ROLE, .role = ROLE_PROJECT, .level = LEVEL_BOLD};

	label.text = STR("Mini Project");
	splitter->label_line = line;
	open_segment(splitter, label, line, line);
}

static void
read_heading(struct splitter *splitter, size_t i)
{
	const struct line *line = &splitter->lines->at[i];
	struct label label = label_read(splitter->arena, line, PLACE_WEEK, false);

	if (is_project(current(splitter)) && is_project_label(splitter, line))
		return;
	if (label.kind == LABEL_OTHER && opens_project(splitter, line))
		open_project(splitter, i);
	else
		take_label(splitter, label, i);
}

static void
read_paragraph(struct splitter *splitter, size_t i, size_t first)
{
	const struct line *line = &splitter->lines->at[i];
	struct label label = label_read(splitter->arena, line, PLACE_WEEK, false);

	if (is_project(current(splitter)) && is_project_label(splitter, line))
		return;
	if (!is_project(current(splitter)) && opens_project(splitter, line))
		open_project(splitter, i);
	else if (label.kind == LABEL_OTHER && is_bold_heading(splitter, i, first))
		take_label(splitter, label, i);
	else if (label.kind != LABEL_OTHER && label.kind != LABEL_NONE &&
		 (label.level == LEVEL_BOLD || starts_paragraph(splitter, i, first)))
		take_label(splitter, label, i);
}

/* "- **Topics:** a, b" in a list that says what the week is; its items hold the rest. */
static void
read_item(struct splitter *splitter, size_t i)
{
	const struct segment *segment = current(splitter);
	bool listed = segment->label.level == LEVEL_ITEM;
	struct label label;

	if (segment->label.kind != LABEL_NONE && !listed)
		return;
	label = label_read(splitter->arena, &splitter->lines->at[i], PLACE_WEEK, true);
	if (label.kind != LABEL_NONE) {
		take_label(splitter, label, i);
	} else if (listed && !is_project_label(splitter, &splitter->lines->at[i])) {
		open_segment(splitter, (struct label){0}, i, i);
	} else if (listed && !is_project(segment)) {
		open_project(splitter, i);
		current(splitter)->label.level = LEVEL_ITEM;
	}
}

struct segment *
segments_read(struct arena *arena, const struct line_list *lines, size_t first, size_t end,
	      size_t *nsegments)
{
	struct splitter splitter = {.arena = arena, .lines = lines, .label_line = end};

	open_segment(&splitter, (struct label){0}, first, first);
	for (size_t i = first; i < end; i++) {
		const struct line *line = &lines->at[i];

		if (line->kind == LINE_HEADING)
			read_heading(&splitter, i);
		else if (line->kind == LINE_TEXT && line->indent < 2)
			read_paragraph(&splitter, i, first);
		else if (line->kind == LINE_ITEM && line->indent < 2)
			read_item(&splitter, i);
	}
	current(&splitter)->end = end;
	*nsegments = splitter.segments.len;
	return splitter.segments.at;
}
