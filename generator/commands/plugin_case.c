/* One test of a plugin: built in this process, compared by bytes. */
#include "commands/plugin_case.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "build/build.h"
#include "emit/plan.h"
#include "read/tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 16 << 20, LINE_MOST = 160 };

/* What came out of a build. */
struct outcome {
	struct str said;  // as the author of a test reads it anywhere: paths from the site's root
	struct str *made; // weeks, and files that the plugin wrote; what a new test expects
	size_t nmade;
	bool broken; // the machine failed
};

/* All that is expected and all that differs of one case. */
struct comparison {
	struct arena *arena;
	const struct plugin_case *test;
	size_t ndifferences;
};

static struct str
in_case(struct arena *arena, const struct plugin_case *test, const char *name)
{
	return path_join(arena, test->folder, str_from(name));
}

/* The text with the folder, where it stands, as `shown`; a folder without a name stays. */
static struct str
show_folder(struct arena *arena, struct str text, struct str folder, const char *shown)
{
	struct buf out;
	struct str result, needle;

	if (!folder.len)
		return text;
	needle = arena_printf(arena, "%.*s/", STR_ARG(folder));
	buf_init(&out);
	for (size_t at = str_find(text, needle); at < text.len; at = str_find(text, needle)) {
		buf_add(&out, str_slice(text, 0, at));
		buf_add(&out, str_from(shown));
		text = str_skip(text, at + needle.len);
	}
	buf_add(&out, text);
	result = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static struct str
print_diags(struct arena *arena, const struct plugin_case *test, const struct diag_list *diags)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct str said;

	if (!out)
		die("out of memory");
	diag_print(diags, out, false);
	fclose(out);
	said = arena_dup(arena, (struct str){text, len});
	free(text);
	said = show_folder(arena, said, test->real, "");
	said = show_folder(arena, said, path_join(arena, test->plugins, test->plugin),
			   arena_printf(arena, "plugins/%.*s/", STR_ARG(test->plugin)).at);
	said = show_folder(arena, said, test->plugins, "plugins/");
	said = show_folder(arena, said, test->installed, "plugins/");
	return show_folder(arena, said, test->themes, "themes/");
}

static void
list_made(struct arena *arena, const struct plugin_case *test, const struct plan *plan,
	  struct outcome *outcome)
{
	struct str owner = arena_printf(arena, "plugin %.*s", STR_ARG(test->plugin));

	outcome->made = ARENA_ARRAY(arena, struct str, plan ? plan->noutputs : 0);
	for (size_t i = 0; plan && i < plan->noutputs; i++) {
		const struct output *output = &plan->outputs[i];

		if (str_starts(output->path, STR("api/weeks/")) ||
		    (str_eq(output->owner, owner) && !output->copy.len))
			outcome->made[outcome->nmade++] = arena_dup(arena, output->path);
	}
}

static void
build_case(struct arena *arena, const struct plugin_case *test, struct outcome *outcome)
{
	/* One worker, for the tests of a slow machine are the same. */
	const struct build_options options = {.folder = test->real,
					      .output = test->output,
					      .themes = test->themes,
					      .plugins = test->installed,
					      .first_plugins = test->plugins,
					      .jobs = 1};
	struct build_report report;
	struct diag_list diags;

	*outcome = (struct outcome){0};
	diag_init(&diags);
	build_run(&options, &report, &diags);
	outcome->said = print_diags(arena, test, &diags);
	outcome->broken = diag_status(&diags) == STATUS_ENVIRONMENT;
	list_made(arena, test, report.plan, outcome);
	diag_release(&diags);
	build_release(&report);
}

/* The line that holds the offset; harmless to a terminal. */
static void
print_line(const char *sign, struct str text, size_t start)
{
	struct str line = str_skip(text, start);

	line = str_slice(line, 0, str_find_char(line, '\n'));
	if (start >= text.len)
		line = STR("(nothing more)");
	printf("    %s ", sign);
	for (size_t i = 0; i < line.len && i < LINE_MOST; i++) {
		unsigned char c = (unsigned char)line.at[i];

		putchar(c == '\t' ? ' ' : c < ' ' || c == 0x7f ? '?' : c);
	}
	putchar('\n');
}

/* Says that a file differs, under the name of the case, which is printed once. */
static void
begin_difference(struct comparison *comparison)
{
	if (comparison->ndifferences++ == 0)
		printf("FAILED %.*s\n", STR_ARG(comparison->test->name));
}

static void
compare(struct comparison *comparison, struct str path, struct str expected, struct str actual)
{
	size_t start = 0, line = 1;

	if (str_eq(expected, actual))
		return;
	for (size_t i = 0; i < expected.len && i < actual.len && expected.at[i] == actual.at[i];
	     i++)
		if (expected.at[i] == '\n') {
			start = i + 1;
			line++;
		}
	begin_difference(comparison);
	printf("  %.*s:%zu\n", STR_ARG(path), line);
	print_line("expected:", expected, start);
	print_line("came out:", actual, start);
}

