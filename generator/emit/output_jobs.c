#include "emit/output_jobs.h"

#include "base/buf.h"
#include "base/die.h"
#include "base/pool.h"
#include "base/timing.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/api.h"
#include "emit/outputs.h"
#include "emit/page_index.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/renderer.h"
#include "render/theme.h"

#include <stdlib.h>

static struct output_job *
add_job(struct outputs *outputs, const struct page *page)
{
	struct output_job *job = &outputs->jobs[outputs->njobs++];

	job->page = page;
	job->html = job->json = job->found = SIZE_MAX;
	arena_init(&job->arena);
	arena_init(&job->views);
	diag_init(&job->diags);
	diag_init(&job->rendered);
	return job;
}

static void
plan_page(struct arena *arena, const struct site *site, struct outputs *outputs,
	  const struct page *page, struct diag_list *diags)
{
	struct output_job *job = add_job(outputs, page);
	struct str owner = page->document.source.path;

	job->html = plan_add(arena, &outputs->plan, page->output, owner, diags);
	/* A second week of one number is reported by then. */
	if (page->week && site_find_week(site, page->week->number) == page->week)
		job->json = plan_add(arena, &outputs->plan,
				     arena_printf(arena, "api/weeks/%02d.json", page->week->number),
				     owner, diags);
}

/* True unless the theme has an option for it that is off. */
static bool
has_search(const struct theme *theme)
{
	const struct value *option = value_find(theme->options, STR("search"));

	return !option || value_is_true(option);
}

/* All pages can be found but the one that is shown where nothing was. */
void
output_jobs_plan_search(struct arena *arena, const struct theme *theme, struct outputs *outputs,
			struct diag_list *diags)
{
	if (!has_search(theme))
		return;
	search_plan(arena, outputs->njobs, &outputs->plan, &outputs->search, diags);
	for (size_t i = 0; i < outputs->njobs; i++) {
		struct output_job *job = &outputs->jobs[i];

		if (job->page->kind != PAGE_NOT_FOUND)
			job->found = search_plan_page(arena, &outputs->search,
						      job->page->document.source.text.len,
						      &outputs->plan, diags);
	}
}

struct output_job *
output_jobs_add_theme_page(struct arena *arena, const struct theme *theme,
			   const struct theme_page *added, struct outputs *outputs,
			   struct diag_list *diags)
{
	const struct page *page = page_generate(arena, PAGE_OF_THEME, added->name, added->title);
	struct output_job *job = add_job(outputs, page);

	job->html = plan_add(arena, &outputs->plan, page->output,
			     arena_printf(arena, "theme %.*s", STR_ARG(theme->name)), diags);
	return job;
}

/* A page that shows something of every week is of no use for very many. */
bool
theme_page_fits(const struct site *site, const struct theme_page *page)
{
	return !page->weeks || site->nweeks <= page->weeks;
}

void
output_jobs_plan(struct arena *arena, const struct site *site, const struct theme *theme,
		 struct outputs *outputs, struct diag_list *diags)
{
	outputs->jobs = ARENA_ARRAY(arena, struct output_job, site->npages + theme->npages + 2);
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed)
			plan_page(arena, site, outputs, &site->pages[i], diags);
	if (!site_find_page(site, STR("index.md")))
		plan_page(arena, site, outputs, site->home, diags);
	plan_page(arena, site, outputs, site->not_found, diags);
	for (size_t i = 0; i < theme->npages; i++)
		if (!theme->pages[i].data.len && theme_page_fits(site, &theme->pages[i]))
			output_jobs_add_theme_page(arena, theme, &theme->pages[i], outputs, diags);
}

static struct str
layout_of(const struct page *page)
{
	return page->layout.len ? page->layout : page_kind_name(page);
}

