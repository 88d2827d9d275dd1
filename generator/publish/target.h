/*
 * The folder that is published to: where it is, what stands beside it, whose turn it is.
 *
 * What is made beside `public` on the way is named after it: `.public.lock`,
 * `.public.stage.<pid>` and, where folders cannot be exchanged, `.public.stage.old`.
 */
#ifndef PUBLISH_TARGET_H
#define PUBLISH_TARGET_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;

/* All texts live in the arena and end in NUL. */
struct target {
	struct str path;   // without '/' at the end
	struct str parent; // "." for the folder the command was started in
	struct str name;   // last segment of the path
	struct str lock_path;
	int lock; // -1 while it is not ours
};

/* False, with a diagnostic, when the path can name no folder to publish to. */
bool target_init(struct arena *arena, struct str path, struct target *target,
		 struct diag_list *diags);
/* "<parent>/.<name>.<suffix>" */
struct str target_beside(struct arena *arena, const struct target *target, const char *suffix);

/* One build at a time; false, with a diagnostic, when another has the turn. Never waits. */
bool target_lock(struct target *target, struct diag_list *diags);
void target_unlock(struct target *target);

/* The diagnostic of a failed system call: "cannot ACTION 'SUBJECT': " and the reason in errno. */
void target_failed(const struct target *target, struct diag_list *diags, const char *action,
		   struct str subject);

#endif
