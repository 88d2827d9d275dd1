/* What makes the outputs, in its order; pages are output_jobs.c's. */
#include "emit/outputs.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/api.h"
#include "emit/assets.h"
#include "emit/courses.h"
#include "emit/cutoff.h"
#include "emit/feed.h"
#include "emit/offline.h"
#include "emit/output_jobs.h"
#include "emit/search_join.h"
#include "emit/sitemap.h"
#include "emit/summary.h"
#include "model/page.h"
#include "model/site.h"
#include "render/theme.h"
#include "render/view.h"

/* JSON of pages that have a file of it. */
static const struct output **
collect_texts(struct arena *arena, const struct output_run *run)
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
write_curriculum(struct arena *arena, struct output_run *run)
{
	struct buf out;

	run->outputs->hooks->data.texts = collect_texts(arena, run);
	buf_init(&out);
	api_curriculum(&out, run->site, &run->outputs->hooks->data);
	plan_take(&run->outputs->plan, arena, run->curriculum, &out);
	buf_release(&out);
}

static void
merge_diags(struct output_run *run, struct diag_list *diags)
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
	plan_take(plan, arena, plan_add(arena, plan, STR("curriculum.json"), STR("Lectern"), diags),
		  &out);
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
		plan_take(plan, arena, plan_add(arena, plan, path, STR("Lectern"), diags), &out);
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
		plan_take(plan, arena, index, &out);
	buf_release(&out);
	arena_release(&own);
}

/* Whether a page of the theme is one of this site; only plugins that have run have data. */
static bool
has_theme_page(const struct output_run *run, const struct theme_page *page)
{
	const struct value *data = value_find(run->view.value, STR("data"));

	return theme_page_fits(run->site, page) &&
	       (!page->data.len || value_len(value_find(data, page->data)) > 0);
}

/* What the theme adds, for its own links: name, title and output. */
static const struct value *
list_theme_pages(struct arena *arena, const struct output_run *run)
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
make_views(struct arena *arena, struct output_run *run, struct pool *pool)
{
	struct value *list = value_list(arena);

	output_jobs_view(run, pool);
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
add_late_pages(struct arena *arena, struct output_run *run, struct diag_list *diags)
{
	size_t before = run->outputs->njobs;

	for (size_t i = 0; i < run->theme->npages; i++) {
		const struct theme_page *page = &run->theme->pages[i];
		struct output_job *job;

		if (!page->data.len || !has_theme_page(run, page))
			continue;
		job = output_jobs_add_theme_page(arena, run->theme, page, run->outputs, diags);
		job->view = view_page(&job->views, &run->view, job->page, &job->diags);
	}
	if (run->outputs->njobs > before)
		value_put(arena, run->view.value, STR("theme_pages"), list_theme_pages(arena, run));
}

/* The pages of the jobs through the hooks, and the outputs that plugins add. */
static bool
run_hooks(struct arena *arena, struct output_run *run, struct pool *pool, struct diag_list *diags)
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
add_archive(struct arena *arena, struct output_run *run, const struct offline *offline,
	    struct pool *pool, struct diag_list *diags)
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
	output_jobs_run(run, pool, diags);
	merge_diags(run, diags);
	offline_make_worker(arena, run->site, run->theme, plan, offline, diags);
}

void
outputs_make(struct arena *arena, const struct site *site, const struct theme *theme,
	     struct hooks *hooks, struct sink *sink, struct pool *pool, struct outputs *outputs,
	     struct diag_list *diags)
{
	struct output_run run = {.site = site, .theme = theme, .outputs = outputs};
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
	output_jobs_plan(arena, site, theme, outputs, diags);
	output_jobs_plan_search(arena, theme, outputs, diags);
	assets_plan(arena, site, theme, hooks->plugins, &outputs->plan, diags);
	view_init(arena, site, theme->strings, &run.view);
	if (hooks->nhosts)
		run.view.no_data = hooks_no_data(arena, hooks->plugins);
	make_views(arena, &run, pool);
	/* What a plugin did not set would be missed by templates, and told again for every page. */
	outputs->complete = run_hooks(arena, &run, pool, diags);
	if (outputs->complete)
		add_late_pages(arena, &run, diags);
	if (outputs->complete && output_jobs_run(&run, pool, diags)) {
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
