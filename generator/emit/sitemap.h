/* sitemap.xml, for search engines; https://www.sitemaps.org/protocol.html. */
#ifndef EMIT_SITEMAP_H
#define EMIT_SITEMAP_H

#include <stdbool.h>

struct buf;
struct site;

/* False, and nothing written, when the site has no `url`. */
bool sitemap_write(struct buf *out, const struct site *site);

#endif
