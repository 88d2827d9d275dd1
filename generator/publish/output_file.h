/* One output becomes one file. */
#ifndef PUBLISH_OUTPUT_FILE_H
#define PUBLISH_OUTPUT_FILE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct fingerprint;
struct output;

enum output_result {
	OUTPUT_DONE,
	OUTPUT_UNREADABLE, // the file to copy; the reason is in errno
	OUTPUT_UNWRITABLE, // the file to make; the reason is in errno
	OUTPUT_ALTERED,    // the file to copy is not what the plan says of it
};

/*
 * What the file will hold. A file to copy is hashed only when its size is
 * `likely_size`, for it is hashed again, as copied, if it turns out to be another.
 */
enum output_result output_file_measure(struct arena *arena, const struct output *output,
				       uint64_t likely_size, struct fingerprint *print);
/*
 * Makes the file, where nothing may be, and says what it holds. `arena` keeps
 * the hash. What was begun and failed is left for the caller to remove.
 */
enum output_result output_file_create(struct arena *arena, const struct output *output,
				      const char *path, struct fingerprint *print);

#endif
