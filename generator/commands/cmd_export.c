/* lectern export: the whole site as one file, in a form of the table. */
#include "base/arena.h"
#include "base/diag.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "commands/run_build.h"
#include "emit/export.h"

static const struct option_row rows[] = {
    {"output", 'o', "FILE", "file to write; default: named by the site, in this folder"},
    BUILD_OPTIONS,
    REPORT_OPTIONS,
    {0},
};

static int
unknown_form(const char *name)
{
	struct str names[16];
	struct str nearest;
	size_t nnames = 0;

	for (const struct export_form *form = export_forms; form->name && nnames < 16; form++)
		names[nnames++] = str_from(form->name);
	nearest = diag_nearest(str_from(name), names, nnames);
	if (!nearest.len)
		nearest = names[0];
	return command_usage_error("export", "there is no form '%s', but '%.*s'", name,
				   STR_ARG(nearest));
}

static int
run(const struct options *options)
{
	const struct export_form *form = export_find(options->positionals[0]);
	const char *file = option_text(options, "output");

	if (!form)
		return unknown_form(options->positionals[0]);
	if (file && !*file)
		return command_usage_error("export", "'--output' wants the name of a file");
	return run_export(options, form, file);
}

const struct command command_export = {
    .name = "export",
    .summary = "makes one file of the whole site; zip: to open from a disk or to serve",
    .positional = "zip [SITE]",
    .min_positionals = 1,
    .max_positionals = 2,
    .options = rows,
    .examples = "  lectern export zip\n"
		"  lectern export zip my-course --output course.zip\n"
		"  lectern export zip --audience instructor --output instructor.zip\n",
    .run = run,
};
