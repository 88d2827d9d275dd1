/* A build told on the terminal: options in, progress, problems, a summary out. */
#include "commands/run_build.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/timing.h"
#include "build/build.h"
#include "commands/chosen.h"
#include "commands/command.h"
#include "commands/fix.h"
#include "commands/online.h"
#include "commands/progress.h"
#include "commands/report.h"
#include "commands/timings_report.h"

#include <string.h>
#include <unistd.h>

/* Of one worker, for a trace: profilers do not open files of any size. */
enum { EVENTS_MOST = 1 << 20 };

const char *
site_folder(const struct options *options)
{
	return options->npositionals ? options->positionals[0] : ".";
}

struct str
find_installed(struct arena *arena, const char *what)
{
	struct str folder = path_folder(path_folder(file_program(arena)));
	struct str installed = arena_printf(arena, "%.*s/share/lectern/%s", STR_ARG(folder), what);
	struct str checkout = arena_printf(arena, "%.*s/%s", STR_ARG(folder), what);

	if (file_info(installed.at).kind == FILE_FOLDER)
		return installed;
	return file_info(checkout.at).kind == FILE_FOLDER ? checkout : STR("");
}

static bool
read_audience(const struct options *options, enum audience *audience)
{
	const char *text = option_text(options, "audience");

	*audience = AUDIENCE_LEARNER;
	if (!text || strcmp(text, "learner") == 0)
		return true;
	*audience = AUDIENCE_INSTRUCTOR;
	if (strcmp(text, "instructor") == 0)
		return true;
	command_usage_error(NULL, "'--audience' wants learner or instructor, not '%s'", text);
	return false;
}

static void
print_count(size_t count, const char *noun, const char *behind)
{
	printf("%zu %s%s%s", count, noun, count == 1 ? "" : "s", behind);
}

static void
print_summary(const struct build_report *report, struct str output, double elapsed)
{
	const struct totals *totals = &report->totals;
	const struct publish_result *published = &report->published;

	if (report->ncourses)
		print_count(report->ncourses, "course", ", ");
	print_count(totals->weeks, "week", ", ");
	print_count(totals->pages, "page", ", ");
	print_count(totals->items, "item", ", ");
	if (!report->ncourses)
		print_count(totals->links, "link", ", ");
	printf("%g hours", totals->hours);
	if (report->file.len)
		printf("; %zu files packed into %s, %.1f MB", published->written, report->file.at,
		       (double)published->bytes / 1e6);
	else if (report->unchanged)
		printf("; nothing has changed since %.*s was published", STR_ARG(output));
	else if (output.len)
		printf("; published to %.*s: %zu files written, %zu unchanged, %zu removed",
		       STR_ARG(output), published->written, published->linked, published->removed);
	printf(" (%.0f ms)\n", elapsed * 1000);
}

/* A build, and of its problems those that the options ask for. */
static void
look(const struct options *options, const struct build_options *build, struct build_report *result,
     struct diag_list *diags)
{
	bool writes = build->output.len || build->form;
	const char *rules = writes ? NULL : option_text(options, "rules");

	build_run(build, result, diags);
	if (rules)
		chosen_keep(diags, str_from(rules));
}

/*
 * Mends what can be, and then looks again, for what is left is what counts. Other machines are
 * not asked twice: then the report is of what was there before.
 */
static bool
fix(const struct options *options, const struct report *report, const struct build_options *build,
    struct build_report *result, struct diag_list *diags)
{
	struct fixing fixing = {.dry_run = option_given(options, "dry-run"),
				.quiet = report->quiet};

	fix_all(diags, &fixing);
	if (!fixing.nmade)
		return !fixing.failed;
	if (!build->online && !fixing.dry_run) {
		diag_release(diags);
		build_release(result);
		look(options, build, result, diags);
	}
	if (!report->quiet) {
		fprintf(stderr, "%s %zu place%s in %zu file%s\n",
			fixing.dry_run ? "--fix would mend" : "fixed", fixing.nmade,
			fixing.nmade == 1 ? "" : "s", fixing.nfiles, fixing.nfiles == 1 ? "" : "s");
	}
	return !fixing.failed;
}

/* Who checks is told what need not be done by hand. */
static void
offer_fixes(const struct options *options, const struct report *report,
	    const struct diag_list *diags)
{
	size_t count = fix_count(diags);

	if (count && !report->quiet && report->format == REPORT_TEXT &&
	    !option_given(options, "fix"))
		fprintf(stderr, "--fix mends %zu of these\n", count);
}

