/*
 * The parts of a site that is merged: folders that were published before, each with its manifest.
 *
 * A part is believed as far as its manifest goes: every file must be there in the size that the
 * manifest says, and what is copied must have its hash. Files that the manifest does not name are
 * left where they are.
 */
#ifndef PUBLISH_MERGE_H
#define PUBLISH_MERGE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct course;
struct diag_list;
struct merge_part;
struct plan;

struct merge {
	struct course *courses; // in the order of the parts as they were named
	struct merge_part *at;  // the same
	size_t len;
};

/*
 * Reads parts that are named "FOLDER" or "NAME=FOLDER"; false, with diagnostics of all of them,
 * when one cannot be used. Nothing is read that is not small but manifests.
 */
bool merge_read(struct arena *arena, const struct str *names, size_t nnames, struct merge *merge,
		struct diag_list *diags);
/* May they be published to `target`? Not when one is in the other; false with a diagnostic. */
bool merge_check_target(const struct merge *merge, struct str target, struct diag_list *diags);
/* Adds their files, each below the name of its part, to be copied. */
void merge_plan(struct arena *arena, const struct merge *merge, struct plan *plan,
		struct diag_list *diags);

#endif
