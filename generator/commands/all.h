/* The rows of the table of commands, each defined in its own file. */
#ifndef COMMANDS_ALL_H
#define COMMANDS_ALL_H

struct command;

extern const struct command command_build;
extern const struct command command_check;
extern const struct command command_explain;
extern const struct command command_export;
extern const struct command command_ids;
extern const struct command command_import;
extern const struct command command_limits;
extern const struct command command_merge;
extern const struct command command_new;
extern const struct command command_schema;
extern const struct command command_test;
extern const struct command command_theme;

#endif
