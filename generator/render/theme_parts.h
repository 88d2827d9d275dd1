/* What theme.c and its helpers share while a theme is loaded. */
#ifndef RENDER_THEME_PARTS_H
#define RENDER_THEME_PARTS_H

#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>

struct arena;
struct theme;
struct value;

/* A folder that belongs to the theme; nearest first. */
struct theme_folder {
	struct str path;
	struct str real; // with links resolved, to know it again
};

/* A theme.yaml. */
struct theme_manifest {
	struct source source;
	const struct value *value; // a map that its schema found good
};

/* A file below layouts/ or assets/ of one folder. */
struct theme_file {
	struct str name; // below that, with extension
	struct str path;
};

struct theme_files {
	VEC(struct theme_file) files;
	bool good;
};

struct theme_loader {
	struct arena *arena;
	const struct value *settings; // of site.yaml; may be NULL
	const struct source *config;
	struct theme *theme;
	struct diag_list *diags;
	VEC(struct theme_folder) folders;
	VEC(struct theme_manifest *) manifests; // nearest first
};

/* theme_settings.c: reads folder/theme.yaml, if there is one; false when it is bad. */
bool theme_read_manifest(struct theme_loader *loader, const struct theme_folder *folder,
			 struct theme_manifest **out);
/* Options and strings of all manifests and of the settings, into loader->theme. */
bool theme_merge_settings(struct theme_loader *loader);

/* theme_pages.c: the pages that manifests list, into loader->theme; after the settings. */
bool theme_read_pages(struct theme_loader *loader);
extern const struct field theme_page_item; // one of them in a manifest

/* theme_layouts.c: compiles layouts and checks them against each other. */
bool theme_compile_layouts(struct theme_loader *loader);

/* theme_files.c: assets of all folders. */
bool theme_find_assets(struct theme_loader *loader);
/* All files below a part ("layouts", "assets") of folder i, sorted in each folder. */
void theme_walk(struct theme_loader *loader, size_t folder, struct str part,
		struct theme_files *out);
/* Reads a text file of the theme: UTF-8 without NUL, of bounded size. */
bool theme_read_text(struct theme_loader *loader, struct str path, struct source *out);

#endif
