#include "unit.h"

#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { JOBS = 5000 };

struct counts {
	atomic_int runs[JOBS];
	size_t worker_of[JOBS]; // each job writes its own slot
	pthread_t caller;
	atomic_int strangers; // jobs of worker 0 on another thread than the caller's
};

static void
count_job(struct worker *worker, size_t index, void *context)
{
	struct counts *counts = context;

	atomic_fetch_add(&counts->runs[index], 1);
	counts->worker_of[index] = worker->index;
	if (worker->index == 0 && !pthread_equal(pthread_self(), counts->caller))
		atomic_fetch_add(&counts->strangers, 1);
	memset(arena_alloc(&worker->scratch, 1000), 1, 1000);
	if (worker->state)
		++*(size_t *)worker->state;
}

static void
run_with(size_t nworkers, size_t njobs)
{
	static struct counts counts;
	struct pool pool;
	size_t done[16] = {0}, total = 0;

	memset(&counts, 0, sizeof(counts));
	counts.caller = pthread_self();
	pool_init(&pool, nworkers);
	assert_int_equal(pool.nworkers, nworkers);
	for (size_t i = 0; i < nworkers; i++) {
		assert_int_equal(pool.workers[i].index, i);
		pool.workers[i].state = &done[i];
	}
	pool_run(&pool, njobs, count_job, &counts);
	for (size_t i = 0; i < JOBS; i++) {
		assert_int_equal(counts.runs[i], i < njobs);
		assert_true(counts.worker_of[i] < nworkers);
	}
	for (size_t i = 0; i < nworkers; i++) {
		total += done[i];
		/* Rewound after each job: nothing has piled up. */
		assert_true(pool.workers[i].scratch.total < 100);
	}
	assert_int_equal(total, njobs);
	assert_int_equal(counts.strangers, 0);
	pool_release(&pool);
}

static void
test_every_job_once(void **state)
{
	(void)state;
	run_with(1, 0);
	run_with(4, 0);
	run_with(1, 1);
	run_with(4, 1);
	run_with(4, 2);
	run_with(1, JOBS);
	run_with(2, JOBS);
	run_with(16, JOBS);
}

static void
test_again(void **state)
{
	static struct counts counts;
	struct pool pool;

	(void)state;
	memset(&counts, 0, sizeof(counts));
	counts.caller = pthread_self();
	pool_init(&pool, 4);
	for (int i = 0; i < 50; i++)
		pool_run(&pool, 100, count_job, &counts);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(counts.runs[i], 50);
	pool_release(&pool);
}

static size_t
eat_stack(size_t bytes)
{
	volatile char piece[16 * 1024];

	memset((char *)piece, 1, sizeof(piece));
	return bytes <= sizeof(piece) ? 1u : eat_stack(bytes - sizeof(piece)) + (size_t)piece[7];
}

static void
deep_job(struct worker *worker, size_t index, void *context)
{
	(void)worker;
	((size_t *)context)[index] = eat_stack((size_t)3 << 20);
}

/* The stack is not whatever the system likes to give (musl: 128 KiB). */
static void
test_stack(void **state)
{
	size_t depths[8] = {0};
	struct pool pool;

	(void)state;
	pool_init(&pool, 4);
	pool_run(&pool, 8, deep_job, depths);
	for (size_t i = 0; i < 8; i++)
		assert_true(depths[i] > 100);
	pool_release(&pool);
}

static void
test_processors(void **state)
{
	(void)state;
	assert_in_range(pool_processors(), 1, 4096);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_job_once),
	    cmocka_unit_test(test_again),
	    cmocka_unit_test(test_stack),
	    cmocka_unit_test(test_processors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
