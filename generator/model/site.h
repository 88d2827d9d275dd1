/*
 * The site: settings, pages, weeks; assembled, then frozen.
 *
 * After site_freeze nobody holds a mutable site: stages behind it take a
 * `const struct site *` and may run on any thread.
 */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "model/config.h"
#include "read/tree.h"

#include <stdbool.h>
#include <stddef.h>

struct course;
struct diag_list;
struct identity;
struct lock;
struct page;
struct pool;
struct week;
struct worker;

/* Bytes of a file that are read at most. */
enum { PAGE_LIMIT = 8 << 20, CONFIG_LIMIT = 1 << 20 };

enum audience { AUDIENCE_LEARNER, AUDIENCE_INSTRUCTOR };

struct totals {
	size_t weeks, blocks, projects, capstones, pages, tasks, resources, items, links;
	size_t foreign_images; // that are asked of another host
	size_t open_links;     // whose target only the outputs of the build tell
	double hours;
};

struct site {
	struct arena arena;
	struct str folder; // that holds content/, themes/, plugins/
	enum audience audience;
	struct tree tree; // of content/
	struct config config;
	struct lock *lock;             // content/ids.lock; empty when there is none
	const struct changes *changes; // what was asked for with --since; NULL: nothing was
	struct identity *identity;     // what it says of the items; NULL when there is none

	struct page *pages; // one a Markdown file, in the order of their paths
	size_t npages;
	struct map pages_by_path;   // path in content/ → struct page
	struct map pages_by_output; // path of its HTML file → struct page; by the freeze
	struct page *home;          // of content/index.md, else generated
	struct page *not_found;     // generated: the page for 404.html

	const struct course *courses; // that it is the front of, as they are listed; NULL: none
	size_t ncourses;

	struct week **weeks; // by number
	size_t nweeks;
	struct totals totals;
};

/* The folder of a site's pages, as messages name it. */
struct str site_content(struct arena *arena, struct str folder);
void site_init(struct site *site, struct str folder, enum audience audience);
void site_release(struct site *site);
/* Reads the folder and site.yaml; false, with diagnostics, when there is nothing to build. */
bool site_read(struct site *site, struct diag_list *diags);
/*
 * What may change the tree of a page whose front matter is fine, before its headings and
 * items are read. On any worker; false, with diagnostics of the page, when it failed.
 */
typedef bool site_filter(struct worker *worker, struct page *page, void *context);
/* Parses every page, in parallel; `filter` may be NULL. Problems stay with the page. */
void site_parse(struct site *site, struct pool *pool, site_filter *filter, void *context);
/*
 * Puts pages into order and weeks into the curriculum; reports what does not fit. Items
 * get the ids that content/ids.lock has for them.
 */
void site_assemble(struct site *site, struct diag_list *diags);
/* Resolves links and counts; the site must not change afterwards. */
const struct site *site_freeze(struct site *site, struct pool *pool);
/* Moves the diagnostics of all pages, in page order, behind `to`. */
void site_collect_diags(struct site *site, struct diag_list *to);

/* Index of the first week with this number or a higher one; nweeks when there is none. */
size_t site_first_week(const struct site *site, int number);
/* NULL when there is no such week. */
const struct week *site_find_week(const struct site *site, int number);
/* The page of a path in content/; NULL when there is none or it failed. */
const struct page *site_find_page(const struct site *site, struct str path);

#endif
