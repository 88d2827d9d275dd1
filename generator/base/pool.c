/*
 * Workers take the next job from one atomic counter. The calling thread is
 * worker 0; the other threads live no longer than a run.
 */
#include "base/pool.h"

#include "base/die.h"
#include "base/watchdog.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Said explicitly, for it differs between systems, and parsers recurse. */
#define STACK_BYTES ((size_t)8 << 20)

/* What the threads of one run share. */
struct run {
	size_t njobs;
	pool_job *job;
	void *context;
	atomic_size_t next; // the first job that nobody has taken
};

/* One thread's part in a run. */
struct shift {
	struct run *run;
	struct worker *worker;
	pthread_t thread;
};

void
pool_init(struct pool *pool, size_t nworkers)
{
	BUG_IF(nworkers < 1);
	pool->nworkers = nworkers;
	pool->watchdog = watchdog_new();
	pool->workers = alloc_or_die(nworkers, sizeof(*pool->workers));
	for (size_t i = 0; i < nworkers; i++) {
		pool->workers[i] = (struct worker){.index = i};
		arena_init(&pool->workers[i].scratch);
	}
}

void
pool_release(struct pool *pool)
{
	for (size_t i = 0; i < pool->nworkers; i++)
		arena_release(&pool->workers[i].scratch);
	free(pool->workers);
	watchdog_free(pool->watchdog);
	*pool = (struct pool){0};
}

static void
work(struct run *run, struct worker *worker)
{
	for (;;) {
		size_t index = atomic_fetch_add(&run->next, 1);

		if (index >= run->njobs)
			return;
		run->job(worker, index, run->context);
		arena_reset(&worker->scratch);
	}
}

static void *
work_shift(void *argument)
{
	struct shift *shift = argument;

	work(shift->run, shift->worker);
	return NULL;
}

/*
 * Starts a thread for each further worker that can have a job; returns how many
 * there are. Fewer than wanted is no failure: the others do their jobs.
 */
static size_t
start_threads(struct pool *pool, struct run *run, struct shift *shifts)
{
	size_t wanted = (pool->nworkers < run->njobs ? pool->nworkers : run->njobs) - 1;
	size_t nstarted = 0;
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes))
		return 0;
	if (pthread_attr_setstacksize(&attributes, STACK_BYTES) == 0) {
		for (; nstarted < wanted; nstarted++) {
			struct shift *shift = &shifts[nstarted];

			*shift = (struct shift){run, &pool->workers[nstarted + 1], 0};
			if (pthread_create(&shift->thread, &attributes, work_shift, shift))
				break;
		}
	}
	pthread_attr_destroy(&attributes);
	return nstarted;
}

void
pool_run(struct pool *pool, size_t njobs, pool_job *job, void *context)
{
	struct run run = {.njobs = njobs, .job = job, .context = context};
	struct shift *shifts = NULL;
	size_t nthreads = 0;

	atomic_init(&run.next, 0);
	if (njobs > 1 && pool->nworkers > 1) {
		shifts = alloc_or_die(pool->nworkers, sizeof(*shifts));
		nthreads = start_threads(pool, &run, shifts);
	}
	work(&run, &pool->workers[0]);
	for (size_t i = 0; i < nthreads; i++)
		BUG_IF(pthread_join(shifts[i].thread, NULL));
	free(shifts);
}

size_t
pool_processors(void)
{
	long count;

#ifdef __linux__
	cpu_set_t usable;

	if (sched_getaffinity(0, sizeof(usable), &usable) == 0)
		return (size_t)CPU_COUNT(&usable);
#endif
	count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (size_t)count : 1;
}
