/* lectern theme: copies of the theme's files in the site, and keeping them up to date. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "commands/run_build.h"
#include "commands/theme_files.h"
#include "model/site.h"
#include "render/theme.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {
    {"site", 0, "DIR", "site whose theme it is; default: the folder you are in"},
    {"force", 'f', NULL, "eject: puts the theme's file in the place of yours"},
    {0},
};

static const char *const states[] = {
    [OVERRIDE_NONE] = "",
    [OVERRIDE_FRESH] = "ejected",
    [OVERRIDE_STALE] = "ejected, and the theme has changed it since",
    [OVERRIDE_ORPHAN] = "ejected, and the theme has it no more",
    [OVERRIDE_UNRECORDED] = "yours; what it was made of is not recorded",
};

/* The end of a path, without a part of a segment. */
static bool
ends_in(struct str path, struct str end)
{
	return str_ends(path, end) && path.len > end.len && path.at[path.len - end.len - 1] == '/';
}

/* "layouts/partials/footer.html" is also called "partials/footer", "footer.html" and "footer". */
static bool
is_called(struct str name, struct str called)
{
	struct str stem = str_slice(name, 0, name.len - STR(".html").len);

	return ends_in(name, called) ||
	       (str_starts(name, STR("layouts/")) && ends_in(stem, called));
}

/* The nearest of the names that files are called by; empty when none is near. */
static struct str
nearest_name(const struct theme_files *files, struct str wanted)
{
	const struct overrides *overrides = &files->overrides;
	struct str *names = ARENA_ARRAY(files->arena, struct str, overrides->noverrides * 3);
	size_t nnames = 0;

	for (size_t i = 0; i < overrides->noverrides; i++) {
		struct str name = overrides->all[i].name;
		struct str rest = str_skip(name, str_find_char(name, '/') + 1);

		names[nnames++] = name;
		names[nnames++] = rest;
		if (str_starts(name, STR("layouts/")))
			names[nnames++] = str_slice(rest, 0, rest.len - STR(".html").len);
	}
	return diag_nearest(wanted, names, nnames);
}

static int
report_unknown(const struct theme_files *files, struct str wanted)
{
	struct str nearest = nearest_name(files, wanted);

	return command_usage_error("theme", "theme '%.*s' has no file '%.*s'%s%.*s%s",
				   STR_ARG(files->overrides.theme), STR_ARG(wanted),
				   nearest.len ? ", but '" : "", STR_ARG(nearest),
				   nearest.len ? "'" : "");
}

static struct override *
find_exactly(const struct overrides *overrides, struct str name)
{
	for (size_t i = 0; i < overrides->noverrides; i++)
		if (str_eq(overrides->all[i].name, name))
			return &overrides->all[i];
	return NULL;
}

/* The one file that is called so; false, with a message, when there are two. */
static bool
find_by_short_name(const struct overrides *overrides, struct str name, struct override **found)
{
	for (size_t i = 0; i < overrides->noverrides; i++) {
		struct override *override = &overrides->all[i];

		if (!is_called(override->name, name))
			continue;
		if (*found) {
			command_usage_error("theme", "'%.*s' is '%.*s' or '%.*s'", STR_ARG(name),
					    STR_ARG((*found)->name), STR_ARG(override->name));
			return false;
		}
		*found = override;
	}
	return true;
}

/* By its whole name, by the path of the copy, or by a shorter name that no other has. */
static int
choose(struct theme_files *files, struct str wanted)
{
	const struct overrides *overrides = &files->overrides;
	struct str name = wanted;
	struct override *chosen;

	if (str_starts(wanted, overrides->folder) &&
	    str_starts(str_skip(wanted, overrides->folder.len), STR("/")))
		name = str_skip(wanted, overrides->folder.len + 1);
	chosen = find_exactly(overrides, name);
	if (!chosen && !find_by_short_name(overrides, name, &chosen))
		return STATUS_USAGE;
	if (!chosen)
		return report_unknown(files, wanted);
	for (size_t i = 0; i < files->nchosen; i++)
		if (files->chosen[i] == chosen)
			return STATUS_OK;
	files->chosen[files->nchosen++] = chosen;
	return STATUS_OK;
}

