/* Walking a folder; what stands in the files is others' business. */
#include "read/tree.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct walk {
	struct arena *arena;
	struct diag_list *diags;
	struct str root;
	struct str real_root; // the root with links resolved, no '/' at its end
	VEC(struct entry) entries;
	bool failed;
};

/* A folder on the way down. */
struct folder {
	struct str path;  // relative to the root, empty for the root
	struct str real;  // with links resolved
	size_t depth;     // 0 for the root
	bool behind_link; // reached through a symbolic link
};

static bool
is_ignored(struct str name)
{
	return str_starts(name, STR(".")) || str_starts(name, STR("_")) ||
	       str_ends(name, STR("~")) || str_eq(name, STR("ids.lock")) ||
	       str_eq(name, STR("link-health.jsonl"));
}

static enum entry_kind
kind_of(struct str path)
{
	struct str extension = path_extension(path);

	if (str_eq_fold(extension, STR(".md")))
		return ENTRY_MARKDOWN;
	if (str_eq_fold(extension, STR(".yaml")) || str_eq_fold(extension, STR(".yml")))
		return ENTRY_CONFIG;
	return ENTRY_ASSET;
}

/* The path is `outer` or something in it; both are real paths. */
static bool
is_within(struct str path, struct str outer)
{
	return str_starts(path, outer) && (path.len == outer.len || path.at[outer.len] == '/');
}

static void
report(struct walk *walk, enum diag_code code, struct str path, const char *problem)
{
	struct diag *diag = diag_add_path(walk->diags, code,
					  path_join(walk->arena, walk->root, path), "%s", problem);

	if (code == DIAG_LINK_OUTSIDE)
		diag_cure(walk->diags, diag, "put a copy of what is meant in its place");
	walk->failed = true;
}

static void walk_folder(struct walk *walk, struct folder folder);

static void
take_file(struct walk *walk, struct str path, struct str file, uint64_t size)
{
	struct entry entry = {.kind = kind_of(path), .path = path, .file = file, .size = size};

	VEC_PUSH(walk->arena, &walk->entries, entry);
}

static void
enter_folder(struct walk *walk, struct folder child)
{
	if (child.depth > TREE_DEPTH)
		report(walk, DIAG_FOLDER_TOO_DEEP, child.path, "folder is nested too deeply");
	else
		walk_folder(walk, child);
}

/*
 * Follows a link. One to a folder above itself would never end, and folders that
 * link to folders that link on could double with every level: neither is followed.
 */
static void
take_link(struct walk *walk, struct folder parent, struct str path, struct str file)
{
	struct str real = file_real_path(walk->arena, file.at);
	struct file_info info = real.len ? file_info(real.at) : (struct file_info){0};

	if (real.len == 0)
		report(walk, DIAG_LINK_OUTSIDE, path, "symbolic link leads nowhere");
	else if (!is_within(real, walk->real_root))
		report(walk, DIAG_LINK_OUTSIDE, path, "symbolic link leads out of the folder");
	else if (info.kind == FILE_REGULAR)
		take_file(walk, path, file, info.size);
	else if (info.kind != FILE_FOLDER)
		report(walk, DIAG_FILE_SPECIAL, path, "symbolic link leads to no file or folder");
	else if (is_within(parent.real, real))
		report(walk, DIAG_LINK_OUTSIDE, path, "symbolic link leads to a folder above it");
	else if (parent.behind_link)
		report(walk, DIAG_LINK_OUTSIDE, path,
		       "symbolic link to a folder, itself reached by a symbolic link");
	else
		enter_folder(walk, (struct folder){path, real, parent.depth + 1, true});
}

static void
take_name(struct walk *walk, struct folder folder, struct str name)
{
	struct str path = path_join(walk->arena, folder.path, name);
	struct str file = path_join(walk->arena, walk->root, path);
	struct str real;
	struct file_info info = file_info(file.at);

	switch (info.kind) {
	case FILE_REGULAR: take_file(walk, path, file, info.size); break;
	case FILE_FOLDER:
		real = path_join(walk->arena, folder.real, name);
		enter_folder(walk,
			     (struct folder){path, real, folder.depth + 1, folder.behind_link});
		break;
	case FILE_LINK: take_link(walk, folder, path, file); break;
	case FILE_OTHER: report(walk, DIAG_FILE_SPECIAL, path, "not a file or folder"); break;
	case FILE_ABSENT: break; // removed since the folder was listed
	}
}

static void
walk_folder(struct walk *walk, struct folder folder)
{
	struct str file = path_join(walk->arena, walk->root, folder.path);
	struct str *names;
	size_t nnames;

	if (!folder_list(walk->arena, file.at, &names, &nnames)) {
		diag_add_path(walk->diags, DIAG_FILE_UNREADABLE, file, "cannot read the folder: %s",
			      strerror(errno));
		walk->failed = true;
		return;
	}
	for (size_t i = 0; i < nnames; i++)
		if (!is_ignored(names[i]))
			take_name(walk, folder, names[i]);
}

static int
compare_entries(const void *a, const void *b)
{
	return str_compare(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

bool
tree_read(struct arena *arena, struct str root, struct tree *tree, struct diag_list *diags)
{
	struct walk walk = {.arena = arena, .diags = diags, .root = arena_dup(arena, root)};

	walk.real_root = file_real_path(arena, walk.root.at);
	walk_folder(&walk, (struct folder){.real = walk.real_root});
	if (walk.entries.len)
		qsort(walk.entries.at, walk.entries.len, sizeof(*walk.entries.at), compare_entries);
	*tree = (struct tree){walk.root, walk.entries.at, walk.entries.len};
	return !walk.failed;
}

const struct entry *
tree_find(const struct tree *tree, struct str path)
{
	const struct entry wanted = {.path = path};

	if (tree->nentries == 0)
		return NULL;
	return bsearch(&wanted, tree->entries, tree->nentries, sizeof(wanted), compare_entries);
}
