/* Plans the outputs, then lets each page's job render what is its own. */
#include "emit/outputs.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/pool.h"
#include "base/timing.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/api.h"
#include "emit/assets.h"
#include "emit/courses.h"
#include "emit/cutoff.h"
#include "emit/feed.h"
#include "emit/offline.h"
#include "emit/page_index.h"
#include "emit/search_join.h"
#include "emit/sitemap.h"
#include "emit/summary.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/renderer.h"
#include "render/theme.h"
#include "render/view.h"

#include <stdlib.h>

/* One page on its way to bytes. */
struct output_job {
	const struct page *page;
	struct value *view;             // of the page
	const struct plugin_page *said; // NULL: there are no plugins
	size_t html, json;              // indices in the plan; SIZE_MAX: none
	size_t found;                   // index in the search; SIZE_MAX: cannot be found
	struct arena arena;             // of the bytes
	struct arena views;             // of what templates see and plugins say
	struct diag_list diags;
	struct diag_list rendered; // what templates said
};

/* What all jobs share. */
struct run {
	const struct site *site;
	const struct theme *theme;
	struct outputs *outputs;
	struct buf *outs; // one a worker, for what it writes
	struct view view;
	struct cutoff cutoff; // at the page whose templates went beyond their budget
	size_t curriculum;    // index in the plan of the JSON of the whole course; SIZE_MAX: none
	bool again;           // pages only, which have been rendered once
};

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
static void
plan_search(struct arena *arena, struct outputs *outputs, struct diag_list *diags)
{
	search_plan(arena, outputs->njobs, &outputs->plan, &outputs->search, diags);
	for (size_t i = 0; i < outputs->njobs; i++) {
		struct output_job *job = &outputs->jobs[i];

		if (job->page->kind != PAGE_NOT_FOUND)
			job->found = search_plan_page(arena, &outputs->search,
						      job->page->document.source.text.len,
						      &outputs->plan, diags);
	}
}

/* What the theme adds; the theme owns the path, as it does its assets'. */
static struct output_job *
plan_theme_page(struct arena *arena, const struct theme *theme, const struct theme_page *added,
		struct outputs *outputs, struct diag_list *diags)
{
	const struct page *page = page_generate(arena, PAGE_OF_THEME, added->name, added->title);
	struct output_job *job = add_job(outputs, page);

	job->html = plan_add(arena, &outputs->plan, page->output,
			     arena_printf(arena, "theme %.*s", STR_ARG(theme->name)), diags);
	return job;
}

/* A page that shows something of every week is of no use for very many. */
static bool
is_short_enough(const struct site *site, const struct theme_page *page)
{
	return !page->weeks || site->nweeks <= page->weeks;
}

static void
plan_jobs(struct arena *arena, const struct site *site, const struct theme *theme,
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
		if (!theme->pages[i].data.len && is_short_enough(site, &theme->pages[i]))
			plan_theme_page(arena, theme, &theme->pages[i], outputs, diags);
}

