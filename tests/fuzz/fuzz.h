/* What fuzz targets share: an arena for each input, and a claim that ends the run when it fails. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input is kept by libFuzzer, as the file that its message names. */
#define claim(condition, text)                                                                     \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %.*s: not %s\n", __FILE__, __LINE__,               \
				STR_ARG(text), #condition);                                        \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

static inline struct str
fuzz_text(const uint8_t *data, size_t size)
{
	return (struct str){(const char *)data, size};
}

#endif
