/* lectern build: content/ becomes a published folder. */
#include "base/arena.h"
#include "base/path.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "commands/run_build.h"

static const struct option_row rows[] = {
    {"output", 'o', "DIR", "folder to publish to; default: public/ in SITE"},
    BUILD_OPTIONS,
    {"fresh", 0, NULL, "builds everything, also when nothing has changed"},
    {"sync", 0, NULL, "waits until all is on disk: survives power loss, takes longer"},
    REPORT_OPTIONS,
    {0},
};

static int
run(const struct options *options)
{
	const char *output = option_text(options, "output");
	struct arena arena;
	int status;

	if (output && !*output)
		return command_usage_error("build", "'--output' wants the name of a folder");
	arena_init(&arena);
	if (!output)
		output = path_join(&arena, str_from(site_folder(options)), STR("public")).at;
	status = run_build(options, output);
	arena_release(&arena);
	return status;
}

const struct command command_build = {
    .name = "build",
    .summary = "builds the site and publishes it to a folder",
    .positional = "[SITE]",
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern build\n"
		"  lectern build my-course --output /srv/www/course\n"
		"  lectern build --audience instructor --output instructor\n",
    .run = run,
};
