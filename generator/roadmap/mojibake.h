/*
 * Damage that real files carry: UTF-8 that was read as Windows-1252 and written as
 * UTF-8 again, so that a dash has become three odd characters.
 */
#ifndef ROADMAP_MOJIBAKE_H
#define ROADMAP_MOJIBAKE_H

#include "base/source.h"
#include "base/str.h"

#include <stddef.h>

struct arena;
struct diag_list;

struct mend_count {
	size_t mended;   // runs of characters put right
	size_t unmended; // runs that look damaged and were kept
};

/*
 * The text of one line of the source, put right where that is certain, each repair
 * reported. Damage whose repair is not certain is reported and kept. The result is a
 * slice of the source when nothing was changed, else it lives in the arena. The line
 * must be valid UTF-8.
 */
struct str mojibake_mend(struct arena *arena, const struct source *source, struct span line,
			 struct mend_count *count, struct diag_list *diags);

#endif
