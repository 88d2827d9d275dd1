/* The site: reading, parsing, assembling, freezing. */
#include "model/site.h"

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/timing.h"
#include "model/curriculum.h"
#include "model/identity.h"
#include "model/link.h"
#include "model/lock.h"
#include "model/page.h"
#include "model/week.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
site_init(struct site *site, struct str folder, enum audience audience)
{
	*site = (struct site){.audience = audience};
	arena_init(&site->arena);
	site->folder = arena_dup(&site->arena, folder);
}

static void
release_page(struct page *page)
{
	arena_release(&page->arena);
	diag_release(&page->diags);
}

void
site_release(struct site *site)
{
	for (size_t i = 0; i < site->npages; i++)
		release_page(&site->pages[i]);
	arena_release(&site->arena);
}

static void
report_unreadable(const struct entry *entry, struct str path, int limit, struct diag_list *diags)
{
	struct diag *diag;

	if (errno != EFBIG) {
		diag_add_path(diags, DIAG_FILE_UNREADABLE, path, "%s", strerror(errno));
		return;
	}
	diag = diag_add_path(diags, DIAG_FILE_TOO_LARGE, path,
			     "the file holds %llu bytes, more than the limit of %d",
			     (unsigned long long)entry->size, limit);
	if (entry->kind == ENTRY_MARKDOWN)
		diag_cure(diags, diag, "split it into several pages");
}

static bool
read_config(struct site *site, struct diag_list *diags)
{
	const struct entry *entry = tree_find(&site->tree, STR("site.yaml"));
	struct source source = {.path = path_join(&site->arena, site->tree.root, STR("site.yaml"))};
	struct diag *diag;

	if (!entry) {
		diag = diag_add_path(diags, DIAG_NO_SITE, source.path, "there is no such file");
		diag_cure(diags, diag,
			  "name the folder that holds content/: `lectern build COURSE`");
		return false;
	}
	if (!file_read(&site->arena, entry->file.at, CONFIG_LIMIT, &source.text)) {
		report_unreadable(entry, source.path, CONFIG_LIMIT, diags);
		return false;
	}
	return config_read(&site->arena, source, &site->config, diags);
}

static bool
read_lock(struct site *site, struct diag_list *diags)
{
	struct str path = path_join(&site->arena, site->tree.root, STR("ids.lock"));
	struct source source = {.path = path};
	struct file_info info = file_info(path.at);
	struct entry entry = {.kind = ENTRY_CONFIG, .size = info.size};

	site->lock = ARENA_NEW(&site->arena, struct lock);
	site->lock->source = source;
	if (info.kind == FILE_ABSENT)
		return true;
	if (!file_read(&site->arena, path.at, LOCK_LIMIT, &source.text)) {
		report_unreadable(&entry, path, LOCK_LIMIT, diags);
		return false;
	}
	lock_read(&site->arena, source, site->lock, diags);
	return true;
}

static size_t
count_markdown(const struct tree *tree)
{
	size_t count = 0;

	for (size_t i = 0; i < tree->nentries; i++)
		count += tree->entries[i].kind == ENTRY_MARKDOWN;
	return count;
}

static void
make_pages(struct site *site)
{
	site->pages = ARENA_ARRAY(&site->arena, struct page, count_markdown(&site->tree));
	for (size_t i = 0; i < site->tree.nentries; i++) {
		const struct entry *entry = &site->tree.entries[i];
		struct page *page = &site->pages[site->npages];

		if (entry->kind != ENTRY_MARKDOWN)
			continue;
		arena_init(&page->arena);
		diag_init(&page->diags);
		page->entry = entry;
		page->document.source.path = entry->file;
		site->npages++;
		map_put(&site->pages_by_path, &site->arena, entry->path, page);
	}
}

struct str
site_content(struct arena *arena, struct str folder)
{
	return str_eq(folder, STR(".")) ? STR("content") : path_join(arena, folder, STR("content"));
}

