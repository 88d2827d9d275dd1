/* feed.xml: pages that say when they were updated, as Atom (RFC 4287). */
#ifndef EMIT_FEED_H
#define EMIT_FEED_H

#include <stdbool.h>

struct buf;
struct site;

/* False, and nothing written, when the site has no `url` or no page says `updated`. */
bool feed_write(struct buf *out, const struct site *site);

#endif
