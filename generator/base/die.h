/*
 * The two ends of the program that are nobody's content.
 *
 * The machine's failure (no memory, no thread) ends the command with status 3;
 * our own bug aborts with the place. The author's mistake is neither: it is a
 * diagnostic (base/diag.h), and the build goes on.
 */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>

/* Exit statuses of the program; design.md section 8. */
enum status {
	STATUS_OK = 0,
	STATUS_CONTENT = 1,     // errors in content, theme or plugin
	STATUS_USAGE = 2,       // the command line
	STATUS_ENVIRONMENT = 3, // input/output, lock, memory, network
};

/* Prints "lectern: …" on standard error and exits with STATUS_ENVIRONMENT. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

_Noreturn void bug_at(const char *file, int line, const char *what);
/* What must hold by our own construction; never used on input. */
#define BUG_IF(condition) ((condition) ? bug_at(__FILE__, __LINE__, #condition) : (void)0)

/* Heap memory or the end: never NULL, sizes checked against overflow. */
void *alloc_or_die(size_t count, size_t size);
void *realloc_or_die(void *old, size_t count, size_t size);

#endif
