/* sitemap.xml: all pages, in the order of their paths, then those of courses, by their names. */
#include "emit/sitemap.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/courses.h"
#include "model/course.h"
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

/* The lines of its pages, as they stand. */
static bool
add_course(struct arena *arena, struct buf *out, const struct course *course,
	   struct diag_list *diags)
{
	static const struct str begin = STR_INIT("\t<url><loc>"), end = STR_INIT("</urlset>\n");
	struct str text;
	size_t from, to;

	if (!course->sitemap.len)
		return true;
	if (!course_file_read(arena, course, course->sitemap, &text, diags))
		return false;
	from = str_find(text, begin);
	to = str_find(text, end);
	if (to + end.len != text.len)
		return course_file_damaged(course->sitemap, diags);
	if (from < to)
		buf_add(out, str_slice(text, from, to));
	return true;
}

static bool
add_courses(struct buf *out, const struct site *site, struct diag_list *diags)
{
	const struct course **courses;
	struct arena arena;
	bool good = true;

	arena_init(&arena);
	courses = courses_by_name(&arena, site);
	for (size_t i = 0; i < site->ncourses && good; i++) {
		struct arena_mark mark = arena_mark(&arena);

		good = add_course(&arena, out, courses[i], diags);
		arena_rewind(&arena, mark);
	}
	arena_release(&arena);
	return good;
}

static bool
has_addresses(const struct site *site)
{
	bool has = site->config.url.len > 0;

	for (size_t i = 0; i < site->ncourses; i++)
		has |= site->courses[i].sitemap.len > 0;
	return has;
}

bool
sitemap_write(struct buf *out, const struct site *site, struct diag_list *diags)
{
	if (!has_addresses(site))
		return false;
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 0; i < site->npages && site->config.url.len; i++)
		if (!site->pages[i].failed)
			add_page(out, site, &site->pages[i]);
	if (!add_courses(out, site, diags))
		return false;
	buf_add(out, STR("</urlset>\n"));
	return true;
}
