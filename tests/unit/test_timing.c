#include "unit.h"

#include "base/buf.h"
#include "base/timing.h"
#include "commands/timings_report.h"

enum { WORK = 100 * 1000 }; // nanoseconds, to be seen on any clock

static int64_t
now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Keeps this thread's processor busy for so long. */
static void
work(void)
{
	int64_t end = now(CLOCK_THREAD_CPUTIME_ID) + WORK;

	while (now(CLOCK_THREAD_CPUTIME_ID) < end)
		continue;
}

static size_t
begin(struct timing *timing, enum timing_kind kind, const char *name)
{
	return timing_begin(timing, kind, str_from(name), STR(""));
}

static void
without_a_timing_nothing_happens(void **state)
{
	(void)state;
	assert_int_equal(begin(NULL, TIMING_PAGE, "a"), 0);
	timing_end(NULL, 0);
}

static void
spans_are_summed_by_name_and_the_inner_ones_told_apart(void **state)
{
	struct timings timings;
	struct timing_row *rows;
	struct arena arena;
	size_t outer, inner;

	(void)state;
	arena_init(&arena);
	timings_init(&timings, 1, 0);
	for (int i = 0; i < 2; i++) {
		outer = begin(timings.workers, TIMING_LAYOUT, "week");
		inner = begin(timings.workers, TIMING_PARTIAL, "item");
		work();
		timing_end(timings.workers, inner);
		timing_end(timings.workers, outer);
	}
	assert_int_equal(timings_rows(&timings, TIMING_PARTIAL, &arena, &rows), 1);
	assert_str(rows[0].name, "item");
	assert_int_equal(rows[0].ncalls, 2);
	assert_true(rows[0].wall > 0 && rows[0].processor > 0);
	assert_true(rows[0].own == rows[0].wall);
	inner = (size_t)rows[0].wall;
	assert_int_equal(timings_rows(&timings, TIMING_LAYOUT, &arena, &rows), 1);
	assert_int_equal(rows[0].ncalls, 2);
	assert_true(rows[0].own == rows[0].wall - (int64_t)inner);
	assert_int_equal(timings_rows(&timings, TIMING_HOOK, &arena, &rows), 0);
	timings_release(&timings);
	arena_release(&arena);
}

static void
what_is_within_itself_takes_its_time_once(void **state)
{
	struct timings timings;
	struct timing_row *rows;
	struct arena arena;
	size_t outer, inner;

	(void)state;
	arena_init(&arena);
	timings_init(&timings, 1, 0);
	outer = begin(timings.workers, TIMING_PARTIAL, "item");
	inner = begin(timings.workers, TIMING_PARTIAL, "item");
	work();
	timing_end(timings.workers, inner);
	timing_end(timings.workers, outer);
	timings_rows(&timings, TIMING_PARTIAL, &arena, &rows);
	assert_int_equal(rows[0].ncalls, 2);
	assert_true(rows[0].own == rows[0].wall);
	timings_release(&timings);
	arena_release(&arena);
}

static void
the_end_of_a_span_ends_those_that_a_jump_left_open(void **state)
{
	struct timings timings;
	struct timing_row *rows;
	struct arena arena;
	size_t outer;

	(void)state;
	arena_init(&arena);
	timings_init(&timings, 1, 0);
	outer = begin(timings.workers, TIMING_LAYOUT, "week");
	begin(timings.workers, TIMING_PARTIAL, "item");
	begin(timings.workers, TIMING_PARTIAL, "heading");
	timing_end(timings.workers, outer);
	assert_int_equal(timings.workers->open.len, 0);
	assert_int_equal(timings_rows(&timings, TIMING_PARTIAL, &arena, &rows), 2);
	assert_int_equal(rows[0].ncalls, 1);
	assert_int_equal(rows[1].ncalls, 1);
	timings_release(&timings);
	arena_release(&arena);
}

