#include "base/program.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { PIECE = 64 * 1024 };

static bool
start(const char *const *words, const posix_spawn_file_actions_t *actions, pid_t *child)
{
	int reason;

	fflush(NULL); // what we printed comes before what it prints
	reason = posix_spawnp(child, words[0], actions, NULL, (char *const *)words, environ);
	errno = reason;
	return !reason;
}

static bool
wait_for(pid_t child, int *status)
{
	int ended;

	while (waitpid(child, &ended, 0) < 0)
		if (errno != EINTR)
			return false;
	*status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
	errno = EINTR;
	return WIFEXITED(ended);
}

bool
program_run(const char *const *words, int *status)
{
	pid_t child;

	return start(words, NULL, &child) && wait_for(child, status);
}

/* Until its end, or until it is too much. */
static bool
read_all(int fd, size_t most, struct buf *out)
{
	size_t before = out->len;

	for (;;) {
		ssize_t n = read(fd, buf_reserve(out, PIECE), PIECE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->len += (size_t)n;
		out->at[out->len] = '\0';
		errno = EFBIG;
		if (out->len - before > most)
			return false;
	}
}

static bool
start_into(const char *const *words, int fd, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	bool started = false;

	if (posix_spawn_file_actions_init(&actions))
		return false;
	if (posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO) == 0)
		started = start(words, &actions, child);
	posix_spawn_file_actions_destroy(&actions);
	return started;
}

bool
program_read(const char *const *words, size_t most, struct buf *out, int *status)
{
	bool good, ended;
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return false;
	good = start_into(words, ends[1], &child);
	close(ends[1]);
	if (!good) {
		close(ends[0]);
		return false;
	}
	good = read_all(ends[0], most, out);
	close(ends[0]); // one that prints too much ends by that
	ended = wait_for(child, status);
	return good && ended;
}