static int
fail(const char *verb, struct str path)
{
	fprintf(stderr, "lectern: cannot %s %.*s: %s\n", verb, STR_ARG(path), strerror(errno));
	return STATUS_ENVIRONMENT;
}

static int
list(const struct theme_files *files)
{
	const struct overrides *overrides = &files->overrides;

	printf("files of theme '%.*s'; `lectern theme eject FILE` copies one to %.*s/\n",
	       STR_ARG(overrides->theme), STR_ARG(overrides->folder));
	for (size_t i = 0; i < overrides->noverrides; i++) {
		const struct override *override = &overrides->all[i];

		if (override->state == OVERRIDE_NONE && override->original.len)
			printf("  %.*s\n", STR_ARG(override->name));
		else if (override->state != OVERRIDE_NONE)
			printf("* %-40.*s %s\n", STR_ARG(override->name), states[override->state]);
	}
	return STATUS_OK;
}

/* All is looked at before the first file is written. */
static int
check_ejectable(const struct theme_files *files, bool force)
{
	for (size_t i = 0; i < files->nchosen; i++) {
		const struct override *override = files->chosen[i];

		if (!override->original.len) {
			fprintf(stderr, "lectern: theme '%.*s' has no '%.*s' any more\n",
				STR_ARG(files->overrides.theme), STR_ARG(override->name));
			return STATUS_CONTENT;
		}
		if (!force && file_info(override->copy.at).kind != FILE_ABSENT) {
			fprintf(stderr,
				"lectern: %.*s is there already\n  --force puts the theme's in its "
				"place; what you changed would be lost\n",
				STR_ARG(override->copy));
			return STATUS_CONTENT;
		}
	}
	return STATUS_OK;
}

static int
eject_one(const struct theme_files *files, struct override *override, bool force)
{
	struct str folder = arena_dup(files->arena, path_folder(override->copy)), bytes;

	if (!file_read(files->arena, override->original.at, OVERRIDE_LIMIT, &bytes))
		return fail("read", override->original);
	if (!override_keep_base(files->arena, override, bytes))
		return fail("write", override->base);
	if (!folder_make(folder.at) || !(force ? file_replace(override->copy.at, bytes)
					       : file_create(override->copy.at, bytes)))
		return fail("write", override->copy);
	printf("wrote %.*s\n", STR_ARG(override->copy));
	return STATUS_OK;
}

static void
tell_what_next(const struct theme_files *files)
{
	const struct overrides *overrides = &files->overrides;

	printf(
	    "\nEdit what was written, and commit it with %.*s and %.*s/.base/, which tell what\n"
	    "it was made of. When the theme changes such a file, `lectern check` says so, and\n"
	    "  %.*s\n"
	    "shows what changed. A layout that only adds to the theme's own is shorter and stays\n"
	    "up to date with {%% include parent %%}, or {%% extends parent %%} and a block.\n",
	    STR_ARG(overrides->lock->path), STR_ARG(overrides->folder),
	    STR_ARG(theme_command(files, "diff", files->chosen[0])));
}

static int
write_lock(const struct theme_files *files, int status)
{
	if (!overrides_write_lock(&files->overrides))
		return fail("write", files->overrides.lock->path);
	return status;
}

static int
eject(struct theme_files *files, bool force)
{
	int status;

	if (!files->nchosen)
		return list(files);
	status = check_ejectable(files, force);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < files->nchosen && status == STATUS_OK; i++)
		status = eject_one(files, files->chosen[i], force);
	status = write_lock(files, status);
	if (status == STATUS_OK)
		tell_what_next(files);
	return status;
}

