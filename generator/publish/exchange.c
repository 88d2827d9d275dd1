/* The system calls that publish, by platform. */
#include "publish/exchange.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "publish/manifest.h"
#include "publish/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define ASIDE "stage.old"

/* ENOSYS where the platform has no such call. */
static int
exchange_names(const char *a, const char *b)
{
#if defined(__linux__)
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
#elif defined(__APPLE__)
	return renamex_np(a, b, RENAME_SWAP);
#else
	errno = ENOSYS;
	return -1;
#endif
}

static enum exchange_result
result_of(int status)
{
	if (status == 0)
		return EXCHANGE_DONE;
	return errno == EBUSY || errno == EXDEV ? EXCHANGE_IMPOSSIBLE : EXCHANGE_FAILED;
}

enum exchange_result
exchange_by_steps(struct arena *arena, const struct target *target, const char *stage)
{
	struct str aside = target_beside(arena, target, ASIDE);
	enum exchange_result result = result_of(rename(target->path.at, aside.at));
	int reason;

	if (result != EXCHANGE_DONE)
		return result;
	result = result_of(rename(stage, target->path.at));
	if (result == EXCHANGE_DONE) {
		rename(aside.at, stage); // else the next run removes it
		return result;
	}
	reason = errno;
	rename(aside.at, target->path.at); // else exchange_repair does
	errno = reason;
	return result;
}

enum exchange_result
exchange_with_target(struct arena *arena, const struct target *target, bool present,
		     const char *stage)
{
	if (!present)
		return result_of(rename(stage, target->path.at));
	if (exchange_names(stage, target->path.at) == 0)
		return EXCHANGE_DONE;
	if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
		return exchange_by_steps(arena, target, stage);
	return result_of(-1);
}

/*
 * The name under which a folder is removed is one that stage_clear knows, for it
 * may be that the manifest is gone when a kill comes, and the rest is not.
 */
static bool
remove_aside(struct arena *arena, const struct target *target, struct str aside)
{
	struct str doomed = target_beside(arena, target, "stage.0");

	return rename(aside.at, doomed.at) == 0 && folder_remove(doomed.at);
}

bool
exchange_repair(struct arena *arena, const struct target *target, struct diag_list *diags)
{
	struct str aside = target_beside(arena, target, ASIDE);
	struct manifest manifest;

	/* Only what is surely a site of ours is touched. */
	if (file_info(aside.at).kind != FILE_FOLDER || !manifest_read(arena, aside, &manifest))
		return true;
	if (file_info(target->path.at).kind != FILE_ABSENT) {
		if (remove_aside(arena, target, aside))
			return true;
		target_failed(target, diags, "remove", aside);
		return false;
	}
	if (rename(aside.at, target->path.at) == 0)
		return true;
	target_failed(target, diags, "put back", aside);
	return false;
}

static bool
sync_with(const char *folder, int (*sync_fd)(int))
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced;
	int reason;

	if (fd < 0)
		return false;
	synced = sync_fd(fd) == 0;
	reason = errno;
	close(fd);
	errno = reason;
	return synced;
}

bool
exchange_sync(const char *folder)
{
#ifdef __linux__
	return sync_with(folder, syncfs);
#else
	sync();
	return true;
#endif
}

bool
exchange_sync_names(const char *folder)
{
	return sync_with(folder, fsync);
}
