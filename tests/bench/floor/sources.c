#include "sources.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct finder {
	const struct settings *settings;
	struct sources *sources;
	size_t room;
};

static void
make_folder(const char *output, const char *name, const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s%s%s%s", output, name, folder[0] ? "/" : "", folder);
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(path, strerror(errno));
}

static void
add(struct finder *finder, const char *folder, const char *name)
{
	struct sources *sources = finder->sources;
	char *path;

	if (sources->len == finder->room) {
		finder->room = finder->room ? finder->room * 2 : 256;
		sources->paths =
		    must(realloc(sources->paths, finder->room * sizeof(*sources->paths)));
	}
	if (asprintf(&path, "%s%s%.*s", folder, folder[0] ? "/" : "", (int)strlen(name) - 3, name) <
	    0)
		fail(name, "no memory");
	sources->paths[sources->len++] = path;
}

static bool
is_markdown(const char *name)
{
	size_t len = strlen(name);

	return len > 3 && strcmp(name + len - 3, ".md") == 0;
}

static void
find(struct finder *finder, int parent, const char *name, const char *folder)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	char inner[PATH_MAX];

	if (!entries)
		fail(name, strerror(errno));
	make_folder(finder->settings->output, "", folder);
	if (finder->settings->json)
		make_folder(finder->settings->output, "/api", folder);
	while ((entry = readdir(entries)))
		if (entry->d_name[0] == '.') {
			continue;
		} else if (entry->d_type == DT_DIR) {
			snprintf(inner, sizeof(inner), "%s%s%s", folder, folder[0] ? "/" : "",
				 entry->d_name);
			find(finder, fd, entry->d_name, inner);
		} else if (is_markdown(entry->d_name)) {
			add(finder, folder, entry->d_name);
		}
	closedir(entries);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
sources_find(const struct settings *settings, struct sources *sources)
{
	struct finder finder = {settings, sources, 0};

	*sources = (struct sources){0};
	find(&finder, AT_FDCWD, settings->content, "");
	qsort(sources->paths, sources->len, sizeof(*sources->paths), compare);
}

void
sources_release(struct sources *sources)
{
	for (size_t i = 0; i < sources->len; i++)
		free(sources->paths[i]);
	free(sources->paths);
}

static size_t
walk(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	struct stat info;
	size_t count = 0;

	if (!entries)
		fail(name, strerror(errno));
	while ((entry = readdir(entries)))
		if (entry->d_name[0] == '.')
			continue;
		else if (entry->d_type == DT_DIR)
			count += walk(fd, entry->d_name);
		else if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0)
			count++;
	closedir(entries);
	return count;
}

size_t
sources_walk(const char *content)
{
	return walk(AT_FDCWD, content);
}
