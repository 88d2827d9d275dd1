/* feed.xml; the newest first, of one day in the order of paths. No clock is asked. */
#include "emit/feed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "emit/courses.h"
#include "model/course.h"
#include "model/page.h"
#include "model/site.h"
#include "render/html.h"

#include <stdlib.h>

/* What is told of: a page of the site, or what stands in the feed of a course. */
struct feed_entry {
	struct str updated;      // "2024-05-17"
	const struct page *page; // NULL: of a course
	struct str text;         // of a course: the inner text of the entry
	struct str source;       // and what says which course
	size_t index;            // in the order in which they were found
};

struct feed_entries {
	struct feed_entry *at;
	size_t len, capacity;
};

static int
compare_entries(const void *a, const void *b)
{
	const struct feed_entry *left = a, *right = b;
	int order = str_compare(right->updated, left->updated);

	return order ? order : (left->index > right->index) - (left->index < right->index);
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

static int
compare_outputs(const void *a, const void *b)
{
	return str_compare((*(const struct page *const *)a)->output,
			   (*(const struct page *const *)b)->output);
}

/* The pages that say when they were updated, by path. */
static void
find_pages(struct arena *arena, const struct site *site, struct feed_entries *entries)
{
	const struct page **pages = ARENA_ARRAY(arena, const struct page *, site->npages);
	size_t npages = 0;

	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed && site->pages[i].updated.len)
			pages[npages++] = &site->pages[i];
	if (npages)
		qsort(pages, npages, sizeof(*pages), compare_outputs);
	for (size_t i = 0; i < npages; i++)
		VEC_PUSH(arena, entries,
			 ((struct feed_entry){.updated = pages[i]->updated,
					      .page = pages[i],
					      .index = i}));
}

/* Title, id and date of the feed as RFC 4287 wants them with what was taken from it. */
static bool
read_source(struct arena *arena, struct str *feed, struct str *source)
{
	struct str title, id, updated;

	if (!str_cut(feed, STR("<title>"), STR("</title>"), &title) ||
	    !str_cut(feed, STR("<id>"), STR("</id>"), &id) ||
	    !str_cut(feed, STR("<updated>"), STR("</updated>"), &updated))
		return false;
	*source = arena_printf(arena,
			       "<source>\n<title>%.*s</title>\n<id>%.*s</id>\n"
			       "<updated>%.*s</updated>\n<author><name>%.*s</name></author>\n"
			       "</source>\n",
			       STR_ARG(title), STR_ARG(id), STR_ARG(updated), STR_ARG(title));
	return true;
}

static bool
find_entries(struct arena *arena, struct str feed, struct feed_entries *entries)
{
	struct feed_entry entry = {0};

	if (!read_source(arena, &feed, &entry.source))
		return false;
	while (str_cut(&feed, STR("<entry>\n"), STR("</entry>\n"), &entry.text)) {
		struct str rest = entry.text;

		if (!str_cut(&rest, STR("<updated>"), STR("T00:00:00Z</updated>"), &entry.updated))
			return false;
		entry.index = entries->len;
		VEC_PUSH(arena, entries, entry);
	}
	return str_eq(feed, STR("</feed>\n"));
}

static bool
find_all(struct arena *arena, const struct site *site, struct feed_entries *entries,
	 struct diag_list *diags)
{
	const struct course **courses = courses_by_name(arena, site);

	find_pages(arena, site, entries);
	for (size_t i = 0; i < site->ncourses; i++) {
		struct str text;

		if (!courses[i]->feed.len)
			continue;
		if (!course_file_read(arena, courses[i], courses[i]->feed, &text, diags))
			return false;
		if (!find_entries(arena, text, entries))
			return course_file_damaged(courses[i]->feed, diags);
	}
	if (entries->len)
		qsort(entries->at, entries->len, sizeof(*entries->at), compare_entries);
	return entries->len > 0;
}

static void
write_entry(struct buf *out, const struct site *site, const struct feed_entry *entry)
{
	if (entry->page) {
		add_entry(out, site, entry->page);
		return;
	}
	buf_add(out, STR("<entry>\n"));
	buf_add(out, entry->text);
	buf_add(out, entry->source);
	buf_add(out, STR("</entry>\n"));
}

bool
feed_write(struct buf *out, const struct site *site, struct diag_list *diags)
{
	struct feed_entries entries = {0};
	struct arena arena;
	bool some;

	if (!site->config.url.len)
		return false;
	arena_init(&arena);
	some = find_all(&arena, site, &entries, diags);
	if (some) {
		add_head(out, site, entries.at[0].updated);
		for (size_t i = 0; i < entries.len; i++)
			write_entry(out, site, &entries.at[i]);
		buf_add(out, STR("</feed>\n"));
	}
	arena_release(&arena);
	return some;
}
