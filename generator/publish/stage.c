/* Filling a stage; bringing it to where it is seen is exchange.c's and in_place.c's. */
#include "publish/stage.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "emit/plan.h"
#include "publish/edition.h"
#include "publish/exchange.h"
#include "publish/output_file.h"
#include "publish/publish.h"
#include "publish/target.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* ".public.stage.1234": a name that only a build of this target gives. */
static bool
is_stage_name(struct str name, struct str prefix)
{
	struct str digits = str_skip(name, prefix.len);

	if (!str_starts(name, prefix) || digits.len == 0)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		if (!ascii_is_digit(digits.at[i]))
			return false;
	return true;
}

bool
stage_clear(struct arena *arena, const struct target *target, struct diag_list *diags)
{
	struct str prefix = path_name(target_beside(arena, target, "stage."));
	struct str *names;
	size_t nnames;

	if (!folder_list(arena, target->parent.at, &names, &nnames)) {
		target_failed(target, diags, "read the folder", target->parent);
		return false;
	}
	for (size_t i = 0; i < nnames; i++) {
		struct str path = path_join(arena, target->parent, names[i]);

		if (is_stage_name(names[i], prefix) && !folder_remove(path.at)) {
			target_failed(target, diags, "remove what a build left behind,", path);
			return false;
		}
	}
	return exchange_repair(arena, target, diags);
}

const char *
stage_path(struct stage *stage, struct str name)
{
	buf_truncate(&stage->path, stage->folder_len);
	if (name.len) {
		buf_add_char(&stage->path, '/');
		buf_add(&stage->path, name);
	}
	return stage->path.at;
}

bool
stage_open(struct stage *stage, struct str folder)
{
	struct stat status;

	*stage = (struct stage){.folder_len = folder.len};
	buf_init(&stage->path);
	buf_add(&stage->path, folder);
	if (mkdir(stage->path.at, 0755) != 0 || lstat(stage->path.at, &status) != 0)
		return false;
	stage->masked = (status.st_mode & 0777) != 0755;
	return !stage->masked || chmod(stage->path.at, 0755) == 0;
}

void
stage_close(struct stage *stage)
{
	buf_release(&stage->path);
}

/* Makes a folder in the stage; false, with the reason in errno. */
static bool
stage_folder(struct stage *stage, struct str name)
{
	const char *path = stage_path(stage, name);

	if (mkdir(path, 0755) != 0)
		return errno == EEXIST; // made for what was taken
	return !stage->masked || chmod(path, 0755) == 0;
}

/* The folders of a path in the stage; others may be making them too. */
static bool
make_folders(const struct stage *stage, const char *path)
{
	struct buf folder;
	bool made = true;

	buf_init(&folder);
	for (size_t i = 0; made && path[i]; i++) {
		if (path[i] == '/' && i > stage->folder_len)
			made = mkdir(folder.at, 0755) == 0
				   ? !stage->masked || chmod(folder.at, 0755) == 0
				   : errno == EEXIST;
		buf_add_char(&folder, path[i]);
	}
	buf_release(&folder);
	return made;
}

bool
stage_take(const struct stage *stage, const char *path, struct str bytes)
{
	bool made = file_create(path, bytes);

	if (!made && errno == ENOENT)
		made = make_folders(stage, path) && file_create(path, bytes);
	else if (!made && errno == EEXIST)
		made = unlink(path) == 0 && file_create(path, bytes);
	return made && (!stage->masked || chmod(path, 0644) == 0);
}

bool
stage_manifest(struct stage *stage, struct str name, struct str generator,
	       const struct manifest_file *files, size_t nfiles)
{
	const char *path = stage_path(stage, name);
	struct buf text;
	bool made;

	buf_init(&text);
	manifest_write(&text, generator, files, nfiles);
	made = file_create(path, buf_str(&text)) && (!stage->masked || chmod(path, 0644) == 0);
	buf_release(&text);
	return made;
}

bool
stage_output(struct stage *stage, struct str name, struct edition *edition, size_t index,
	     struct diag_list *diags)
{
	const struct output *output = &edition->plan->outputs[index];
	const char *path = stage_path(stage, name);
	enum output_result result;

	result = output_file_create(edition->arena, output, path, &edition->files[index].print);
	if (result == OUTPUT_DONE && stage->masked && chmod(path, 0644) != 0)
		result = OUTPUT_UNWRITABLE;
	if (result != OUTPUT_DONE)
		edition_output_failed(edition, index, result, diags);
	return result == OUTPUT_DONE;
}

/* The published file under one more name; false for any reason, and it is to be written. */
static bool
link_published(struct stage *stage, struct buf *published, struct str path)
{
	size_t folder_len = published->len;
	bool linked;

	buf_add_char(published, '/');
	buf_add(published, path);
	linked = link(published->at, stage_path(stage, path)) == 0;
	buf_truncate(published, folder_len);
	return linked;
}

static bool
fill_folders(struct stage *stage, struct edition *edition, struct diag_list *diags)
{
	for (size_t i = 0; i < edition->folders.len; i++) {
		const struct edition_folder *folder = edition->folders.entries[i].value;

		if (!folder->wanted || folder->path.len == 0)
			continue;
		if (!stage_folder(stage, folder->path)) {
			target_failed(edition->target, diags, "make the folder", folder->path);
			return false;
		}
	}
	return true;
}

static bool
fill_files(struct stage *stage, struct edition *edition, struct publish_result *result,
	   struct diag_list *diags)
{
	struct buf published;
	bool filled = true;

	buf_init(&published);
	buf_add(&published, edition->target->path);
	for (size_t i = 0; i < edition->plan->noutputs && filled; i++) {
		struct str path = edition->files[i].path;

		if (edition->same[i] && link_published(stage, &published, path)) {
			result->linked++;
		} else {
			filled = edition_is_staged(edition, i) ||
				 stage_output(stage, path, edition, i, diags);
			result->written++;
		}
		result->bytes += edition->files[i].print.size;
	}
	buf_release(&published);
	return filled;
}

bool
stage_fill(struct stage *stage, struct edition *edition, struct str generator,
	   struct publish_result *result, struct diag_list *diags)
{
	if (!fill_folders(stage, edition, diags) || !fill_files(stage, edition, result, diags))
		return false;
	if (stage_manifest(stage, STR(MANIFEST_NAME), generator, edition->files,
			   edition->plan->noutputs))
		return true;
	target_failed(edition->target, diags, "write", STR(MANIFEST_NAME));
	return false;
}
