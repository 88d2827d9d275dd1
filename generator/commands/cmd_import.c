/* lectern import: a course from one Markdown document. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "import/import.h"

#include <stdio.h>

static const struct option_row rows[] = {
    {"output", 'o', "DIR", "folder of the new site; default: named from the title"},
    {"force", 'f', NULL, "overwrites files that are there"},
    {"dry-run", 'n', NULL, "shows what would be written, and writes nothing"},
    REPORT_OPTIONS,
    {0},
};

static void
print_count(const char *name, size_t count)
{
	if (count)
		printf("  %-26s %6zu\n", name, count);
}

static void
print_counts(const struct import_report *report)
{
	print_count("weeks", report->weeks);
	print_count("blocks", report->blocks);
	print_count("topics", report->topics);
	print_count("tasks", report->tasks);
	if (report->hours > 0)
		printf("  %-26s %6g\n", "hours of tasks", report->hours);
	print_count("resources", report->resources);
	print_count("places for own resources", report->own_resources);
	print_count("projects", report->projects);
	print_count("of these capstones", report->capstones);
	print_count("ethics items", report->ethics);
	print_count("outcomes", report->outcomes);
	print_count("stretch goals", report->stretch);
	print_count("self-assessment items", report->self_assessment);
	print_count("interview questions", report->questions);
	print_count("pages", report->pages);
	print_count("boxes to tick on pages", report->boxes);
	print_count("repairs of characters", report->mended);
	print_count("damage not repaired", report->unmended);
	print_count("runs of lines not placed", report->unplaced);
}

static void
print_files(const struct import_report *report, bool dry_run)
{
	printf("\n%s %s/content:\n", dry_run ? "would be written to" : "written to",
	       report->folder.at);
	for (size_t i = 0; i < report->nfiles; i++)
		printf("  %.*s\n", STR_ARG(report->files[i].path));
	if (!dry_run)
		printf("\nBuild it with: lectern build %s\n", report->folder.at);
}

static int
run(const struct options *options)
{
	struct report how;
	struct import_report report;
	struct import_options import = {
	    .file = str_from(options->positionals[0]),
	    .output = str_from(option_text(options, "output")),
	    .force = option_given(options, "force"),
	    .dry_run = option_given(options, "dry-run"),
	};
	struct arena arena;
	struct diag_list diags;
	int status;

	if (!report_init(options, &how))
		return STATUS_USAGE;
	arena_init(&arena);
	diag_init(&diags);
	if (import_run(&arena, &import, &report, &diags) && !how.quiet &&
	    report_is_for_people(&how)) {
		print_counts(&report);
		print_files(&report, import.dry_run);
		fflush(stdout);
	}
	how.home = import.file;
	status = report_print(&how, &diags) ? diag_status(&diags) : STATUS_ENVIRONMENT;
	diag_release(&diags);
	arena_release(&arena);
	return status;
}

const struct command command_import = {
    .name = "import",
    .summary = "makes a course from one Markdown document",
    .positional = "FILE.md",
    .min_positionals = 1,
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern import roadmap.md\n"
		"  lectern import roadmap.md --output my-course --dry-run\n",
    .run = run,
};
