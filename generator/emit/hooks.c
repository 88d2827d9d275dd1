/* Runs hooks and keeps what they set; what they may do is the host's business. */
#include "emit/hooks.h"

#include "base/diag.h"
#include "base/pool.h"
#include "base/timing.h"
#include "data/value.h"
#include "emit/cutoff.h"
#include "host/host.h"
#include "model/page.h"
#include "model/site.h"
#include "render/view.h"

/* What all jobs share. */
struct run {
	struct hooks *hooks;
	const struct view *view;
	struct cutoff cutoff; // at the page for which a plugin went beyond its budget
};

void
hooks_release(struct hooks *hooks)
{
	for (size_t i = 0; i < hooks->nhosts; i++)
		plugin_host_free(hooks->hosts[i]);
	hooks->nhosts = 0;
}

/* The home and 404 pages may be made besides those that files hold, and JSON of the course. */
enum { JOBS_MORE = 3 };

bool
hooks_open(struct arena *arena, const struct plugins *plugins, const struct site *site,
	   struct pool *pool, struct hooks *hooks, struct diag_list *diags)
{
	const struct host_limits limits =
	    host_limits_of(plugins->network ? &host_limits_online : &host_limits_default,
			   site->npages);
	size_t most = site->npages + JOBS_MORE;

	*hooks = (struct hooks){.plugins = plugins};
	if (!plugins->len)
		return true;
	hooks->settings = view_settings(arena, site, "the site before its pages are read");
	hooks->hosts = ARENA_ARRAY(arena, struct plugin_host *, pool->nworkers);
	for (size_t i = 0; i < pool->nworkers && i < most; i++) {
		hooks->hosts[i] = plugin_host_new(plugins, &limits, pool->watchdog,
						  pool->workers[i].timing, hooks->settings, diags);
		if (!hooks->hosts[i]) {
			hooks_release(hooks); // the same would be said for every worker
			return false;
		}
		hooks->nhosts++;
	}
	return true;
}

static bool
filter_page(struct worker *worker, struct page *page, void *context)
{
	const struct hooks *hooks = context;
	struct plugin_page said = {.source = &page->document.source};
	struct plugin_page *const pages[1] = {&said};
	struct plugin_call call = {.arena = &page->arena,
				   .diags = &page->diags,
				   .pages = pages,
				   .npages = 1,
				   .root = page->document.root};

	said.view = view_filter_page(&page->arena, hooks->settings, page);
	return plugin_host_run(hooks->hosts[worker->index], PLUGIN_FILTER, &call);
}

void
hooks_parse(struct hooks *hooks, struct site *site, struct pool *pool)
{
	bool any = false;

	for (size_t i = 0; hooks->nhosts && i < hooks->plugins->len; i++)
		any |= hooks->plugins->at[i].has[PLUGIN_FILTER];
	site_parse(site, pool, any ? filter_page : NULL, hooks);
}

static void
run_page(struct worker *worker, size_t index, void *context)
{
	struct run *run = context;
	struct hook_page *page = &run->hooks->pages[index];
	struct plugin_page *said = &page->said;
	struct plugin_page *const pages[1] = {said};
	struct plugin_call call = {.arena = page->arena,
				   .diags = page->diags,
				   .pages = pages,
				   .npages = 1,
				   .theme_assets = run->hooks->theme_assets,
				   .no_data = run->view->no_data};
	size_t span;

	said->source = &page->page->document.source;
	said->data = value_copy(page->arena, run->view->no_data);
	value_put(page->arena, said->view, STR("data"), said->data);
	/* Pages that no file holds, such as 404.html, are no pages of an author's. */
	if (said->source->text.at && !cutoff_is_behind(&run->cutoff, index)) {
		span = timing_begin(worker->timing, TIMING_PAGE, said->source->path, STR(""));
		plugin_host_run(run->hooks->hosts[worker->index], PLUGIN_PAGE, &call);
		timing_end(worker->timing, span);
	}
	if (call.exhausted)
		cutoff_at(&run->cutoff, index);
}

static void
forget_behind(struct run *run)
{
	for (size_t i = 0; i < run->hooks->npages; i++)
		if (cutoff_is_behind(&run->cutoff, i)) {
			diag_release(run->hooks->pages[i].diags);
			diag_init(run->hooks->pages[i].diags);
		}
}

/* Pages that a file holds, for hooks over the site; by index in site->pages for JSON. */
static void
collect_pages(struct arena *arena, struct hooks *hooks, const struct site *site)
{
	struct plugin_page **pages = ARENA_ARRAY(arena, struct plugin_page *, hooks->npages);

	hooks->data.pages = ARENA_ARRAY(arena, const struct plugin_page *, site->npages);
	for (size_t i = 0; i < hooks->npages; i++) {
		struct hook_page *page = &hooks->pages[i];

		if (!page->said.source->text.at)
			continue;
		pages[hooks->call.npages++] = &page->said;
		hooks->data.pages[page->page - site->pages] = &page->said;
	}
	hooks->call.pages = pages;
}

/* A plugin that said nothing is nil for templates; one that the site has not is an error. */
const struct value *
hooks_no_data(struct arena *arena, const struct plugins *plugins)
{
	struct value *names = value_map(arena, "'data'");

	for (size_t i = 0; i < plugins->len; i++)
		value_set(arena, names, plugins->at[i].key, &value_null);
	return names;
}

/* Which plugins a site uses, for templates to ask. */
static void
tell_plugins(struct arena *arena, const struct plugins *plugins, struct view *view)
{
	for (size_t i = 0; i < plugins->len; i++)
		value_set(arena, view->plugins, plugins->at[i].key, value_bool(arena, true));
}

static size_t
count_errors(const struct hooks *hooks, const struct diag_list *diags)
{
	size_t n = diags->nerrors;

	for (size_t i = 0; i < hooks->npages; i++)
		n += hooks->pages[i].diags->nerrors;
	return n;
}

bool
hooks_run(struct arena *arena, struct view *view, struct pool *pool, struct hooks *hooks,
	  struct diag_list *diags)
{
	struct run run = {.hooks = hooks, .view = view};
	struct plugin_call *call = &hooks->call;
	size_t errors = count_errors(hooks, diags);
	bool good;

	if (!hooks->plugins->len)
		return true;
	tell_plugins(arena, hooks->plugins, view);
	cutoff_init(&run.cutoff);
	pool_run(pool, hooks->npages, run_page, &run);
	forget_behind(&run);
	collect_pages(arena, hooks, view->site);
	call->arena = arena;
	call->diags = diags;
	call->site = view->value;
	call->site_data = value_copy(arena, view->no_data);
	call->no_data = view->no_data;
	hooks->data.site = call->site_data;
	value_put(arena, view->value, STR("data"), call->site_data);
	/* A hook that runs over what another failed to set would only repeat its failure. */
	good = count_errors(hooks, diags) == errors;
	good = good && plugin_host_run(hooks->hosts[0], PLUGIN_ASSEMBLE, call);
	return good && plugin_host_run(hooks->hosts[0], PLUGIN_CHECK, call) &&
	       count_errors(hooks, diags) == errors;
}
