#include "base/program.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>

extern char **environ;

bool
program_run(const char *const *words, int *status)
{
	pid_t child;
	int ended, reason;

	fflush(NULL); // what we printed comes before what it prints
	reason = posix_spawnp(&child, words[0], NULL, NULL, (char *const *)words, environ);
	if (reason) {
		errno = reason;
		return false;
	}
	while (waitpid(child, &ended, 0) < 0)
		if (errno != EINTR)
			return false;
	*status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
	errno = EINTR;
	return WIFEXITED(ended);
}
