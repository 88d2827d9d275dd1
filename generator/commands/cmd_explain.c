/* lectern explain: the page of a diagnostic code. */
#include "base/diag.h"
#include "base/die.h"
#include "commands/all.h"
#include "commands/command.h"

#include <stdio.h>

static const struct option_row rows[] = {{0}};

static const char *const level_words[] = {[DIAG_NOTE] = "a note",
					  [DIAG_WARNING] = "a warning",
					  [DIAG_ERROR] = "an error",
					  [DIAG_FATAL] = "an error of the environment"};

static int
print_all(void)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		printf("%-24s %s\n", diag_catalogue[i].slug, level_words[diag_catalogue[i].level]);
	return STATUS_OK;
}

static int
refuse(struct str wanted)
{
	struct str names[DIAG_COUNT], near;

	for (size_t i = 0; i < DIAG_COUNT; i++)
		names[i] = str_from(diag_catalogue[i].slug);
	near = diag_nearest(wanted, names, DIAG_COUNT);
	if (near.len)
		return command_usage_error("explain",
					   "there is no code '%.*s'; did you mean '%.*s'?",
					   STR_ARG(wanted), STR_ARG(near));
	return command_usage_error("explain", "there is no code '%.*s'", STR_ARG(wanted));
}

static int
run(const struct options *options)
{
	struct str wanted;
	enum diag_code code;

	if (!options->npositionals)
		return print_all();
	wanted = str_from(options->positionals[0]);
	code = diag_find(wanted);
	if (code == DIAG_COUNT)
		return refuse(wanted);
	printf("%s (%s)\n\n%s\n", diag_catalogue[code].slug,
	       level_words[diag_catalogue[code].level], diag_catalogue[code].page);
	return STATUS_OK;
}

const struct command command_explain = {
    .name = "explain",
    .summary = "tells what a [code] behind a message means; without CODE, all of them",
    .positional = "[CODE]",
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern explain\n"
		"  lectern explain hours-mismatch\n",
    .run = run,
};
