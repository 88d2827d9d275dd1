/* lectern check: everything that a build does but publishing. */
#include "commands/all.h"
#include "commands/command.h"
#include "commands/online.h"
#include "commands/report.h"
#include "commands/run_build.h"

static const struct option_row rows[] = {
    BUILD_OPTIONS,
    {"locked", 0, NULL, "an error where content/ids.lock is behind; see lectern ids"},
    {"fix", 0, NULL, "mends in the files what can be mended for certain"},
    {"dry-run", 0, NULL, "with --fix: shows what it would write, and writes nothing"},
    {"rules", 0, "LIST", "tells only these rules, such as links/*,url-local; others do not count"},
    ONLINE_OPTIONS,
    REPORT_OPTIONS,
    {0},
};

static int
run(const struct options *options)
{
	if (option_given(options, "dry-run") && !option_given(options, "fix"))
		return command_usage_error("check", "'--dry-run' goes with '--fix'");
	return run_check(options);
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
		"  lectern check --format github\n"
		"  lectern check --format sarif --report lectern.sarif\n"
		"  lectern check --fix --dry-run\n"
		"  lectern check --rules 'links/*,link-*,url-*'\n"
		"  lectern check --online --only new --max-time 5m\n",
    .run = run,
};
