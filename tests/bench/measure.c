/*
 * measure [--settle FOLDER] COMMAND [WORD...]: runs a command and prints one line about it: wall
 * time, user time and system time in microseconds, peak memory in KiB, exit status. What the
 * command prints goes to standard error. Small, because a new process inherits the peak of the one
 * that made it: a shell or an interpreter in this place would hide what a small program needs.
 *
 * --settle writes to disk first what is still to be written there, so that one run does not pay for
 * the one before.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { USAGE = 2, FAILURE = 3 };

extern char **environ;

static long long
microseconds_of(struct timeval time)
{
	return time.tv_sec * 1000000LL + time.tv_usec;
}

static long long
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static int
settle(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = fd < 0 ? -1 : syncfs(fd);

	if (fd >= 0)
		close(fd);
	return result;
}

static int
spawn(char **command, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	error = posix_spawnp(child, command[0], &actions, NULL, command, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static int
measure(char **command)
{
	long long start = now(), wall;
	struct rusage usage;
	int error, status;
	pid_t child;

	error = spawn(command, &child);
	if (error) {
		fprintf(stderr, "measure: %s: %s\n", command[0], strerror(error));
		return FAILURE;
	}
	while (wait4(child, &status, 0, &usage) < 0)
		if (errno != EINTR)
			return FAILURE;
	wall = now() - start;
	printf("%lld %lld %lld %ld %d\n", wall, microseconds_of(usage.ru_utime),
	       microseconds_of(usage.ru_stime), usage.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

int
main(int argc, char **argv)
{
	char **command = argv + 1;

	if (argc > 3 && strcmp(argv[1], "--settle") == 0) {
		if (settle(argv[2]) != 0) {
			fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(errno));
			return FAILURE;
		}
		command = argv + 3;
	}
	if (!*command) {
		fputs("usage: measure [--settle FOLDER] COMMAND [WORD...]\n", stderr);
		return USAGE;
	}
	return measure(command);
}
