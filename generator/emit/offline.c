/* What sw.js is told, the manifest of the web app, and when there is an archive to take along. */
#include "emit/offline.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/archive.h"
#include "emit/plan.h"
#include "model/site.h"
#include "render/theme.h"

#include <stdint.h>

enum { ASSET_LIMIT = 1 << 20 }; // bytes of sw.js and tokens.css

static const struct str worker_name = STR_INIT("sw.js");
static const struct str web_app_name = STR_INIT("manifest.webmanifest");
static const struct str lectern = STR_INIT("Lectern");

/* sw.js on its way: what it says of the files. */
struct keeping {
	struct arena arena;
	struct value *now, *later; // path → hash_32, kept from the start or when it is read
	bool whole;                // all files are kept from the start
	bool listed;               // of the others anything is kept at all
};

/* The text of a theme's asset; empty when there is none. False when it cannot be read. */
static bool
read_asset(struct arena *arena, const struct theme *theme, struct str name, struct str *text)
{
	const struct theme_asset *asset = theme_find_asset(theme, name);

	*text = STR("");
	return !asset || file_read(arena, asset->path.at, ASSET_LIMIT, text);
}

/*
 * The colour of paper, as tokens.css of the theme has it first; empty when that is not one that
 * every browser knows.
 */
static struct str
find_paper(struct arena *arena, const struct theme *theme)
{
	static const struct str property = STR_INIT("--paper:");
	struct str css, color;

	if (!read_asset(arena, theme, STR("tokens.css"), &css))
		return STR("");
	css = str_skip(css, str_find(css, property));
	css = str_skip(css, property.len);
	color = str_trim(str_slice(css, 0, str_find_char(css, ';')));
	return str_starts(color, STR("#")) && color.len <= 9 ? color : STR("");
}

static struct value *
make_icons(struct arena *arena)
{
	struct value *icons = value_list(arena), *icon = value_map(arena, NULL);

	value_set_text(arena, icon, STR("src"), STR("assets/favicon.svg"));
	value_set_text(arena, icon, STR("sizes"), STR("any"));
	value_set_text(arena, icon, STR("type"), STR("image/svg+xml"));
	value_append(arena, icons, icon);
	return icons;
}

/* https://www.w3.org/TR/appmanifest/; addresses are relative to the manifest's own. */
static struct value *
make_web_app(struct arena *arena, const struct site *site, const struct theme *theme)
{
	const struct config *config = &site->config;
	struct str paper = find_paper(arena, theme);
	struct value *map = value_map(arena, NULL);

	value_set_text(arena, map, STR("name"), config->title);
	value_set_text(arena, map, STR("short_name"), config->title);
	value_set_text(arena, map, STR("description"), config->description);
	value_set_text(arena, map, STR("lang"), config->language);
	value_set_text(arena, map, STR("dir"), config->right_to_left ? STR("rtl") : STR("ltr"));
	value_set_text(arena, map, STR("start_url"), STR("index.html"));
	value_set_text(arena, map, STR("scope"), STR("./"));
	/* With a way back: resources lead out of the course. */
	value_set_text(arena, map, STR("display"), STR("minimal-ui"));
	value_set_text(arena, map, STR("theme_color"), paper);
	value_set_text(arena, map, STR("background_color"), paper);
	if (theme_find_asset(theme, STR("favicon.svg")))
		value_set(arena, map, STR("icons"), make_icons(arena));
	return map;
}

/* Is the output one that a reader's browser may keep? */
static bool
is_kept(const struct plan *plan, const struct output *output, const struct offline *offline)
{
	return output != &plan->outputs[offline->worker] &&
	       (offline->archive == SIZE_MAX || output != &plan->outputs[offline->archive]);
}

/* What a page cannot be shown without, and the two pages that others lead to. */
static bool
is_shell(const struct output *output)
{
	bool asset = str_starts(output->path, STR("assets/"));

	return (asset && str_starts(output->owner, STR("theme "))) ||
	       (asset && str_starts(output->owner, STR("plugin "))) ||
	       str_eq(output->path, STR("index.html")) || str_eq(output->path, STR("404.html")) ||
	       str_eq(output->path, web_app_name);
}

static void
choose_keeping(struct keeping *keeping, const struct plan *plan, const struct offline *offline)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < plan->noutputs; i++)
		if (is_kept(plan, &plan->outputs[i], offline))
			bytes += output_size(&keeping->arena, &plan->outputs[i]);
	keeping->whole = bytes <= OFFLINE_BYTES && plan->noutputs <= OFFLINE_FILES;
	keeping->listed = plan->noutputs <= OFFLINE_LISTED;
}

