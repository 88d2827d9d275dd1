/* sitemap.xml: all pages, in the order of their paths. */
#include "emit/sitemap.h"

#include "base/buf.h"
#include "model/page.h"
#include "model/site.h"
#include "render/html.h"

static void
add_page(struct buf *out, const struct site *site, const struct page *page)
{
	buf_add(out, STR("\t<url><loc>"));
	html_text(out, site->config.url);
	html_url(out, page->output);
	buf_add(out, STR("</loc>"));
	if (page->updated.len) {
		buf_add(out, STR("<lastmod>"));
		html_text(out, page->updated);
		buf_add(out, STR("</lastmod>"));
	}
	buf_add(out, STR("</url>\n"));
}

bool
sitemap_write(struct buf *out, const struct site *site)
{
	if (!site->config.url.len)
		return false;
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed)
			add_page(out, site, &site->pages[i]);
	buf_add(out, STR("</urlset>\n"));
	return true;
}
