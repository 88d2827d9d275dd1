/*
 * The home page: the introduction of the roadmap, headings that only grouped weeks,
 * and whatever found no other place.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "data/yaml_write.h"
#include "import/block.h"
#include "import/course.h"
#include "import/draft.h"
#include "import/entry.h"
#include "import/sheet.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

enum { SUMMARY_LIMIT = 160 };

static double
count_hours(const struct course *course)
{
	double hours = 0;

	for (size_t i = 0; i < course->nweeks; i++) {
		const struct draft_section *tasks = draft_find(&course->weeks[i], ROLE_TASKS);

		if (tasks)
			hours += tasks->tally.hours;
	}
	return hours;
}

static void
put_link(const struct draft *draft, struct buf *out)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < draft->title.len; i++) {
		char c = draft->title.at[i];

		if (c == '[' || c == ']' || c == '\\' || c == '`' || c == '*' || c == '_')
			buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
	buf_addf(out, "](%.*s)", STR_ARG(draft->part->path));
}

/* "16 weeks, 212 hours, 16 projects", in a language that the course is written in, or none. */
static void
put_counts(const struct course *course, struct buf *out)
{
	size_t nprojects = 0, ncapstones = 0;
	double hours = count_hours(course);

	for (size_t i = 0; i < course->nweeks; i++) {
		nprojects += course->weeks[i].has_project;
		ncapstones += course->weeks[i].has_project && course->weeks[i].capstone;
	}
	buf_addf(out, "%zu week%s", course->nweeks, course->nweeks == 1 ? "" : "s");
	if (hours > 0)
		buf_addf(out, ", %g hour%s", hours, hours == 1 ? "" : "s");
	if (nprojects)
		buf_addf(out, ", %zu %sproject%s", nprojects,
			 nprojects == ncapstones ? "capstone " : "", nprojects == 1 ? "" : "s");
	if (ncapstones && ncapstones < nprojects)
		buf_addf(out, " of which %zu %s", ncapstones,
			 ncapstones == 1 ? "is a capstone" : "are capstones");
}

static void
put_front_matter(struct arena *arena, const struct course *course, struct buf *out)
{
	struct str summary = course->description;

	if (summary.len > SUMMARY_LIMIT || !summary.len)
		summary = text_shorten(arena, text_sentence(summary), SUMMARY_LIMIT);
	buf_add(out, STR("---\ntitle: "));
	yaml_quote(out, course->title);
	if (summary.len) {
		buf_add(out, STR("\nsummary: "));
		yaml_quote(out, summary);
	}
	buf_add(out, STR("\nlayout: home\n---\n\n"));
}

/* The roadmap's introduction, without its title. */
static void
put_introduction(const struct line_list *lines, const struct course *course, struct buf *out)
{
	const struct part *top = &course->parts->at[0];
	size_t title = course->parts->title == NO_LINE ? top->first : (size_t)course->parts->title;
	size_t start = course->parts->title == NO_LINE ? top->first : title + 1;

	if (title > top->first) {
		sheet_copy(lines, top->first, title, 2, out);
		entry_gap(out);
	}
	if (start > title && line_has_link(&lines->at[title])) // a title is plain text
		buf_addf(out, "%.*s\n\n",
			 STR_ARG(str_trim(lines->at[title].inner.len ? lines->at[title].inner
								     : lines->at[title].text)));
	sheet_copy(lines, start, top->end, 2, out);
	entry_gap(out);
}

static void
put_opening(const struct course *course, struct buf *out)
{
	const struct draft *first = &course->weeks[0];

	if (!str_starts(course->language, STR("en"))) {
		put_link(first, out);
		buf_add(out, STR("\n\n"));
		return;
	}
	put_counts(course, out);
	buf_add(out, STR(". Start with "));
	put_link(first, out);
	buf_add(out, STR(".\n\n"));
}

/* Weeks that a heading stood above: the first and the last of them. */
static void
put_weeks(const struct course *course, const struct part *part, struct buf *out)
{
	const struct draft *first = NULL, *last = NULL;

	for (size_t i = 0; i < course->nweeks; i++) {
		size_t heading = (size_t)course->weeks[i].part->heading;

		if (heading < part->first || heading >= part->subtree)
			continue;
		if (!first)
			first = &course->weeks[i];
		last = &course->weeks[i];
	}
	if (!first)
		return;
	put_link(first, out);
	if (last != first) {
		buf_add(out, STR(" – "));
		put_link(last, out);
	}
	buf_add(out, STR("\n\n"));
}

/* Blocks that a heading stood above. */
static void
put_blocks(const struct course *course, const struct part *part, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < course->nblocks; i++) {
		const struct part *block = course->blocks[i].part;

		if ((size_t)block->heading < part->first || (size_t)block->heading >= part->subtree)
			continue;
		buf_addf(out, "- %.*s (%d-%d)\n", STR_ARG(block->title), block->week,
			 block->last_week);
		n++;
	}
	if (n)
		buf_add_char(out, '\n');
}

static void
put_groups(const struct line_list *lines, const struct course *course, struct buf *out)
{
	for (size_t i = 0; i < course->parts->len; i++) {
		const struct part *part = &course->parts->at[i];

		if (part->kind != PART_GROUP)
			continue;
		buf_addf(out, "## %.*s\n\n", STR_ARG(lines->at[part->heading].inner));
		sheet_copy(lines, part->first, part->end, 3, out);
		entry_gap(out);
		put_blocks(course, part, out);
		put_weeks(course, part, out);
	}
}

static void
put_rest(const struct course *course, struct buf *out)
{
	for (size_t i = 0; i < course->nblocks; i++)
		if (course->blocks[i].rest.len)
			buf_addf(out, "## %.*s\n\n%.*s\n\n", STR_ARG(course->blocks[i].part->title),
				 STR_ARG(str_trim(buf_str(&course->blocks[i].rest))));
	if (course->front.len)
		buf_addf(out, "```yaml\n%.*s```\n", STR_ARG(course->front));
}

void
course_write_home(struct arena *arena, const struct line_list *lines, const struct course *course,
		  struct buf *out)
{
	put_front_matter(arena, course, out);
	put_introduction(lines, course, out);
	put_opening(course, out);
	put_groups(lines, course, out);
	put_rest(course, out);
	while (str_ends(buf_str(out), STR("\n\n")))
		buf_truncate(out, out->len - 1);
}
