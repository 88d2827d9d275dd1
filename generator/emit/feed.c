/* feed.xml; the newest first, of one day in the order of paths. No clock is asked. */
#include "emit/feed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/page.h"
#include "model/site.h"
#include "render/html.h"

#include <stdlib.h>

static int
compare_updated(const void *a, const void *b)
{
	const struct page *left = *(const struct page *const *)a;
	const struct page *right = *(const struct page *const *)b;
	int order = str_compare(right->updated, left->updated);

	return order ? order : str_compare(left->output, right->output);
}

static void
add_element(struct buf *out, const char *name, struct str text, const char *suffix)
{
	buf_addf(out, "<%s>", name);
	html_text(out, text);
	buf_addf(out, "%s</%s>\n", suffix, name);
}

static void
add_address(struct buf *out, const struct site *site, struct str path)
{
	html_url(out, site->config.url);
	html_url(out, path);
}

static void
add_entry(struct buf *out, const struct site *site, const struct page *page)
{
	buf_add(out, STR("<entry>\n"));
	add_element(out, "title", page->title, "");
	buf_add(out, STR("<link href=\""));
	add_address(out, site, page->output);
	buf_add(out, STR("\"/>\n<id>"));
	add_address(out, site, page->output);
	buf_add(out, STR("</id>\n"));
	add_element(out, "updated", page->updated, "T00:00:00Z");
	if (page->summary.len)
		add_element(out, "summary", page->summary, "");
	buf_add(out, STR("</entry>\n"));
}

static void
add_head(struct buf *out, const struct site *site, struct str newest)
{
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
	add_element(out, "title", site->config.title, "");
	buf_add(out, STR("<link rel=\"self\" href=\""));
	add_address(out, site, STR("feed.xml"));
	buf_add(out, STR("\"/>\n"));
	add_element(out, "id", site->config.url, "");
	add_element(out, "updated", newest, "T00:00:00Z");
	buf_add(out, STR("<author><name>"));
	html_text(out, site->config.title);
	buf_add(out, STR("</name></author>\n"));
}

bool
feed_write(struct buf *out, const struct site *site)
{
	struct arena arena;
	const struct page **pages;
	size_t npages = 0;

	if (!site->config.url.len)
		return false;
	arena_init(&arena);
	pages = ARENA_ARRAY(&arena, const struct page *, site->npages);
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed && site->pages[i].updated.len)
			pages[npages++] = &site->pages[i];
	if (npages) {
		qsort(pages, npages, sizeof(*pages), compare_updated);
		add_head(out, site, pages[0]->updated);
		for (size_t i = 0; i < npages; i++)
			add_entry(out, site, pages[i]);
		buf_add(out, STR("</feed>\n"));
	}
	arena_release(&arena);
	return npages > 0;
}
