/* Looking at the target and comparing; nothing is changed here. */
#include "publish/edition.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include "emit/plan.h"
#include "publish/output_file.h"
#include "publish/target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* While the target is being looked at. */
struct survey {
	struct edition *edition;
	dev_t device; // of the folder the target is in
};

static struct edition_folder *
know_folder(struct edition *edition, struct str path)
{
	struct edition_folder *folder = map_find(&edition->folders, path);

	if (!folder) {
		folder = ARENA_NEW(edition->arena, struct edition_folder);
		folder->path = path;
		map_put(&edition->folders, edition->arena, path, folder);
	}
	return folder;
}

/* All folders that a file is in, outer before inner. */
static void
know_folders(struct edition *edition, struct str path, bool wanted)
{
	for (size_t i = 0; i < path.len; i++) {
		if (path.at[i] == '/')
			know_folder(edition, str_slice(path, 0, i))->wanted |= wanted;
	}
}

/* A name in a folder of the target: known for a file or folder of ours, or foreign. */
static void
see_name(struct survey *survey, struct str path, const struct stat *status)
{
	struct edition *edition = survey->edition;
	struct manifest_file *file = manifest_find(&edition->old, path);
	struct edition_folder *folder = map_find(&edition->folders, path);

	if (str_eq(path, STR(MANIFEST_NAME)))
		return;
	if (str_eq(path, STR(EDITION_INNER_STAGE))) {
		edition->untidy = true;
	} else if (S_ISREG(status->st_mode) && file) {
		file->present = true;
		file->intact = manifest_is_intact(&edition->old, file, status);
	} else if (S_ISDIR(status->st_mode) && folder) {
		folder->present = true;
		edition->untidy |= (status->st_mode & 0777) != 0755;
		edition->mount |= status->st_dev != survey->device;
	} else {
		VEC_PUSH(edition->arena, &edition->foreign, arena_dup(edition->arena, path));
	}
}

