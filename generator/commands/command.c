/* The table of commands, and the command line read by it. */
#include "commands/command.h"

#include "base/die.h"
#include "base/str.h"
#include "commands/all.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct command *const commands[] = {
    &command_build,   &command_check,  &command_ids,   &command_import, &command_new,
    &command_explain, &command_export, &command_merge, &command_theme,  &command_test,
    &command_schema,  &command_limits, NULL,
};

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

void
command_print_overview(void)
{
	puts("Lectern turns a folder of Markdown week files into a course site.\n\n"
	     "usage: lectern COMMAND [SITE] [options]\n\ncommands:");
	for (size_t i = 0; commands[i]; i++)
		printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
	puts("\nSITE is the folder that holds content/; without it, the folder you are in.\n"
	     "`lectern COMMAND --help` tells more; `lectern --version` tells which Lectern this "
	     "is.\n"
	     "\nexamples:\n"
	     "  lectern new site my-course       a course to start from\n"
	     "  lectern build my-course          builds it into my-course/public/\n"
	     "  lectern import roadmap.md        a course from one Markdown file");
}

static void
print_option(const struct option_row *row)
{
	const char *before = !row->argument ? "" : row->optional ? "[=" : " ";
	char left[64];

	snprintf(left, sizeof(left), "%c%c%s--%s%s%s%s", row->letter ? '-' : ' ',
		 row->letter ? row->letter : ' ', row->letter ? ", " : "  ", row->name, before,
		 row->argument ? row->argument : "", row->optional ? "]" : "");
	printf("  %-26s %s\n", left, row->help);
}

void
command_print_help(const struct command *command)
{
	static const struct option_row help = {"help", 'h', NULL, "prints this"};

	printf("lectern %s: %s\n\n", command->name, command->summary);
	printf("usage: lectern %s%s%s [options]\n\noptions:\n", command->name,
	       command->positional ? " " : "", command->positional ? command->positional : "");
	for (const struct option_row *row = command->options; row->name; row++)
		print_option(row);
	print_option(&help);
	printf("\nexamples:\n%s", command->examples);
}

int
command_usage_error(const char *command, const char *format, ...)
{
	va_list arguments;

	fputs("lectern: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\n  try: lectern %s%s--help\n", command ? command : "",
		command ? " " : "");
	return STATUS_USAGE;
}

static int
argument_of(const struct option_row *row)
{
	if (!row->argument)
		return no_argument;
	return row->optional ? optional_argument : required_argument;
}

/* The tables of getopt, made of ours. */
struct getopt_tables {
	struct option longs[OPTION_LIMIT + 2];
	char shorts[2 * OPTION_LIMIT + 4];
};

static void
make_tables(const struct option_row *rows, struct getopt_tables *tables)
{
	size_t nshorts = 0, n = 0;

	memset(tables, 0, sizeof(*tables));
	tables->shorts[nshorts++] = ':'; // a missing argument is told apart
	for (; rows[n].name; n++) {
		BUG_IF(n >= OPTION_LIMIT);
		BUG_IF(rows[n].optional && rows[n].letter); // -o FILE would be two words
		tables->longs[n] =
		    (struct option){rows[n].name, argument_of(&rows[n]), NULL, 1000 + (int)n};
		if (rows[n].letter)
			tables->shorts[nshorts++] = rows[n].letter;
		if (rows[n].letter && rows[n].argument)
			tables->shorts[nshorts++] = ':';
	}
	tables->longs[n] = (struct option){"help", 0, NULL, 'h'};
	tables->shorts[nshorts] = 'h';
}

/* Index of the row that getopt's answer means; -1 when it is none. */
static int
row_of(const struct option_row *rows, int answer)
{
	if (answer >= 1000)
		return answer - 1000;
	for (int i = 0; rows[i].name; i++)
		if (rows[i].letter && rows[i].letter == answer)
			return i;
	return -1;
}

static bool
take_positionals(const struct command *command, int argc, char **argv, struct options *options,
		 int *status)
{
	size_t count = (size_t)(argc - optind);

	*status = STATUS_USAGE;
	if (count < command->min_positionals) {
		command_usage_error(command->name, "'%s' wants %s", command->name,
				    command->positional);
		return false;
	}
	if (count > command->max_positionals) {
		command_usage_error(command->name, "'%s' does not know what to do with '%s'",
				    command->name, argv[optind + (int)command->max_positionals]);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		options->positionals[i] = argv[optind + (int)i];
	options->npositionals = count;
	return true;
}

bool
options_parse(const struct command *command, int argc, char **argv, struct options *options,
	      int *status)
{
	struct getopt_tables tables;
	int answer;

	*options = (struct options){.rows = command->options};
	make_tables(command->options, &tables);
	opterr = 0;
	optind = 1;
	for (;;) {
		int row;

		answer = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
		if (answer == -1)
			break;
		row = row_of(command->options, answer);
		if (row >= 0 && command->options[row].optional && optarg && !*optarg)
			answer = ':'; // --timings= names nothing
		else if (row >= 0) {
			options->values[row] = optarg ? optarg : "";
			continue;
		}
		*status = STATUS_OK;
		if (answer == 'h')
			command_print_help(command);
		else
			*status = command_usage_error(command->name,
						      answer == ':' ? "'%s' wants a value"
								    : "there is no option '%s'",
						      argv[optind - 1]);
		return false;
	}
	return take_positionals(command, argc, argv, options, status);
}

const char *
option_text(const struct options *options, const char *name)
{
	for (size_t i = 0; options->rows[i].name; i++)
		if (strcmp(options->rows[i].name, name) == 0)
			return options->values[i];
	BUG_IF("an option that is not in the command's table");
	return NULL;
}

bool
option_given(const struct options *options, const char *name)
{
	return option_text(options, name) != NULL;
}

bool
option_count(const struct options *options, const char *name, size_t otherwise, size_t *out)
{
	const char *text = option_text(options, name);
	int number;

	*out = otherwise;
	if (!text)
		return true;
	if (!str_to_int(str_from(text), &number) || number < 1) {
		command_usage_error(NULL, "'--%s' wants a number from 1, not '%s'", name, text);
		return false;
	}
	*out = (size_t)number;
	return true;
}
