/*
 * Memory for one page at a time: taken from the front of a block, given back as a whole. One a
 * thread. When a page needs more than the block has, the program ends: its pages are known.
 */
#ifndef BENCH_FLOOR_HEAP_H
#define BENCH_FLOOR_HEAP_H

#include <cmark-gfm.h>

/* What cmark takes its memory from, on the calling thread. */
extern cmark_mem heap_memory;

/* Gives the calling thread its block; everything taken before is given back. */
void heap_reset(void);
/* Frees the block of the calling thread. */
void heap_release(void);

#endif
