/*
 * The commands of the program: a table, and what each row says of itself.
 *
 * Help, completion and the manual are made from the rows, so a command has no
 * usage text of its own.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum { OPTION_LIMIT = 24, POSITIONAL_LIMIT = 2000 };

struct option_row {
	const char *name;     // "output" for --output; NULL ends a table
	char letter;          // 'o' for -o; 0: none
	const char *argument; // "DIR"; NULL: a flag
	const char *help;     // one line
	bool optional;        // the argument may be left out; it is given as --name=FILE
};

/* What stood on the command line. */
struct options {
	const struct option_row *rows;
	const char
	    *values[OPTION_LIMIT]; // by row; NULL: not given; a flag, or what was left out, is ""
	const char *positionals[POSITIONAL_LIMIT];
	size_t npositionals;
	char **words; // of the whole line, as main got them
};

struct command {
	const char *name;
	const char *summary;    // one line of `lectern help`
	const char *positional; // "[SITE]"; NULL: takes none
	size_t min_positionals, max_positionals;
	const struct option_row *options;
	const char *examples; // lines of the help, each a command that works
	/* Returns the exit status (base/die.h). */
	int (*run)(const struct options *options);
};

extern const struct command *const commands[]; // ends with NULL
const struct command *command_find(const char *name);

/*
 * Parses the words behind the command's name. False, with *status set, when the
 * command is not to be run: --help was printed, or the line was wrong.
 */
bool options_parse(const struct command *command, int argc, char **argv, struct options *options,
		   int *status);
/* The value of an option of the table; NULL when it was not given. */
const char *option_text(const struct options *options, const char *name);
bool option_given(const struct options *options, const char *name);
/* A whole number >= 1, `otherwise` when not given; false, with a message, for anything else. */
bool option_count(const struct options *options, const char *name, size_t otherwise, size_t *out);

/* Prints "lectern: …" and the word to try, and returns STATUS_USAGE. */
int command_usage_error(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void command_print_help(const struct command *command);
/* The list of commands. */
void command_print_overview(void);

#endif
