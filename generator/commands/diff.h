/* What two files differ in, shown by diff, which every system has. */
#ifndef COMMANDS_DIFF_H
#define COMMANDS_DIFF_H

#include "base/str.h"

#include <stdbool.h>

/* One side of a difference: a file, and what it is called. */
struct diff_side {
	struct str path; // ends in NUL
	const char *label;
};

/* Prints a unified diff on standard output; false, with a message, when diff could not. */
bool diff_print(struct diff_side from, struct diff_side to, bool *differ);

#endif
