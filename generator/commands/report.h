/* How a command tells what happened: diagnostics in the format asked for, and progress. */
#ifndef COMMANDS_REPORT_H
#define COMMANDS_REPORT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct options;

/* Rows that commands with diagnostics put into their table. */
#define REPORT_OPTIONS                                                                             \
	{"format", 0, "FORMAT",                                                                    \
	 "text, json, jsonl, github, sarif, junit or markdown; text unless GitHub runs it"},       \
	    {"report", 0, "FILE", "writes the messages to FILE"},                                  \
	    {"color", 0, "WHEN", "auto (default), always or never"},                               \
	{                                                                                          \
		"quiet", 'q', NULL, "prints problems only"                                         \
	}

enum report_format {
	REPORT_TEXT,
	REPORT_JSON,
	REPORT_JSONL,
	REPORT_GITHUB,
	REPORT_SARIF,
	REPORT_JUNIT,
	REPORT_MARKDOWN
};

struct report {
	enum report_format format;
	const char *file; // written instead of standard output; NULL: none
	bool color, quiet;
	bool fold;       // text: what is wrong with one address at many places is told once
	struct str home; // told as the place of what has none; empty: content/site.yaml

	/* What a rule of a plugin says of itself; empty when there is none. NULL: no plugins. */
	struct str (*doc_of)(const void *context, struct str rule);
	const void *doc_context;
};

/* Reads the options; false, with a message, when they make no sense. */
bool report_init(const struct options *options, struct report *report);
/*
 * Tells the diagnostics: text on standard error, with a line that counts them, everything else
 * on standard output; or in the report's file. False, with a message, when that or the summary
 * of a step could not be written.
 */
bool report_print(const struct report *report, const struct diag_list *diags);
/* Replaces or makes the file; false, with a message, when it cannot be written. */
bool report_write(const char *path, struct str bytes);
/* Whether people read standard output, so that a command may tell there what it did. */
bool report_is_for_people(const struct report *report);

#endif
