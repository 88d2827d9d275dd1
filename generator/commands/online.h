/* Options of `lectern check` for asking other machines. */
#ifndef COMMANDS_ONLINE_H
#define COMMANDS_ONLINE_H

#include <stdbool.h>

struct arena;
struct build_options;
struct options;

#define ONLINE_OPTIONS                                                                             \
	{"online", 0, NULL, "asks other machines, with the plugins that do, such as links"},       \
	    {"offline", 0, NULL, "asks nobody; so it is without --online, too"},                   \
	    {"only", 0, "WHICH", "of links that are asked online: all (default), new or changed"}, \
	    {"since", 0, "REF", "with --only changed: what changed since REF of git"},             \
	    {"refresh", 0, "N",                                                                    \
	     "online, the N links that were asked longest ago, and what is new"},                  \
	    {"max-time", 0, "TIME", "for asking online, such as 90s or 10m"},                      \
	{                                                                                          \
		"no-cache", 0, NULL, "online, what earlier runs remember is not used"              \
	}

/*
 * Reads them, for a build whose folder is known; false, with a message, when they make no sense
 * or nobody can go online. What git says lives in the arena.
 */
bool online_read(struct arena *arena, const struct options *options, struct build_options *build);

#endif