bool
site_read(struct site *site, struct diag_list *diags)
{
	struct str root = site_content(&site->arena, site->folder);
	enum file_kind kind;
	struct diag *diag;
	bool fine;

	kind = file_info(root.at).kind;
	if (kind == FILE_ABSENT || kind == FILE_REGULAR) {
		diag = diag_add_path(diags, DIAG_NO_SITE, root,
				     kind == FILE_ABSENT ? "there is no such folder"
							 : "this is a file, not a folder");
		diag_cure(diags, diag,
			  "name the folder that holds content/: `lectern build COURSE`");
		return false;
	}
	fine = tree_read(&site->arena, root, &site->tree, diags);
	fine = read_config(site, diags) && fine;
	fine = read_lock(site, diags) && fine;
	make_pages(site);
	if (!site->npages) {
		diag = diag_add_path(diags, DIAG_NO_PAGES, root, "there is no Markdown file");
		diag_cure(diags, diag, "add content/index.md and weeks in content/weeks/");
		fine = false;
	}
	return fine;
}

/* What all jobs of parsing share. */
struct parsing {
	struct site *site;
	site_filter *filter; // may be NULL
	void *context;       // its own
};

static bool
filter_page(struct worker *worker, const struct parsing *parsing, struct page *page,
	    const struct document_options *options)
{
	if (!parsing->filter || page->failed)
		return true;
	if (!parsing->filter(worker, page, parsing->context))
		return false;
	document_tidy(&page->arena, &page->document, options);
	return true;
}

static void
parse_page(struct worker *worker, const struct parsing *parsing, struct page *page)
{
	const struct site *site = parsing->site;
	struct document_options options = {.instructor = site->audience == AUDIENCE_INSTRUCTOR};

	if (!file_read(&page->arena, page->entry->file.at, PAGE_LIMIT,
		       &page->document.source.text)) {
		report_unreadable(page->entry, page->document.source.path, PAGE_LIMIT,
				  &page->diags);
		page->failed = true;
		return;
	}
	page->failed = !document_read(&page->arena, &page->document, &options, &page->diags);
	if (!page->document.root)
		return;
	if (!page->failed)
		page_check(page);
	if (!filter_page(worker, parsing, page, &options)) {
		page->failed = true;
		return;
	}
	document_finish(&page->arena, &page->document, &page->diags);
	if (!page->failed)
		page_read(page, &site->config);
}

static void
parse_job(struct worker *worker, size_t index, void *context)
{
	const struct parsing *parsing = context;
	struct page *page = &parsing->site->pages[index];
	size_t span =
	    timing_begin(worker->timing, TIMING_PAGE, page->document.source.path, STR(""));

	parse_page(worker, parsing, page);
	timing_end(worker->timing, span);
}

void
site_parse(struct site *site, struct pool *pool, site_filter *filter, void *context)
{
	struct parsing parsing = {site, filter, context};

	pool_run(pool, site->npages, parse_job, &parsing);
}

