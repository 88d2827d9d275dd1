/* The manifest as text and as table; which folder it speaks of is the caller's business. */
#include "publish/manifest.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/plan.h"

#include <sys/stat.h>

enum {
	FORMAT = 1,
	SIZE_LIMIT = 256 * 1024 * 1024, // bytes: above a million files
	HASH_LEN = 32,
};

static bool
is_int(const struct value *value)
{
	return value && value->kind == VALUE_INT;
}

static bool
take_file(struct arena *arena, struct manifest *manifest, const struct value *value)
{
	struct manifest_file *file = &manifest->files[manifest->nfiles];
	const struct value *size = value_find(value, STR("size"));

	file->path = value_text(value_find(value, STR("path")));
	file->print.hash = value_text(value_find(value, STR("hash")));
	if (!plan_path_is_safe(file->path) || !is_int(size) || size->integer < 0)
		return false;
	if (file->print.hash.len != HASH_LEN && file->print.hash.len != 0)
		return false;
	if (map_find(&manifest->paths, file->path))
		return false;
	file->print.size = (uint64_t)size->integer;
	map_put(&manifest->paths, arena, file->path, file);
	manifest->nfiles++;
	return true;
}

static bool
take_files(struct arena *arena, struct manifest *manifest, const struct value *files)
{
	size_t nfiles = value_len(files);

	if (!files || files->kind != VALUE_LIST)
		return false;
	manifest->files = ARENA_ARRAY(arena, struct manifest_file, nfiles);
	for (size_t i = 0; i < nfiles; i++)
		if (!take_file(arena, manifest, value_at(files, i)))
			return false;
	return true;
}

static enum manifest_state
parse(struct arena *arena, struct manifest *manifest, struct str text)
{
	const struct source source = {STR(MANIFEST_NAME), text};
	const struct value *value;
	const struct value *format;
	struct diag_list ignored; // a damaged manifest is as good as none
	bool parsed;

	diag_init(&ignored);
	parsed = json_parse(arena, &source, &value, &ignored);
	diag_release(&ignored);
	if (!parsed)
		return MANIFEST_BROKEN;
	format = value_find(value, STR("lectern"));
	if (is_int(format) && format->integer != FORMAT)
		return MANIFEST_OF_ANOTHER_FORMAT;
	manifest->generator = value_text(value_find(value, STR("generator")));
	return is_int(format) && take_files(arena, manifest, value_find(value, STR("files")))
		   ? MANIFEST_GOOD
		   : MANIFEST_BROKEN;
}

static struct timespec
modified(const struct stat *status)
{
#ifdef __APPLE__
	return status->st_mtimespec;
#else
	return status->st_mtim;
#endif
}

enum manifest_state
manifest_look(struct arena *arena, struct str folder, struct manifest *manifest)
{
	struct str path = path_join(arena, folder, STR(MANIFEST_NAME));
	enum manifest_state state = MANIFEST_BROKEN;
	struct stat status;
	struct str text;

	*manifest = (struct manifest){0};
	if (lstat(path.at, &status) != 0)
		return MANIFEST_ABSENT;
	if (S_ISREG(status.st_mode) && file_read(arena, path.at, SIZE_LIMIT, &text))
		state = parse(arena, manifest, text);
	if (state != MANIFEST_GOOD)
		*manifest = (struct manifest){0};
	else
		manifest->written = modified(&status);
	return state;
}

bool
manifest_read(struct arena *arena, struct str folder, struct manifest *manifest)
{
	return manifest_look(arena, folder, manifest) == MANIFEST_GOOD;
}

bool
manifest_is_intact(const struct manifest *manifest, const struct manifest_file *file,
		   const struct stat *status)
{
	struct timespec written = manifest->written, changed = modified(status);

	return S_ISREG(status->st_mode) && (uint64_t)status->st_size == file->print.size &&
	       (status->st_mode & 0777) == 0644 &&
	       (changed.tv_sec != written.tv_sec ? changed.tv_sec < written.tv_sec
						 : changed.tv_nsec <= written.tv_nsec);
}

struct manifest_file *
manifest_find(const struct manifest *manifest, struct str path)
{
	return map_find(&manifest->paths, path);
}

static struct value *
file_value(struct arena *arena, const struct manifest_file *file)
{
	struct value *value = value_map(arena, NULL);

	value_set(arena, value, STR("path"), value_string(arena, file->path));
	value_set(arena, value, STR("size"), value_int(arena, (int64_t)file->print.size));
	value_set(arena, value, STR("hash"), value_string(arena, file->print.hash));
	return value;
}

void
manifest_write(struct buf *out, struct str generator, const struct manifest_file *files,
	       size_t nfiles)
{
	struct arena arena;
	struct value *top;
	struct value *list;

	arena_init(&arena);
	top = value_map(&arena, NULL);
	list = value_list(&arena);
	for (size_t i = 0; i < nfiles; i++)
		value_append(&arena, list, file_value(&arena, &files[i]));
	value_set(&arena, top, STR("lectern"), value_int(&arena, FORMAT));
	value_set(&arena, top, STR("generator"), value_string(&arena, generator));
	value_set(&arena, top, STR("files"), list);
	json_write(out, top, JSON_PRETTY);
	arena_release(&arena);
}
