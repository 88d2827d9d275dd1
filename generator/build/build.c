/*
 * The stages of a build in their order, and nothing else: what a stage does is its
 * own floor's business.
 */
#include "build/build.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/timing.h"
#include "build/memo.h"
#include "build/online.h"
#include "check/check.h"
#include "data/value.h"
#include "emit/courses.h"
#include "emit/export.h"
#include "emit/hooks.h"
#include "emit/outputs.h"
#include "host/plugin.h"
#include "markdown/markdown.h"
#include "model/course.h"
#include "model/page.h"
#include "model/week.h"
#include "publish/merge.h"
#include "render/theme.h"

#include <stdlib.h>

/* One build on its way. */
struct build {
	const struct build_options *options;
	struct diag_list *diags;
	struct arena arena;
	struct pool pool;
	struct memo memo;
	struct merge merge;
	struct site site;
	struct theme theme;
	struct plugins plugins;
	struct hooks hooks;
	struct outputs outputs;
	struct publication *publication; // NULL while nothing is to be published
};

static void
begin(const struct build *build, const char *stage, size_t count)
{
	struct timing *timing = build->pool.workers[0].timing;

	timing_end(timing, 0);
	timing_begin(timing, TIMING_STAGE, str_from(stage), STR(""));
	if (build->options->progress)
		build->options->progress(build->options->progress_context, stage, count);
}

static bool
uses_network(const struct plugins *plugins)
{
	for (size_t i = 0; i < plugins->len; i++)
		if (plugins->at[i].uses[PLUGIN_HTTP])
			return true;
	return false;
}

/* What all plugins are told of the site's wishes and of the author's; false: they make no sense. */
static bool
instruct_plugins(struct build *build)
{
	const struct link_online *online = &build->site.config.links.online;
	struct plugins *plugins = &build->plugins;
	size_t nerrors = build->diags->nerrors;

	plugins->ask = build->options->ask;
	plugins->strict = build->options->strict || online->strict;
	plugins->levels = build->site.config.links.levels_said;
	plugins->health = online_file(&build->arena, &build->site, online->health_file,
				      STR("content/link-health.jsonl"), build->diags);
	plugins->cache = online_file(&build->arena, &build->site, online->cache_file,
				     STR(".cache/links.jsonl"), build->diags);
	if (build->options->online)
		plugins->network = online_options(&build->arena, &build->site, build->diags);
	plugins->progress = build->options->online_progress;
	plugins->progress_context = build->options->progress_context;
	memo_watch(&build->memo, plugins->health, &build->pool);
	return build->diags->nerrors == nerrors;
}

static bool
open_plugins(struct build *build, struct build_report *report)
{
	struct plugin_places places = {.first = build->options->first_plugins,
				       .site = build->site.folder,
				       .installed = build->options->plugins};

	if (!plugins_load(&build->arena, &places, build->site.config.plugins,
			  &build->site.config.source, &build->plugins, build->diags))
		return false;
	if (build->options->online && !uses_network(&build->plugins)) {
		report->nobody_asks = true;
		return false;
	}
	if (!instruct_plugins(build))
		return false;
	plugins_check_levels(&build->plugins, build->plugins.levels, &build->site.config.source,
			     build->diags);
	return hooks_open(&build->arena, &build->plugins, &build->site, &build->pool, &build->hooks,
			  build->diags);
}

/* The parts become courses of the site; false, with diagnostics, when they cannot. */
static bool
join_courses(struct build *build)
{
	const struct build_options *options = build->options;
	struct site *site = &build->site;
	struct merge *merge = &build->merge;
	struct diag *diag;

	if (!options->nparts)
		return true;
	if (!merge_read(&build->arena, options->parts, options->nparts, merge, build->diags) ||
	    !merge_check_target(merge, options->output, build->diags))
		return false;
	site->courses = merge->courses;
	site->ncourses = merge->len;
	for (size_t i = 0; i < merge->len; i++)
		course_count(&merge->courses[i], &site->totals);
	courses_check(site, build->diags);
	if (!site->nweeks)
		return true;
	diag = diag_add_path(build->diags, DIAG_FRONT_WEEKS,
			     site->weeks[0]->page->document.source.path,
			     "the front of courses has a week of its own");
	diag_cure(build->diags, diag, "make it a course, and merge that with the others");
	return false;
}

/* Reading, parsing and checking go on after errors, so that one run shows them all. */
static bool
make_site(struct build *build, struct build_report *report)
{
	bool good;

	begin(build, "reading", 0);
	good = site_read(&build->site, build->diags);
	build->site.changes = build->options->changes;
	if (!build->site.config.source.path.len)
		return false; // there is no site at all
	/* A file holds no other, nor a front its courses. */
	if (build->options->form || build->options->nparts)
		build->site.config.download = false;
	good = open_plugins(build, report) && good;
	if (report->nobody_asks)
		return false;
	begin(build, "parsing", build->site.npages);
	hooks_parse(&build->hooks, &build->site, &build->pool);
	site_assemble(&build->site, build->diags);
	site_freeze(&build->site, &build->pool);
	good = join_courses(build) && good;
	site_collect_diags(&build->site, build->diags);
	begin(build, "checking", build->site.npages);
	check_run(&build->site, &build->pool, build->diags);
	if (build->options->locked)
		check_locked(&build->site, build->diags);
	return good;
}

static bool
load_theme(struct build *build)
{
	struct theme_places places = {.site = build->site.folder,
				      .installed = build->options->themes};

	begin(build, "loading", 0);
	return theme_load(&build->arena, &places, build->site.config.theme,
			  &build->site.config.source, &build->theme, build->diags);
}

