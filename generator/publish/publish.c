/* The order of publishing; each step is a neighbour's. */
#include "publish/publish.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "emit/plan.h"
#include "publish/edition.h"
#include "publish/exchange.h"
#include "publish/in_place.h"
#include "publish/stage.h"
#include "publish/target.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Nothing is made yet: the nearest folder that is there will hold the ones that are not. */
static struct str
nearest_folder(struct arena *arena, const struct target *target)
{
	struct str folder = target->parent;

	while (access(folder.at, F_OK) != 0 && errno == ENOENT && folder.len > 1) {
		struct str outer = path_folder(folder);

		folder = outer.len ? arena_dup(arena, outer) : STR(".");
	}
	return folder;
}

static bool
may_write_beside(struct arena *arena, const struct target *target, struct diag_list *diags)
{
	struct str folder = nearest_folder(arena, target);

	/* With the dot a file is no folder, instead of one without permission. */
	if (access(path_join(arena, folder, STR(".")).at, W_OK | X_OK) == 0)
		return true;
	target_failed(target, diags, "write to the folder", folder);
	return false;
}

static bool
is_outside(struct arena *arena, const struct target *target, struct str content,
	   struct diag_list *diags)
{
	struct str real = file_real_path(arena, nearest_folder(arena, target).at);
	struct diag *diag;

	content = file_real_path(arena, arena_dup(arena, content).at);
	if (content.len == 0 || !str_starts(real, content) ||
	    (real.len > content.len && real.at[content.len] != '/'))
		return true;
	diag = diag_add_path(diags, DIAG_OUTPUT_FAILED, target->path,
			     "this is in content/, where the next build would read it");
	diag_cure(diags, diag, "publish to a place beside content/");
	return false;
}

bool
publish_check(struct str path, struct str content, struct diag_list *diags)
{
	struct arena arena;
	struct target target;
	struct manifest old;
	bool present, admitted;

	arena_init(&arena);
	admitted = target_init(&arena, path, &target, diags) &&
		   may_write_beside(&arena, &target, diags) &&
		   is_outside(&arena, &target, content, diags) &&
		   edition_admits(&arena, &target, &present, &old, diags);
	arena_release(&arena);
	return admitted;
}

/* What is in the place of the file can be replaced: a file, a link, or nothing. */
static bool
is_file_place(const struct target *target, struct diag_list *diags)
{
	enum file_kind kind = file_info(target->path.at).kind;
	struct diag *diag;

	if (access(target->parent.at, F_OK) != 0) {
		target_failed(target, diags, "write to the folder", target->parent);
		return false;
	}
	if (kind != FILE_FOLDER && kind != FILE_OTHER)
		return true;
	diag = diag_add_path(diags, DIAG_OUTPUT_FAILED, target->path,
			     kind == FILE_FOLDER ? "there is a folder of this name"
						 : "there is something that is no file");
	diag_cure(diags, diag, "name a file with --output");
	return false;
}

bool
publish_check_file(struct str path, struct str content, struct diag_list *diags)
{
	struct arena arena;
	struct target target;
	bool admitted;

	arena_init(&arena);
	admitted = target_init(&arena, path, &target, diags) && is_file_place(&target, diags) &&
		   may_write_beside(&arena, &target, diags) &&
		   is_outside(&arena, &target, content, diags);
	arena_release(&arena);
	return admitted;
}

static enum exchange_result
exchange(struct edition *edition, struct stage *stage, bool sync)
{
	const struct target *target = edition->target;
	const char *path = stage_path(stage, STR(""));
	enum exchange_result result;

	if (sync && !exchange_sync(path))
		return EXCHANGE_FAILED;
	result = exchange_with_target(edition->arena, target, edition->present, path);
	if (result == EXCHANGE_DONE && sync)
		exchange_sync_names(target->parent.at); // published, if not yet for good
	return result;
}

/*
 * By a stage. Afterwards there is the old site in it, or the new one that could not be
 * published, or nothing; what cannot be removed now the next run removes.
 */
static enum exchange_result
publish_whole(struct edition *edition, const struct publish_options *options,
	      struct publish_result *result, struct diag_list *diags)
{
	enum exchange_result exchanged = EXCHANGE_FAILED;
	char suffix[32];
	struct stage stage;
	struct str path;

	snprintf(suffix, sizeof(suffix), "stage.%ld", (long)getpid());
	path = target_beside(edition->arena, edition->target, suffix);
	if (!stage_open(&stage, path)) {
		target_failed(edition->target, diags, "make the folder", path);
	} else if (stage_fill(&stage, edition, options->generator, result, diags)) {
		exchanged = exchange(edition, &stage, options->sync);
		if (exchanged == EXCHANGE_FAILED)
			target_failed(edition->target, diags, "publish", edition->target->path);
	}
	folder_remove(path.at);
	stage_close(&stage);
	result->removed = edition->nremoved;
	return exchanged;
}

static bool
publish_edition(struct edition *edition, const struct publish_options *options,
		struct publish_result *result, struct diag_list *diags)
{
	enum exchange_result exchanged = EXCHANGE_IMPOSSIBLE;
	bool whole = edition->foreign.len == 0 && !edition->mount;

	if (edition_is_published(edition, options->generator)) {
		result->linked = edition->plan->noutputs;
		for (size_t i = 0; i < edition->plan->noutputs; i++)
			result->bytes += edition->files[i].print.size;
		return true;
	}
	if (whole)
		exchanged = publish_whole(edition, options, result, diags);
	if (exchanged == EXCHANGE_IMPOSSIBLE)
		return in_place_publish(edition, options, result, diags);
	return exchanged == EXCHANGE_DONE;
}

/* With the target locked. */
static bool
publish_locked(struct arena *arena, const struct target *target, const struct plan *plan,
	       const struct publish_options *options, struct publish_result *result,
	       struct diag_list *diags)
{
	struct edition edition;

	return stage_clear(arena, target, diags) &&
	       edition_survey(&edition, arena, target, plan, diags) &&
	       edition_compare(&edition, diags) &&
	       publish_edition(&edition, options, result, diags);
}

static bool
make_parent(const struct target *target, struct diag_list *diags)
{
	if (folder_make(target->parent.at))
		return true;
	target_failed(target, diags, "make the folder", target->parent);
	return false;
}

bool
publish(struct str path, struct plan *plan, const struct publish_options *options,
	struct publish_result *result, struct diag_list *diags)
{
	struct arena arena;
	struct target target;
	bool published = false;

	*result = (struct publish_result){0};
	arena_init(&arena);
	if (target_init(&arena, path, &target, diags) && make_parent(&target, diags) &&
	    target_lock(&target, diags)) {
		published = publish_locked(&arena, &target, plan, options, result, diags);
		target_unlock(&target);
	}
	arena_release(&arena);
	return published;
}
