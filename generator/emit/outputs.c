/* Plans the outputs, then lets each page's job render what is its own. */
#include "emit/outputs.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/pool.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/api.h"
#include "emit/feed.h"
#include "emit/page_index.h"
#include "emit/sitemap.h"
#include "emit/summary.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"
#include "render/renderer.h"
#include "render/theme.h"
#include "render/view.h"

/* One page on its way to bytes, or the JSON of the whole course. */
struct output_job {
	const struct page *page;        // NULL: the whole course
	const struct plugin_page *said; // NULL: there are no plugins
	size_t html, json;              // indices in the plan; SIZE_MAX: none
	size_t found;                   // index in the search; SIZE_MAX: cannot be found
	struct arena arena;
	struct diag_list diags;
};

/* What all jobs share. */
struct run {
	const struct site *site;
	const struct theme *theme;
	struct outputs *outputs;
	struct view view;
};

static size_t
plan_copy(struct arena *arena, struct plan *plan, struct str path, struct str owner,
	  struct str file, struct diag_list *diags)
{
	size_t index = plan_add(arena, plan, path, owner, diags);

	if (index != SIZE_MAX)
		plan->outputs[index].copy = file;
	return index;
}

static void
plan_assets(struct arena *arena, const struct site *site, const struct theme *theme,
	    struct plan *plan, struct diag_list *diags)
{
	struct str owner = arena_printf(arena, "theme %.*s", STR_ARG(theme->name));

	for (size_t i = 0; i < theme->nassets; i++)
		plan_copy(arena, plan,
			  arena_printf(arena, "assets/%.*s", STR_ARG(theme->assets[i].name)), owner,
			  theme->assets[i].path, diags);
	for (size_t i = 0; i < site->tree.nentries; i++) {
		const struct entry *entry = &site->tree.entries[i];

		if (entry->kind == ENTRY_ASSET)
			plan_copy(arena, plan, entry->path, entry->file, entry->file, diags);
	}
}

static struct output_job *
add_job(struct outputs *outputs, const struct page *page)
{
	struct output_job *job = &outputs->jobs[outputs->njobs++];

	job->page = page;
	job->html = job->json = job->found = SIZE_MAX;
	arena_init(&job->arena);
	diag_init(&job->diags);
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

		if (job->page && job->page->kind != PAGE_NOT_FOUND)
			job->found = search_plan_page(arena, &outputs->search,
						      job->page->document.source.text.len,
						      &outputs->plan, diags);
	}
}

/* The JSON of the whole course comes first, for it takes longest. */
static void
plan_jobs(struct arena *arena, const struct site *site, struct outputs *outputs,
	  struct diag_list *diags)
{
	outputs->jobs = ARENA_ARRAY(arena, struct output_job, site->npages + 3);
	add_job(outputs, NULL)->json =
	    plan_add(arena, &outputs->plan, STR("api/curriculum.json"), STR("Lectern"), diags);
	for (size_t i = 0; i < site->npages; i++)
		if (!site->pages[i].failed)
			plan_page(arena, site, outputs, &site->pages[i], diags);
	if (!site_find_page(site, STR("index.md")))
		plan_page(arena, site, outputs, site->home, diags);
	plan_page(arena, site, outputs, site->not_found, diags);
}

/* What stands in the buf, as an output whose bytes live in the arena. */
static void
take_bytes(struct arena *arena, struct plan *plan, size_t index, struct buf *out)
{
	if (index != SIZE_MAX)
		plan->outputs[index].bytes = arena_dup(arena, buf_str(out));
	buf_reset(out);
}

