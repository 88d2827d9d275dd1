/* The JSON summary and the list of projects. */
#include "roadmap/summary.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
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

/* The map with "weeks" in a JSON text; NULL when it has none or is no JSON. */
static const struct value *
read_json(struct arena *arena, struct str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct diag_list ignored;
	const struct value *root = NULL, *roadmap;
	bool read;

	*source = (struct source){STR("summary"), text};
	diag_init(&ignored);
	read = json_parse(arena, source, &root, &ignored);
	diag_release(&ignored);
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

void
summary_read(struct arena *arena, const struct line_list *lines, struct parts *parts,
	     struct summary *summary)
{
	*summary = (struct summary){0};
	for (size_t i = 0; i < lines->len; i++) {
		size_t closing;
		struct str text;

		if (!is_fence(&lines->at[i]))
			continue;
		closing = closing_fence(lines, i);
		text = fence_text(arena, lines, i + 1, closing);
		summary->roadmap = str_has(text, STR("\"weeks\"")) ? read_json(arena, text) : NULL;
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

static bool
lists_projects(struct arena *arena, const struct part *part)
{
	struct str title = text_fold(arena, part->title);

	return part->kind == PART_PAGE &&
	       (str_has(title, STR("project")) || str_has(title, STR("portfolio")) ||
		str_has(title, STR("projekt")));
}

/* "**Python Data Analyzer** (Week 1)" */
static bool
read_entry(struct arena *arena, const struct parts *parts, struct str text, int week,
	   struct str *title, bool *capstone)
{
	struct str inside;
	struct unit unit;
	size_t at, len;

	if (!text_take_parenthesis(text_plain(arena, text), title, &inside) ||
	    !unit_find(arena, inside, &unit, &at, &len) || at > 0)
		return false;
	*capstone = str_has(text_fold(arena, inside), STR("capstone"));
	return parts_week(parts, &unit, parts->len) == week;
}

bool
summary_project(struct arena *arena, const struct line_list *lines, const struct parts *parts,
		int week, struct str *title, bool *capstone)
{
	for (size_t i = 0; i < parts->len; i++) {
		const struct part *part = &parts->at[i];

		if (!lists_projects(arena, part))
			continue;
		for (size_t k = part->first; k < part->end; k++)
			if (lines->at[k].kind == LINE_ITEM &&
			    read_entry(arena, parts, lines->at[k].inner, week, title, capstone))
				return true;
	}
	return false;
}
