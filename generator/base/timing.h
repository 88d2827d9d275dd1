/*
 * What time went to: spans with a kind and a name, one within another, summed by name.
 *
 * A timing is one worker's, so nothing is locked; it may be asked for its rows when no worker
 * runs. Where a pointer to one is NULL nothing is measured, which costs a comparison. All times
 * are nanoseconds.
 */
#ifndef BASE_TIMING_H
#define BASE_TIMING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

#include <stddef.h>
#include <stdint.h>

enum timing_kind {
	TIMING_STAGE, // its processor time is that of all threads
	TIMING_PAGE,
	TIMING_HOOK,
	TIMING_LAYOUT,
	TIMING_PARTIAL,
	TIMING_KIND_COUNT
};

/* All spans of one kind and name. */
struct timing_row {
	enum timing_kind kind;
	struct str name;
	size_t ncalls;
	int64_t wall; // a span within another of its own row is not counted twice
	int64_t own;  // wall without the spans within
	int64_t processor;
};

/* One span, for a trace; in the order in which they began. */
struct timing_event {
	const struct timing_row *row;
	int64_t start, wall; // since timings_init
};

struct timing {
	int64_t origin;
	struct arena arena; // of all that follows
	struct buf key;
	struct map rows[TIMING_KIND_COUNT]; // name → struct timing_row
	VEC(struct timing_span) open;       // outermost first
	VEC(struct timing_event) events;
	size_t most;      // events; stages are in a trace that is full all the same
	size_t nuntraced; // spans for which there was no room
};

/* Those of all workers. */
struct timings {
	struct timing *workers;
	size_t nworkers;
};

/* Of each worker at most so many events are kept for a trace; 0: there will be none. */
void timings_init(struct timings *timings, size_t nworkers, size_t events);
void timings_release(struct timings *timings);
/*
 * The rows of that kind, summed over the workers, in the arena: stages in the order in which
 * they began, others by name. Returns how many there are. No span may be open.
 */
size_t timings_rows(const struct timings *timings, enum timing_kind kind, struct arena *arena,
		    struct timing_row **rows);

/* Adds the calls and times of the row to those of the sum. */
void timing_row_add(struct timing_row *sum, const struct timing_row *row);
/* How many spans a trace lacks, as there were more events than were to be kept. */
size_t timings_untraced(const struct timings *timings);

/* What the inline functions below do when there is a timing. */
size_t timing_open(struct timing *timing, enum timing_kind kind, struct str name, struct str part);
void timing_close(struct timing *timing, size_t span);

/* Begins a span of that name, "NAME PART" when there is a part; returns what ends it. */
static inline size_t
timing_begin(struct timing *timing, enum timing_kind kind, struct str name, struct str part)
{
	return timing ? timing_open(timing, kind, name, part) : 0;
}

/* Ends the span, and those within that are open still: what began them was left by a jump. */
static inline void
timing_end(struct timing *timing, size_t span)
{
	if (timing)
		timing_close(timing, span);
}

#endif
