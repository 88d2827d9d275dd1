/*
 * All new files are made in a stage inside the target before the first is renamed
 * to its place.
 *
 * A journal is the first thing that takes its place: a manifest of the old files and
 * the new ones, in which those that change have no hash. Whatever kills this, the
 * next run finds the folder to be ours and trusts no file that may be either.
 */
#include "publish/in_place.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "emit/plan.h"
#include "publish/edition.h"
#include "publish/exchange.h"
#include "publish/publish.h"
#include "publish/stage.h"
#include "publish/target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL "journal"
#define MANIFEST "manifest"

/* In the order in which they take their places. */
enum rank { RANK_ASSET, RANK_PAGE, RANK_INDEX, RANK_COUNT };

struct replacement {
	struct edition *edition;
	struct stage stage;
	struct diag_list *diags;
	bool begun; // something in the target has changed
};

static enum rank
rank_of(struct str path)
{
	if (str_eq(path, STR("index.html")) || str_eq(path_extension(path), STR(".xml")))
		return RANK_INDEX;
	return str_eq(path_extension(path), STR(".html")) ? RANK_PAGE : RANK_ASSET;
}

static bool
fail(struct replacement *replacement, const char *action, struct str subject)
{
	target_failed(replacement->edition->target, replacement->diags, action, subject);
	if (replacement->begun)
		diag_cure(replacement->diags, replacement->diags->last,
			  "some files are new and some old now: build again when it is mended");
	return false;
}

static struct str
in_target(struct replacement *replacement, struct str path)
{
	return path_join(replacement->edition->arena, replacement->edition->target->path, path);
}

static bool
move(struct replacement *replacement, struct str name, struct str path)
{
	if (rename(stage_path(&replacement->stage, name), in_target(replacement, path).at) != 0)
		return fail(replacement, "replace", path);
	replacement->begun = true;
	return true;
}

/* What has this path cannot stay when the edition is published. */
static bool
is_in_the_way(const struct edition *edition, struct str path)
{
	const struct edition_folder *folder = map_find(&edition->folders, path);

	if ((folder && folder->wanted) || map_find(&edition->wanted, path))
		return true;
	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] == '/' && map_find(&edition->wanted, str_slice(path, 0, i)))
			return true;
	return false;
}

static bool
spares_foreign(const struct edition *edition, struct diag_list *diags)
{
	bool spared = true;

	for (size_t i = 0; i < edition->foreign.len; i++) {
		struct str path = edition->foreign.at[i];
		struct diag *diag;

		if (!is_in_the_way(edition, path))
			continue;
		spared = false;
		diag = diag_add_path(diags, DIAG_OUTPUT_FOREIGN, edition->target->path,
				     "'%.*s' in it was not made by Lectern and would be replaced",
				     STR_ARG(path));
		diag_cure(diags, diag, "move it out of the folder");
	}
	return spared;
}

static int
compare_files(const void *a, const void *b)
{
	return str_compare(((const struct manifest_file *)a)->path,
			   ((const struct manifest_file *)b)->path);
}

/* The manifest for the time of the change. */
static bool
stage_journal(struct replacement *replacement, struct str generator)
{
	const struct edition *edition = replacement->edition;
	size_t most = edition->plan->noutputs + edition->old.nfiles;
	struct manifest_file *files = ARENA_ARRAY(edition->arena, struct manifest_file, most);
	size_t nfiles = 0;

	for (size_t i = 0; i < edition->plan->noutputs; i++) {
		files[nfiles] = edition->files[i];
		if (!edition->same[i])
			files[nfiles].print = (struct fingerprint){0};
		nfiles++;
	}
	for (size_t i = 0; i < edition->old.nfiles; i++)
		if (edition_is_removed(edition, &edition->old.files[i]))
			files[nfiles++] =
			    (struct manifest_file){.path = edition->old.files[i].path};
	qsort(files, nfiles, sizeof(*files), compare_files);
	return stage_manifest(&replacement->stage, STR(JOURNAL), generator, files, nfiles) ||
	       fail(replacement, "write", STR(MANIFEST_NAME));
}

/* The name of an output in the stage, which has no folders. */
static struct str
stage_name(struct replacement *replacement, size_t index)
{
	return arena_printf(replacement->edition->arena, "%zu", index);
}

static bool
stage_all(struct replacement *replacement, const struct publish_options *options,
	  struct publish_result *result)
{
	struct edition *edition = replacement->edition;
	size_t noutputs = edition->plan->noutputs;

	for (size_t i = 0; i < noutputs; i++) {
		if (!edition->same[i] &&
		    !stage_output(&replacement->stage, stage_name(replacement, i), edition, i,
				  replacement->diags))
			return false;
		*(edition->same[i] ? &result->linked : &result->written) += 1;
		result->bytes += edition->files[i].print.size;
	}
	if (!stage_journal(replacement, options->generator))
		return false;
	if (!stage_manifest(&replacement->stage, STR(MANIFEST), options->generator, edition->files,
			    noutputs))
		return fail(replacement, "write", STR(MANIFEST_NAME));
	return !options->sync || exchange_sync(stage_path(&replacement->stage, STR(""))) ||
	       fail(replacement, "sync", edition->target->path);
}