static void
workers_are_merged_by_name_and_stages_stay_in_their_order(void **state)
{
	static const char *const stages[] = {"reading", "parsing", "checking"};
	struct timings timings;
	struct timing_row *rows;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	timings_init(&timings, 2, 0);
	for (size_t i = 0; i < 3; i++) {
		timing_end(timings.workers, 0);
		begin(timings.workers, TIMING_STAGE, stages[i]);
	}
	timing_end(timings.workers, 0);
	timing_end(&timings.workers[1], begin(&timings.workers[1], TIMING_PAGE, "b"));
	timing_end(&timings.workers[1], begin(&timings.workers[1], TIMING_PAGE, "a"));
	timing_end(&timings.workers[0], begin(&timings.workers[0], TIMING_PAGE, "b"));
	timing_end(&timings.workers[0],
		   timing_begin(&timings.workers[0], TIMING_HOOK, STR("lists"), STR("page")));
	assert_int_equal(timings_rows(&timings, TIMING_STAGE, &arena, &rows), 3);
	for (size_t i = 0; i < 3; i++)
		assert_str(rows[i].name, stages[i]);
	assert_int_equal(timings_rows(&timings, TIMING_PAGE, &arena, &rows), 2);
	assert_str(rows[0].name, "a");
	assert_str(rows[1].name, "b");
	assert_int_equal(rows[1].ncalls, 2);
	assert_int_equal(timings_rows(&timings, TIMING_HOOK, &arena, &rows), 1);
	assert_str(rows[0].name, "lists page");
	timings_release(&timings);
	arena_release(&arena);
}

static void
a_trace_that_is_full_has_all_stages_still(void **state)
{
	struct timings timings;
	const struct timing_event *events;
	struct timing *timing;

	(void)state;
	timings_init(&timings, 1, 2);
	timing = timings.workers;
	begin(timing, TIMING_STAGE, "parsing");
	for (int i = 0; i < 3; i++)
		timing_end(timing, begin(timing, TIMING_PAGE, "a"));
	timing_end(timing, 0);
	begin(timing, TIMING_STAGE, "checking");
	timing_end(timing, 0);
	assert_int_equal(timing->events.len, 3);
	assert_int_equal(timings_untraced(&timings), 2);
	events = timing->events.at;
	assert_str(events[0].row->name, "parsing");
	assert_str(events[1].row->name, "a");
	assert_str(events[2].row->name, "checking");
	assert_true(events[0].start >= 0 && events[0].start <= events[1].start);
	assert_true(events[1].start + events[1].wall <= events[0].start + events[0].wall);
	assert_true(events[0].start + events[0].wall <= events[2].start);
	timings_release(&timings);
}

static void
a_trace_is_json_whatever_the_names(void **state)
{
	struct timings timings;
	struct buf out;

	(void)state;
	buf_init(&out);
	timings_init(&timings, 2, 9);
	timings_trace(&out, &timings);
	assert_str(buf_str(&out), "[\n]\n");
	buf_reset(&out);
	timing_end(timings.workers, begin(&timings.workers[1], TIMING_PAGE, "a\"\n.md"));
	timing_end(&timings.workers[1], 0);
	timings.workers[1].events.at[0].start = 1500;
	timings.workers[1].events.at[0].wall = 2000007;
	timings_trace(&out, &timings);
	assert_str(buf_str(&out),
		   "[\n{\"name\": \"a\\\"\\n.md\", \"cat\": \"page\", \"ph\": \"X\", "
		   "\"pid\": 1, \"tid\": 2, \"ts\": 1.500, \"dur\": 2000.007}\n]\n");
	timings_release(&timings);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_a_timing_nothing_happens),
	    cmocka_unit_test(spans_are_summed_by_name_and_the_inner_ones_told_apart),
	    cmocka_unit_test(what_is_within_itself_takes_its_time_once),
	    cmocka_unit_test(the_end_of_a_span_ends_those_that_a_jump_left_open),
	    cmocka_unit_test(workers_are_merged_by_name_and_stages_stay_in_their_order),
	    cmocka_unit_test(a_trace_that_is_full_has_all_stages_still),
	    cmocka_unit_test(a_trace_is_json_whatever_the_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
