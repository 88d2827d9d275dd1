/* Amounts of time as authors write them: `1.5 h`, `2-3 h`, `90 min`, `4 hrs`, `2h`. */
#ifndef DOCUMENT_HOURS_H
#define DOCUMENT_HOURS_H

#include "base/str.h"

#include <stdbool.h>

/* A range of hours; `low` and `high` are equal for a single figure. 0..0: not given. */
struct hours {
	double low, high;
};

bool hours_is_given(struct hours hours);
/* The middle of the range: what sums count. */
double hours_middle(struct hours hours);
struct hours hours_add(struct hours a, struct hours b);
/*
 * Reads a whole text such as "2-3 h", "~2 hours" or "90 min" (h hr hrs hour hours,
 * m min mins minute minutes; '-' or a dash). False when it is not an amount of time.
 */
bool hours_parse(struct str text, struct hours *out);
/*
 * Takes "(1.5 h)" off the end of a text: *rest is what stands before it, trimmed.
 * False, and *rest the whole text, when there is none. *unreadable is set when the
 * parentheses hold a digit and an unknown unit of time.
 */
bool hours_take(struct str text, struct str *rest, struct hours *out, bool *unreadable);

#endif
