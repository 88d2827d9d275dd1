/* lectern test: builds the tests of plugins and compares what comes out. */
#include "base/arena.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/plugin_case.h"
#include "commands/run_build.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {
    {"accept", 0, NULL, "writes what comes out as what is expected; read it then"},
    {"site", 0, "DIR", "site whose plugins are tested; default: the folder you are in"},
    {0},
};

struct tester {
	struct arena *arena;
	struct str temporary;       // folder, to build in
	struct str themes, plugins; // folders of the installed ones
	bool accept;
	size_t ntests, nfailed;
	bool broken; // the machine failed
};

static bool
is_plugin(struct arena *arena, struct str folder)
{
	struct str manifest = path_join(arena, folder, STR("plugin.yaml"));

	return file_info(manifest.at).kind == FILE_REGULAR;
}

static void
run_case(struct tester *tester, struct plugin_case *test, struct str name)
{
	struct arena *arena = tester->arena;
	enum case_result result;

	test->name = arena_printf(arena, "%.*s/%.*s", STR_ARG(test->plugin), STR_ARG(name));
	test->real = file_real_path(arena, test->folder.at);
	test->output = arena_printf(arena, "%.*s/%zu", STR_ARG(tester->temporary), tester->ntests);
	tester->ntests++;
	result = tester->accept ? plugin_case_accept(arena, test) : plugin_case_run(arena, test);
	tester->nfailed += result == CASE_FAILED;
	tester->broken |= result == CASE_BROKEN;
}

/* The folder is shown as it was given, and looked at where it really is. */
static void
run_plugin(struct tester *tester, struct str folder)
{
	struct arena *arena = tester->arena;
	struct str real = file_real_path(arena, folder.at);
	struct plugin_case test = {.plugin = path_name(real),
				   .plugins = arena_dup(arena, path_folder(real)),
				   .themes = tester->themes,
				   .installed = tester->plugins};
	struct str tests = path_join(arena, folder, STR("tests")), *names;
	size_t nnames, before = tester->ntests;

	if (!folder_list(arena, tests.at, &names, &nnames))
		nnames = 0;
	for (size_t i = 0; i < nnames; i++) {
		test.folder = path_join(arena, tests, names[i]);
		if (names[i].at[0] != '.' && file_info(test.folder.at).kind == FILE_FOLDER)
			run_case(tester, &test, names[i]);
	}
	if (tester->ntests == before)
		printf("no tests in %s\n", tests.at);
}

/* All folders with a plugin.yaml in the site's plugins/. */
static void
run_all(struct tester *tester, struct str plugins)
{
	struct str *names;
	size_t nnames;

	if (!folder_list(tester->arena, plugins.at, &names, &nnames))
		nnames = 0;
	for (size_t i = 0; i < nnames; i++) {
		struct str folder = path_join(tester->arena, plugins, names[i]);

		if (is_plugin(tester->arena, folder))
			run_plugin(tester, folder);
	}
}

/* "plugins/minutes/" is the folder "plugins/minutes". */
static struct str
given_folder(struct arena *arena, const char *text)
{
	struct str folder = str_from(text);

	while (folder.len > 1 && folder.at[folder.len - 1] == '/')
		folder.len--;
	return arena_dup(arena, folder);
}

/* So that a pattern such as plugins/ * can be given, a folder of something else is passed over. */
static int
run_given(struct tester *tester, const struct options *options)
{
	struct arena *arena = tester->arena;

	for (size_t i = 0; i < options->npositionals; i++)
		if (!file_real_path(arena, options->positionals[i]).len)
			return command_usage_error("test", "there is no folder '%s'",
						   options->positionals[i]);
	for (size_t i = 0; i < options->npositionals; i++) {
		struct str folder = given_folder(arena, options->positionals[i]);

		if (is_plugin(arena, folder))
			run_plugin(tester, folder);
		else
			printf("no plugin in %s\n", folder.at);
	}
	return STATUS_OK;
}

static int
run_tests(struct tester *tester, const struct options *options)
{
	const char *site = option_text(options, "site");
	int status = STATUS_OK;

	if (options->npositionals)
		status = run_given(tester, options);
	else
		run_all(tester, path_join(tester->arena, str_from(site), STR("plugins")));
	if (status != STATUS_OK)
		return status;
	printf("%zu test%s, %zu failed\n", tester->ntests, tester->ntests == 1 ? "" : "s",
	       tester->nfailed);
	if (!tester->ntests)
		fputs("lectern: nothing was tested; a test is a folder "
		      "plugins/NAME/tests/CASE/ with content/ in it\n",
		      stderr);
	if (tester->broken)
		return STATUS_ENVIRONMENT;
	return tester->nfailed || !tester->ntests ? STATUS_CONTENT : STATUS_OK;
}

static int
run(const struct options *options)
{
	struct arena arena;
	struct tester tester = {.arena = &arena, .accept = option_given(options, "accept")};
	int status = STATUS_ENVIRONMENT;

	arena_init(&arena);
	tester.themes = find_installed(&arena, "themes");
	tester.plugins = find_installed(&arena, "plugins");
	tester.temporary = folder_make_temporary(&arena);
	if (tester.temporary.len) {
		status = run_tests(&tester, options);
		folder_remove(tester.temporary.at);
	} else {
		fprintf(stderr, "lectern: cannot make a temporary folder: %s\n", strerror(errno));
	}
	arena_release(&arena);
	return status;
}

const struct command command_test = {
    .name = "test",
    .summary = "builds the tests of plugins and compares what comes out",
    .positional = "[PLUGIN_FOLDER...]",
    .max_positionals = POSITIONAL_LIMIT,
    .options = rows,
    .examples = "  lectern test\n"
		"  lectern test --site my-course\n"
		"  lectern test plugins/minutes\n"
		"  lectern test plugins/minutes --accept\n",
    .run = run,
};
