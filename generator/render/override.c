/* Overrides of a theme's files: finding them, what each was made of, telling of stale ones. */
#include "render/override.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "render/theme.h"
#include "render/theme_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { HASH_DIGITS = 32 };

/* The site's folder of copies, and the folders of the theme that it hides. */
struct finder {
	struct theme_loader *loader;
	struct overrides *overrides;
	size_t behind; // index of the first of these
	VEC(struct override) all;
};

/* "layouts/….html" or "assets/…", each segment a name that is safe everywhere. */
static bool
is_theme_file(struct str name)
{
	struct str rest = name, segment;

	if (!str_starts(name, STR("assets/")) &&
	    (!str_starts(name, STR("layouts/")) || !str_ends(name, STR(".html"))))
		return false;
	while (str_split(&rest, '/', &segment))
		if (!path_is_segment(segment))
			return false;
	return !str_ends(name, STR("/"));
}

static struct override *
find(const struct finder *finder, struct str name)
{
	for (size_t i = 0; i < finder->all.len; i++)
		if (str_eq(finder->all.at[i].name, name))
			return &finder->all.at[i];
	return NULL;
}

static struct override *
add(struct finder *finder, struct str name, struct str original)
{
	struct arena *arena = finder->loader->arena;
	struct str folder = finder->overrides->folder;
	struct override override = {
	    .name = name,
	    .original = original,
	    .copy = path_join(arena, folder, name),
	    .base = path_join(arena, path_join(arena, folder, STR(".base")), name),
	};

	VEC_PUSH(arena, &finder->all, override);
	return &finder->all.at[finder->all.len - 1];
}

/* The nearest of each name in the folders behind. */
static bool
add_originals(struct finder *finder, struct str part)
{
	struct theme_loader *loader = finder->loader;
	bool good = true;

	for (size_t i = finder->behind; i < loader->folders.len; i++) {
		struct theme_files found;

		theme_walk(loader, i, part, &found);
		good &= found.good;
		for (size_t k = 0; k < found.files.len; k++) {
			struct str name = path_join(loader->arena, part, found.files.at[k].name);

			if (is_theme_file(name) && !find(finder, name))
				add(finder, name, found.files.at[k].path);
		}
	}
	return good;
}

static bool
is_hash(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_digit(text.at[i]) && (text.at[i] < 'a' || text.at[i] > 'f'))
			return false;
	return text.len == HASH_DIGITS;
}

static void
report_line(struct finder *finder, struct str line, const char *problem)
{
	const struct source *lock = finder->overrides->lock;
	uint32_t start = (uint32_t)(line.at - lock->text.at);

	diag_cure(finder->loader->diags,
		  diag_add(finder->loader->diags, DIAG_THEME_LOCK, lock,
			   (struct span){start, start + (uint32_t)line.len}, "%s", problem),
		  "remove the line; `lectern theme keep FILE` writes it anew");
}

static void
read_line(struct finder *finder, struct str line)
{
	struct str name = str_slice(line, 0, str_find_char(line, '\t'));
	struct str hash = str_skip(line, name.len + 1);
	struct override *override;

	if (!is_theme_file(name) || !is_hash(hash)) {
		report_line(finder, line,
			    "this is not a file of a theme and a fingerprint, parted by a tab");
		return;
	}
	override = find(finder, name);
	if (!override)
		override = add(finder, name, STR(""));
	else if (override->hash.len && !str_eq(override->hash, hash))
		report_line(finder, line, "a line above says otherwise of this file");
	override->hash = hash;
}

static bool
read_lock(struct finder *finder)
{
	struct source *lock = finder->overrides->lock;
	struct str rest, line;

	if (file_info(lock->path.at).kind == FILE_ABSENT)
		return true;
	if (!theme_read_text(finder->loader, lock->path, lock))
		return false;
	rest = lock->text;
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.len && line.at[0] != '#')
			read_line(finder, line);
	}
	return true;
}

/* The fingerprint of a file as it is; empty when it cannot be read. */
static struct str
hash_file(struct arena *arena, struct str path)
{
	struct arena scratch;
	struct str bytes, hash = STR("");

	arena_init(&scratch);
	if (file_read(&scratch, path.at, OVERRIDE_LIMIT, &bytes))
		hash = hash_hex(arena, bytes);
	arena_release(&scratch);
	return hash;
}

static enum override_state
state_of(struct arena *arena, const struct override *override)
{
	if (file_info(override->copy.at).kind == FILE_ABSENT)
		return OVERRIDE_NONE;
	if (!override->hash.len)
		return OVERRIDE_UNRECORDED;
	if (!override->original.len)
		return OVERRIDE_ORPHAN;
	return str_eq(hash_file(arena, override->original), override->hash) ? OVERRIDE_FRESH
									    : OVERRIDE_STALE;
}

static int
compare(const void *a, const void *b)
{
	return str_compare(((const struct override *)a)->name, ((const struct override *)b)->name);
}

