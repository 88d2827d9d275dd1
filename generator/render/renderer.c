/*
 * The bridge between a theme, the host that runs its templates, and the page: hands
 * the host its escapers, and url() and asset() to the templates.
 */
#include "render/renderer.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/path.h"
#include "data/json.h"
#include "data/value.h"
#include "host/host.h"
#include "render/html.h"
#include "render/theme.h"

#include <stdlib.h>

struct renderer {
	const struct theme *theme;
	struct host *host;
	struct arena scratch; // results of url() and asset(), of one page
	struct host_services services;
};

/* A text as the first and only argument. */
static bool
take_text(const struct value *const *arguments, size_t narguments, const char *wants,
	  struct renderer *renderer, struct str *text, struct str *error)
{
	if (narguments == 1 && arguments[0]->kind == VALUE_STRING) {
		*text = arguments[0]->text;
		return true;
	}
	*error = arena_printf(&renderer->scratch, "%s, not %s", wants,
			      narguments ? value_kind_name(arguments[0]->kind) : "nothing");
	return false;
}

/* url("weeks/01.html#tasks"): how the page being rendered refers to that one. */
static bool
call_url(void *context, const struct value *const *arguments, size_t narguments,
	 const struct value **result, struct str *error)
{
	struct renderer *renderer = context;
	struct str text, path, fragment, relative;

	if (!take_text(arguments, narguments, "url() takes the output path of a page", renderer,
		       &text, error))
		return false;
	path = str_slice(text, 0, str_find_char(text, '#'));
	fragment = str_skip(text, path.len);
	relative = path.len ? path_relative(&renderer->scratch, host_output(renderer->host), path)
			    : STR("");
	if (fragment.len)
		relative = arena_printf(&renderer->scratch, "%.*s%.*s", STR_ARG(relative),
					STR_ARG(fragment));
	*result = value_string(&renderer->scratch, relative);
	return true;
}

static void
explain_asset(struct renderer *renderer, struct str name, struct str *error)
{
	const struct theme *theme = renderer->theme;
	struct str *names = ARENA_ARRAY(&renderer->scratch, struct str, theme->nassets);
	struct str nearest;

	for (size_t i = 0; i < theme->nassets; i++)
		names[i] = theme->assets[i].name;
	nearest = diag_nearest(name, names, theme->nassets);
	*error = arena_printf(&renderer->scratch, "the theme has no asset '%.*s'%s%.*s%s",
			      STR_ARG(name), nearest.len ? "; did you mean '" : "",
			      STR_ARG(nearest), nearest.len ? "'?" : "");
}

/* asset("site.css"): how the page refers to a file of the theme. */
static bool
call_asset(void *context, const struct value *const *arguments, size_t narguments,
	   const struct value **result, struct str *error)
{
	struct renderer *renderer = context;
	const struct theme_asset *asset;
	struct str name, path;

	if (!take_text(arguments, narguments, "asset() takes the name of a file of the theme",
		       renderer, &name, error))
		return false;
	asset = theme_find_asset(renderer->theme, name);
	if (!asset) {
		explain_asset(renderer, name, error);
		return false;
	}
	path = path_relative(&renderer->scratch, host_output(renderer->host),
			     path_join(&renderer->scratch, STR("assets"), name));
	if (asset->mark.len)
		path = arena_printf(&renderer->scratch, "%.*s?%.*s", STR_ARG(path),
				    STR_ARG(asset->mark));
	*result = value_string(&renderer->scratch, path);
	return true;
}

static const struct host_function functions[] = {
    {"url", call_url},
    {"asset", call_asset},
    {NULL, NULL},
};

/* Schemes that run code. Blanks and control bytes before and in a scheme are ignored by browsers.
 */
static bool
runs_code(struct str url)
{
	static const struct str schemes[] = {STR_INIT("javascript:"), STR_INIT("vbscript:"),
					     STR_INIT("data:")};
	char start[16];
	size_t len = 0;

	for (size_t i = 0; i < url.len && len < sizeof(start); i++)
		if ((unsigned char)url.at[i] > ' ')
			start[len++] = ascii_lower(url.at[i]);
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_starts((struct str){start, len}, schemes[i]))
			return true;
	return false;
}

