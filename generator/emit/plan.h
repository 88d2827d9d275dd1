/*
 * Who writes which path: every output of a build, before anything is written.
 *
 * Two owners of one path (also when they differ in case only) are an error, and so
 * is a path that is not clean or has an unsafe segment.
 */
#ifndef EMIT_PLAN_H
#define EMIT_PLAN_H

#include "base/map.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct diag_list;

/* What a file holds. */
struct fingerprint {
	uint64_t size;   // bytes
	struct str hash; // hash_hex; empty when not known, which equals nothing
};

bool fingerprint_eq(struct fingerprint a, struct fingerprint b);

struct output {
	struct str path;  // relative to the output folder
	struct str owner; // for messages: "content/weeks/01.md", "theme default"
	struct str bytes; // what to write …
	struct str copy;  // … or the file to copy; exactly one of the two is set when published
	struct fingerprint expected; // of the file to copy; without a hash: anything
	struct fingerprint taken;    // by a sink; without a hash: nothing was
	uint32_t mark;               // hash_32 of what was taken
	bool same;                   // what was taken is published already
};

/* Takes the bytes of outputs as they are made, so that nobody needs to keep them. */
struct sink {
	/*
	 * On any thread, each with outputs of its own. Sets `taken`, `mark` and, for who wants to
	 * read the bytes until the end of the build, `copy`; texts live in the arena. What is taken
	 * once more takes the place of what was. False: it could not, and holds nothing of the
	 * output, what was taken before included.
	 */
	bool (*take)(struct sink *sink, struct arena *arena, struct output *output,
		     struct str bytes);
};

struct plan {
	struct output *outputs; // in order of addition until plan_sort
	size_t noutputs, capacity;
	struct map paths;  // folded path → index + 1
	struct sink *sink; // NULL: bytes stay in memory
};

/*
 * Adds an output and returns its index, by which its bytes can be set later (from
 * any thread, each its own). SIZE_MAX, with a diagnostic, when the path is refused.
 */
size_t plan_add(struct arena *arena, struct plan *plan, struct str path, struct str owner,
		struct diag_list *diags);
/* Gives an output its bytes: to the sink, else as a copy in the arena. SIZE_MAX is no output. */
void plan_fill(const struct plan *plan, struct arena *arena, size_t index, struct str bytes);
/* The same of what stands in the buf, which is empty then. */
void plan_take(const struct plan *plan, struct arena *arena, size_t index, struct buf *out);
/* The bytes of an output wherever they are, at most so many; a file is read into the arena. */
bool output_read(struct arena *arena, const struct output *output, size_t limit, struct str *bytes);
/* hash_32 of the bytes; false when they cannot be read, or are more than so many. */
bool output_mark(struct arena *arena, const struct output *output, size_t limit, uint32_t *mark);
/* How many bytes that will be; 0 when nobody can tell. */
uint64_t output_size(struct arena *arena, const struct output *output);
/* By path in byte order; indices given out before are void afterwards. */
void plan_sort(struct plan *plan);
/* The outputs by path in byte order, in the arena; indices stay as they are. */
const struct output **plan_in_order(struct arena *arena, const struct plan *plan);
/* Clean, every segment safe on every system, at most 1000 bytes. */
bool plan_path_is_safe(struct str path);

#endif