/* False when the machine failed, which it says. */
static bool
read_expected(struct arena *arena, struct str path, struct str *text)
{
	*text = (struct str){0};
	if (file_read(arena, path.at, FILE_MOST, text) || errno == ENOENT)
		return true;
	fprintf(stderr, "lectern: cannot read %s: %s\n", path.at, strerror(errno));
	return false;
}

/* The files of expected/, none when there is no such folder; false when they cannot be known. */
static bool
list_expected(struct arena *arena, const struct plugin_case *test, struct tree *tree)
{
	struct str folder = in_case(arena, test, "expected");
	struct diag_list diags;
	bool good;

	*tree = (struct tree){0};
	if (file_info(folder.at).kind == FILE_ABSENT)
		return true;
	diag_init(&diags);
	good = tree_read(arena, folder, tree, &diags);
	diag_print(&diags, stderr, false);
	diag_release(&diags);
	return good;
}

static bool
compare_file(struct comparison *comparison, const struct entry *entry)
{
	struct str expected, actual;
	struct str path = path_join(comparison->arena, comparison->test->output, entry->path);

	if (!read_expected(comparison->arena, entry->file, &expected) ||
	    !read_expected(comparison->arena, path, &actual))
		return false;
	if (file_info(path.at).kind != FILE_ABSENT) {
		compare(comparison, entry->file, expected, actual);
		return true;
	}
	begin_difference(comparison);
	printf("  %.*s: no such file came out\n", STR_ARG(entry->file));
	return true;
}

enum case_result
plugin_case_run(struct arena *arena, const struct plugin_case *test)
{
	struct comparison comparison = {.arena = arena, .test = test};
	struct str diag_path = in_case(arena, test, "expected.diag"), said;
	struct outcome outcome;
	struct tree tree;

	if (!list_expected(arena, test, &tree) || !read_expected(arena, diag_path, &said))
		return CASE_BROKEN;
	build_case(arena, test, &outcome);
	if (outcome.broken) {
		fprintf(stderr, "%.*s", STR_ARG(outcome.said));
		return CASE_BROKEN;
	}
	compare(&comparison, diag_path, said, outcome.said);
	for (size_t i = 0; i < tree.nentries; i++)
		if (!compare_file(&comparison, &tree.entries[i]))
			return CASE_BROKEN;
	if (!tree.nentries && file_info(diag_path.at).kind == FILE_ABSENT) {
		begin_difference(&comparison);
		printf("  nothing is expected yet; run with --accept, then read what it wrote\n");
	}
	if (!comparison.ndifferences)
		printf("ok %.*s\n", STR_ARG(test->name));
	return comparison.ndifferences ? CASE_FAILED : CASE_OK;
}

/* Makes the file hold the text, or be gone when `text` is NULL, and says so if it did not. */
static bool
write_expected(struct arena *arena, struct str path, const struct str *text)
{
	bool there = file_info(path.at).kind != FILE_ABSENT, done;
	struct str old;

	if (there && text && file_read(arena, path.at, FILE_MOST, &old) && str_eq(old, *text))
		return true;
	if (!there && !text)
		return true;
	if (text)
		done = folder_make(arena_dup(arena, path_folder(path)).at) &&
		       file_replace(path.at, *text);
	else
		done = remove(path.at) == 0;
	if (done)
		printf("%s %s\n", text ? "wrote" : "removed", path.at);
	else
		fprintf(stderr, "lectern: cannot write %s: %s\n", path.at, strerror(errno));
	return done;
}

/* One file of expected/ as it came out. */
static bool
accept_file(struct arena *arena, const struct plugin_case *test, struct str name)
{
	struct str path = path_join(arena, in_case(arena, test, "expected"), name);
	struct str made = path_join(arena, test->output, name), text;
	bool there = file_info(made.at).kind != FILE_ABSENT;

	return read_expected(arena, made, &text) &&
	       write_expected(arena, path, there ? &text : NULL);
}

enum case_result
plugin_case_accept(struct arena *arena, const struct plugin_case *test)
{
	struct str diag_path = in_case(arena, test, "expected.diag");
	bool new = file_info(diag_path.at).kind == FILE_ABSENT, good = true;
	struct outcome outcome;
	struct tree tree;

	if (!list_expected(arena, test, &tree))
		return CASE_BROKEN;
	build_case(arena, test, &outcome);
	if (outcome.broken) {
		fprintf(stderr, "%.*s", STR_ARG(outcome.said));
		return CASE_BROKEN;
	}
	good = write_expected(arena, diag_path, outcome.said.len ? &outcome.said : NULL);
	for (size_t i = 0; good && i < tree.nentries; i++)
		good = accept_file(arena, test, tree.entries[i].path);
	for (size_t i = 0; good && new && !tree.nentries &&i < outcome.nmade; i++)
		good = accept_file(arena, test, outcome.made[i]);
	if (good)
		printf("accepted %.*s\n", STR_ARG(test->name));
	return good ? CASE_OK : CASE_BROKEN;
}
