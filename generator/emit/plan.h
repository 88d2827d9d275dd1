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
struct diag_list;

struct output {
	struct str path;  // relative to the output folder
	struct str owner; // for messages: "content/weeks/01.md", "theme default"
	struct str bytes; // what to write …
	struct str copy;  // … or the file to copy; exactly one of the two is set when published

	/* What the file to copy must hold, where that is known; without a hash it is not. */
	uint64_t size; // bytes
	struct str hash;
};

struct plan {
	struct output *outputs; // in order of addition until plan_sort
	size_t noutputs, capacity;
	struct map paths; // folded path → index + 1
};

/*
 * Adds an output and returns its index, by which its bytes can be set later (from
 * any thread, each its own). SIZE_MAX, with a diagnostic, when the path is refused.
 */
size_t plan_add(struct arena *arena, struct plan *plan, struct str path, struct str owner,
		struct diag_list *diags);
/* By path in byte order; indices given out before are void afterwards. */
void plan_sort(struct plan *plan);
/* The outputs by path in byte order, in the arena; indices stay as they are. */
const struct output **plan_in_order(struct arena *arena, const struct plan *plan);
/* Clean, every segment safe on every system, at most 1000 bytes. */
bool plan_path_is_safe(struct str path);

#endif
