/*
 * Ends the process when a run of a plugin or template takes too long: the bound behind
 * all others, for a function that none of them sees.
 *
 * A watchdog is one thread, started when the first watch is opened. Some times a second
 * it looks at what runs. Processor time of the thread that runs it is what counts, so a
 * loaded machine ends nothing; the time on the wall only counts when it is absurd. What
 * ran too long is named on standard error, and the process ends with STATUS_CONTENT, at
 * once. So it may run only where nothing is half done: before a site is published.
 */
#ifndef BASE_WATCHDOG_H
#define BASE_WATCHDOG_H

#include "base/str.h"

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

struct watchdog;

/* Heap, owned by the caller. Its watches end before it. */
struct watchdog *watchdog_new(void);
void watchdog_free(struct watchdog *watchdog);

struct watch_limits {
	uint32_t processor; // milliseconds of processor time that a run may take
	uint32_t wall;      // milliseconds of real time
};

/* What runs. The texts must stay until the run has ended. */
struct watch_subject {
	const char *kind; // "plugin", "template"
	struct str name;
	struct str part; // of it, such as a hook; empty: all of it
	struct str page; // that it runs for; empty: none
};

/* The caller's storage, of one thread at a time; all zero is a watch that nobody looks at. */
struct watch {
	struct watch_limits limits;
	struct watch_subject subject;
	_Atomic uint64_t run;     // odd while one is on; WATCH_CAUGHT when it ran too long
	_Atomic clockid_t thread; // the processor clock of who runs it

	/* The watchdog's own. */
	struct watchdog *watchdog;
	struct watch *next;
	uint64_t seen;           // the run that it saw last
	int64_t processor, wall; // milliseconds at which it saw that run first
};

/* A watchdog that is NULL watches nothing. */
void watch_open(struct watch *watch, struct watchdog *watchdog, const struct watch_limits *limits);
void watch_close(struct watch *watch);
/* Around each run, by the thread that runs it; no call of the system, no lock. */
void watch_begin(struct watch *watch, const struct watch_subject *subject);
void watch_end(struct watch *watch);

#endif
