/*
 * A plan of outputs as a zip archive. The door of libzip.
 *
 * Entries are sorted and stand in one folder; their names are UTF-8, their bytes deflated, their
 * attributes and dates fixed, so that the same outputs are the same archive everywhere. The date
 * is the first that a zip can hold, or SOURCE_DATE_EPOCH (seconds, UTC) where that is set.
 */
#ifndef EMIT_ARCHIVE_H
#define EMIT_ARCHIVE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct plan;

/*
 * What the archive of a site is called, and the folder in it: the site's id, or "course" where
 * that cannot be the name of a file everywhere.
 */
struct str archive_name(struct str id);
/*
 * Writes the archive to the file, whole or not at all: what was there stays until the new one is
 * complete. False, with a diagnostic, when something cannot be read or written.
 */
bool archive_write(const struct plan *plan, struct str folder, struct str file,
		   struct diag_list *diags);
/*
 * The same into the arena, without the output of index `except`, whose path is the name of the
 * archive in messages.
 */
bool archive_make(struct arena *arena, const struct plan *plan, size_t except, struct str folder,
		  struct str *out, struct diag_list *diags);

#endif
