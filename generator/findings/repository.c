/* Where the repository begins, and paths from there. */
#include "findings/repository.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"

void
repository_find(struct arena *arena, const char *folder, struct repository *repository)
{
	struct str here = file_real_path(arena, folder);

	*repository = (struct repository){.root = here};
	for (struct str at = here; at.len > 1; at = path_folder(at)) {
		struct str mark = path_join(arena, at, STR(".git"));

		/* Of a worktree it is a file. */
		if (file_info(mark.at).kind == FILE_ABSENT)
			continue;
		repository->root = at;
		repository->folder = str_skip(here, at.len + (here.len > at.len));
		return;
	}
}

static struct str
without_machine(struct str path)
{
	struct str content = STR("content/");

	for (size_t at = path.len; at-- > 0;)
		if (str_starts(str_skip(path, at), content) && (!at || path.at[at - 1] == '/'))
			return str_skip(path, at);
	return path_name(path);
}

struct str
repository_path(struct arena *arena, const struct repository *repository, struct str path)
{
	struct str root = repository->root, result;

	if (str_starts(path, STR("/"))) {
		if (str_starts(path, root) && str_starts(str_skip(path, root.len), STR("/")))
			return str_skip(path, root.len + 1);
		return without_machine(path);
	}
	if (path_resolve(arena, repository->folder, path, &result))
		return result;
	return without_machine(path);
}
