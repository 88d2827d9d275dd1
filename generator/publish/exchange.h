/* Two folders change places in one step: the moment of publishing. */
#ifndef PUBLISH_EXCHANGE_H
#define PUBLISH_EXCHANGE_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct target;

enum exchange_result {
	EXCHANGE_DONE,       // the new folder is at the target; the old one, if any, at `stage`
	EXCHANGE_IMPOSSIBLE, // nothing was changed: the target is held, or on another file system
	EXCHANGE_FAILED,     // nothing was changed; the reason is in errno
};

/* `present`: there is a target now. `stage` is the path of the new folder. */
enum exchange_result exchange_with_target(struct arena *arena, const struct target *target,
					  bool present, const char *stage);
/*
 * The way for file systems that cannot exchange: the old folder is put aside, for
 * the length of one system call there is none, and exchange_repair mends a kill in
 * between. Exported for its test.
 */
enum exchange_result exchange_by_steps(struct arena *arena, const struct target *target,
				       const char *stage);
/* Puts a folder back that was left aside, or removes it; the target is locked. */
bool exchange_repair(struct arena *arena, const struct target *target, struct diag_list *diags);
/* What was written is on the disk, whatever happens to the power. Errors in errno. */
bool exchange_sync(const char *folder);
/* The same for names in the folder. */
bool exchange_sync_names(const char *folder);

#endif
