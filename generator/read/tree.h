/*
 * A folder becomes a sorted list of entries.
 *
 * Names that start with '.' or '_', end in '~' or are ids.lock are left out. A
 * symbolic link is followed when its target is inside the folder, else it is an
 * error; so is anything that is neither file nor folder, and folders nested deeper
 * than TREE_DEPTH.
 */
#ifndef READ_TREE_H
#define READ_TREE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag_list;

enum { TREE_DEPTH = 64 };

enum entry_kind {
	ENTRY_MARKDOWN, // *.md
	ENTRY_CONFIG,   // *.yaml, *.yml: read by Lectern, not published
	ENTRY_ASSET,    // everything else: copied as it is
};

struct entry {
	enum entry_kind kind;
	struct str path; // relative to the folder, '/' between segments
	struct str file; // to open it, NUL-terminated
	uint64_t size;   // bytes
};

struct tree {
	struct str root;
	struct entry *entries; // sorted by path, in byte order
	size_t nentries;
};

/* All problems are reported; false when there was an error. Lives in the arena. */
bool tree_read(struct arena *arena, struct str root, struct tree *tree, struct diag_list *diags);
/* NULL when there is no entry of that path. */
const struct entry *tree_find(const struct tree *tree, struct str path);

#endif
