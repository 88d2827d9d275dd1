/* What the files of `lectern new` share. */
#ifndef COMMANDS_NEW_H
#define COMMANDS_NEW_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct options;

/* Makes a file that is not there yet; says what it did either way. */
bool new_file(struct str path, struct str text);
/* A workflow of that name for the repository of the site; returns the exit status. */
int new_workflow(struct arena *arena, const struct options *options, struct str name);
/* A plugin of that name with a test that passes; returns the exit status. */
int new_plugin(struct arena *arena, const struct options *options, struct str name);

#endif
