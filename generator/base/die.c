/* The machine's failures and our own bugs. */
#include "base/die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void
die(const char *format, ...)
{
	va_list arguments;

	fputs("lectern: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(STATUS_ENVIRONMENT);
}

void
bug_at(const char *file, int line, const char *what)
{
	fprintf(stderr, "lectern: a bug in lectern at %s:%d (%s); please report it\n", file, line,
		what);
	abort();
}

void *
realloc_or_die(void *old, size_t count, size_t size)
{
	void *memory;

	if (size && count > SIZE_MAX / size)
		die("out of memory");
	memory = realloc(old, count && size ? count * size : 1);
	if (!memory)
		die("out of memory");
	return memory;
}

void *
alloc_or_die(size_t count, size_t size)
{
	return realloc_or_die(NULL, count, size);
}
