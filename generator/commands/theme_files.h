/* What the files of `lectern theme` share. */
#ifndef COMMANDS_THEME_FILES_H
#define COMMANDS_THEME_FILES_H

#include "commands/command.h"
#include "render/override.h"

#include <stddef.h>

struct arena;

/* The theme of a site, and the files of it that the command line names. */
struct theme_files {
	struct arena *arena;
	const char *site; // the folder; "." unless --site said otherwise
	struct overrides overrides;
	struct override *chosen[POSITIONAL_LIMIT]; // in the order of the command line, each once
	size_t nchosen;
};

/*
 * Shows what the theme and the site changed of the files that are chosen, or without any of
 * all that are stale, and how to merge it; returns the exit status.
 */
int theme_diff(const struct theme_files *files);
/* "lectern theme VERB FILE", with the site where it is needed; for messages. */
struct str theme_command(const struct theme_files *files, const char *verb,
			 const struct override *override);

#endif
