/* lectern new: files to start from. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/new.h"
#include "data/yaml_write.h"
#include "document/outline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {
    {"week", 'w', "N", "number of a new week; default: the next one"},
    {"site", 0, "DIR", "site that gets it; default: the folder you are in"},
    {0},
};

static const char site_yaml[] = "title: My Course\n"
				"description: What the course is about, in a sentence.\n"
				"language: en\n"
				"id: my-course\n";

static const char index_md[] = "---\n"
			       "title: My Course\n"
			       "summary: What the course is about, in a sentence.\n"
			       "---\n"
			       "Who this is for, and how the weeks work.\n";

static const char week_body[] = "\n"
				"Why this week matters, and what will be different at its end.\n"
				"\n"
				"## Topics\n"
				"\n"
				"- The first topic\n"
				"\n"
				"## Tasks\n"
				"\n"
				"- [ ] Read the first chapter (2 h) {#read}\n"
				"- [ ] Do the exercises (90 min) {#exercises}\n"
				"\n"
				"## Resources\n"
				"\n"
				"- [CommonMark in ten minutes](https://commonmark.org/help/): "
				"tutorial, free, 10 min\n"
				"\n"
				"## Outcomes\n"
				"\n"
				"- Can say what the course is about\n";

bool
new_file(struct str path, struct str text)
{
	if (file_create(path.at, text)) {
		printf("wrote %s\n", path.at);
		return true;
	}
	fprintf(stderr, "lectern: cannot write %s: %s\n", path.at, strerror(errno));
	return false;
}

static bool
make_week(struct arena *arena, struct str weeks, size_t number, struct str title)
{
	struct buf text, slug;
	struct str path;
	bool made;

	buf_init(&text);
	buf_init(&slug);
	outline_slug(&slug, title);
	path = path_join(arena, weeks,
			 arena_printf(arena, "%02zu-%.*s.md", number, STR_ARG(buf_str(&slug))));
	buf_addf(&text, "---\nweek: %zu\ntitle: ", number);
	yaml_quote(&text, title);
	buf_addf(&text, "\nsummary: One sentence about week %zu.\nhours: 3.5\n", number);
	if (number > 1)
		buf_addf(&text, "prerequisites: [%zu]\n", number - 1);
	buf_add(&text, STR("---"));
	buf_add(&text, str_from(week_body));
	made = new_file(path, buf_str(&text));
	buf_release(&slug);
	buf_release(&text);
	return made;
}

static int
new_site(struct arena *arena, struct str folder)
{
	struct str content = path_join(arena, folder, STR("content"));
	struct str weeks = path_join(arena, content, STR("weeks"));

	if (!folder_make(weeks.at)) {
		fprintf(stderr, "lectern: cannot make %s: %s\n", weeks.at, strerror(errno));
		return STATUS_ENVIRONMENT;
	}
	if (!new_file(path_join(arena, content, STR("site.yaml")), str_from(site_yaml)) ||
	    !new_file(path_join(arena, content, STR("index.md")), str_from(index_md)) ||
	    !make_week(arena, weeks, 1, STR("The First Week")))
		return STATUS_ENVIRONMENT;
	printf("\nBuild it with: lectern build %.*s\n", STR_ARG(folder));
	return STATUS_OK;
}

/* One more than the highest number that starts a file name in the folder. */
static size_t
next_number(struct arena *arena, struct str weeks)
{
	struct str *names;
	size_t nnames, highest = 0;

	if (!folder_list(arena, weeks.at, &names, &nnames))
		return 1;
	for (size_t i = 0; i < nnames; i++) {
		int number;

		if (str_to_int(str_slice(names[i], 0, str_find_char(names[i], '-')), &number) &&
		    (size_t)number > highest)
			highest = (size_t)number;
	}
	return highest + 1;
}

static int
new_week(struct arena *arena, const struct options *options, struct str title)
{
	const char *site = option_text(options, "site");
	struct str weeks = path_join(arena, str_from(site ? site : "."), STR("content/weeks"));
	size_t number;

	if (!option_count(options, "week", next_number(arena, weeks), &number))
		return STATUS_USAGE;
	if (!folder_make(weeks.at)) {
		fprintf(stderr, "lectern: cannot make %s: %s\n", weeks.at, strerror(errno));
		return STATUS_ENVIRONMENT;
	}
	return make_week(arena, weeks, number, title) ? STATUS_OK : STATUS_ENVIRONMENT;
}

static int
run(const struct options *options)
{
	struct arena arena;
	int status;

	arena_init(&arena);
	if (strcmp(options->positionals[0], "site") == 0)
		status = new_site(&arena, str_from(options->positionals[1]));
	else if (strcmp(options->positionals[0], "week") == 0)
		status = new_week(&arena, options, str_from(options->positionals[1]));
	else if (strcmp(options->positionals[0], "plugin") == 0)
		status = new_plugin(&arena, options, str_from(options->positionals[1]));
	else if (strcmp(options->positionals[0], "workflow") == 0)
		status = new_workflow(&arena, options, str_from(options->positionals[1]));
	else
		status = command_usage_error(
		    "new", "'new' knows 'site', 'week', 'plugin' and 'workflow', not '%s'",
		    options->positionals[0]);
	arena_release(&arena);
	return status;
}

const struct command command_new = {
    .name = "new",
    .summary = "makes a site, or a week, plugin or workflow of one, to start from",
    .positional = "site DIR | week TITLE | plugin NAME | workflow NAME",
    .min_positionals = 2,
    .max_positionals = 2,
    .options = rows,
    .examples = "  lectern new site my-course\n"
		"  lectern new week 'Lists and Loops' --site my-course\n"
		"  lectern new plugin word-count --site my-course\n"
		"  lectern new workflow link-health --site my-course\n",
    .run = run,
};
