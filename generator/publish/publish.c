/* The order of publishing; each step is a neighbour's. */
#include "publish/publish.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "emit/plan.h"
#include "publish/edition.h"
#include "publish/exchange.h"
#include "publish/in_place.h"
#include "publish/stage.h"
#include "publish/target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
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

bool
publish_is_over(struct str path)
{
	struct diag_list unheard;
	struct target target;
	struct arena arena;
	bool over;

	arena_init(&arena);
	diag_init(&unheard);
	over = target_init(&arena, path, &target, &unheard) &&
	       file_info(target.lock_path.at).kind == FILE_ABSENT;
	diag_release(&unheard);
	arena_release(&arena);
	return over;
}

/* A site on its way. The sink is its first member, and is the same address. */
struct publication {
	struct sink sink;
	struct arena arena;
	struct target target;
	struct publish_options options;
	struct edition edition;
	struct stage stage;
	bool open; // the target is locked, the edition and the stage are open
};

/* By a name of its own in each process, which stage_clear knows. */
static bool
make_stage(struct publication *publication, struct diag_list *diags)
{
	char suffix[32];
	struct str path;

	snprintf(suffix, sizeof(suffix), "stage.%ld", (long)getpid());
	path = target_beside(&publication->arena, &publication->target, suffix);
	if (stage_open(&publication->stage, path))
		return true;
	target_failed(&publication->target, diags, "make the folder", path);
	stage_close(&publication->stage);
	return false;
}

static bool
open_publication(struct publication *publication, struct diag_list *diags)
{
	struct target *target = &publication->target;
	struct arena *arena = &publication->arena;

	if (!target_lock(target, diags))
		return false;
	publication->open = stage_clear(arena, target, diags) &&
			    edition_open(&publication->edition, arena, target, diags) &&
			    make_stage(publication, diags);
	if (!publication->open)
		target_unlock(target);
	return publication->open;
}

/* Afterwards there is the old site in the stage, or one that was not published, or nothing. */
static void
close_publication(struct publication *publication)
{
	if (!publication->open)
		return;
	/* What cannot be removed now the next run removes. */
	folder_remove(stage_path(&publication->stage, STR("")));
	stage_close(&publication->stage);
	target_unlock(&publication->target);
	publication->open = false;
}

/* The published file holds these bytes, and has not been touched. */
static bool
is_published(const struct edition *edition, const char *path, struct str name,
	     struct fingerprint print)
{
	const struct manifest_file *old = manifest_find(&edition->old, name);
	struct stat status;

	return old && fingerprint_eq(old->print, print) && lstat(path, &status) == 0 &&
	       manifest_is_intact(&edition->old, old, &status);
}

static bool
take(struct sink *sink, struct arena *arena, struct output *output, struct str bytes)
{
	const struct publication *publication = (const struct publication *)sink;
	const struct stage *stage = &publication->stage;
	struct fingerprint print = {bytes.len, hash_hex(arena, bytes)};
	struct str published = path_join(arena, publication->target.path, output->path);
	struct str folder = str_slice(buf_str(&stage->path), 0, stage->folder_len);
	struct str staged = path_join(arena, folder, output->path);
	bool same = is_published(&publication->edition, published.at, output->path, print);

	if (!same && !stage_take(stage, staged.at, bytes)) {
		unlink(staged.at);
		return false;
	}
	if (same && output->taken.hash.len && !output->same)
		unlink(staged.at); // what was taken before; else linking finds it and writes anew
	output->taken = output->expected = print;
	output->mark = hash_32(bytes);
	output->same = same;
	output->copy = same ? published : staged;
	output->bytes = (struct str){0};
	return true;
}

struct publication *
publish_begin(struct str path, const struct publish_options *options, struct diag_list *diags)
{
	struct publication *publication = alloc_or_die(1, sizeof(*publication));

	*publication = (struct publication){.sink.take = take, .options = *options};
	arena_init(&publication->arena);
	/* Folders above the target are made when all is ready to be published, not before. */
	if (target_init(&publication->arena, path, &publication->target, diags) &&
	    (access(publication->target.parent.at, F_OK) != 0 ||
	     open_publication(publication, diags)))
		return publication;
	publish_drop(publication);
	return NULL;
}

struct sink *
publish_sink(struct publication *publication)
{
	return publication->open ? &publication->sink : NULL;
}

void
publish_drop(struct publication *publication)
{
	if (!publication)
		return;
	close_publication(publication);
	arena_release(&publication->arena);
	free(publication);
}

static enum exchange_result
exchange(struct publication *publication)
{
	const struct target *target = &publication->target;
	const struct edition *edition = &publication->edition;
	const char *path = stage_path(&publication->stage, STR(""));
	enum exchange_result result;

	if (publication->options.sync && !exchange_sync(path))
		return EXCHANGE_FAILED;
	result = exchange_with_target(&publication->arena, target, edition->present, path);
	if (result == EXCHANGE_DONE && publication->options.sync)
		exchange_sync_names(target->parent.at); // published, if not yet for good
	return result;
}

static enum exchange_result
publish_whole(struct publication *publication, struct publish_result *result,
	      struct diag_list *diags)
{
	struct edition *edition = &publication->edition;
	enum exchange_result exchanged = EXCHANGE_FAILED;

	if (stage_fill(&publication->stage, edition, publication->options.generator, result,
		       diags)) {
		exchanged = exchange(publication);
		if (exchanged == EXCHANGE_FAILED)
			target_failed(&publication->target, diags, "publish",
				      publication->target.path);
	}
	result->removed = edition->nremoved;
	return exchanged;
}

static bool
publish_edition(struct publication *publication, struct publish_result *result,
		struct diag_list *diags)
{
	struct edition *edition = &publication->edition;
	enum exchange_result exchanged = EXCHANGE_IMPOSSIBLE;
	bool whole = edition->foreign.len == 0 && !edition->mount;

	if (edition_is_published(edition, publication->options.generator)) {
		result->linked = edition->plan->noutputs;
		for (size_t i = 0; i < edition->plan->noutputs; i++)
			result->bytes += edition->files[i].print.size;
		return true;
	}
	if (whole)
		exchanged = publish_whole(publication, result, diags);
	if (exchanged == EXCHANGE_IMPOSSIBLE)
		return in_place_publish(edition, &publication->options, result, diags);
	return exchanged == EXCHANGE_DONE;
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
publish_end(struct publication *publication, struct plan *plan, struct publish_result *result,
	    struct diag_list *diags)
{
	struct edition *edition = &publication->edition;

	*result = (struct publish_result){0};
	plan_sort(plan);
	return (publication->open || (make_parent(&publication->target, diags) &&
				      open_publication(publication, diags))) &&
	       edition_survey(edition, plan, diags) && edition_compare(edition, diags) &&
	       publish_edition(publication, result, diags);
}
