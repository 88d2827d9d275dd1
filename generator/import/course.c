/* What the top of a roadmap says, and site.yaml. */
#include "import/course.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "data/value.h"
#include "data/yaml.h"
#include "data/yaml_write.h"
#include "import/block.h"
#include "import/draft.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/summary.h"
#include "roadmap/text.h"

enum { DESCRIPTION_LIMIT = 300, FRONT_LIMIT = 100, NAVIGATION_LIMIT = 8 };

/* Offset behind the line that starts at `from`. */
static size_t
line_end(struct str text, size_t from)
{
	size_t end = from + str_find_char(str_skip(text, from), '\n');

	return end < text.len ? end + 1 : text.len;
}

static bool
is_front_fence(struct str text, size_t from, size_t end)
{
	return str_eq(str_trim(str_slice(text, from, end)), STR("---"));
}

/* Lines of the front matter whose keys are not taken elsewhere. */
static struct str
other_keys(struct arena *arena, struct str front)
{
	static const struct str known[] = {STR_INIT("title:"), STR_INIT("description:"),
					   STR_INIT("language:"), STR_INIT("lang:")};
	struct str line, text;
	bool drop = false;
	struct buf out;

	buf_init(&out);
	while (str_split(&front, '\n', &line)) {
		if (line.len && !ascii_is_space(line.at[0]))
			drop = false;
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			drop = drop || str_starts(line, known[i]);
		if (!drop && str_trim(line).len)
			buf_addf(&out, "%.*s\n", STR_ARG(line));
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void
read_front(struct arena *arena, const struct source *source, struct span span,
	   struct course *course, struct diag_list *diags)
{
	const struct value *front = NULL;
	struct diag_list ignored;

	diag_init(&ignored);
	course->front = source_slice(source, span);
	if (yaml_parse(arena, source, span, &front, &ignored)) {
		course->title = str_trim(value_text(value_find(front, STR("title"))));
		course->description = str_trim(value_text(value_find(front, STR("description"))));
		course->language = str_trim(value_text(value_find(front, STR("language"))));
		if (!course->language.len)
			course->language = str_trim(value_text(value_find(front, STR("lang"))));
		course->front = other_keys(arena, course->front);
	}
	diag_release(&ignored);
	if (course->front.len)
		diag_add(diags, DIAG_IMPORT_UNPLACED, source, span,
			 "front matter that Lectern does not know is kept in 'index.md'");
}

size_t
course_read_front(struct arena *arena, const struct source *source, struct course *course,
		  struct diag_list *diags)
{
	struct str text = source->text;
	size_t top = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
	size_t start = line_end(text, top), at = start;

	if (!is_front_fence(text, top, start))
		return top;
	for (int n = 0; n < FRONT_LIMIT && at < text.len; n++) {
		size_t end = line_end(text, at);

		if (is_front_fence(text, at, end)) {
			struct span span = {(uint32_t)start, (uint32_t)at};

			read_front(arena, source, span, course, diags);
			return end;
		}
		/* A rule at the top, and then a roadmap: no front matter. */
		if (str_starts(str_slice(text, at, end), STR("#")))
			break;
		at = end;
	}
	return top;
}

/* "Roadmap: From Zero to Job-Ready" → title and tagline. */
static void
split_title(struct course *course)
{
	static const struct str joints[] = {STR_INIT(": "), STR_INIT(" – "), STR_INIT(" — "),
					    STR_INIT(" | "), STR_INIT(" - ")};

	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		size_t at = str_find(course->title, joints[i]);

		if (at == 0 || at == course->title.len)
			continue;
		course->tagline = str_trim(str_skip(course->title, at + joints[i].len));
		course->title = str_trim(str_slice(course->title, 0, at));
		return;
	}
}

/* "my-python_plan.md" → "My python plan" */
static struct str
title_of_file(struct arena *arena, struct str path)
{
	struct str name = path_name(path);
	struct str stem = str_slice(name, 0, name.len - path_extension(name).len);
	char *copy = (char *)arena_dup(arena, stem).at;

	for (size_t i = 0; i < stem.len; i++)
		if (copy[i] == '-' || copy[i] == '_')
			copy[i] = ' ';
	stem = str_trim((struct str){copy, stem.len});
	return stem.len ? text_capitalise(arena, stem) : STR("Course");
}

void
course_read(struct arena *arena, const struct line_list *lines, const struct summary *summary,
	    struct course *course)
{
	const struct parts *parts = course->parts;

	if (!course->title.len && parts->title != NO_LINE) {
		const struct line *line = &lines->at[parts->title];

		course->title =
		    text_plain(arena, line->kind == LINE_HEADING ? line->inner : line->text);
	}
	if (!course->title.len)
		course->title = title_of_file(arena, lines->source->path);
	split_title(course);
	course->hours_per_week = value_text(value_find(summary->roadmap, STR("hours_per_week")));
	for (size_t i = 0; i < parts->len && !course->language.len; i++)
		if (parts->at[i].kind == PART_UNIT)
			course->language = str_from(parts->at[i].unit.language);
	if (!course->language.len)
		course->language = STR("en");
}

/* The first paragraph of the introduction as one line; empty when it starts otherwise. */
static struct str
first_paragraph(struct arena *arena, const struct line_list *lines, const struct part *top,
		int title)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	for (size_t i = top->first; i < top->end; i++) {
		const struct line *line = &lines->at[i];

		if ((int)i == title || line->kind == LINE_UNDERLINE)
			continue;
		if (line->kind != LINE_TEXT || line_is_row(line) ||
		    str_has(STR("<![|>"), str_slice(str_trim(line->text), 0, 1))) {
			if (out.len || line->kind != LINE_BLANK)
				break;
			continue;
		}
		buf_addf(&out, "%s%.*s", out.len ? " " : "", STR_ARG(str_trim(line->text)));
	}
	text = text_plain(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static struct str
join_goals(struct arena *arena, const struct course *course)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	for (size_t i = 0; i < course->nblocks; i++) {
		struct str goal = course->blocks[i].goal;

		if (goal.len)
			buf_addf(&out, "%s%.*s%s", out.len ? " " : "", STR_ARG(goal),
				 str_ends(goal, STR(".")) ? "" : ".");
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

void
course_describe(struct arena *arena, const struct line_list *lines, struct course *course)
{
	struct str text = course->description;

	if (!text.len)
		text = first_paragraph(arena, lines, &course->parts->at[0], course->parts->title);
	if (!text.len)
		text = join_goals(arena, course);
	course->description = text_shorten(arena, text, DESCRIPTION_LIMIT);
}

static void
put_navigation(const struct parts *parts, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->len && n < NAVIGATION_LIMIT; i++) {
		if (parts->at[i].kind != PART_PAGE)
			continue;
		buf_addf(out, "%s  - %.*s\n", n++ ? "" : "\nnavigation:\n",
			 STR_ARG(parts->at[i].path));
	}
}

/* The first section of a role with this heading among weeks before `index`? */
static bool
is_known_wording(const struct course *course, size_t index, const struct draft_section *section)
{
	if (role_of_heading(section->title, NULL, 0) == section->role)
		return true;
	for (size_t i = 0; i < index; i++) {
		const struct draft_section *other = draft_find(&course->weeks[i], section->role);

		if (other && str_eq_fold(other->title, section->title))
			return true;
	}
	return false;
}

/* Headings that week files do not know by themselves, by role. */
static void
put_roles(const struct course *course, struct buf *out)
{
	bool first = true;

	for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
		bool named = false;

		for (size_t i = 0; i < course->nweeks; i++) {
			const struct draft_section *section =
			    draft_find(&course->weeks[i], (enum role)role);

			if (!section || is_known_wording(course, i, section))
				continue;
			buf_add(out, first ? STR("\nroles:\n") : (struct str){0});
			if (!named)
				buf_addf(out, "  %.*s:\n", STR_ARG(role_name((enum role)role)));
			buf_add(out, STR("    - "));
			yaml_quote(out, section->title);
			buf_add_char(out, '\n');
			first = false;
			named = true;
		}
	}
}

void
course_write_site(struct arena *arena, const struct course *course, struct buf *out)
{
	yaml_put_text(out, "title", course->title);
	yaml_put_text(out, "tagline", course->tagline);
	yaml_put_text(out, "description", course->description);
	yaml_put_text(out, "language", course->language);
	yaml_put_text(out, "id", text_slug(arena, course->title, STR("course")));
	yaml_put_text(out, "hours_per_week", course->hours_per_week);
	if (course->nblocks)
		buf_add(out, STR("\nblocks:\n"));
	for (size_t i = 0; i < course->nblocks; i++)
		block_write(&course->blocks[i], out);
	put_navigation(course->parts, out);
	put_roles(course, out);
}
