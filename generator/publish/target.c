/* Naming the target and locking it; what it holds is edition.c's. */
#include "publish/target.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_dots(struct str name)
{
	return str_eq(name, STR(".")) || str_eq(name, STR(".."));
}

bool
target_init(struct arena *arena, struct str path, struct target *target, struct diag_list *diags)
{
	struct str shown = path;

	*target = (struct target){.lock = -1};
	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	target->path = arena_dup(arena, path);
	/* "." and ".." name a folder but do not say what it is called. */
	if (is_dots(path_name(path)))
		target->path = file_real_path(arena, target->path.at);
	target->name = path_name(target->path);
	if (target->name.len == 0 || str_find_char(path, '\0') < path.len) {
		diag_add_path(diags, DIAG_OUTPUT_FAILED, shown, "not a folder to publish to");
		return false;
	}
	target->parent = arena_dup(arena, path_folder(target->path));
	if (target->parent.len == 0)
		target->parent = STR(".");
	target->lock_path = target_beside(arena, target, "lock");
	return true;
}

struct str
target_beside(struct arena *arena, const struct target *target, const char *suffix)
{
	return path_join(arena, target->parent,
			 arena_printf(arena, ".%.*s.%s", STR_ARG(target->name), suffix));
}

void
target_failed(const struct target *target, struct diag_list *diags, const char *action,
	      struct str subject)
{
	diag_add_path(diags, DIAG_OUTPUT_FAILED, target->path, "cannot %s '%.*s': %s", action,
		      STR_ARG(subject), strerror(errno));
}

/*
 * The holder removes the lock file before it lets go, so what was opened may no
 * longer be what others see under that name: such a lock locks nobody out.
 */
static bool
is_current(int lock, const char *path)
{
	struct stat ours, seen;

	return fstat(lock, &ours) == 0 && lstat(path, &seen) == 0 && ours.st_dev == seen.st_dev &&
	       ours.st_ino == seen.st_ino;
}

/* The locked file; -1, with the reason in errno: EWOULDBLOCK when another has it. */
static int
try_lock(const char *path)
{
	int reason;

	for (int tries = 0; tries < 100; tries++) {
		int lock = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

		if (lock < 0)
			return -1;
		if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
			reason = errno;
			close(lock); // nothing was written
			errno = reason;
			return -1;
		}
		if (is_current(lock, path))
			return lock;
		close(lock);
	}
	errno = EWOULDBLOCK;
	return -1;
}

bool
target_lock(struct target *target, struct diag_list *diags)
{
	target->lock = try_lock(target->lock_path.at);
	if (target->lock >= 0)
		return true;
	if (errno == EWOULDBLOCK)
		diag_add_path(diags, DIAG_OUTPUT_LOCKED, target->path,
			      "another build is publishing to this folder");
	else
		target_failed(target, diags, "lock", target->lock_path);
	return false;
}

void
target_unlock(struct target *target)
{
	if (target->lock < 0)
		return;
	unlink(target->lock_path.at); // while it is ours; one left behind does no harm
	close(target->lock);
	target->lock = -1;
}