/* What cannot be read is told by who publishes it. */
static void
list_file(struct keeping *keeping, struct arena *scratch, const struct output *output)
{
	bool now = keeping->whole || is_shell(output);
	size_t limit = now ? OFFLINE_BYTES : OFFLINE_FILE_BYTES;
	uint32_t mark;

	if ((!now && !keeping->listed) || !output_mark(scratch, output, limit, &mark))
		return;
	value_set(&keeping->arena, now ? keeping->now : keeping->later, output->path,
		  value_string(&keeping->arena, arena_printf(&keeping->arena, "%08x", mark)));
}

static void
list_files(struct keeping *keeping, const struct plan *plan, const struct offline *offline)
{
	const struct output **outputs = plan_in_order(&keeping->arena, plan);
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < plan->noutputs; i++) {
		if (is_kept(plan, outputs[i], offline))
			list_file(keeping, &scratch, outputs[i]);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

/* The data of sw.js; its version covers the body behind it. */
static struct value *
describe(struct keeping *keeping, const struct site *site, const struct plan *plan,
	 const struct offline *offline, struct str body)
{
	struct arena *arena = &keeping->arena;
	struct value *map = value_map(arena, NULL);
	struct buf text;

	value_set(arena, map, STR("id"), value_string(arena, site->config.id));
	if (!site->config.offline)
		return map;
	keeping->now = value_map(arena, NULL);
	keeping->later = value_map(arena, NULL);
	choose_keeping(keeping, plan, offline);
	list_files(keeping, plan, offline);
	value_set(arena, map, STR("now"), keeping->now);
	value_set(arena, map, STR("later"), keeping->later);
	buf_init(&text);
	json_write(&text, map, JSON_COMPACT);
	buf_add(&text, body);
	value_set(arena, map, STR("version"), value_string(arena, hash_hex(arena, buf_str(&text))));
	buf_release(&text);
	return map;
}

bool
offline_is_worker(struct str asset)
{
	return str_eq(asset, worker_name);
}

struct offline
offline_plan(struct arena *arena, const struct site *site, const struct theme *theme,
	     struct plan *plan, struct diag_list *diags)
{
	struct offline offline = {.worker = SIZE_MAX, .archive = SIZE_MAX};
	size_t index;
	struct buf out;

	if (theme_find_asset(theme, worker_name))
		offline.worker = plan_add(arena, plan, worker_name, lectern, diags);
	if (site->config.download)
		offline.archive = plan_add(arena, plan,
					   arena_printf(arena, "%.*s.zip",
							STR_ARG(archive_name(site->config.id))),
					   lectern, diags);
	if (!site->config.offline)
		return offline;
	index = plan_add(arena, plan, web_app_name, lectern, diags);
	buf_init(&out);
	json_write(&out, make_web_app(arena, site, theme), JSON_PRETTY);
	plan_fill(plan, arena, index, buf_str(&out));
	buf_release(&out);
	return offline;
}

void
offline_make_worker(struct arena *arena, const struct site *site, const struct theme *theme,
		    struct plan *plan, const struct offline *offline, struct diag_list *diags)
{
	struct keeping keeping = {0};
	struct buf out;
	struct str body;

	if (offline->worker == SIZE_MAX)
		return;
	arena_init(&keeping.arena);
	buf_init(&out);
	if (read_asset(&keeping.arena, theme, worker_name, &body)) {
		buf_add(&out, STR("const SITE = "));
		json_write(&out, describe(&keeping, site, plan, offline, body), JSON_COMPACT);
		buf_add(&out, STR(";\n"));
		buf_add(&out, body);
		plan_fill(plan, arena, offline->worker, buf_str(&out));
	} else {
		diag_add_path(diags, DIAG_FILE_UNREADABLE,
			      theme_find_asset(theme, worker_name)->path,
			      "the file cannot be read, or is no script");
	}
	buf_release(&out);
	arena_release(&keeping.arena);
}

static bool
check_size(struct arena *arena, const struct plan *plan, const struct site *site,
	   struct diag_list *diags)
{
	uint64_t bytes = 0;
	struct diag *diag;

	for (size_t i = 0; i < plan->noutputs; i++)
		bytes += output_size(arena, &plan->outputs[i]);
	if (bytes <= DOWNLOAD_BYTES)
		return true;
	diag = diag_add_path(diags, DIAG_DOWNLOAD_TOO_LARGE, site->config.source.path,
			     "the site is too large for 'download': %llu MB",
			     (unsigned long long)(bytes >> 20));
	diag_cure(diags, diag,
		  "leave 'download' out, and make the archive with `lectern export zip`");
	return false;
}

bool
offline_make_archive(struct arena *arena, const struct site *site, struct plan *plan,
		     const struct offline *offline, struct diag_list *diags)
{
	return check_size(arena, plan, site, diags) &&
	       archive_make(arena, plan, offline->archive, archive_name(site->config.id),
			    &plan->outputs[offline->archive].bytes, diags);
}
