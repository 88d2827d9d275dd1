/* Each role of a section once; between 4 and 5 KB with the usual number of tasks. */
#include "week.h"

#include "prose.h"

#include <string.h>

enum { TENTHS_OF_TASK = 25 }; // of an hour

struct week {
	const struct course *course;
	unsigned number;
	struct prose prose;
	FILE *out;
};

void
week_folder(const struct course *course, unsigned number, char path[WEEK_PATH])
{
	if (course->form->folders)
		snprintf(path, WEEK_PATH, "stretch-%05u", (number - 1) / STRETCH_WEEKS + 1);
	else
		snprintf(path, WEEK_PATH, "weeks");
}

void
week_path(const struct course *course, unsigned number, char path[WEEK_PATH])
{
	size_t len;

	week_folder(course, number, path);
	len = strlen(path);
	snprintf(path + len, WEEK_PATH - len, "/%06u-week.md", number);
}

/* A link from one week to another, without its text. */
static void
link_week(struct week *week, unsigned number, const char *anchor)
{
	const struct form *form = week->course->form;

	if (form->folders)
		fprintf(week->out, "(../stretch-%05u/", (number - 1) / STRETCH_WEEKS + 1);
	else
		fputc('(', week->out);
	fprintf(week->out, "%06u-week.%s%s)", number, form->extension, anchor);
}

static void
write_front_matter(struct week *week)
{
	FILE *out = week->out;
	unsigned tenths = week->course->ntasks * TENTHS_OF_TASK;

	fprintf(out, "---\nweek: %u\ntitle: ", week->number);
	prose_print(&week->prose, "Week of the $, the $ & the $\n", out);
	prose_print(&week->prose, "summary: How one $ @ the $, and what the $ @ then.\n", out);
	fprintf(out, "hours: %u.%u\n", tenths / 10, tenths % 10);
	if (week->number > 1)
		fprintf(out, "prerequisites: [%u]\n", week->number - 1);
	fprintf(out, "project: {kind: mini, title: Project %u}\n", week->number);
	if (week->course->form->weight)
		fprintf(out, "weight: %u\n", week->number);
	fputs("---\n", out);
}

static void
write_opening(struct week *week)
{
	prose_paragraph(&week->prose, 5, week->out);
	putc_unlocked('\n', week->out);
	if (week->number > 1) {
		fputs("It goes on where [the week before]", week->out);
		link_week(week, week->number - 1, "");
		fputs(" ended, and its [tasks]", week->out);
		link_week(week, week->number - 1, "#tasks");
		fputs(" are done. ", week->out);
	}
	prose_paragraph(&week->prose, 3, week->out);
}

/* A list of so many items, each "NAME NUMBER" and what the pattern makes of words. */
static void
write_items(struct week *week, const char *name, unsigned count, const char *pattern)
{
	for (unsigned i = 1; i <= count; i++) {
		fprintf(week->out, "- %s %u: ", name, i);
		prose_print(&week->prose, pattern, week->out);
	}
}

static void
write_tasks(struct week *week)
{
	fputs("\n## Tasks\n\n", week->out);
	for (unsigned i = 1; i <= week->course->ntasks; i++) {
		fprintf(week->out, "- [ ] Task %u: ", i);
		prose_print(&week->prose, "work on the $ of the $", week->out);
		fprintf(week->out, " (%u.%u h)\n", TENTHS_OF_TASK / 10, TENTHS_OF_TASK % 10);
	}
}

static void
write_resources(struct week *week)
{
	fputs("\n## Resources\n\n", week->out);
	for (unsigned i = 1; i <= 4; i++) {
		fprintf(week->out, "- [Book %u ", i);
		prose_print(&week->prose, "of the $]", week->out);
		fprintf(week->out, "(https://example.org/%u/%u): book, free, 2 h. ", week->number,
			i);
		prose_paragraph(&week->prose, 1, week->out);
	}
}

static void
write_table(struct week *week)
{
	fputs("\n| name | value | unit |\n| --- | ---: | --- |\n", week->out);
	for (unsigned i = 1; i <= 6; i++) {
		prose_print(&week->prose, "| $ and $ | ", week->out);
		fprintf(week->out, "%u | `", prose_number(&week->prose, 10000));
		prose_print(&week->prose, "$` |\n", week->out);
	}
}

/* An ordinary section, with what a section with a role does not have. */
static void
write_reading(struct week *week)
{
	FILE *out = week->out;

	fputs("\n## Reading\n\n", out);
	prose_paragraph(&week->prose, 6, out);
	write_table(week);
	fprintf(out, "\n```python\nfor row in range(%u):\n", week->number);
	prose_print(&week->prose, "    print(row < 10 and \"$\")\n```\n\n> [!TIP]\n> ", out);
	prose_paragraph(&week->prose, 2, out);
	prose_print(&week->prose, "\n### Background\n\n1. The $\n2. The $\n\n", out);
	prose_paragraph(&week->prose, 2, out);
}

static void
write_project(struct week *week)
{
	FILE *out = week->out;

	fprintf(out, "\n## Mini Project\n\n- **Dataset:** [Data](https://example.org/data/%u)\n",
		week->number);
	fputs("- **Task:** ", out);
	prose_paragraph(&week->prose, 1, out);
	fputs("- **Deliverables:**\n  - A report\n  - A notebook\n", out);
	prose_print(&week->prose, "- **Acceptance Criteria:**\n  - The $ @ the $\n", out);
	fprintf(out, "\n```sh\ncurl -O https://example.org/%u.csv\n```\n", week->number);
}

/* Answers are for instructors: only Lectern knows how to leave them out. */
static void
write_interview(struct week *week)
{
	struct prose answers = week->prose; // the other words are the same without them

	fputs("\n## Interview Questions\n", week->out);
	for (unsigned i = 1; i <= 2; i++) {
		fprintf(week->out, "\n%u. Question %u: ", i, i);
		prose_print(&week->prose, "why does one $ need its $?\n", week->out);
		if (week->course->form->answers) {
			fputs("\n   > [!ANSWER]\n   > ", week->out);
			prose_print(&answers, "The $ @ it, and the $ @ the $.\n", week->out);
		}
	}
}

void
week_write(const struct course *course, unsigned number, FILE *out)
{
	struct week week = {.course = course, .number = number, .out = out};

	prose_init(&week.prose, number);
	write_front_matter(&week);
	write_opening(&week);
	fputs("\n## Topics\n\n", out);
	write_items(&week, "Topic", 5, "*$* and `$`\n");
	write_tasks(&week);
	write_resources(&week);
	write_reading(&week);
	write_project(&week);
	fputs("\n## Ethics\n\n", out);
	write_items(&week, "[ ] Check", 3, "the $ and the $\n");
	fputs("\n## Outcomes\n\n", out);
	write_items(&week, "Outcome", 3, "can explain the $ and the $\n");
	fputs("\n## Stretch Goals\n\n", out);
	write_items(&week, "[ ] Goal", 2, "compare the $ and the $\n");
	fputs("\n## Self-Assessment\n\n", out);
	write_items(&week, "Statement", 2, "knows the $ and the $\n");
	fputs("\n## My Resources\n\n", out);
	write_items(&week, "Note", 1, "about the $ and the $\n");
	write_interview(&week);
}
