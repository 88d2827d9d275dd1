/*
 * generate [--form TOOL] [--tasks N] WEEKS FOLDER: a course of any size, always the same for the
 * same words, on every machine. A week has 4 to 5 KB: all roles, links, a table, code. The course
 * is in FOLDER/content, in the form that a tool wants; the same text in each.
 */
#include "week.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_ROOM = 4096, USAGE = 2, FAILURE = 3 };

static const struct form forms[] = {
    {.tool = "lectern", .extension = "md", .home = "index.md", .answers = true},
    {.tool = "hugo", .extension = "html", .home = "_index.md", .folders = true, .weight = true},
    {.tool = "eleventy", .extension = "html", .home = "index.md", .folders = true, .weight = true},
    {.tool = "mkdocs", .extension = "md", .home = "index.md", .folders = true, .weight = true},
};

static void
fail(const char *path)
{
	fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
	exit(FAILURE);
}

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(path);
}

static FILE *
create(const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out)
		fail(path);
	return out;
}

static void
close_file(FILE *out, const char *path)
{
	if (ferror(out) | fclose(out))
		fail(path);
}

static void
write_settings(const struct course *course, const char *content)
{
	char path[PATH_ROOM];
	FILE *out;

	snprintf(path, sizeof(path), "%s/site.yaml", content);
	out = create(path);
	fputs("title: Generated course\nlanguage: en\nid: generated\nblocks:\n", out);
	for (unsigned first = 1; first <= course->nweeks; first += STRETCH_WEEKS) {
		unsigned last = first + STRETCH_WEEKS - 1;

		if (last > course->nweeks)
			last = course->nweeks;
		fprintf(out, "  - {title: Stretch %u, weeks: %u-%u, goal: More of it.}\n",
			first / STRETCH_WEEKS + 1, first, last);
	}
	close_file(out, path);
}

static void
write_home(const struct course *course, const char *content)
{
	char path[PATH_ROOM];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", content, course->form->home);
	out = create(path);
	fprintf(out, "---\ntitle: Generated course\n---\nA course of %u weeks.\n", course->nweeks);
	close_file(out, path);
}

static void
write_weeks(const struct course *course, const char *content)
{
	for (unsigned number = 1; number <= course->nweeks; number++) {
		char name[WEEK_PATH], path[PATH_ROOM];
		FILE *out;

		if (number % STRETCH_WEEKS == 1) {
			week_folder(course, number, name);
			snprintf(path, sizeof(path), "%s/%s", content, name);
			make_folder(path);
		}
		week_path(course, number, name);
		snprintf(path, sizeof(path), "%s/%s", content, name);
		out = create(path);
		week_write(course, number, out);
		close_file(out, path);
	}
}

static void
write_course(const struct course *course, const char *folder)
{
	char content[PATH_ROOM - WEEK_PATH];

	make_folder(folder);
	if ((size_t)snprintf(content, sizeof(content), "%s/content", folder) >= sizeof(content)) {
		errno = ENAMETOOLONG;
		fail(folder);
	}
	make_folder(content);
	if (!course->form->folders)
		write_settings(course, content);
	write_home(course, content);
	write_weeks(course, content);
}

static const struct form *
find_form(const char *tool)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].tool, tool) == 0)
			return &forms[i];
	return NULL;
}

/* A number from 1 to a million; 0: it is none. */
static unsigned
read_number(const char *text)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	return end == text || *end || number > 1000000 ? 0 : (unsigned)number;
}

static void
usage(void)
{
	fputs("usage: generate [--form lectern|hugo|eleventy|mkdocs] [--tasks N] WEEKS FOLDER\n",
	      stderr);
	exit(USAGE);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"form", required_argument, NULL, 'f'},
						{"tasks", required_argument, NULL, 't'},
						{0}};
	struct course course = {.form = &forms[0], .ntasks = 5};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (option == 'f')
			course.form = find_form(optarg);
		else if (option == 't')
			course.ntasks = read_number(optarg);
		else
			usage();
	if (argc - optind != 2 || !course.form || !course.ntasks)
		usage();
	course.nweeks = read_number(argv[optind]);
	if (!course.nweeks)
		usage();
	write_course(&course, argv[optind + 1]);
	return 0;
}
