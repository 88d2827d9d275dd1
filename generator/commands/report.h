/* How a command tells what happened: diagnostics in the format asked for, and progress. */
#ifndef COMMANDS_REPORT_H
#define COMMANDS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct diag_list;
struct options;

/* Rows that commands with diagnostics put into their table. */
#define REPORT_OPTIONS                                                                             \
	{"format", 0, "FORMAT", "of messages: text (default), json or github"},                    \
	    {"color", 0, "WHEN", "auto (default), always or never"},                               \
	{                                                                                          \
		"quiet", 'q', NULL, "prints problems only"                                         \
	}

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_GITHUB };

struct report {
	enum report_format format;
	bool color, quiet;
};

/* Reads the options; false, with a message, when they make no sense. */
bool report_init(const struct options *options, struct report *report);
/*
 * Prints the diagnostics: text on standard error, json and github on standard
 * output, and for text a line that counts them.
 */
void report_print(const struct report *report, const struct diag_list *diags);

#endif
