/* Running another program that everybody has, such as diff. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdbool.h>

/*
 * Runs words[0], found in PATH, with our own standard streams, and waits; `words` ends with
 * NULL, and no shell reads them. True when it ran and ended by itself, with *status then;
 * false with errno otherwise.
 */
bool program_run(const char *const *words, int *status);

#endif
