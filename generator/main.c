/* lectern COMMAND …: looks the word up in the table of commands and calls it. */
#include "base/die.h"
#include "commands/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	const struct command *command;
	struct options options;
	int status;

	signal(SIGXFSZ, SIG_IGN); // a limit on file size is a failed write, with a message
	if (argc < 2) {
		command_print_overview();
		return STATUS_USAGE;
	}
	if (!strcmp(argv[1], "help") || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		command = argc > 2 ? command_find(argv[2]) : NULL;
		if (command)
			command_print_help(command);
		else
			command_print_overview();
		return STATUS_OK;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("lectern " LECTERN_VERSION);
		return STATUS_OK;
	}
	command = command_find(argv[1]);
	if (!command)
		return command_usage_error(NULL, "there is no command '%s'", argv[1]);
	if (!options_parse(command, argc - 1, argv + 1, &options, &status))
		return status;
	options.words = argv;
	return command->run(&options);
}
