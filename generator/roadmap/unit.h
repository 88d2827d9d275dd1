/*
 * Units of a course as headings name them: "Week 3–4: Loops", "Modul 2", "1. Woche",
 * "Foundations (Weeks 1-4)".
 */
#ifndef ROADMAP_UNIT_H
#define ROADMAP_UNIT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Kinds of units, the most week-like first: where a course has several, the first
 * becomes its weeks, and larger ones around them become blocks.
 */
enum unit_rank {
	UNIT_WEEK,
	UNIT_MODULE,
	UNIT_UNIT,
	UNIT_SPRINT,
	UNIT_LESSON,
	UNIT_DAY,
	UNIT_CHAPTER,
	UNIT_PHASE, // also part, stage, month
	UNIT_RANKS
};

struct unit {
	enum unit_rank rank;
	int first, last;      // equal unless it is a range
	struct str label;     // "Weeks 3–4"
	struct str title;     // "Loops"; may be empty
	bool marked;          // punctuation or nothing follows the number
	bool trailing;        // the label stood in brackets at the end
	const char *language; // of the word; NULL when several share it
};

/* Reads the text of a heading, without markup. Slices of `text`. */
bool unit_read(struct arena *arena, struct str text, struct unit *out);
/*
 * Finds the first unit named in a text: "after week 3 of the course". *at is where,
 * *len how long; title is not set.
 */
bool unit_find(struct arena *arena, struct str text, struct unit *out, size_t *at, size_t *len);

#endif