static int
keep_one(const struct theme_files *files, struct override *override)
{
	struct str bytes;

	if (override->state == OVERRIDE_NONE) {
		fprintf(stderr, "lectern: there is no %.*s\n  it is made by: %.*s\n",
			STR_ARG(override->copy), STR_ARG(theme_command(files, "eject", override)));
		return STATUS_CONTENT;
	}
	if (override->state == OVERRIDE_ORPHAN) {
		override->hash = STR("");
		printf("%.*s is your own now, for the theme has none\n", STR_ARG(override->copy));
		return STATUS_OK;
	}
	if (!file_read(files->arena, override->original.at, OVERRIDE_LIMIT, &bytes))
		return fail("read", override->original);
	if (!override_keep_base(files->arena, override, bytes))
		return fail("write", override->base);
	printf("%.*s is recorded as made of what the theme has now\n", STR_ARG(override->copy));
	return STATUS_OK;
}

static int
keep(struct theme_files *files)
{
	int status = STATUS_OK;

	if (!files->nchosen)
		return command_usage_error("theme", "'keep' wants a file");
	for (size_t i = 0; i < files->nchosen && status == STATUS_OK; i++)
		status = keep_one(files, files->chosen[i]);
	return write_lock(files, status);
}

static int
run_verb(struct theme_files *files, const struct options *options)
{
	const char *verb = options->positionals[0];
	int status;

	if (files->overrides.installed)
		return command_usage_error("theme",
					   "%.*s is the installed theme itself, so edit it there",
					   STR_ARG(files->overrides.folder));
	for (size_t i = 1; i < options->npositionals; i++) {
		status = choose(files, str_from(options->positionals[i]));
		if (status != STATUS_OK)
			return status;
	}
	if (strcmp(verb, "eject") == 0)
		return eject(files, option_given(options, "force"));
	return strcmp(verb, "keep") == 0 ? keep(files) : theme_diff(files);
}

/* The lock is not written anew when not all of it was understood. */
static bool
find_files(struct theme_files *files, struct site *site, struct diag_list *diags)
{
	struct theme_places places = {.site = site->folder,
				      .installed = find_installed(files->arena, "themes")};

	size_t nwarnings;

	if (!site_read(site, diags))
		return false;
	nwarnings = diags->nwarnings;
	return overrides_find(files->arena, &places, site->config.theme, &site->config.source,
			      &files->overrides, diags) &&
	       diags->nwarnings == nwarnings;
}

static int
run(const struct options *options)
{
	const char *verb = options->positionals[0], *folder = option_text(options, "site");
	struct theme_files files = {.site = folder ? folder : "."};
	struct report report = {0};
	struct diag_list diags;
	struct arena arena;
	struct site site;
	int status;

	if (strcmp(verb, "eject") != 0 && strcmp(verb, "diff") != 0 && strcmp(verb, "keep") != 0)
		return command_usage_error("theme",
					   "'theme' knows 'eject', 'diff' and 'keep', not '%s'",
					   verb);
	arena_init(&arena);
	diag_init(&diags);
	site_init(&site, str_from(files.site), AUDIENCE_LEARNER);
	files.arena = &arena;
	if (find_files(&files, &site, &diags)) {
		status = run_verb(&files, options);
	} else {
		report_print(&report, &diags);
		status = diag_status(&diags);
		status = status == STATUS_OK ? STATUS_CONTENT : status;
	}
	diag_release(&diags);
	site_release(&site);
	arena_release(&arena);
	return status;
}

const struct command command_theme = {
    .name = "theme",
    .summary = "copies files of the theme into the site, and keeps them up to date",
    .positional = "eject [FILE...] | diff [FILE...] | keep FILE...",
    .min_positionals = 1,
    .max_positionals = POSITIONAL_LIMIT,
    .options = rows,
    .examples = "  lectern theme eject                      what there is, and what is ejected\n"
		"  lectern theme eject partials/footer      copies it into the site\n"
		"  lectern theme eject assets/tokens.css --site my-course\n"
		"  lectern theme diff                       what changed of all stale ones\n"
		"  lectern theme diff partials/footer\n"
		"  lectern theme keep partials/footer       it is up to date with the theme\n",
    .run = run,
};
