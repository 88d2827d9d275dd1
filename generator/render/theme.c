/*
 * Finding a theme: which folders belong to it, nearest first. What is in them is
 * read by theme_files.c and theme_settings.c.
 */
#include "render/theme.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "data/value.h"
#include "render/theme_parts.h"

enum { PARENTS_LIMIT = 8 };

/* Who asks for a theme, for messages. */
struct asker {
	const struct source *source; // NULL: we do
	struct span span;
};

static bool
add_folder(struct theme_loader *loader, struct str path)
{
	struct str real = file_real_path(loader->arena, path.at);
	struct theme_folder folder = {path, real};

	if (!real.len || file_info(real.at).kind != FILE_FOLDER)
		return false;
	for (size_t i = 0; i < loader->folders.len; i++)
		if (str_eq(loader->folders.at[i].real, real))
			return true; // found before, and nearer
	VEC_PUSH(loader->arena, &loader->folders, folder);
	return true;
}

static struct str
site_themes(struct arena *arena, const struct theme_places *places)
{
	if (places->site.len == 0 || str_eq(places->site, STR(".")))
		return STR("themes");
	return path_join(arena, places->site, STR("themes"));
}

static void
collect_names(struct theme_loader *loader, struct str folder, struct str **names, size_t *nnames)
{
	if (!folder.len || !folder_list(loader->arena, folder.at, names, nnames)) {
		*names = NULL;
		*nnames = 0;
	}
}

static void
report_missing(struct theme_loader *loader, const struct theme_places *places, struct str name,
	       const struct asker *asker)
{
	struct str folders[2] = {site_themes(loader->arena, places), places->installed};
	struct str nearest = {0};
	struct diag *diag;

	for (size_t i = 0; i < 2 && !nearest.len; i++) {
		struct str *names;
		size_t nnames;

		collect_names(loader, folders[i], &names, &nnames);
		nearest = diag_nearest(name, names, nnames);
	}
	if (asker->source)
		diag = diag_add(loader->diags, DIAG_THEME_MISSING, asker->source, asker->span,
				"there is no theme '%.*s'", STR_ARG(name));
	else
		diag = diag_add_path(loader->diags, DIAG_THEME_MISSING, folders[0],
				     "there is no theme '%.*s'", STR_ARG(name));
	if (nearest.len)
		diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

/* Adds the folders of a theme; false when there is none. */
static bool
add_theme(struct theme_loader *loader, const struct theme_places *places, struct str name,
	  const struct asker *asker)
{
	bool found = false;

	if (path_is_segment(name)) {
		found |= add_folder(loader, path_join(loader->arena,
						      site_themes(loader->arena, places), name));
		if (places->installed.len)
			found |=
			    add_folder(loader, path_join(loader->arena, places->installed, name));
	}
	if (!found)
		report_missing(loader, places, name, asker);
	return found;
}

/* Reads the manifests of the folders from `first` on; the nearest parent among them is *parent. */
static bool
read_manifests(struct theme_loader *loader, size_t first, struct str *parent, struct asker *asker)
{
	bool good = true;

	*parent = (struct str){0};
	for (size_t i = first; i < loader->folders.len; i++) {
		struct theme_manifest *manifest;
		const struct value *value;

		good &= theme_read_manifest(loader, &loader->folders.at[i], &manifest);
		if (!manifest)
			continue;
		VEC_PUSH(loader->arena, &loader->manifests, manifest);
		value = value_find(manifest->value, STR("parent"));
		if (parent->len || !value)
			continue;
		*parent = value->text;
		*asker = (struct asker){&manifest->source, value->span};
	}
	return good;
}

static bool
is_among(struct str name, const struct str *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

/* The theme, its parents, and at last the default. */
static bool
find_folders(struct theme_loader *loader, const struct theme_places *places, struct str name,
	     struct asker asker)
{
	struct str names[PARENTS_LIMIT];
	bool good = true, reached_default = false;

	for (size_t n = 0; name.len; n++) {
		size_t first = loader->folders.len;

		if (n == PARENTS_LIMIT || is_among(name, names, n)) {
			diag_add(loader->diags, DIAG_THEME_MISSING, asker.source, asker.span,
				 "theme '%.*s' is its own parent, or has more than %d of them",
				 STR_ARG(name), PARENTS_LIMIT - 2);
			return false;
		}
		names[n] = name;
		if (!add_theme(loader, places, name, &asker))
			return false;
		reached_default |= str_eq(name, STR("default"));
		good &= read_manifests(loader, first, &name, &asker);
		if (!name.len && !reached_default) {
			name = STR("default");
			asker = (struct asker){0};
		}
	}
	return good;
}

bool
theme_load(struct arena *arena, const struct theme_places *places, const struct value *settings,
	   const struct source *config, struct theme *theme, struct diag_list *diags)
{
	struct theme_loader loader = {
	    .arena = arena, .settings = settings, .config = config, .theme = theme, .diags = diags};
	const struct value *name = value_find(settings, STR("name"));
	struct asker asker = {0};
	bool good;

	*theme = (struct theme){.name = STR("default")};
	if (name && name->text.len) {
		theme->name = name->text;
		asker = (struct asker){config, name->span};
	}
	if (!find_folders(&loader, places, theme->name, asker))
		return false;
	good = theme_merge_settings(&loader);
	good &= theme_find_assets(&loader);
	good &= theme_compile_layouts(&loader);
	good = good && theme_read_pages(&loader);
	return good;
}

const struct theme_layout *
theme_find_layout(const struct theme *theme, struct str name)
{
	size_t low = 0, high = theme->nlayouts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(name, theme->layouts[middle].name);

		if (order == 0)
			return &theme->layouts[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct theme_asset *
theme_find_asset(const struct theme *theme, struct str name)
{
	size_t low = 0, high = theme->nassets;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(name, theme->assets[middle].name);

		if (order == 0)
			return &theme->assets[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
