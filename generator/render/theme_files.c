/* The files of a theme's folders: walking, reading, and the assets. */
#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"
#include "render/theme.h"
#include "render/theme_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_DEPTH = 8, TEXT_LIMIT = 1024 * 1024 };

bool
theme_read_text(struct theme_loader *loader, struct str path, struct source *out)
{
	size_t bad_at;

	*out = (struct source){.path = path};
	if (!file_read(loader->arena, path.at, TEXT_LIMIT, &out->text)) {
		if (errno == EFBIG)
			diag_add_path(loader->diags, DIAG_FILE_TOO_LARGE, path,
				      "the file is larger than %d KiB", TEXT_LIMIT / 1024);
		else
			diag_add_path(loader->diags, DIAG_FILE_UNREADABLE, path,
				      "the file cannot be read: %s", strerror(errno));
		return false;
	}
	if (!utf8_is_valid(out->text, &bad_at)) {
		diag_add(loader->diags, DIAG_TEXT_INVALID, out,
			 (struct span){(uint32_t)bad_at, (uint32_t)bad_at + 1},
			 "this is not UTF-8");
		return false;
	}
	bad_at = str_find_char(out->text, '\0');
	if (bad_at == out->text.len)
		return true;
	diag_add(loader->diags, DIAG_TEXT_NUL, out,
		 (struct span){(uint32_t)bad_at, (uint32_t)bad_at + 1}, "here is a NUL byte");
	return false;
}

/* Names that editors and systems leave behind. */
static bool
is_ignored(struct str name)
{
	return str_starts(name, STR(".")) || str_ends(name, STR("~"));
}

static void
walk(struct theme_loader *loader, struct str folder, struct str prefix, int depth,
     struct theme_files *out)
{
	struct str *names;
	size_t nnames;

	if (depth > FOLDER_DEPTH) {
		diag_add_path(loader->diags, DIAG_FOLDER_TOO_DEEP, folder,
			      "folders of a theme are nested deeper than %d", FOLDER_DEPTH);
		out->good = false;
		return;
	}
	if (!folder_list(loader->arena, folder.at, &names, &nnames))
		return;
	for (size_t i = 0; i < nnames; i++) {
		struct str path = path_join(loader->arena, folder, names[i]);
		struct theme_file found = {path_join(loader->arena, prefix, names[i]), path};
		enum file_kind kind = file_info(path.at).kind;

		if (is_ignored(names[i]))
			continue;
		if (kind == FILE_FOLDER)
			walk(loader, path, found.name, depth + 1, out);
		else if (kind == FILE_REGULAR)
			VEC_PUSH(loader->arena, &out->files, found);
	}
}

void
theme_walk(struct theme_loader *loader, size_t folder, struct str part, struct theme_files *out)
{
	*out = (struct theme_files){.good = true};
	walk(loader, path_join(loader->arena, loader->folders.at[folder].path, part), STR(""), 0,
	     out);
}

static int
compare_assets(const void *a, const void *b)
{
	return str_compare(((const struct theme_asset *)a)->name,
			   ((const struct theme_asset *)b)->name);
}

static bool
is_published_name(struct str name)
{
	struct str segment;

	while (str_split(&name, '/', &segment))
		if (!path_is_segment(segment))
			return false;
	return true;
}

static bool
has_asset(const struct theme_asset *assets, size_t nassets, struct str name)
{
	for (size_t i = 0; i < nassets; i++)
		if (str_eq(assets[i].name, name))
			return true;
	return false;
}

/*
 * Pages refer to an asset with its mark, so that no browser takes one that it kept for another:
 * some do so for as long as the server allows, whatever a service worker says.
 */
static struct str
mark_asset(struct arena *arena, struct str path)
{
	enum { MARK_LIMIT = 16 << 20 };
	struct arena scratch;
	struct str bytes, mark = STR("");

	arena_init(&scratch);
	if (file_read(&scratch, path.at, MARK_LIMIT, &bytes))
		mark = arena_printf(arena, "%08x", hash_32(bytes));
	arena_release(&scratch);
	return mark;
}

bool
theme_find_assets(struct theme_loader *loader)
{
	VEC(struct theme_asset) assets = {0};
	bool good = true;

	for (size_t i = 0; i < loader->folders.len; i++) {
		struct theme_files found;

		theme_walk(loader, i, STR("assets"), &found);
		good &= found.good;
		for (size_t k = 0; k < found.files.len; k++) {
			struct theme_asset asset = {.name = found.files.at[k].name,
						    .path = found.files.at[k].path};

			if (!is_published_name(asset.name)) {
				diag_add_path(loader->diags, DIAG_SLUG_INVALID, asset.path,
					      "a file with this name cannot be published");
				good = false;
			} else if (!has_asset(assets.at, assets.len, asset.name)) {
				asset.mark = mark_asset(loader->arena, asset.path);
				VEC_PUSH(loader->arena, &assets, asset);
			}
		}
	}
	if (assets.len)
		qsort(assets.at, assets.len, sizeof(*assets.at), compare_assets);
	loader->theme->assets = assets.at;
	loader->theme->nassets = assets.len;
	return good;
}
