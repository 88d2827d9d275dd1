/* Running another program that everybody has, such as diff. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/*
 * Runs words[0], found in PATH, with our own standard streams, and waits; `words` ends with
 * NULL, and no shell reads them. True when it ran and ended by itself, with *status then;
 * false with errno otherwise.
 */
bool program_run(const char *const *words, int *status);
/*
 * The same with what it prints in `out`, behind what is there; its errors still go to ours. False
 * also when it printed more than `most` bytes.
 */
bool program_read(const char *const *words, size_t most, struct buf *out, int *status);

#endif