static bool
remove_files(struct replacement *replacement, bool in_the_way)
{
	const struct edition *edition = replacement->edition;

	for (size_t i = 0; i < edition->old.nfiles; i++) {
		const struct manifest_file *file = &edition->old.files[i];

		if (!edition_is_removed(edition, file) ||
		    is_in_the_way(edition, file->path) != in_the_way)
			continue;
		if (unlink(in_target(replacement, file->path).at) != 0 && errno != ENOENT)
			return fail(replacement, "remove", file->path);
		replacement->begun = true;
	}
	return true;
}

/* Inner folders first; one that holds names which are not ours stays. */
static bool
remove_folders(struct replacement *replacement, bool in_the_way)
{
	const struct edition *edition = replacement->edition;

	for (size_t i = edition->folders.len; i-- > 0;) {
		const struct edition_folder *folder = edition->folders.entries[i].value;

		if (folder->wanted || !folder->present ||
		    is_in_the_way(edition, folder->path) != in_the_way)
			continue;
		if (rmdir(in_target(replacement, folder->path).at) != 0 && errno != ENOENT &&
		    errno != ENOTEMPTY && errno != EEXIST)
			return fail(replacement, "remove", folder->path);
		replacement->begun = true;
	}
	return true;
}

static bool
make_folders(struct replacement *replacement)
{
	const struct edition *edition = replacement->edition;

	for (size_t i = 0; i < edition->folders.len; i++) {
		const struct edition_folder *folder = edition->folders.entries[i].value;
		struct str path;

		if (!folder->wanted || folder->present)
			continue;
		path = in_target(replacement, folder->path);
		if (mkdir(path.at, 0755) != 0 ||
		    (replacement->stage.masked && chmod(path.at, 0755) != 0))
			return fail(replacement, "make the folder", folder->path);
		replacement->begun = true;
	}
	return true;
}

static bool
move_files(struct replacement *replacement, enum rank rank)
{
	const struct edition *edition = replacement->edition;

	for (size_t i = 0; i < edition->plan->noutputs; i++) {
		struct str path = edition->files[i].path;

		if (!edition->same[i] && rank_of(path) == rank &&
		    !move(replacement, stage_name(replacement, i), path))
			return false;
	}
	return true;
}

static bool
replace_all(struct replacement *replacement)
{
	if (!move(replacement, STR(JOURNAL), STR(MANIFEST_NAME)) ||
	    !remove_files(replacement, true) || !remove_folders(replacement, true) ||
	    !make_folders(replacement))
		return false;
	for (enum rank rank = RANK_ASSET; rank < RANK_COUNT; rank++)
		if (!move_files(replacement, rank))
			return false;
	return remove_files(replacement, false) && remove_folders(replacement, false) &&
	       move(replacement, STR(MANIFEST), STR(MANIFEST_NAME));
}

static void
say_so(const struct edition *edition, struct diag_list *diags)
{
	if (edition->foreign.len)
		diag_add_path(diags, DIAG_OUTPUT_IN_PLACE, edition->target->path,
			      "files are replaced one by one, for the folder holds '%.*s' too",
			      STR_ARG(edition->foreign.at[0]));
	else
		diag_add_path(diags, DIAG_OUTPUT_IN_PLACE, edition->target->path,
			      "files are replaced one by one, for the folder cannot be exchanged");
}

static bool
open_stage(struct replacement *replacement)
{
	struct str path = in_target(replacement, STR(EDITION_INNER_STAGE));
	bool opened;

	if (file_info(path.at).kind != FILE_ABSENT && !folder_remove(path.at))
		return fail(replacement, "remove", path);
	opened = stage_open(&replacement->stage, path);
	if (!opened)
		stage_close(&replacement->stage);
	return opened || fail(replacement, "make the folder", path);
}

bool
in_place_publish(struct edition *edition, const struct publish_options *options,
		 struct publish_result *result, struct diag_list *diags)
{
	struct replacement replacement = {.edition = edition, .diags = diags};
	bool published;

	*result = (struct publish_result){.in_place = true, .removed = edition->nremoved};
	if (!spares_foreign(edition, diags) || !open_stage(&replacement))
		return false;
	say_so(edition, diags);
	published = stage_all(&replacement, options, result) && replace_all(&replacement);
	folder_remove(stage_path(&replacement.stage, STR(""))); // else the next run does
	if (published && options->sync && !exchange_sync(edition->target->path.at))
		published = fail(&replacement, "sync", edition->target->path);
	stage_close(&replacement.stage);
	return published;
}
