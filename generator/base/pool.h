/*
 * Worker threads that run n jobs and stop.
 *
 * A job touches what is frozen, its own slot and its own worker, so no job needs
 * a lock. Results do not depend on which worker ran a job.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/arena.h"

#include <stddef.h>

struct timing;

struct worker {
	size_t index;          // 0 .. nworkers
	struct arena scratch;  // reset after each job
	void *state;           // the caller's, one a worker (a Lua state, a buf); may be NULL
	struct timing *timing; // the caller's too; NULL: nobody asks what time goes to
};

typedef void pool_job(struct worker *worker, size_t index, void *context);

struct pool {
	struct worker *workers;
	size_t nworkers;
	struct watchdog *watchdog; // over what jobs run that may not end; base/watchdog.h
};

/* nworkers >= 1; threads are started by each run, not here. */
void pool_init(struct pool *pool, size_t nworkers);
void pool_release(struct pool *pool);
/* Calls job(worker, i, context) for i in 0 .. njobs and returns when all have ended. */
void pool_run(struct pool *pool, size_t njobs, pool_job *job, void *context);
/* Processors that this process may use, at least 1. */
size_t pool_processors(void);

#endif
