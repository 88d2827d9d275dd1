/* A folder of its own for a test, and files in it. Paths are relative to that folder. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "base/arena.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scratch {
	struct arena arena;
	struct str root;
};

static inline void
scratch_init(struct scratch *scratch)
{
	const char *top = getenv("TMPDIR");
	struct str pattern;

	arena_init(&scratch->arena);
	pattern = arena_printf(&scratch->arena, "%s/lectern-XXXXXX", top ? top : "/tmp");
	BUG_IF(!mkdtemp((char *)pattern.at));
	/* Where the system has its temporary folder behind a link, as macOS does. */
	scratch->root = file_real_path(&scratch->arena, pattern.at);
}

static inline void
scratch_release(struct scratch *scratch)
{
	folder_remove(scratch->root.at);
	arena_release(&scratch->arena);
}

static inline struct str
scratch_path(struct scratch *scratch, const char *name)
{
	return path_join(&scratch->arena, scratch->root, str_from(name));
}

static inline void
scratch_folder(struct scratch *scratch, const char *name)
{
	BUG_IF(!folder_make(scratch_path(scratch, name).at));
}

/* Makes the file or replaces what it holds, and the folders above it. */
static inline void
scratch_write(struct scratch *scratch, const char *name, const char *text)
{
	struct str path = scratch_path(scratch, name);

	BUG_IF(!folder_make(arena_dup(&scratch->arena, path_folder(path)).at));
	BUG_IF(!file_replace(path.at, str_from(text)));
}

static inline void
scratch_link(struct scratch *scratch, const char *name, const char *to)
{
	BUG_IF(symlink(to, scratch_path(scratch, name).at) != 0);
}

/* What the file holds; "(none)" when there is none. */
static inline const char *
scratch_read(struct scratch *scratch, const char *name)
{
	struct str text;

	if (!file_read(&scratch->arena, scratch_path(scratch, name).at, 1 << 26, &text))
		return "(none)";
	return text.at;
}

static inline enum file_kind
scratch_kind(struct scratch *scratch, const char *name)
{
	return file_info(scratch_path(scratch, name).at).kind;
}

/* Names in a folder with a space behind each, sorted. */
static inline const char *
scratch_names(struct scratch *scratch, const char *name)
{
	struct str all = STR("");
	struct str *names;
	size_t nnames;

	if (!folder_list(&scratch->arena, scratch_path(scratch, name).at, &names, &nnames))
		return "(none)";
	for (size_t i = 0; i < nnames; i++)
		all = arena_printf(&scratch->arena, "%.*s%.*s ", STR_ARG(all), STR_ARG(names[i]));
	return all.at;
}

#endif
