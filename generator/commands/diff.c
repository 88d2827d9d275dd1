/* Differences of files. */
#include "commands/diff.h"

#include "base/program.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool
diff_print(struct diff_side from, struct diff_side to, bool *differ)
{
	const char *words[] = {"diff",   "-u", "-L",         from.label, "-L",
			       to.label, "--", from.path.at, to.path.at, NULL};
	int status;

	if (!program_run(words, &status)) {
		fprintf(stderr, "lectern: cannot run 'diff': %s\n", strerror(errno));
		return false;
	}
	*differ = status == 1;
	return status == 0 || status == 1;
}