/* The layout that a page's front matter names, told where it is named. */
static bool
check_layout(const struct theme *theme, const struct page *page, struct diag_list *diags)
{
	struct str *names, nearest;
	struct diag *diag;

	if (!page->layout.len || theme_find_layout(theme, page->layout))
		return true;
	names = ARENA_ARRAY(&diags->arena, struct str, theme->nlayouts);
	for (size_t i = 0; i < theme->nlayouts; i++)
		names[i] = theme->layouts[i].name;
	nearest = diag_nearest(page->layout, names, theme->nlayouts);
	diag = diag_add(diags, DIAG_LAYOUT_MISSING, &page->document.source,
			value_find(page->document.front, STR("layout"))->span,
			"theme '%.*s' has no layout '%.*s'", STR_ARG(theme->name),
			STR_ARG(page->layout));
	if (nearest.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
	return false;
}

/* What is done for the page from here on, until timing_end. */
static size_t
begin_page(struct worker *worker, const struct output_job *job)
{
	const struct source *source = &job->page->document.source;

	return timing_begin(worker->timing, TIMING_PAGE,
			    source->text.at ? source->path : job->page->output, STR(""));
}

static void
view_job(struct worker *worker, size_t index, void *context)
{
	struct output_run *run = context;
	struct output_job *job = &run->outputs->jobs[index];
	size_t span = begin_page(worker, job);

	job->view = view_page(&job->views, &run->view, job->page, &job->diags);
	timing_end(worker->timing, span);
}

void
output_jobs_view(struct output_run *run, struct pool *pool)
{
	pool_run(pool, run->outputs->njobs, view_job, run);
}

static void
render_page(struct worker *worker, struct output_run *run, struct output_job *job)
{
	struct buf *out = &run->outs[worker->index];

	if (!check_layout(run->theme, job->page, &job->rendered))
		return;
	renderer_page(worker->state, layout_of(job->page), run->view.value, job->view, out,
		      &job->rendered);
	if (renderer_is_exhausted(worker->state))
		cutoff_at(&run->cutoff, (size_t)(job - run->outputs->jobs));
	plan_take(&run->outputs->plan, &job->arena, job->html, out);
}

static void
write_json(struct worker *worker, struct output_run *run, struct output_job *job)
{
	struct buf *out = &run->outs[worker->index];

	json_write(out, api_page(&worker->scratch, run->site, job->page, job->said), JSON_PRETTY);
	plan_take(&run->outputs->plan, &job->arena, job->json, out);
}

static void
run_job(struct worker *worker, size_t index, void *context)
{
	struct output_run *run = context;
	struct output_job *job = &run->outputs->jobs[index];
	size_t span = begin_page(worker, job);

	if (job->json != SIZE_MAX && !run->again)
		write_json(worker, run, job);
	if (job->found != SIZE_MAX && !run->again)
		page_index_make(&job->arena, job->page, &run->outputs->search.pages[job->found]);
	if (!cutoff_is_behind(&run->cutoff, index))
		render_page(worker, run, job);
	timing_end(worker->timing, span);
}

static bool
open_renderers(struct pool *pool, const struct outputs *outputs, const struct theme *theme,
	       struct diag_list *diags)
{
	const struct hooks *hooks = outputs->hooks;

	for (size_t i = 0; i < pool->nworkers && i < outputs->njobs; i++) {
		pool->workers[i].state =
		    renderer_new(theme, hooks->nhosts ? hooks->hosts[i] : NULL, pool->watchdog,
				 pool->workers[i].timing, diags);
		if (!pool->workers[i].state)
			return false;
	}
	return true;
}

static void
close_renderers(struct pool *pool)
{
	for (size_t i = 0; i < pool->nworkers; i++) {
		renderer_free(pool->workers[i].state);
		pool->workers[i].state = NULL;
	}
}

bool
output_jobs_run(struct output_run *run, struct pool *pool, struct diag_list *diags)
{
	struct outputs *outputs = run->outputs;
	bool opened = open_renderers(pool, outputs, run->theme, diags);

	run->outs = alloc_or_die(pool->nworkers, sizeof(*run->outs));
	for (size_t i = 0; i < pool->nworkers; i++)
		buf_init(&run->outs[i]);
	if (opened)
		pool_run(pool, outputs->njobs, run_job, run);
	close_renderers(pool);
	for (size_t i = 0; i < pool->nworkers; i++)
		buf_release(&run->outs[i]);
	free(run->outs);
	return opened;
}
