/*
 * Search data of a front and its courses as one index, so that words are weighed over all of them.
 *
 * The courses' texts stay where they are: a row of `groups` gets a third column, the address of
 * its texts from assets/search/, and a row of `pages` a sixth, the title of the course.
 */
#ifndef EMIT_SEARCH_JOIN_H
#define EMIT_SEARCH_JOIN_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct buf;
struct diag_list;
struct site;

/* Appends the index; `own` is that of the front. False, with diagnostics, when one is damaged. */
bool search_join(struct buf *out, const struct site *site, struct str own, struct diag_list *diags);

#endif