static struct str
layout_of(const struct page *page)
{
	return page->layout.len ? page->layout : page_kind_name(page->kind);
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

static void
render_page(struct worker *worker, struct run *run, struct output_job *job)
{
	const struct value *view = job->said ? job->said->view : NULL;
	struct buf out;

	if (!view)
		view = view_page(&worker->scratch, &run->view, job->page, &job->diags);
	if (!check_layout(run->theme, job->page, &job->diags))
		return;
	buf_init(&out);
	renderer_page(worker->state, layout_of(job->page), run->view.value, view, &out,
		      &job->diags);
	take_bytes(&job->arena, &run->outputs->plan, job->html, &out);
	buf_release(&out);
}

static void
write_json(struct worker *worker, struct run *run, struct output_job *job)
{
	struct buf out;

	buf_init(&out);
	json_write(&out,
		   job->page
		       ? api_page(&worker->scratch, run->site, job->page, job->said)
		       : api_curriculum(&worker->scratch, run->site, &run->outputs->hooks.data),
		   JSON_PRETTY);
	take_bytes(&job->arena, &run->outputs->plan, job->json, &out);
	buf_release(&out);
}

static void
run_job(struct worker *worker, size_t index, void *context)
{
	struct run *run = context;
	struct output_job *job = &run->outputs->jobs[index];

	if (job->page)
		render_page(worker, run, job);
	if (job->json != SIZE_MAX)
		write_json(worker, run, job);
	if (job->found != SIZE_MAX)
		page_index_make(&job->arena, job->page, &run->outputs->search.pages[job->found]);
}

static bool
open_renderers(struct pool *pool, const struct outputs *outputs, const struct theme *theme,
	       struct diag_list *diags)
{
	const struct hooks *hooks = &outputs->hooks;

	for (size_t i = 0; i < pool->nworkers && i < outputs->njobs; i++) {
		pool->workers[i].state =
		    renderer_new(theme, hooks->nhosts ? hooks->hosts[i] : NULL, diags);
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

static void
run_jobs(struct arena *arena, struct run *run, struct pool *pool, struct diag_list *diags)
{
	struct outputs *outputs = run->outputs;

	if (open_renderers(pool, outputs, run->theme, diags)) {
		pool_run(pool, outputs->njobs, run_job, run);
		if (outputs->search.npages)
			search_write(arena, run->site, &outputs->search, &outputs->plan);
	}
	close_renderers(pool);
}

static void
merge_diags(struct outputs *outputs, struct diag_list *diags)
{
	for (size_t i = 0; i < outputs->njobs; i++)
		diag_merge(diags, &outputs->jobs[i].diags);
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
	 bool (*write)(struct buf *, const struct site *), struct diag_list *diags)
{
	struct buf out;

	buf_init(&out);
	if (write(&out, site))
		take_bytes(arena, plan, plan_add(arena, plan, path, STR("Lectern"), diags), &out);
	buf_release(&out);
}

/* The pages of the jobs through the hooks, and the outputs that plugins add. */
static bool
run_hooks(struct arena *arena, const struct plugins *plugins, struct run *run, struct pool *pool,
	  struct diag_list *diags)
{
	struct outputs *outputs = run->outputs;
	struct hooks *hooks = &outputs->hooks;
	bool good;

	hooks->pages = ARENA_ARRAY(arena, struct hook_page, outputs->njobs);
	for (size_t i = 0; i < outputs->njobs; i++) {
		struct output_job *job = &outputs->jobs[i];
		struct hook_page *page = &hooks->pages[hooks->npages];

		if (!job->page)
			continue;
		*page = (struct hook_page){job->page, &job->arena, &job->diags, {0}};
		job->said = plugins->len ? &page->said : NULL;
		hooks->npages++;
	}
	good = hooks_run(arena, plugins, &run->view, pool, hooks, diags);
	for (size_t i = 0; i < hooks->call.noutputs; i++) {
		const struct plugin_output *made = &hooks->call.outputs[i];
		size_t index =
		    plan_add(arena, &outputs->plan, made->path,
			     arena_printf(arena, "plugin %.*s", STR_ARG(made->plugin->name)),
			     diags);

		if (index != SIZE_MAX)
			outputs->plan.outputs[index].bytes = made->text;
	}
	return good;
}

void
outputs_make(struct arena *arena, const struct site *site, const struct theme *theme,
	     const struct plugins *plugins, struct pool *pool, struct outputs *outputs,
	     struct diag_list *diags)
{
	struct run run = {.site = site, .theme = theme, .outputs = outputs};

	*outputs = (struct outputs){0};
	/* Ours and the theme's first: a clash is told of the file that its author can rename. */
	add_summary(arena, site, &outputs->plan, diags);
	add_text(arena, &outputs->plan, STR("sitemap.xml"), site, sitemap_write, diags);
	add_text(arena, &outputs->plan, STR("feed.xml"), site, feed_write, diags);
	plan_jobs(arena, site, outputs, diags);
	if (has_search(theme))
		plan_search(arena, outputs, diags);
	plan_assets(arena, site, theme, &outputs->plan, diags);
	view_init(arena, site, theme->strings, &run.view);
	/* What a plugin did not set would be missed by templates, and told again for every page. */
	if (run_hooks(arena, plugins, &run, pool, diags))
		run_jobs(arena, &run, pool, diags);
	merge_diags(outputs, diags);
}

void
outputs_release(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->njobs; i++) {
		arena_release(&outputs->jobs[i].arena);
		diag_release(&outputs->jobs[i].diags);
	}
	hooks_release(&outputs->hooks);
}