/* Of the folder, which hides those from `behind` on. */
static bool
find_all(struct theme_loader *loader, struct str folder, size_t behind, struct overrides *out)
{
	struct finder finder = {.loader = loader, .overrides = out, .behind = behind};
	bool good;

	out->folder = folder;
	out->lock = ARENA_NEW(loader->arena, struct source);
	out->lock->path = path_join(loader->arena, folder, STR("ejected.lock"));
	good = add_originals(&finder, STR("layouts")) && add_originals(&finder, STR("assets")) &&
	       read_lock(&finder);
	for (size_t i = 0; i < finder.all.len; i++)
		finder.all.at[i].state = state_of(loader->arena, &finder.all.at[i]);
	if (finder.all.len)
		qsort(finder.all.at, finder.all.len, sizeof(*finder.all.at), compare);
	out->all = finder.all.at;
	out->noverrides = finder.all.len;
	return good;
}

bool
overrides_find(struct arena *arena, const struct theme_places *places, const struct value *settings,
	       const struct source *config, struct overrides *out, struct diag_list *diags)
{
	struct theme theme = {0};
	struct theme_loader loader = {.arena = arena,
				      .settings = settings,
				      .config = config,
				      .theme = &theme,
				      .diags = diags};
	struct str folder, real;
	size_t behind;

	*out = (struct overrides){0};
	if (!theme_find_folders(&loader, places))
		return false;
	out->theme = theme.name;
	folder = path_join(arena, theme_site_folder(arena, places), theme.name);
	real = file_real_path(arena, folder.at);
	behind = real.len && str_eq(loader.folders.at[0].real, real) ? 1 : 0;
	out->installed =
	    real.len && places->installed.len &&
	    str_eq(real, file_real_path(arena, path_join(arena, places->installed, theme.name).at));
	return find_all(&loader, folder, behind, out);
}

static void
report_stale(struct theme_loader *loader, const struct override *override)
{
	struct diag *diag;

	if (override->state == OVERRIDE_ORPHAN) {
		diag = diag_add_path(loader->diags, DIAG_THEME_OVERRIDE_STALE, override->copy,
				     "the theme has no '%.*s' any more, of which this is a copy",
				     STR_ARG(override->name));
		diag_cure(loader->diags, diag,
			  "remove it, or let `lectern theme keep %.*s` make it your own",
			  STR_ARG(override->name));
	} else if (override->state == OVERRIDE_STALE) {
		diag =
		    diag_add_path(loader->diags, DIAG_THEME_OVERRIDE_STALE, override->copy,
				  "the theme's '%.*s' has changed since this copy of it was made",
				  STR_ARG(override->name));
		diag_cure(loader->diags, diag,
			  "`lectern theme diff %.*s` shows what changed, and how to merge it",
			  STR_ARG(override->name));
	}
}

bool
theme_check_overrides(struct theme_loader *loader)
{
	bool good = true;

	for (size_t i = 0; i < loader->folders.len; i++) {
		const struct theme_folder *folder = &loader->folders.at[i];
		struct str lock = path_join(loader->arena, folder->path, STR("ejected.lock"));
		struct overrides overrides = {0};

		/* Whoever made an installed theme is told, not those who use it. */
		if (!folder->own || file_info(lock.at).kind == FILE_ABSENT)
			continue;
		good &= find_all(loader, folder->path, i + 1, &overrides);
		for (size_t k = 0; k < overrides.noverrides; k++)
			report_stale(loader, &overrides.all[k]);
	}
	return good;
}

bool
override_read_base(struct arena *arena, const struct override *override, struct str *bytes)
{
	return file_read(arena, override->base.at, OVERRIDE_LIMIT, bytes) &&
	       str_eq(hash_hex(arena, *bytes), override->hash);
}

bool
override_keep_base(struct arena *arena, struct override *override, struct str bytes)
{
	struct str folder = arena_dup(arena, path_folder(override->base));

	if (!folder_make(folder.at) || !file_replace(override->base.at, bytes))
		return false;
	override->hash = hash_hex(arena, bytes);
	return true;
}

/* A base that is not needed is in nobody's way, but somebody would ask what it is for. */
static bool
forget(struct str path)
{
	return remove(path.at) == 0 || errno == ENOENT || errno == ENOTDIR;
}

bool
overrides_write_lock(const struct overrides *overrides)
{
	struct buf text;
	bool written = true;

	buf_init(&text);
	for (size_t i = 0; i < overrides->noverrides && written; i++) {
		const struct override *override = &overrides->all[i];

		if (override->hash.len && file_info(override->copy.at).kind != FILE_ABSENT)
			buf_addf(&text, "%.*s\t%.*s\n", STR_ARG(override->name),
				 STR_ARG(override->hash));
		else
			written = forget(override->base);
	}
	if (written)
		written = text.len ? file_replace(overrides->lock->path.at, buf_str(&text))
				   : forget(overrides->lock->path);
	buf_release(&text);
	return written;
}
