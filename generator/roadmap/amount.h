/*
 * Amounts of time as the authors of roadmaps write them, in several languages, put
 * into the form of week files: "1,5 Stunden" → "1.5 h", "90 minutes" → "90 min".
 */
#ifndef ROADMAP_AMOUNT_H
#define ROADMAP_AMOUNT_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

struct amount {
	double hours;    // the middle of a range
	bool exact;      // no range
	struct str text; // as week files write it, in the arena
};

/* Reads a whole text: "2h", "~2 hrs", "est. 90 min", "2–3 hours per week", "1h 30m". */
bool amount_read(struct arena *arena, struct str text, struct amount *out);
/*
 * Takes the amount off a task: behind it in brackets or after a dash or colon,
 * before it ("2h: …"), or in brackets anywhere. *rest is the task without it. False,
 * and *rest the whole text, when there is none.
 */
bool amount_take(struct arena *arena, struct str text, struct str *rest, struct amount *out);

#endif
