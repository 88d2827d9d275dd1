/* Diagnostics in the format asked for, where they were asked for. */
#include "commands/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"
#include "commands/command.h"
#include "findings/finding.h"
#include "findings/formats.h"
#include "findings/repository.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What GitHub takes, in bytes, and a little less: of an issue it counts characters. */
enum {
	ISSUE_MOST = 60000,
	SUMMARY_MOST = 1000000,
	SUMMARY_LEAST = 10000, // less room is worth no summary; also for what ends it
};

static bool
choose(const struct options *options, const char *name, const char *const *choices, int *out)
{
	const char *text = option_text(options, name);

	*out = 0;
	if (!text)
		return true;
	for (int i = 0; choices[i]; i++) {
		*out = i;
		if (strcmp(choices[i], text) == 0)
			return true;
	}
	command_usage_error(NULL, "'--%s' does not know '%s'", name, text);
	return false;
}

static bool
terminal_has_color(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !getenv("NO_COLOR") && term && strcmp(term, "dumb") != 0;
}

/* Under GitHub's workflows annotations are what people look at. */
static enum report_format
default_format(void)
{
	const char *actions = getenv("GITHUB_ACTIONS");

	return actions && strcmp(actions, "true") == 0 ? REPORT_GITHUB : REPORT_TEXT;
}

bool
report_init(const struct options *options, struct report *report)
{
	static const char *const formats[] = {
	    [REPORT_TEXT] = "text",         [REPORT_JSON] = "json",      [REPORT_JSONL] = "jsonl",
	    [REPORT_GITHUB] = "github",     [REPORT_SARIF] = "sarif",    [REPORT_JUNIT] = "junit",
	    [REPORT_MARKDOWN] = "markdown", [REPORT_MARKDOWN + 1] = NULL};
	static const char *const colors[] = {"auto", "always", "never", NULL};
	int format, color;

	*report = (struct report){0};
	if (!choose(options, "format", formats, &format) ||
	    !choose(options, "color", colors, &color))
		return false;
	report->format =
	    option_given(options, "format") ? (enum report_format)format : default_format();
	report->file = option_text(options, "report");
	report->color = !report->file && (color == 1 || (color == 0 && terminal_has_color()));
	report->quiet = option_given(options, "quiet");
	if (report->file && !*report->file) {
		command_usage_error(NULL, "'--report' wants the name of a file");
		return false;
	}
	return true;
}

bool
report_is_for_people(const struct report *report)
{
	return report->file || report->format == REPORT_TEXT || report->format == REPORT_GITHUB;
}

static void
print_counts(const struct diag_list *diags)
{
	size_t nerrors = diags->nerrors + diags->nfatals;

	if (nerrors)
		fprintf(stderr, "%zu error%s", nerrors, nerrors == 1 ? "" : "s");
	if (nerrors && diags->nwarnings)
		fputs(", ", stderr);
	if (diags->nwarnings)
		fprintf(stderr, "%zu warning%s", diags->nwarnings,
			diags->nwarnings == 1 ? "" : "s");
	if (nerrors || diags->nwarnings)
		fputc('\n', stderr);
}

static void
print_summaries(const struct diag_list *diags)
{
	struct buf line;

	buf_init(&line);
	for (const struct diag_summary *at = diags->summaries; at; at = at->next) {
		if (!at->text.len)
			continue;
		buf_reset(&line);
		buf_addf(&line, "%.*s: ", STR_ARG(at->owner));
		utf8_put_safe(&line, at->text);
		fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&line)));
	}
	buf_release(&line);
}

static bool
fail(const char *path)
{
	fprintf(stderr, "lectern: cannot write %s: %s\n", path, strerror(errno));
	return false;
}

/* The summary of a step may hold SUMMARY_MOST bytes, ours and those of commands before. */
static bool
add_to_summary(const struct telling *telling, const char *path)
{
	struct telling mine = *telling;
	uint64_t there = file_info(path).size;
	struct buf out;
	bool written;

	if (there + SUMMARY_LEAST > SUMMARY_MOST)
		return true;
	mine.most = SUMMARY_MOST - SUMMARY_LEAST - (size_t)there;
	buf_init(&out);
	buf_add(&out, STR("## Lectern\n\n"));
	markdown_put(&out, &mine);
	buf_add_char(&out, '\n');
	written = file_append(path, buf_str(&out)) || fail(path);
	buf_release(&out);
	return written;
}

bool
report_write(const char *path, struct str bytes)
{
	return file_replace(path, bytes) || fail(path);
}

static bool
print(const struct report *report, struct str bytes)
{
	FILE *out = report->format == REPORT_TEXT ? stderr : stdout;

	if (report->file)
		return report_write(report->file, bytes);
	fwrite(bytes.at, 1, bytes.len, out);
	return true;
}

bool
report_print(const struct report *report, const struct diag_list *diags)
{
	static void (*const formats[])(struct buf * out, const struct telling *telling) = {
	    [REPORT_TEXT] = text_put,         [REPORT_JSON] = json_put,
	    [REPORT_JSONL] = jsonl_put,       [REPORT_GITHUB] = github_put,
	    [REPORT_SARIF] = sarif_put,       [REPORT_JUNIT] = junit_put,
	    [REPORT_MARKDOWN] = markdown_put,
	};
	const char *summary =
	    report->format == REPORT_GITHUB ? getenv("GITHUB_STEP_SUMMARY") : NULL;
	struct repository repository;
	struct findings findings;
	struct arena arena;
	struct telling telling = {
	    .arena = &arena,
	    .findings = &findings,
	    .repository = &repository,
	    .home = report->home.len ? report->home : STR("content/site.yaml"),
	    .where =
		summary ? "the summary of this step" : "what `lectern check --format text` tells",
	    .most = ISSUE_MOST,
	    .doc_of = report->doc_of,
	    .doc_context = report->doc_context,
	    .color = report->color,
	    .fold = report->fold,
	};
	struct buf out;
	bool written;

	arena_init(&arena);
	buf_init(&out);
	repository_find(&arena, ".", &repository);
	findings_make(&arena, diags, &findings);
	formats[report->format](&out, &telling);
	written = print(report, buf_str(&out));
	if (summary && *summary && findings.len > findings.nsuppressed)
		written = add_to_summary(&telling, summary) && written;
	if (report->format == REPORT_TEXT || report->file)
		print_counts(diags);
	if (report_is_for_people(report) && !report->quiet)
		print_summaries(diags);
	buf_release(&out);
	arena_release(&arena);
	return written;
}