/* What stands in the buf, as an output whose bytes live in the arena. */
static void
take_bytes(struct arena *arena, struct plan *plan, size_t index, struct buf *out)
{
	plan_fill(plan, arena, index, buf_str(out));
	buf_reset(out);
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
render_page(struct worker *worker, struct run *run, struct output_job *job)
{
	struct buf *out = &run->outs[worker->index];

	if (!check_layout(run->theme, job->page, &job->rendered))
		return;
	renderer_page(worker->state, layout_of(job->page), run->view.value, job->view, out,
		      &job->rendered);
	if (renderer_is_exhausted(worker->state))
		cutoff_at(&run->cutoff, (size_t)(job - run->outputs->jobs));
	take_bytes(&job->arena, &run->outputs->plan, job->html, out);
}

static void
write_json(struct worker *worker, struct run *run, struct output_job *job)
{
	struct buf *out = &run->outs[worker->index];

	json_write(out, api_page(&worker->scratch, run->site, job->page, job->said), JSON_PRETTY);
	take_bytes(&job->arena, &run->outputs->plan, job->json, out);
}

static void
run_job(struct worker *worker, size_t index, void *context)
{
	struct run *run = context;
	struct output_job *job = &run->outputs->jobs[index];
	size_t span = begin_page(worker, job);

	/* The smaller first: the arena's next chunk is twice the last. */
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

static bool
run_jobs(struct run *run, struct pool *pool, struct diag_list *diags)
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

/* JSON of pages that have a file of it. */
static const struct output **
collect_texts(struct arena *arena, const struct run *run)
{
	const struct outputs *outputs = run->outputs;
	const struct output **texts = ARENA_ARRAY(arena, const struct output *, run->site->npages);

	for (size_t i = 0; i < outputs->njobs; i++) {
		const struct output_job *job = &outputs->jobs[i];

		if (job->json != SIZE_MAX)
			texts[job->page - run->site->pages] = &outputs->plan.outputs[job->json];
	}
	return texts;
}

static void
write_curriculum(struct arena *arena, struct run *run)
{
	struct buf out;

	run->outputs->hooks->data.texts = collect_texts(arena, run);
	buf_init(&out);
	api_curriculum(&out, run->site, &run->outputs->hooks->data);
	take_bytes(arena, &run->outputs->plan, run->curriculum, &out);
	buf_release(&out);
}

static void
merge_diags(struct run *run, struct diag_list *diags)
{
	for (size_t i = 0; i < run->outputs->njobs; i++) {
		struct output_job *job = &run->outputs->jobs[i];

		diag_merge(diags, &job->diags);
		if (!cutoff_is_behind(&run->cutoff, i))
			diag_merge(diags, &job->rendered);
	}
}

static void
add_summary(struct arena *arena, const struct site *site, struct plan *plan,
	    struct diag_list *diags)
{
	struct buf out;

	buf_init(&out);
	json_write(&out, summary_make(arena, site), JSON_PRETTY);
	take_bytes(arena, plan,
		   plan_add(arena, plan, STR("curriculum.json"), STR("Lectern"), diags), &out);
	buf_release(&out);
}

static void
add_text(struct arena *arena, struct plan *plan, struct str path, const struct site *site,
	 bool (*write)(struct buf *, const struct site *, struct diag_list *),
	 struct diag_list *diags)
{
	struct buf out;

	buf_init(&out);
	if (write(&out, site, diags))
		take_bytes(arena, plan, plan_add(arena, plan, path, STR("Lectern"), diags), &out);
	buf_release(&out);
}

/* What stands for the JSON of one course where the site is the front of many. */
static bool
write_courses(struct buf *out, const struct site *site, struct diag_list *diags)
{
	(void)diags;
	courses_write(out, site);
	return true;
}

static void
write_search(struct arena *arena, const struct site *site, struct outputs *outputs,
	     struct diag_list *diags)
{
	struct plan *plan = &outputs->plan;
	size_t index = outputs->search.output;
	struct arena own;
	struct buf out;
	struct str text;

	search_write(arena, site, &outputs->search, plan);
	if (!site->ncourses || index == SIZE_MAX)
		return;
	arena_init(&own);
	buf_init(&out);
	/* What cannot be read is told by who publishes it. */
	if (output_read(&own, &plan->outputs[index], SIZE_MAX, &text) &&
	    search_join(&out, site, text, diags))
		take_bytes(arena, plan, index, &out);
	buf_release(&out);
	arena_release(&own);
}

static void
view_job(struct worker *worker, size_t index, void *context)
{
	struct run *run = context;
	struct output_job *job = &run->outputs->jobs[index];
	size_t span = begin_page(worker, job);

	job->view = view_page(&job->views, &run->view, job->page, &job->diags);
	timing_end(worker->timing, span);
}

/* Whether a page of the theme is one of this site; only plugins that have run have data. */
static bool
has_theme_page(const struct run *run, const struct theme_page *page)
{
	const struct value *data = value_find(run->view.value, STR("data"));

	return is_short_enough(run->site, page) &&
	       (!page->data.len || value_len(value_find(data, page->data)) > 0);
}

/* What the theme adds, for its own links: name, title and output. */
static const struct value *
list_theme_pages(struct arena *arena, const struct run *run)
{
	const struct theme *theme = run->theme;
	struct value *list = value_list(arena);

	for (size_t i = 0; i < theme->npages; i++) {
		struct str name = theme->pages[i].name;
		struct value *map = value_map(arena, "a page of the theme");

		if (!has_theme_page(run, &theme->pages[i]))
			continue;

		value_set(arena, map, STR("name"), value_string(arena, name));
		value_set(arena, map, STR("title"), value_string(arena, theme->pages[i].title));
		value_set(arena, map, STR("output"),
			  value_string(arena, arena_printf(arena, "%.*s.html", STR_ARG(name))));
		value_append(arena, list, map);
	}
	return list;
}

/* All bodies before any layout, so that a layout may quote every page. */
static void
make_views(struct arena *arena, struct run *run, struct pool *pool)
{
	struct value *list = value_list(arena);

	pool_run(pool, run->outputs->njobs, view_job, run);
	for (size_t i = 0; i < run->outputs->njobs; i++) {
		const struct output_job *job = &run->outputs->jobs[i];

		if (job->page->document.source.text.at)
			value_append(arena, list, job->view);
	}
	value_put(arena, run->view.value, STR("pages"), list);
	value_set(arena, run->view.value, STR("theme_pages"), list_theme_pages(arena, run));
}

/* Those pages of the theme that show what a plugin said, once it has. */
static void
add_late_pages(struct arena *arena, struct run *run, struct diag_list *diags)
{
	size_t before = run->outputs->njobs;

	for (size_t i = 0; i < run->theme->npages; i++) {
		const struct theme_page *page = &run->theme->pages[i];
		struct output_job *job;

		if (!page->data.len || !has_theme_page(run, page))
			continue;
		job = plan_theme_page(arena, run->theme, page, run->outputs, diags);
		job->view = view_page(&job->views, &run->view, job->page, &job->diags);
	}
	if (run->outputs->njobs > before)
		value_put(arena, run->view.value, STR("theme_pages"), list_theme_pages(arena, run));
}

/* The pages of the jobs through the hooks, and the outputs that plugins add. */
static bool
run_hooks(struct arena *arena, struct run *run, struct pool *pool, struct diag_list *diags)
{
	struct outputs *outputs = run->outputs;
	struct hooks *hooks = outputs->hooks;
	bool good;

	hooks->theme_assets = assets_of_theme(arena, run->theme);
	hooks->pages = ARENA_ARRAY(arena, struct hook_page, outputs->njobs);
	for (size_t i = 0; i < outputs->njobs; i++) {
		struct output_job *job = &outputs->jobs[i];
		struct hook_page *page = &hooks->pages[hooks->npages];

		*page =
		    (struct hook_page){job->page, &job->views, &job->diags, {.view = job->view}};
		job->said = hooks->nhosts ? &page->said : NULL;
		hooks->npages++;
	}
	good = hooks_run(arena, &run->view, pool, hooks, diags);
	if (hooks->nhosts)
		good &= plugin_host_check_slots(hooks->hosts[0], run->theme->slots, diags);
	for (size_t i = 0; i < hooks->call.noutputs; i++) {
		const struct plugin_output *made = &hooks->call.outputs[i];
		size_t index =
		    plan_add(arena, &outputs->plan, made->path,
			     arena_printf(arena, "plugin %.*s", STR_ARG(made->plugin->name)),
			     diags);

		plan_fill(&outputs->plan, arena, index, made->text);
	}
	return good;
}

/*
 * The site's archive of itself, and then all pages again, which now can say so: those in the
 * archive do not, for it is not in it.
 */
static void
add_archive(struct arena *arena, struct run *run, const struct offline *offline, struct pool *pool,
	    struct diag_list *diags)
{
	struct plan *plan = &run->outputs->plan;
	const struct output *archive = &plan->outputs[offline->archive];
	struct value *download = value_map(arena, "'download'");

	if (!offline_make_archive(arena, run->site, plan, offline, diags))
		return;
	value_set(arena, download, STR("path"), value_string(arena, archive->path));
	value_set(arena, download, STR("bytes"),
		  value_int(arena, (int64_t)output_size(arena, archive)));
	value_put(arena, run->view.value, STR("download"), download);
	run->again = true;
	run_jobs(run, pool, diags);
	merge_diags(run, diags);
	offline_make_worker(arena, run->site, run->theme, plan, offline, diags);
}

void
outputs_make(struct arena *arena, const struct site *site, const struct theme *theme,
	     struct hooks *hooks, struct sink *sink, struct pool *pool, struct outputs *outputs,
	     struct diag_list *diags)
{
	struct run run = {.site = site, .theme = theme, .outputs = outputs};
	struct offline offline;

	*outputs = (struct outputs){.hooks = hooks, .plan.sink = sink};
	cutoff_init(&run.cutoff);
	/* Ours and the theme's first: a clash is told of the file that its author can rename. */
	if (!site->ncourses)
		add_summary(arena, site, &outputs->plan, diags);
	add_text(arena, &outputs->plan, STR("sitemap.xml"), site, sitemap_write, diags);
	add_text(arena, &outputs->plan, STR("feed.xml"), site, feed_write, diags);
	run.curriculum = SIZE_MAX;
	if (site->ncourses)
		add_text(arena, &outputs->plan, STR("api/courses.json"), site, write_courses,
			 diags);
	else
		run.curriculum = plan_add(arena, &outputs->plan, STR("api/curriculum.json"),
					  STR("Lectern"), diags);
	offline = offline_plan(arena, site, theme, &outputs->plan, diags);
	plan_jobs(arena, site, theme, outputs, diags);
	if (has_search(theme))
		plan_search(arena, outputs, diags);
	assets_plan(arena, site, theme, hooks->plugins, &outputs->plan, diags);
	view_init(arena, site, theme->strings, &run.view);
	if (hooks->nhosts)
		run.view.no_data = hooks_no_data(arena, hooks->plugins);
	make_views(arena, &run, pool);
	/* What a plugin did not set would be missed by templates, and told again for every page. */
	outputs->complete = run_hooks(arena, &run, pool, diags);
	if (outputs->complete)
		add_late_pages(arena, &run, diags);
	if (outputs->complete && run_jobs(&run, pool, diags)) {
		if (run.curriculum != SIZE_MAX)
			write_curriculum(arena, &run);
		if (outputs->search.npages)
			write_search(arena, site, outputs, diags);
	}
	merge_diags(&run, diags);
	if (diag_status(diags))
		return; // nothing is published
	offline_make_worker(arena, site, theme, &outputs->plan, &offline, diags);
	if (offline.archive != SIZE_MAX)
		add_archive(arena, &run, &offline, pool, diags);
}

void
outputs_release(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->njobs; i++) {
		arena_release(&outputs->jobs[i].arena);
		arena_release(&outputs->jobs[i].views);
		diag_release(&outputs->jobs[i].diags);
		diag_release(&outputs->jobs[i].rendered);
	}
}
