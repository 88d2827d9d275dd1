/* What `--timings` shows: what time went to, as a table for people and a trace for profilers. */
#ifndef COMMANDS_TIMINGS_REPORT_H
#define COMMANDS_TIMINGS_REPORT_H

#include <stdbool.h>

struct buf;
struct timings;

/* Appends a table for each kind of row that there is; `unchanged`: nothing had to be built. */
void timings_table(struct buf *out, const struct timings *timings, bool unchanged);
/*
 * Appends a JSON array in the Trace Event Format: a complete event for each span, in microseconds
 * since the build began, with the worker's number, from 1, as its thread.
 */
void timings_trace(struct buf *out, const struct timings *timings);

#endif
