/* Which lines of content/ changed since a commit, as git says. */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include "base/map.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct changes {
	struct map files; // path in content/ → its changed lines
};

/*
 * Compares the files in content/ of the folder with the commit `since`; those that git does
 * not know yet are all new. False when git is not there or cannot do that, which it tells on
 * standard error itself.
 */
bool changes_read(struct arena *arena, struct str folder, const char *since,
		  struct changes *changes);
/* The same from what `git diff -U0 --no-prefix` prints. */
void changes_parse(struct arena *arena, struct str diff, struct changes *changes);
/* Whether one of the lines from `first` to `last`, counted from 1, of the file changed. */
bool changes_have(const struct changes *changes, struct str path, uint32_t first, uint32_t last);

#endif
