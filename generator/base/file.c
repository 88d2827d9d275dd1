/*
 * Files and folders through POSIX. Every write and every close is checked; an
 * interrupted call is taken up again.
 */
#include "base/file.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

enum { FILE_MODE = 0644, FOLDER_MODE = 0755, SIBLING_TRIES = 100 };

struct names {
	struct str *at;
	size_t len, capacity;
};

/* Closes and returns false, with the errno of before. */
static bool
fail_closing(int fd)
{
	int reason = errno;

	close(fd);
	errno = reason;
	return false;
}

static ssize_t
read_some(int fd, char *at, size_t len)
{
	ssize_t n;

	do
		n = read(fd, at, len);
	while (n < 0 && errno == EINTR);
	return n;
}

/*
 * Reads to the end. `size` is what the system said of the file, which may have
 * grown since; one byte more than wanted tells.
 */
static bool
read_all(struct arena *arena, int fd, size_t size, size_t limit, struct str *out)
{
	size_t capacity = size + 1, len = 0;
	char *text = arena_room(arena, capacity);

	for (;;) {
		ssize_t n = read_some(fd, text + len, capacity - len);

		if (n < 0)
			return false;
		if (n == 0)
			break;
		len += (size_t)n;
		if (len > limit) {
			errno = EFBIG;
			return false;
		}
		if (len == capacity) {
			char *more = arena_room(arena, capacity * 2);

			memcpy(more, text, len);
			text = more;
			capacity *= 2;
		}
	}
	text[len] = '\0';
	*out = (struct str){text, len};
	return true;
}

bool
file_read(struct arena *arena, const char *path, size_t limit, struct str *out)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;

	*out = (struct str){0};
	if (fd < 0)
		return false;
	if (fstat(fd, &status))
		return fail_closing(fd);
	if (!S_ISREG(status.st_mode)) {
		errno = EINVAL;
		return fail_closing(fd);
	}
	if ((uintmax_t)status.st_size > limit) {
		errno = EFBIG;
		return fail_closing(fd);
	}
	if (!read_all(arena, fd, (size_t)status.st_size, limit, out))
		return fail_closing(fd);
	close(fd);
	return true;
}

static bool
write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = str_skip(bytes, (size_t)n);
	}
	return true;
}

bool
file_create(const char *path, struct str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	bool written;
	int reason;

	if (fd < 0)
		return false;
	written = write_all(fd, bytes) || fail_closing(fd);
	/* An interrupted close has closed all the same. */
	if (written && (close(fd) == 0 || errno == EINTR))
		return true;
	reason = errno;
	unlink(path);
	errno = reason;
	return false;
}

