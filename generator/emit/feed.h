/*
 * feed.xml: pages that say when they were updated, as Atom (RFC 4287). Entries of courses that are
 * joined into the site stand among its own, and say which course they are of.
 */
#ifndef EMIT_FEED_H
#define EMIT_FEED_H

#include <stdbool.h>

struct buf;
struct diag_list;
struct site;

/*
 * False when there is nothing to be written: the site has no `url` or no page says `updated`; or,
 * with a diagnostic, when the feed of a course cannot be read.
 */
bool feed_write(struct buf *out, const struct site *site, struct diag_list *diags);

#endif
