/*
 * One test of a plugin: a folder with a tiny site and what must come out of it.
 *
 *	content/       as any site has; its site.yaml switches the plugin on
 *	expected/      some files of the result; only these are compared
 *	expected.diag  what the build says; without it nothing may be said
 */
#ifndef COMMANDS_PLUGIN_CASE_H
#define COMMANDS_PLUGIN_CASE_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

struct plugin_case {
	struct str name;      // "minutes/counts-items"
	struct str folder;    // as it is shown
	struct str real;      // the same with links resolved
	struct str plugin;    // name
	struct str plugins;   // folder that holds the plugin, with links resolved
	struct str themes;    // folder of the installed themes
	struct str installed; // the same of plugins
	struct str output;    // folder to build to, which is not there yet
};

enum case_result {
	CASE_OK,
	CASE_FAILED,
	CASE_BROKEN, // the machine failed
};

/* Builds the case, compares, and prints a line on standard output, or more with differences. */
enum case_result plugin_case_run(struct arena *arena, const struct plugin_case *test);
/* Builds the case, and writes what came out into its folder as what is expected. */
enum case_result plugin_case_accept(struct arena *arena, const struct plugin_case *test);

#endif
