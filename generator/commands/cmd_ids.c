/* lectern ids: shows what content/ids.lock does not know yet, and records it. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/pool.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/ids_table.h"
#include "commands/report.h"
#include "commands/run_build.h"
#include "emit/hooks.h"
#include "host/plugin.h"
#include "markdown/markdown.h"
#include "model/identity.h"
#include "model/lock.h"
#include "model/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {
    {"write", 'w', NULL, "writes content/ids.lock"},
    {"retire", 0, "ID[,ID...]", "lets ids go, so that no item gets them again; writes"},
    {"retire-all", 0, NULL, "the same for all that have vanished"},
    REPORT_OPTIONS,
    {0},
};

/* One run of the command. */
struct run {
	const struct options *options;
	struct report report;
	struct diag_list diags;
	struct site site;
	struct identity identity;
};

/* The ids of --retire; false, with a message, when one is not there. */
static bool
retire(struct run *run)
{
	struct str rest = str_from(option_text(run->options, "retire")), id;

	while (str_split(&rest, ',', &id)) {
		if (identity_retire(run->site.lock, str_trim(id)))
			continue;
		command_usage_error("ids", "there is no item '%.*s' in %.*s", STR_ARG(id),
				    STR_ARG(run->site.lock->source.path));
		return false;
	}
	return true;
}

/* An author's {#id} wins over --retire, which is then a mistake. */
static bool
has_retired(struct run *run)
{
	struct str rest = str_from(option_text(run->options, "retire")), id;

	while (str_split(&rest, ',', &id)) {
		for (size_t i = 0; i < run->identity.nnext; i++) {
			const struct lock_entry *entry = &run->identity.next[i];

			if (entry->kind != LOCK_ITEM || !str_eq(entry->id, str_trim(id)))
				continue;
			command_usage_error("ids", "an item has '%.*s' as its {#id}", STR_ARG(id));
			return false;
		}
	}
	return true;
}

/* With the filters of plugins, for they make items too. */
static void
parse_site(struct run *run)
{
	struct site *site = &run->site;
	struct plugin_places places = {.site = site->folder,
				       .installed = find_installed(&site->arena, "plugins")};
	struct plugins plugins;
	struct hooks hooks = {0};
	struct pool pool;

	pool_init(&pool, pool_processors());
	if (plugins_load(&site->arena, &places, site->config.plugins, &site->config.source,
			 &plugins, &run->diags))
		hooks_open(&site->arena, &plugins, site, &pool, &hooks, &run->diags);
	hooks_parse(&hooks, site, &pool);
	hooks_release(&hooks);
	pool_release(&pool);
}

static int
read_site(struct run *run)
{
	bool readable = site_read(&run->site, &run->diags);

	if (readable && !retire(run))
		return STATUS_USAGE;
	if (readable) {
		parse_site(run);
		site_assemble(&run->site, &run->diags);
		site_collect_diags(&run->site, &run->diags);
		diag_fold(&run->diags, DIAG_PLUGIN_ERROR, "page");
	}
	if (!readable || diag_status(&run->diags) != STATUS_OK)
		return diag_status(&run->diags);
	if (run->site.identity)
		run->identity = *run->site.identity;
	else
		identity_assign(&run->site, &run->site.arena, &run->identity);
	return has_retired(run) ? STATUS_OK : STATUS_USAGE;
}

static void
show(const struct run *run)
{
	if (run->report.format == REPORT_JSON)
		ids_print_json(&run->identity);
	else if (!run->report.quiet && report_is_for_people(&run->report))
		ids_print_table(&run->identity);
}

static int
write_lock(struct run *run)
{
	const struct lock *lock = run->site.lock;
	bool told = !run->report.quiet && run->report.format != REPORT_JSON &&
		    report_is_for_people(&run->report),
	     fine = true;
	struct buf out;

	buf_init(&out);
	lock_write(&out, run->identity.next, run->identity.nnext);
	if (lock->exists && str_eq(buf_str(&out), lock->source.text)) {
		if (told)
			printf("%.*s is up to date\n", STR_ARG(lock->source.path));
	} else {
		fine = file_replace(lock->source.path.at, buf_str(&out));
		if (!fine)
			fprintf(stderr, "lectern: cannot write %.*s: %s\n",
				STR_ARG(lock->source.path), strerror(errno));
		else if (told)
			printf("written to %.*s\n", STR_ARG(lock->source.path));
	}
	buf_release(&out);
	return fine ? STATUS_OK : STATUS_ENVIRONMENT;
}

static bool
is_behind(const struct identity *identity)
{
	return identity->nchanges > identity->counts[CHANGE_VANISHED];
}

static int
finish(struct run *run)
{
	const struct options *options = run->options;

	show(run);
	if (option_given(options, "retire-all"))
		identity_retire_vanished(&run->identity);
	if (option_given(options, "write") || option_given(options, "retire") ||
	    option_given(options, "retire-all"))
		return write_lock(run);
	if (is_behind(&run->identity) && !run->report.quiet && report_is_for_people(&run->report))
		puts("nothing was written; `lectern ids --write` records it");
	return STATUS_OK;
}

static int
run_ids(const struct options *options)
{
	struct run run = {.options = options};
	int status;

	if (!report_init(options, &run.report))
		return STATUS_USAGE;
	markdown_init();
	diag_init(&run.diags);
	site_init(&run.site, str_from(site_folder(options)), AUDIENCE_LEARNER);
	status = read_site(&run);
	if ((status != STATUS_OK || run.report.format != REPORT_JSON) &&
	    !report_print(&run.report, &run.diags))
		status = STATUS_ENVIRONMENT;
	if (status == STATUS_OK)
		status = finish(&run);
	diag_release(&run.diags);
	site_release(&run.site);
	return status;
}

const struct command command_ids = {
    .name = "ids",
    .summary = "shows which items changed since content/ids.lock, and records it",
    .positional = "[SITE]",
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern ids\n"
		"  lectern ids my-course --write\n"
		"  lectern ids --retire week-01/tasks/install-python-2\n"
		"  lectern ids --retire-all\n"
		"  lectern ids --format json\n",
    .run = run_ids,
};
