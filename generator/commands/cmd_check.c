/* lectern check: everything that a build does but publishing. */
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "commands/run_build.h"

static const struct option_row rows[] = {
    BUILD_OPTIONS,
    {"locked", 0, NULL, "an error where content/ids.lock is behind; see lectern ids"},
    REPORT_OPTIONS,
    {0},
};

static int
run(const struct options *options)
{
	return run_build(options, NULL);
}

const struct command command_check = {
    .name = "check",
    .summary = "tells all problems of the site and writes nothing",
    .positional = "[SITE]",
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern check\n"
		"  lectern check my-course --strict\n"
		"  lectern check --locked\n"
		"  lectern check --format github\n",
    .run = run,
};