/* Makes the file under a name beside the path that nobody has; the name is left in `sibling`. */
static bool
create_sibling(const char *path, struct str bytes, struct buf *sibling)
{
	for (int i = 0; i < SIBLING_TRIES; i++) {
		buf_reset(sibling);
		buf_addf(sibling, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		if (file_create(sibling->at, bytes))
			return true;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

bool
file_replace(const char *path, struct str bytes)
{
	struct buf sibling;
	bool done = false;
	int reason;

	buf_init(&sibling);
	if (create_sibling(path, bytes, &sibling)) {
		done = rename(sibling.at, path) == 0;
		reason = errno;
		if (!done)
			unlink(sibling.at);
		errno = reason;
	}
	reason = errno;
	buf_release(&sibling);
	errno = reason;
	return done;
}

bool
file_append(const char *path, struct str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);

	if (fd < 0)
		return false;
	if (!write_all(fd, bytes))
		return fail_closing(fd);
	return close(fd) == 0 || errno == EINTR;
}

struct file_info
file_info(const char *path)
{
	struct stat status;

	if (lstat(path, &status))
		return (struct file_info){FILE_ABSENT, 0};
	if (S_ISREG(status.st_mode))
		return (struct file_info){FILE_REGULAR, (uint64_t)status.st_size};
	if (S_ISDIR(status.st_mode))
		return (struct file_info){FILE_FOLDER, 0};
	return (struct file_info){S_ISLNK(status.st_mode) ? FILE_LINK : FILE_OTHER, 0};
}

static bool
make_one(const char *path)
{
	struct stat status;

	if (mkdir(path, FOLDER_MODE) == 0)
		return true;
	if (errno != EEXIST || stat(path, &status))
		return false;
	errno = EEXIST;
	return S_ISDIR(status.st_mode);
}

bool
folder_make(const char *path)
{
	struct buf part;
	bool made = true;
	int reason;

	buf_init(&part);
	for (size_t i = 0; made && path[i]; i++) {
		buf_add_char(&part, path[i]);
		if (path[i] != '/' && (path[i + 1] == '/' || path[i + 1] == '\0'))
			made = make_one(part.at);
	}
	reason = errno;
	buf_release(&part);
	errno = reason;
	return made;
}

struct str
folder_make_temporary(struct arena *arena)
{
	const char *place = getenv("TMPDIR");
	struct str path =
	    arena_printf(arena, "%s/lectern-XXXXXX", place && *place ? place : "/tmp");

	return mkdtemp((char *)(uintptr_t)path.at) ? path : (struct str){0};
}

/* Names in the open folder, as they come; takes the descriptor over. */
static bool
read_names(struct arena *arena, int fd, struct names *names)
{
	DIR *folder = fdopendir(fd);
	const struct dirent *entry;
	int reason;

	if (!folder)
		return fail_closing(fd);
	errno = 0;
	for (entry = readdir(folder); entry; entry = readdir(folder)) {
		struct str name = str_from(entry->d_name);

		if (!str_eq(name, STR(".")) && !str_eq(name, STR("..")))
			VEC_PUSH(arena, names, arena_dup(arena, name));
		errno = 0;
	}
	reason = errno;
	closedir(folder);
	errno = reason;
	return reason == 0;
}

static bool remove_folder_at(struct arena *arena, int parent, const char *name);

static bool
remove_entry(struct arena *arena, int parent, const char *name)
{
	int reason;

	if (unlinkat(parent, name, 0) == 0)
		return true;
	reason = errno;
	if ((reason == EISDIR || reason == EPERM) && remove_folder_at(arena, parent, name))
		return true;
	/* Where it was no folder after all, the first reason is the true one. */
	if (errno == ENOTDIR)
		errno = reason;
	return false;
}

/* Names are read before the first is removed, for a folder may not change while it is read. */
static bool
remove_folder_at(struct arena *arena, int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct arena_mark mark = arena_mark(arena);
	struct names names = {0};
	int second;

	if (fd < 0)
		return false;
	second = dup(fd);
	if (second < 0 || !read_names(arena, second, &names))
		return fail_closing(fd);
	for (size_t i = 0; i < names.len; i++)
		if (!remove_entry(arena, fd, names.at[i].at))
			return fail_closing(fd);
	arena_rewind(arena, mark);
	close(fd);
	return unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool
folder_remove(const char *path)
{
	struct arena arena;
	bool removed;
	int reason;

	arena_init(&arena);
	removed = remove_folder_at(&arena, AT_FDCWD, path);
	reason = errno;
	arena_release(&arena);
	errno = reason;
	return removed;
}

static int
compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool
folder_list(struct arena *arena, const char *path, struct str **names, size_t *nnames)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct names found = {0};

	*names = NULL;
	*nnames = 0;
	if (fd < 0 || !read_names(arena, fd, &found))
		return false;
	if (found.len)
		qsort(found.at, found.len, sizeof(*found.at), compare_names);
	*names = found.at;
	*nnames = found.len;
	return true;
}

struct str
file_real_path(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	struct str copy = {0};

	if (real)
		copy = arena_dup(arena, str_from(real));
	free(real);
	return copy;
}

struct str
file_program(struct arena *arena)
{
#ifdef __APPLE__
	char path[4096];
	uint32_t size = sizeof(path);

	if (_NSGetExecutablePath(path, &size))
		return (struct str){0};
	return file_real_path(arena, path);
#else
	return file_real_path(arena, "/proc/self/exe");
#endif
}
