/* What `build` and `check` share: a build told on the terminal. */
#ifndef COMMANDS_RUN_BUILD_H
#define COMMANDS_RUN_BUILD_H

#include "base/str.h"

struct arena;
struct export_form;
struct options;

/* Rows of both tables. */
#define BUILD_OPTIONS                                                                              \
	{"audience", 'a', "WHO", "learner (default) or instructor: with answers and notes"},       \
	    {"jobs", 'j', "N", "pages worked on at the same time; default: processors"},           \
	    {"timings", 0, "FILE",                                                                 \
	     "tells what time went to, or as a trace for a browser's profiler", .optional = true}, \
	{                                                                                          \
		"strict", 0, NULL, "warnings count as errors"                                      \
	}

/*
 * Runs a build of the site named by the options, publishing to `output`,
 * prints problems and a summary, and returns the exit status.
 */
int run_build(const struct options *options, const char *output);
/* The same of the site in `folder`, with parts merged below it. */
int run_merge(const struct options *options, struct str folder, const struct str *parts,
	      size_t nparts, const char *output);
/* The same without publishing, for the options of `lectern check`. */
int run_check(const struct options *options);
/*
 * The same for `lectern export FORMAT [SITE]`: the site becomes the file, which is named by the
 * site when it is NULL.
 */
int run_export(const struct options *options, const struct export_form *form, const char *file);
/* The site folder of the command line, "." when there is none. */
const char *site_folder(const struct options *options);

/*
 * Folder of the installed "themes" or "plugins", beside the program: in PREFIX/share/lectern,
 * or in a checkout. Empty when there is none.
 */
struct str find_installed(struct arena *arena, const char *what);

#endif
