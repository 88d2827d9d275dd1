/*
 * Made-up prose about a made-up course: the same words for the same seed, on every machine. Only
 * whole numbers of 64 bits decide, never the C library's random numbers.
 */
#ifndef BENCH_GENERATE_PROSE_H
#define BENCH_GENERATE_PROSE_H

#include <stdint.h>
#include <stdio.h>

struct prose {
	uint64_t state;
};

void prose_init(struct prose *prose, uint64_t seed);
/* A number from 0 to limit - 1. */
unsigned prose_number(struct prose *prose, unsigned limit);
/*
 * Prints a pattern in which '$' stands for a noun and '@' for a verb. A call that took words as
 * arguments would draw them in an order that compilers choose.
 */
void prose_print(struct prose *prose, const char *pattern, FILE *out);
/* So many sentences in one line, with the line's end. */
void prose_paragraph(struct prose *prose, unsigned sentences, FILE *out);

#endif
