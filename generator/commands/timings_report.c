#include "commands/timings_report.h"

#include "base/buf.h"
#include "base/timing.h"
#include "data/json.h"
#include "data/value.h"

#include <stdlib.h>

enum { NAME_LEAST = 28, SLOWEST_MOST = 10 };

/* How a kind is shown. */
struct shown {
	const char *title; // of the table
	const char *noun;  // in a trace
	size_t most;       // rows, the slowest first; 0: all, in their order
	bool counted;      // calls tell something
	bool nested;       // there is more within
};

static const struct shown shown[TIMING_KIND_COUNT] = {
    [TIMING_STAGE] = {"stage", "stage", 0, false, false},
    [TIMING_PAGE] = {"slowest pages", "page", SLOWEST_MOST, false, true},
    [TIMING_HOOK] = {"plugin and hook", "hook", 0, true, true},
    [TIMING_LAYOUT] = {"layout", "layout", 0, true, true},
    [TIMING_PARTIAL] = {"partial", "partial", 0, true, true},
};

static const enum timing_kind order[] = {
    TIMING_STAGE, TIMING_HOOK, TIMING_LAYOUT, TIMING_PARTIAL, TIMING_PAGE,
};

static int
compare_walls(const void *a, const void *b)
{
	const struct timing_row *one = a, *other = b;

	if (one->wall != other->wall)
		return one->wall < other->wall ? 1 : -1;
	return str_compare(one->name, other->name);
}

static void
put_name(struct buf *out, struct str name, size_t width)
{
	buf_addf(out, "%-*.*s", (int)width, STR_ARG(name));
}

static void
put_head(struct buf *out, const struct shown *how, size_t width)
{
	put_name(out, str_from(how->title), width);
	buf_addf(out, " %8s %12s %12s %14s\n", how->counted ? "calls" : "", "wall ms",
		 how->nested ? "own ms" : "", "processor ms");
}

static void
put_row(struct buf *out, const struct shown *how, const struct timing_row *row, size_t width)
{
	put_name(out, row->name, width);
	if (how->counted)
		buf_addf(out, " %8zu", row->ncalls);
	else
		buf_fill(out, ' ', 9);
	buf_addf(out, " %12.2f", (double)row->wall / 1e6);
	if (how->nested)
		buf_addf(out, " %12.2f", (double)row->own / 1e6);
	else
		buf_fill(out, ' ', 13);
	buf_addf(out, " %14.2f\n", (double)row->processor / 1e6);
}

static size_t
width_of(const struct timing_row *rows, size_t nrows)
{
	size_t width = NAME_LEAST;

	for (size_t i = 0; i < nrows; i++)
		if (rows[i].name.len > width)
			width = rows[i].name.len;
	return width;
}

/* What the slowest are part of. */
static void
put_all(struct buf *out, struct arena *arena, const struct shown *how,
	const struct timing_row *rows, size_t nrows, size_t width)
{
	struct timing_row all = {.name = arena_printf(arena, "all %zu %ss", nrows, how->noun)};

	for (size_t i = 0; i < nrows; i++)
		timing_row_add(&all, &rows[i]);
	put_row(out, how, &all, width);
}

static void
put_table(struct buf *out, struct arena *arena, const struct timings *timings,
	  enum timing_kind kind)
{
	const struct shown *how = &shown[kind];
	struct timing_row *rows;
	size_t nrows = timings_rows(timings, kind, arena, &rows);
	size_t most = how->most && nrows > how->most ? how->most : nrows, width;

	if (!nrows)
		return;
	if (how->most)
		qsort(rows, nrows, sizeof(*rows), compare_walls);
	width = width_of(rows, most);
	if (out->len)
		buf_add_char(out, '\n');
	put_head(out, how, width);
	for (size_t i = 0; i < most; i++)
		put_row(out, how, &rows[i], width);
	if (most < nrows)
		put_all(out, arena, how, rows, nrows, width);
}

void
timings_table(struct buf *out, const struct timings *timings, bool unchanged)
{
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		put_table(out, &arena, timings, order[i]);
	if (unchanged)
		buf_add(out, STR("\nnothing has changed, so nothing else was done\n"));
	else if (timings->nworkers > 1)
		buf_addf(out, "\nbelow the stages, times of %zu workers are added up\n",
			 timings->nworkers);
	arena_release(&arena);
}

static void
put_event(struct buf *out, const struct timing_event *event, size_t thread)
{
	const struct value name = {.kind = VALUE_STRING, .text = event->row->name};

	buf_add(out, STR("{\"name\": "));
	json_write(out, &name, JSON_COMPACT);
	buf_addf(out,
		 ", \"cat\": \"%s\", \"ph\": \"X\", \"pid\": 1, \"tid\": %zu, \"ts\": %.3f, "
		 "\"dur\": %.3f}",
		 shown[event->row->kind].noun, thread, (double)event->start / 1e3,
		 (double)event->wall / 1e3);
}

void
timings_trace(struct buf *out, const struct timings *timings)
{
	const char *before = "";

	buf_add(out, STR("[\n"));
	for (size_t i = 0; i < timings->nworkers; i++) {
		const struct timing *timing = &timings->workers[i];

		for (size_t k = 0; k < timing->events.len; k++) {
			buf_addf(out, "%s", before);
			put_event(out, &timing->events.at[k], i + 1);
			before = ",\n";
		}
	}
	buf_add(out, *before ? STR("\n]\n") : STR("]\n"));
}