/* Links that lead to no file of content/: what else is published is known now. */
static void
check_open_links(struct build *build)
{
	const struct plan *plan = &build->outputs.plan;
	struct str *at;

	if (!build->site.totals.open_links)
		return;
	at = ARENA_ARRAY(&build->arena, struct str, plan->noutputs);
	for (size_t i = 0; i < plan->noutputs; i++)
		at[i] = plan->outputs[i].path;
	check_outputs(&build->site,
		      &(struct check_paths){at, plan->noutputs, build->outputs.complete},
		      build->diags);
}

static bool
is_clean(struct build *build)
{
	if (build->options->strict)
		diag_make_strict(build->diags);
	return diag_status(build->diags) == 0;
}

/* May the site go where it shall? Asked before the work. */
static bool
check_output(struct build *build, struct str output)
{
	struct str content = path_join(&build->arena, build->site.folder, STR("content"));

	if (!output.len)
		return true;
	return build->options->form ? publish_check_file(output, content, build->diags)
				    : publish_check(output, content, build->diags);
}

/* The site as one file, which is named by the site where nobody else does. */
static bool
export_site(struct build *build, struct build_report *report)
{
	const struct export_form *form = build->options->form;
	const struct plan *plan = &build->outputs.plan;
	struct str file = build->options->output;

	if (!file.len)
		file = export_file_name(&build->arena, form, &build->site);
	begin(build, "packing", plan->noutputs);
	if (!check_output(build, file) || !form->write(&build->site, plan, file, build->diags))
		return false;
	report->file = arena_dup(&build->arena, file);
	report->published.written = plan->noutputs;
	report->published.bytes = file_info(report->file.at).size;
	return true;
}

/* A site with an error is not published, so nothing is begun. */
static bool
begin_publishing(struct build *build)
{
	struct publish_options options = {.generator = STR("Lectern " LECTERN_VERSION),
					  .sync = build->options->sync};

	if (!build->options->output.len || build->options->form || !is_clean(build))
		return true;
	build->publication = publish_begin(build->options->output, &options, build->diags);
	return build->publication;
}

static bool
end_publishing(struct build *build, struct build_report *report)
{
	struct plan *plan = &build->outputs.plan;

	memo_know_pages(&build->memo, &build->site);
	memo_keep_told(&build->memo, report, build->diags);
	begin(build, "publishing", plan->noutputs);
	if (!publish_end(build->publication, plan, &report->published, build->diags))
		return false;
	memo_keep(&build->memo, build->options, report, &build->pool);
	return true;
}

static bool
run_stages(struct build *build, struct build_report *report)
{
	struct str output = build->options->output;

	if (build->memo.file.len)
		begin(build, "comparing", 0);
	if (!build->options->fresh && publish_is_over(output) &&
	    memo_answers(&build->memo, &build->arena, report, build->diags))
		return true;
	if (!check_output(build, output))
		return false;
	memo_begin(&build->memo, build->options, &build->pool);
	if (!make_site(build, report) || !load_theme(build)) {
		check_open_links(build); // without outputs: what names a page is told all the same
		return false;
	}
	if (!begin_publishing(build))
		return false;
	begin(build, "rendering", build->site.npages);
	outputs_make(&build->arena, &build->site, &build->theme, &build->hooks,
		     build->publication ? publish_sink(build->publication) : NULL, &build->pool,
		     &build->outputs, build->diags);
	merge_plan(&build->arena, &build->merge, &build->outputs.plan, build->diags);
	check_open_links(build);
	report->totals = build->site.totals;
	report->ncourses = build->site.ncourses;
	if (!is_clean(build))
		return false;
	if (build->options->form)
		return export_site(build, report);
	report->plan = &build->outputs.plan;
	return !build->publication || end_publishing(build, report);
}

bool
build_run(const struct build_options *options, struct build_report *report, struct diag_list *diags)
{
	struct build *build = alloc_or_die(1, sizeof(*build));
	bool published;

	*build = (struct build){.options = options, .diags = diags};
	*report = (struct build_report){.build = build};
	markdown_init();
	arena_init(&build->arena);
	pool_init(&build->pool, options->jobs);
	for (size_t i = 0; options->timings && i < options->jobs; i++)
		build->pool.workers[i].timing = &options->timings->workers[i];
	memo_init(&build->memo, options);
	site_init(&build->site, options->folder, options->audience);
	published = run_stages(build, report);
	timing_end(build->pool.workers[0].timing, 0);
	diag_fold(diags, DIAG_PLUGIN_ERROR, "page");
	diag_fold(diags, DIAG_TEMPLATE_ERROR, "page");
	is_clean(build);
	publish_drop(build->publication);
	outputs_release(&build->outputs);
	hooks_release(&build->hooks);
	memo_release(&build->memo);
	pool_release(&build->pool);
	return published;
}

struct str
build_rule_doc(const void *report, struct str rule)
{
	const struct build_report *of = report;
	const struct plugins *plugins = &of->build->plugins;
	size_t slash = str_find_char(rule, '/');

	if (of->unchanged)
		return value_text(value_find(of->rules, rule));
	for (size_t i = 0; i < plugins->len; i++)
		if (str_eq(plugins->at[i].name, str_slice(rule, 0, slash)))
			return value_text(
			    value_find(value_find(plugins->at[i].rules, str_skip(rule, slash + 1)),
				       STR("doc")));
	return (struct str){0};
}

void
build_release(struct build_report *report)
{
	site_release(&report->build->site);
	arena_release(&report->build->arena);
	free(report->build);
	report->build = NULL;
}