/* The last guard: links of content were judged long before (document/markdown.h). */
static void
print_url(struct buf *out, struct str url)
{
	html_url(out, runs_code(url) ? STR("about:blank#refused") : url);
}

static void
print_json(struct buf *out, const struct value *value)
{
	json_write(out, value, JSON_SCRIPT);
}

static bool
load_layouts(struct renderer *renderer, struct diag_list *diags)
{
	const struct theme *theme = renderer->theme;
	bool good = true;

	for (size_t i = 0; i < theme->nlayouts; i++) {
		const struct theme_layout *layout = &theme->layouts[i];

		good &= host_load_template(renderer->host, layout->name, layout->lua,
					   &layout->source, diags);
	}
	return good;
}

struct renderer *
renderer_new(const struct theme *theme, struct plugin_host *plugins, struct watchdog *watchdog,
	     struct timing *timing, struct diag_list *diags)
{
	struct renderer *renderer = alloc_or_die(1, sizeof(*renderer));

	*renderer = (struct renderer){.theme = theme};
	arena_init(&renderer->scratch);
	renderer->services = (struct host_services){
	    .print = {[HOST_RAW] = html_raw,
		      [HOST_TEXT] = html_text,
		      [HOST_ATTRIBUTE] = html_attribute,
		      [HOST_URL] = print_url,
		      [HOST_JSON] = html_raw},
	    .print_json = print_json,
	    .functions = functions,
	    .context = renderer,
	    .plugins = plugins,
	    .slots = theme->slots,
	    .timing = timing,
	};
	renderer->host = host_new(&host_limits_default, &renderer->services, watchdog);
	if (load_layouts(renderer, diags))
		return renderer;
	renderer_free(renderer);
	return NULL;
}

void
renderer_free(struct renderer *renderer)
{
	if (!renderer)
		return;
	host_free(renderer->host);
	arena_release(&renderer->scratch);
	free(renderer);
}

struct host *
renderer_host(const struct renderer *renderer)
{
	return renderer->host;
}

/* The file that the page came from, or else its output: what an author knows it by. */
static struct str
page_name(const struct value *page)
{
	const struct value *source = value_find(page, STR("source"));
	struct str path = value_text(value_find(source, STR("path")));

	return path.len ? path : value_text(value_find(page, STR("output")));
}

static void
report_layout(const struct renderer *renderer, struct str layout, const struct value *page,
	      struct diag_list *diags)
{
	const struct theme *theme = renderer->theme;
	struct str *names = ARENA_ARRAY(&diags->arena, struct str, theme->nlayouts);
	struct str nearest;
	struct diag *diag;

	for (size_t i = 0; i < theme->nlayouts; i++)
		names[i] = theme->layouts[i].name;
	nearest = diag_nearest(layout, names, theme->nlayouts);
	diag = diag_add_path(diags, DIAG_LAYOUT_MISSING, page_name(page),
			     "theme '%.*s' has no layout '%.*s'", STR_ARG(theme->name),
			     STR_ARG(layout));
	if (nearest.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

bool
renderer_page(struct renderer *renderer, struct str layout, const struct value *site,
	      const struct value *page, struct buf *out, struct diag_list *diags)
{
	const struct theme *theme = renderer->theme;
	const struct host_binding bindings[] = {{"site", site},
						{"page", page},
						{"theme", theme->options},
						{"t", theme->strings}};
	struct host_subject subject;

	if (!theme_find_layout(theme, layout)) {
		report_layout(renderer, layout, page, diags);
		return false;
	}
	arena_reset(&renderer->scratch);
	subject =
	    (struct host_subject){page_name(page), value_text(value_find(page, STR("output")))};
	return host_run_template(renderer->host, layout, bindings,
				 sizeof(bindings) / sizeof(*bindings), &subject, out, diags);
}

bool
renderer_is_exhausted(const struct renderer *renderer)
{
	return host_is_exhausted(renderer->host);
}
