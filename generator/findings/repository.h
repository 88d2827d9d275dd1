/* Paths as a repository knows them, for reports that are read elsewhere. */
#ifndef FINDINGS_REPOSITORY_H
#define FINDINGS_REPOSITORY_H

#include "base/str.h"

struct arena;

struct repository {
	struct str root; // its folder, with links resolved
	struct str
	    folder; // the folder that was asked about, below the root; empty: the root itself
};

/* The one that the folder belongs to, else that folder. Texts live in the arena. */
void repository_find(struct arena *arena, const char *folder, struct repository *repository);
/*
 * The path, which is relative to that folder or absolute, from the repository's root. Of a path
 * outside only what stands from content/ on is left, or the file's name: nobody else has the
 * folders of this machine.
 */
struct str repository_path(struct arena *arena, const struct repository *repository,
			   struct str path);

#endif
