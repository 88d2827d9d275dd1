#include "base/timing.h"

#include "base/die.h"

#include <stdlib.h>
#include <time.h>

static const size_t untraced = SIZE_MAX;

/* A span that has not ended. */
struct timing_span {
	struct timing_row *row;
	int64_t start, processor; // what the clocks showed
	int64_t within;           // wall time of the spans within
	size_t event;             // index, or `untraced`
};

static int64_t
read_clock(clockid_t clock)
{
	struct timespec now = {0};

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t
processor_time(enum timing_kind kind)
{
	return read_clock(kind == TIMING_STAGE ? CLOCK_PROCESS_CPUTIME_ID
					       : CLOCK_THREAD_CPUTIME_ID);
}

void
timings_init(struct timings *timings, size_t nworkers, size_t events)
{
	int64_t now = read_clock(CLOCK_MONOTONIC);

	timings->nworkers = nworkers;
	timings->workers = alloc_or_die(nworkers, sizeof(*timings->workers));
	for (size_t i = 0; i < nworkers; i++) {
		struct timing *timing = &timings->workers[i];

		*timing = (struct timing){.origin = now, .most = events};
		arena_init(&timing->arena);
		buf_init(&timing->key);
	}
}

void
timings_release(struct timings *timings)
{
	for (size_t i = 0; i < timings->nworkers; i++) {
		arena_release(&timings->workers[i].arena);
		buf_release(&timings->workers[i].key);
	}
	free(timings->workers);
	*timings = (struct timings){0};
}

void
timing_row_add(struct timing_row *sum, const struct timing_row *row)
{
	sum->ncalls += row->ncalls;
	sum->wall += row->wall;
	sum->own += row->own;
	sum->processor += row->processor;
}

static struct timing_row *
find_row(struct arena *arena, struct map *rows, enum timing_kind kind, struct str name)
{
	struct timing_row *row = map_find(rows, name);

	if (row)
		return row;
	row = ARENA_NEW(arena, struct timing_row);
	row->kind = kind;
	row->name = arena_dup(arena, name);
	map_put(rows, arena, row->name, row);
	return row;
}

static size_t
add_event(struct timing *timing, const struct timing_row *row)
{
	struct timing_event event = {.row = row};

	if (!timing->most)
		return untraced;
	if (timing->events.len >= timing->most && row->kind != TIMING_STAGE) {
		timing->nuntraced++;
		return untraced;
	}
	VEC_PUSH(&timing->arena, &timing->events, event);
	return timing->events.len - 1;
}

size_t
timing_open(struct timing *timing, enum timing_kind kind, struct str name, struct str part)
{
	struct timing_span span = {0};

	if (part.len) {
		buf_reset(&timing->key);
		buf_addf(&timing->key, "%.*s %.*s", STR_ARG(name), STR_ARG(part));
		name = buf_str(&timing->key);
	}
	span.row = find_row(&timing->arena, &timing->rows[kind], kind, name);
	span.event = add_event(timing, span.row);
	/* The clocks at last: what stands above is not the span's. Nor is asking for the other. */
	span.start = read_clock(CLOCK_MONOTONIC);
	span.processor = processor_time(kind);
	VEC_PUSH(&timing->arena, &timing->open, span);
	return timing->open.len - 1;
}

static bool
is_open(const struct timing *timing, const struct timing_row *row)
{
	for (size_t i = 0; i < timing->open.len; i++)
		if (timing->open.at[i].row == row)
			return true;
	return false;
}

static void
close_last(struct timing *timing)
{
	struct timing_span *span = &timing->open.at[--timing->open.len];
	struct timing_row *row = span->row;
	int64_t processor = processor_time(row->kind) - span->processor;
	int64_t wall = read_clock(CLOCK_MONOTONIC) - span->start;

	row->ncalls++;
	row->own += wall - span->within;
	if (!is_open(timing, row)) {
		row->wall += wall;
		row->processor += processor;
	}
	if (timing->open.len)
		timing->open.at[timing->open.len - 1].within += wall;
	if (span->event != untraced) {
		timing->events.at[span->event].start = span->start - timing->origin;
		timing->events.at[span->event].wall = wall;
	}
}

void
timing_close(struct timing *timing, size_t span)
{
	while (timing->open.len > span)
		close_last(timing);
}

static int
compare_names(const void *a, const void *b)
{
	return str_compare(((const struct timing_row *)a)->name,
			   ((const struct timing_row *)b)->name);
}

size_t
timings_rows(const struct timings *timings, enum timing_kind kind, struct arena *arena,
	     struct timing_row **rows)
{
	struct map sums = {0};

	for (size_t i = 0; i < timings->nworkers; i++) {
		const struct map *some = &timings->workers[i].rows[kind];

		for (size_t k = 0; k < some->len; k++)
			timing_row_add(find_row(arena, &sums, kind, some->entries[k].key),
				       some->entries[k].value);
	}
	*rows = ARENA_ARRAY(arena, struct timing_row, sums.len);
	for (size_t i = 0; i < sums.len; i++)
		(*rows)[i] = *(const struct timing_row *)sums.entries[i].value;
	if (kind != TIMING_STAGE)
		qsort(*rows, sums.len, sizeof(**rows), compare_names);
	return sums.len;
}

size_t
timings_untraced(const struct timings *timings)
{
	size_t n = 0;

	for (size_t i = 0; i < timings->nworkers; i++)
		n += timings->workers[i].nuntraced;
	return n;
}
