/*
 * Rules over the frozen site. They read everything and write only diagnostics.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

struct diag_list;
struct pool;
struct site;

/* Runs every rule of the table; per-page rules in parallel, merged in page order. */
void check_run(const struct site *site, struct pool *pool, struct diag_list *diags);
/* Reports where content/ids.lock does not say what the items are now; not part of the table. */
void check_locked(const struct site *site, struct diag_list *diags);

#endif
