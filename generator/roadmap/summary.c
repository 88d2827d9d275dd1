/* The JSON summary and the list of projects. */
#include "roadmap/summary.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "data/json.h"
#include "data/value.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

static bool
is_fence(const struct line *line)
{
	struct str text = str_trim(line->text);

	return line->kind == LINE_CODE &&
	       (str_starts(text, STR("```")) || str_starts(text, STR("~~~")));
}

/* The line of the closing fence, or the end of the code when it is never closed. */
static size_t
closing_fence(const struct line_list *lines, size_t opening)
{
	size_t i = opening + 1;

	while (i < lines->len && lines->at[i].kind == LINE_CODE && !is_fence(&lines->at[i]))
		i++;
	return i;
}

static struct str
fence_text(struct arena *arena, const struct line_list *lines, size_t first, size_t end)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	for (size_t i = first; i < end; i++) {
		buf_add(&out, lines->at[i].text);
		buf_add_char(&out, '\n');
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

/* Tells a problem of the text that starts at line `first` where its author wrote it. */
static void
report_json(const struct line_list *lines, size_t first, const struct diag *problem,
	    struct diag_list *diags)
{
	const struct source *text = problem->place.source;
	struct span span = problem->place.span, shown;
	struct source_cursor cursor = {0};
	const struct line *line;
	struct diag *diag;
	size_t at;

	source_seek(&cursor, text, span.start);
	at = first + cursor.line - 1;
	line = &lines->at[at < lines->len ? at : lines->len - 1];
	shown = line->span;
	if (str_eq(line->text, source_slice(lines->source, shown)) &&
	    span.end - cursor.start <= line->text.len) {
		shown.start = line->span.start + span.start - cursor.start;
		shown.end = line->span.start + span.end - cursor.start;
	}
	diag =
	    diag_add(diags, DIAG_JSON_SYNTAX, lines->source, shown, "%.*s", STR_ARG(problem->text));
	diag_cure(diags, diag, "correct it; until then nothing is taken from this summary");
}

/* The map with "weeks" in the JSON of the lines; NULL when it has none or is no JSON. */
static const struct value *
read_json(struct arena *arena, const struct line_list *lines, size_t opening, struct str text,
	  struct diag_list *diags)
{
	struct source source = {STR("summary"), text};
	struct diag_list problems;
	const struct value *root = NULL, *roadmap;
	bool read;

	diag_init(&problems);
	read = json_parse(arena, &source, &root, &problems);
	if (!read && str_has(lines->at[opening].text, STR("json")))
		report_json(lines, opening + 1, problems.first, diags);
	diag_release(&problems);
	if (!read)
		return NULL;
	roadmap = value_find(root, STR("roadmap"));
	if (!roadmap)
		roadmap = root;
	return value_len(value_find(roadmap, STR("weeks"))) ? roadmap : NULL;
}

/* A part that holds the lines and nothing besides needs no page. */
static void
mark_part(const struct line_list *lines, struct parts *parts, size_t opening, size_t closing)
{
	for (size_t i = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i];
		size_t first = part->first, end = part->end;

		line_list_trim(lines, &first, &end);
		if (part->kind == PART_PAGE && first == opening && end <= closing + 1)
			part->kind = PART_SUMMARY;
	}
}

static bool
lists_projects(const struct part *part)
{
	return part->kind == PART_PAGE &&
	       (str_has(part->folded, STR("project")) || str_has(part->folded, STR("portfolio")) ||
		str_has(part->folded, STR("projekt")));
}

static bool
read_entry(struct arena *arena, const struct parts *parts, struct str text,
	   struct listed_project *project)
{
	struct str inside;
	struct unit unit;
	size_t at, len;

	if (!text_take_parenthesis(text_plain(arena, text), &project->title, &inside) ||
	    !unit_find(arena, inside, &unit, &at, &len) || at > 0)
		return false;
	project->capstone = str_has(text_fold(arena, inside), STR("capstone"));
	project->week = parts_week(parts, &unit, parts->len);
	return project->week >= 0;
}

static void
find_projects(struct arena *arena, const struct line_list *lines, const struct parts *parts,
	      struct summary *summary)
{
	VEC(struct listed_project) found = {0};

	for (size_t i = 0; i < parts->len; i++) {
		const struct part *part = &parts->at[i];

		if (!lists_projects(part))
			continue;
		for (size_t k = part->first; k < part->end; k++) {
			struct listed_project project;

			if (lines->at[k].kind == LINE_ITEM &&
			    read_entry(arena, parts, lines->at[k].inner, &project))
				VEC_PUSH(arena, &found, project);
		}
	}
	summary->projects = found.at;
	summary->nprojects = found.len;
}

void
summary_read(struct arena *arena, const struct line_list *lines, struct parts *parts,
	     struct summary *summary, struct diag_list *diags)
{
	*summary = (struct summary){0};
	find_projects(arena, lines, parts, summary);
	for (size_t i = 0; i < lines->len; i++) {
		size_t closing;
		struct str text;

		if (!is_fence(&lines->at[i]))
			continue;
		closing = closing_fence(lines, i);
		text = fence_text(arena, lines, i + 1, closing);
		if (str_has(text, STR("\"weeks\"")))
			summary->roadmap = read_json(arena, lines, i, text, diags);
		if (summary->roadmap) {
			summary->text = text;
			mark_part(lines, parts, i, closing);
			return;
		}
		i = closing;
	}
}

const struct value *
summary_week(const struct summary *summary, const struct part *part)
{
	const struct value *weeks = value_find(summary->roadmap, STR("weeks"));

	for (size_t i = 0; i < value_len(weeks); i++) {
		const struct value *week = value_at(weeks, i);

		if (value_real(value_find(week, STR("week")), -1) == part->unit.first)
			return week;
	}
	return NULL;
}

const struct listed_project *
summary_project(const struct summary *summary, int week)
{
	for (size_t i = 0; i < summary->nprojects; i++)
		if (summary->projects[i].week == week)
			return &summary->projects[i];
	return NULL;
}
