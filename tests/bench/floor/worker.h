/* One thread of the floor: stretches become files. */
#ifndef BENCH_FLOOR_WORKER_H
#define BENCH_FLOOR_WORKER_H

#include "floor.h"

#include <stdatomic.h>

/* What the threads share. */
struct work {
	const struct settings *settings;
	const struct sources *sources;
	atomic_size_t next; // page of which no thread has begun the stretch
};

/* Works until nothing is left; the argument is a struct work. */
void *worker_run(void *work);

#endif
