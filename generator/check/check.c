/* The table of rules and their run. */
#include "check/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/timing.h"
#include "check/rules.h"
#include "model/page.h"
#include "model/site.h"

typedef void rule(const struct site *site, const struct page *page, struct diag_list *diags);

static rule *const rules[] = {check_links,       check_urls,  check_link_texts,
			      check_definitions, check_hours, check_resources};

struct run {
	const struct site *site;
	struct diag_list *diags; // one a page
};

static void
check_page(struct worker *worker, size_t index, void *context)
{
	struct run *run = context;
	const struct page *page = &run->site->pages[index];
	size_t span;

	diag_init(&run->diags[index]);
	run->diags[index].levels = &run->site->config.links.levels;
	if (page->failed)
		return;
	span = timing_begin(worker->timing, TIMING_PAGE, page->document.source.path, STR(""));
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		rules[i](run->site, page, &run->diags[index]);
	timing_end(worker->timing, span);
}

void
check_run(const struct site *site, struct pool *pool, struct diag_list *diags)
{
	struct arena arena;
	struct run run = {.site = site};

	arena_init(&arena);
	run.diags = ARENA_ARRAY(&arena, struct diag_list, site->npages);
	pool_run(pool, site->npages, check_page, &run);
	for (size_t i = 0; i < site->npages; i++) {
		diag_merge(diags, &run.diags[i]);
		diag_release(&run.diags[i]);
	}
	arena_release(&arena);
}
