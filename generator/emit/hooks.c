/* Runs hooks and keeps what they set; what they may do is the host's business. */
#include "emit/hooks.h"

#include "base/diag.h"
#include "base/pool.h"
#include "data/value.h"
#include "host/host.h"
#include "model/page.h"
#include "model/site.h"
#include "render/view.h"

/* What all jobs share. */
struct run {
	struct hooks *hooks;
	const struct view *view;
};

static bool
open_hosts(struct arena *arena, struct hooks *hooks, const struct view *view, struct pool *pool,
	   struct diag_list *diags)
{
	hooks->hosts = ARENA_ARRAY(arena, struct plugin_host *, pool->nworkers);
	hooks->nhosts = pool->nworkers;
	for (size_t i = 0; i < pool->nworkers; i++) {
		if (i && i >= hooks->npages)
			break;
		hooks->hosts[i] =
		    plugin_host_new(hooks->plugins, &host_limits_default, view->value, diags);
		if (!hooks->hosts[i])
			return false; // the same would be said for every worker
		pool->workers[i].state = hooks->hosts[i];
	}
	return true;
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

	said->view = view_page(page->arena, run->view, page->page, page->diags);
	said->source = &page->page->document.source;
	said->data = value_copy(page->arena, run->view->no_data);
	value_put(page->arena, said->view, STR("data"), said->data);
	/* Pages that no file holds, such as 404.html, are no pages of an author's. */
	if (said->source->text.at)
		plugin_host_run(worker->state, PLUGIN_PAGE, &call);
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
static const struct value *
name_plugins(struct arena *arena, const struct plugins *plugins)
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
hooks_run(struct arena *arena, const struct plugins *plugins, struct view *view, struct pool *pool,
	  struct hooks *hooks, struct diag_list *diags)
{
	struct run run = {.hooks = hooks, .view = view};
	struct plugin_call *call = &hooks->call;
	size_t errors = count_errors(hooks, diags);
	bool good;

	hooks->plugins = plugins;
	if (!plugins->len)
		return true;
	tell_plugins(arena, plugins, view);
	if (!open_hosts(arena, hooks, view, pool, diags))
		return false;
	view->no_data = name_plugins(arena, plugins);
	pool_run(pool, hooks->npages, run_page, &run);
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

void
hooks_release(struct hooks *hooks)
{
	for (size_t i = 0; i < hooks->nhosts; i++)
		plugin_host_free(hooks->hosts[i]);
	hooks->nhosts = 0;
}
