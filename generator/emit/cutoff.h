/*
 * Where work on pages ends early. Code that runs for seconds takes them for every page, so the
 * pages behind the first one that it ran too long for are left out. Workers take pages in
 * order, so which one is first, and what is told of those before it, is the same in every run.
 */
#ifndef EMIT_CUTOFF_H
#define EMIT_CUTOFF_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct cutoff {
	atomic_size_t last; // index of the last page; SIZE_MAX: all pages
};

void cutoff_init(struct cutoff *cutoff);
/* Leaves out the pages behind this one. Any thread may call it, in any order. */
void cutoff_at(struct cutoff *cutoff, size_t index);
/* What was told of such a page differs from run to run, and is to be forgotten. */
bool cutoff_is_behind(struct cutoff *cutoff, size_t index);

#endif
