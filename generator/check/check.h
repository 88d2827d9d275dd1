/*
 * Rules over the frozen site. They read everything and write only diagnostics.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct pool;
struct site;

/* Runs every rule of the table; per-page rules in parallel, merged in page order. */
void check_run(const struct site *site, struct pool *pool, struct diag_list *diags);
/* The paths of what is written. */
struct check_paths {
	const struct str *at;
	size_t len;
	bool complete; // else there would have been more, had nothing failed
};
/* Reports links that lead to nothing, neither in content/ nor among the outputs. */
void check_outputs(const struct site *site, const struct check_paths *paths,
		   struct diag_list *diags);
/* Reports where content/ids.lock does not say what the items are now; not part of the table. */
void check_locked(const struct site *site, struct diag_list *diags);

#endif