/* What the options and the place of the program say of a build whose folders are known. */
static void
settle(const struct options *options, bool writes, struct arena *arena, struct build_options *build)
{
	build->themes = find_installed(arena, "themes");
	build->plugins = find_installed(arena, "plugins");
	build->strict = option_given(options, "strict");
	build->locked = !writes && option_given(options, "locked");
	build->fresh = writes && !build->form && !build->nparts && option_given(options, "fresh");
	build->sync = writes && !build->form && option_given(options, "sync");
}

static void
begin_timings(const struct options *options, struct build_options *build, struct timings *timings)
{
	const char *file = option_text(options, "timings");

	if (!file)
		return;
	timings_init(timings, build->jobs, *file ? EVENTS_MOST : 0);
	build->timings = timings;
}

/* The table, and the trace where a file for it was named; false when that cannot be written. */
static bool
end_timings(const struct options *options, struct timings *timings, bool unchanged)
{
	const char *file = option_text(options, "timings");
	bool written = true;
	struct buf out;

	if (!file)
		return true;
	buf_init(&out);
	if (!*file || !option_given(options, "quiet")) {
		timings_table(&out, timings, unchanged);
		fwrite(out.at, 1, out.len, stderr);
		buf_reset(&out);
	}
	if (*file) {
		timings_trace(&out, timings);
		written = report_write(file, buf_str(&out));
		if (timings_untraced(timings))
			fprintf(stderr, "the trace lacks the last %zu spans\n",
				timings_untraced(timings));
	}
	buf_release(&out);
	timings_release(timings);
	return written;
}

/* `build` says where from and where to; the rest is read from the options. */
static int
run(const struct options *options, struct build_options build)
{
	bool writes = build.output.len || build.form, mended = true;
	struct progress progress;
	struct build_report result;
	struct report report;
	struct timings timings = {0};
	struct diag_list diags;
	struct arena arena;
	int status;

	if (!report_init(options, &report) || !read_audience(options, &build.audience) ||
	    !option_count(options, "jobs", pool_processors(), &build.jobs))
		return STATUS_USAGE;
	progress_init(&progress);
	arena_init(&arena);
	diag_init(&diags);
	settle(options, writes, &arena, &build);
	report.fold = !writes;
	report.doc_of = build_rule_doc;
	report.doc_context = &result;
	report.home = path_join(&arena, build.folder, STR("content/site.yaml"));
	begin_timings(options, &build, &timings);
	if (isatty(STDERR_FILENO) && !report.quiet) {
		build.progress = progress_show_stage;
		build.online_progress = progress_show_online;
		build.progress_context = &progress;
	}
	look(options, &build, &result, &diags);
	build.timings = NULL; // another look at what is left is not what was asked about
	progress_clear(&progress);
	if (!writes && option_given(options, "fix"))
		mended = fix(options, &report, &build, &result, &diags);
	status = diag_status(&diags);
	if (!report_print(&report, &diags) || !mended)
		status = STATUS_ENVIRONMENT;
	if (!writes)
		offer_fixes(options, &report, &diags);
	if (result.nobody_asks)
		status = command_usage_error("check", "no plugin of this site goes online; add "
						      "'links' to 'plugins' in content/site.yaml");
	if (status == STATUS_OK && !report.quiet && report_is_for_people(&report))
		print_summary(&result, build.output, progress_elapsed(&progress));
	else if (status != STATUS_OK && writes && report_is_for_people(&report))
		fprintf(stderr, "nothing was %s\n", build.form ? "written" : "published");
	if (!end_timings(options, &timings, result.unchanged))
		status = STATUS_ENVIRONMENT;
	diag_release(&diags);
	build_release(&result);
	arena_release(&arena);
	return status;
}

int
run_build(const struct options *options, const char *output)
{
	return run(options, (struct build_options){.folder = str_from(site_folder(options)),
						   .output = str_from(output)});
}

int
run_merge(const struct options *options, struct str folder, const struct str *parts, size_t nparts,
	  const char *output)
{
	return run(options, (struct build_options){.folder = folder,
						   .output = str_from(output),
						   .parts = parts,
						   .nparts = nparts});
}

int
run_check(const struct options *options)
{
	struct build_options build = {.folder = str_from(site_folder(options))};
	struct arena arena;
	const char *rules = option_text(options, "rules");
	int status = STATUS_USAGE;

	if (rules && !chosen_check(str_from(rules)))
		return STATUS_USAGE;
	arena_init(&arena);
	if (online_read(&arena, options, &build))
		status = run(options, build);
	arena_release(&arena);
	return status;
}

int
run_export(const struct options *options, const struct export_form *form, const char *file)
{
	const char *folder = options->npositionals > 1 ? options->positionals[1] : ".";

	return run(options, (struct build_options){.folder = str_from(folder),
						   .output = str_from(file),
						   .form = form});
}
