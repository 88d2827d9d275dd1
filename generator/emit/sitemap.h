/* sitemap.xml, for search engines; https://www.sitemaps.org/protocol.html. */
#ifndef EMIT_SITEMAP_H
#define EMIT_SITEMAP_H

#include <stdbool.h>

struct buf;
struct diag_list;
struct site;

/*
 * False when there is nothing to be written: the site has no `url`, nor has a course of it a
 * sitemap; or, with a diagnostic, one that cannot be read.
 */
bool sitemap_write(struct buf *out, const struct site *site, struct diag_list *diags);

#endif