size_t
site_first_week(const struct site *site, int number)
{
	size_t low = 0, high = site->nweeks;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (site->weeks[middle]->number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct week *
site_find_week(const struct site *site, int number)
{
	size_t index = site_first_week(site, number);

	return index < site->nweeks && site->weeks[index]->number == number ? site->weeks[index]
									    : NULL;
}

const struct page *
site_find_page(const struct site *site, struct str path)
{
	const struct page *page = map_find(&site->pages_by_path, path);

	return page && !page->failed ? page : NULL;
}

static int
compare_pages(const void *a, const void *b)
{
	const struct page *left = *(struct page *const *)a, *right = *(struct page *const *)b;

	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	return str_compare(left->entry->path, right->entry->path);
}

static void
chain(struct page **pages, size_t npages)
{
	for (size_t i = 0; i + 1 < npages; i++) {
		pages[i]->next = pages[i + 1];
		pages[i + 1]->prev = pages[i];
	}
}

/* Weeks follow each other; ordinary pages do so within their folder. */
static void
set_neighbours(struct site *site)
{
	struct page **pages = ARENA_ARRAY(&site->arena, struct page *, site->npages);
	size_t npages = 0, start = 0;

	for (size_t i = 0; i < site->nweeks; i++)
		pages[i] = site->weeks[i]->page;
	chain(pages, site->nweeks);
	for (size_t i = 0; i <= site->npages; i++) {
		struct page *page = i < site->npages ? &site->pages[i] : NULL;

		if (page && (page->failed || page->kind != PAGE_ORDINARY))
			continue;
		if (npages > start && (!page || !str_eq(path_folder(page->entry->path),
							path_folder(pages[start]->entry->path)))) {
			qsort(pages + start, npages - start, sizeof(*pages), compare_pages);
			chain(pages + start, npages - start);
			start = npages;
		}
		if (page)
			pages[npages++] = page;
	}
}

static void
check_navigation(struct site *site, struct diag_list *diags)
{
	for (size_t i = 0; i < site->config.nnavigation; i++) {
		struct config_path *entry = &site->config.navigation[i];
		struct diag *diag;

		if (map_find(&site->pages_by_path, entry->path))
			continue;
		diag = diag_add(diags, DIAG_LINK_PAGE_MISSING, &site->config.source, entry->span,
				"there is no page '%.*s' in content/", STR_ARG(entry->path));
		diag_cure(diags, diag, "name a Markdown file by its path in content/");
	}
}

void
site_assemble(struct site *site, struct diag_list *diags)
{
	curriculum_assemble(site, diags);
	site->home = map_find(&site->pages_by_path, STR("index.md"));
	if (!site->home || site->home->failed)
		site->home =
		    page_generate(&site->arena, PAGE_HOME, STR("index"), site->config.title);
	site->not_found = page_generate(&site->arena, PAGE_NOT_FOUND, STR("404"), STR("404"));
	check_navigation(site, diags);
	set_neighbours(site);
	if (site->lock && site->lock->exists) {
		site->identity = ARENA_NEW(&site->arena, struct identity);
		identity_assign(site, &site->arena, site->identity);
	}
}

static void
resolve_page(struct worker *worker, size_t index, void *context)
{
	struct site *site = context;
	struct page *page = &site->pages[index];

	(void)worker;
	page->diags.levels = &site->config.links.levels;
	if (!page->failed)
		links_resolve(&page->arena, site, page);
}

static void
list_outputs(struct site *site)
{
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed)
			map_put(&site->pages_by_output, &site->arena, site->pages[i].output,
				&site->pages[i]);
}

static void
count_page(struct totals *totals, const struct page *page)
{
	totals->pages++;
	totals->links += page->nlinks;
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];

		totals->foreign_images += link->kind == LINK_EXTERNAL && link->image;
		totals->open_links += link_is_open(link);
	}
	for (size_t i = 0; i < page->nsections; i++)
		totals->items += page->sections[i].part->nitems;
}

static void
count_week(struct totals *totals, const struct week *week)
{
	totals->weeks++;
	totals->hours += week->hours;
	totals->tasks += week->ntasks;
	totals->resources += week->nresources;
	totals->projects += week->project != PROJECT_NONE;
	totals->capstones += week->project == PROJECT_CAPSTONE;
}

const struct site *
site_freeze(struct site *site, struct pool *pool)
{
	list_outputs(site);
	pool_run(pool, site->npages, resolve_page, site);
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed)
			count_page(&site->totals, &site->pages[i]);
	for (size_t i = 0; i < site->nweeks; i++)
		count_week(&site->totals, site->weeks[i]);
	site->totals.blocks = site->config.nblocks;
	return site;
}

void
site_collect_diags(struct site *site, struct diag_list *to)
{
	for (size_t i = 0; i < site->npages; i++)
		diag_merge(to, &site->pages[i].diags);
}