static bool
see_names(struct survey *survey, DIR *names, struct str folder)
{
	const struct dirent *entry;
	struct stat status;
	struct buf path;
	size_t prefix;
	int reason;

	buf_init(&path);
	buf_addf(&path, "%.*s%s", STR_ARG(folder), folder.len ? "/" : "");
	prefix = path.len;
	errno = 0;
	for (entry = readdir(names); entry; entry = readdir(names)) {
		struct str name = str_from(entry->d_name);

		buf_truncate(&path, prefix);
		buf_add(&path, name);
		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		if (fstatat(dirfd(names), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
			see_name(survey, buf_str(&path), &status);
		else if (errno != ENOENT)
			break;
		errno = 0;
	}
	reason = errno;
	buf_release(&path);
	errno = reason;
	return reason == 0;
}

static bool
see_folder(struct survey *survey, struct str folder)
{
	struct edition *edition = survey->edition;
	struct str path = path_join(edition->arena, edition->target->path, folder);
	int fd = open(path.at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *names = fd < 0 ? NULL : fdopendir(fd);
	bool seen;
	int reason;

	seen = names && see_names(survey, names, folder);
	reason = errno;
	if (names)
		closedir(names);
	else if (fd >= 0)
		close(fd);
	errno = reason;
	return seen;
}

/* Outer folders come first, so that a link is known for foreign before anybody looks behind it. */
static bool
see_folders(struct survey *survey, struct diag_list *diags)
{
	struct edition *edition = survey->edition;

	for (size_t i = 0; i < edition->folders.len; i++) {
		struct edition_folder *folder = edition->folders.entries[i].value;

		if (folder->present && !see_folder(survey, folder->path)) {
			target_failed(edition->target, diags, "read the folder", folder->path);
			return false;
		}
	}
	return true;
}

static bool
see_target(struct edition *edition, struct diag_list *diags)
{
	const struct target *target = edition->target;
	struct survey survey = {.edition = edition};
	struct edition_folder *top = know_folder(edition, STR(""));
	struct stat parent, status;

	if (stat(target->parent.at, &parent) != 0 || lstat(target->path.at, &status) != 0) {
		target_failed(target, diags, "read the folder", target->path);
		return false;
	}
	survey.device = parent.st_dev;
	top->present = true;
	edition->untidy = (status.st_mode & 0777) != 0755;
	edition->mount = status.st_dev != parent.st_dev;
	return see_folders(&survey, diags);
}

static bool
is_empty(struct arena *arena, const struct target *target, struct diag_list *diags)
{
	struct str *names;
	size_t nnames;

	if (!folder_list(arena, target->path.at, &names, &nnames)) {
		target_failed(target, diags, "read the folder", target->path);
		return false;
	}
	for (size_t i = 0; i < nnames; i++) {
		struct diag *diag;

		if (str_eq(names[i], STR(".git")) || str_eq(names[i], STR(EDITION_INNER_STAGE)))
			continue;
		diag = diag_add_path(diags, DIAG_OUTPUT_FOREIGN, target->path,
				     "the folder holds '%.*s' and no valid '" MANIFEST_NAME "'",
				     STR_ARG(names[i]));
		diag_cure(diags, diag, "choose another folder with --output, or empty this one");
		return false;
	}
	return true;
}

bool
edition_admits(struct arena *arena, const struct target *target, bool *present,
	       struct manifest *old, struct diag_list *diags)
{
	enum file_kind kind = file_info(target->path.at).kind;
	struct diag *diag;

	*old = (struct manifest){0};
	*present = kind == FILE_FOLDER;
	if (kind == FILE_ABSENT)
		return true;
	if (kind == FILE_FOLDER)
		return manifest_read(arena, target->path, old) || is_empty(arena, target, diags);
	diag = diag_add_path(diags, DIAG_OUTPUT_FAILED, target->path, "%s, not a folder",
			     kind == FILE_LINK ? "a symbolic link" : "a file");
	if (kind == FILE_LINK)
		diag_cure(diags, diag, "name the folder that it leads to");
	return false;
}

bool
edition_open(struct edition *edition, struct arena *arena, const struct target *target,
	     struct diag_list *diags)
{
	*edition = (struct edition){.arena = arena, .target = target};
	return edition_admits(arena, target, &edition->present, &edition->old, diags);
}

bool
edition_survey(struct edition *edition, const struct plan *plan, struct diag_list *diags)
{
	edition->plan = plan;
	know_folder(edition, STR(""))->wanted = true;
	for (size_t i = 0; i < edition->old.nfiles; i++)
		know_folders(edition, edition->old.files[i].path, false);
	for (size_t i = 0; i < plan->noutputs; i++)
		know_folders(edition, plan->outputs[i].path, true);
	return !edition->present || see_target(edition, diags);
}

void
edition_output_failed(const struct edition *edition, size_t index, enum output_result result,
		      struct diag_list *diags)
{
	const struct output *output = &edition->plan->outputs[index];

	if (result == OUTPUT_UNREADABLE)
		diag_add_path(diags, DIAG_FILE_UNREADABLE, output->copy, "cannot read the file: %s",
			      strerror(errno));
	else if (result == OUTPUT_ALTERED)
		diag_cure(diags,
			  diag_add_path(diags, DIAG_PART_DAMAGED, output->copy,
					"the file is not the one that '%s' of its part names",
					MANIFEST_NAME),
			  "build the part again, or copy it anew");
	else
		target_failed(edition->target, diags, "write", output->path);
}

/* What a sink took is in the stage, or published: then it must still be. */
static bool
is_as_taken(struct edition *edition, size_t index, struct diag_list *diags)
{
	const struct output *output = &edition->plan->outputs[index];
	struct diag *diag;

	if (edition->same[index] || !output->same) {
		edition->same[index] = output->same;
		return true;
	}
	diag = diag_add_path(diags, DIAG_OUTPUT_FAILED, edition->target->path,
			     "'%.*s' in it was changed while the site was being built",
			     STR_ARG(output->path));
	diag_cure(diags, diag, "build again");
	return false;
}

static bool
compare_output(struct edition *edition, size_t index, struct diag_list *diags)
{
	const struct output *output = &edition->plan->outputs[index];
	const struct manifest_file *old = manifest_find(&edition->old, output->path);
	struct manifest_file *file = &edition->files[index];
	uint64_t likely_size = old && old->intact ? old->print.size : UINT64_MAX;
	enum output_result result;

	file->path = output->path;
	map_put(&edition->wanted, edition->arena, file->path, file);
	result = output_file_measure(edition->arena, output, likely_size, &file->print);
	if (result != OUTPUT_DONE) {
		edition_output_failed(edition, index, result, diags);
		return false;
	}
	edition->same[index] = old && old->intact && fingerprint_eq(old->print, file->print);
	return !output->taken.hash.len || is_as_taken(edition, index, diags);
}

bool
edition_compare(struct edition *edition, struct diag_list *diags)
{
	const struct plan *plan = edition->plan;
	bool compared = true;

	edition->files = ARENA_ARRAY(edition->arena, struct manifest_file, plan->noutputs);
	edition->same = ARENA_ARRAY(edition->arena, bool, plan->noutputs);
	for (size_t i = 0; i < plan->noutputs; i++)
		compared &= compare_output(edition, i, diags);
	for (size_t i = 0; i < edition->old.nfiles; i++)
		edition->nremoved += edition_is_removed(edition, &edition->old.files[i]);
	return compared;
}

bool
edition_is_staged(const struct edition *edition, size_t index)
{
	const struct output *output = &edition->plan->outputs[index];

	return output->taken.hash.len && !output->same;
}

bool
edition_is_removed(const struct edition *edition, const struct manifest_file *file)
{
	return file->present && !map_find(&edition->wanted, file->path);
}

bool
edition_is_published(const struct edition *edition, struct str generator)
{
	if (!edition->present || edition->untidy || !str_eq(edition->old.generator, generator) ||
	    edition->old.nfiles != edition->plan->noutputs)
		return false;
	/* All outputs are among as many old files, so none is removed and no folder too many. */
	for (size_t i = 0; i < edition->plan->noutputs; i++)
		if (!edition->same[i])
			return false;
	return true;
}
