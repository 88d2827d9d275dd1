/*
 * The layouts of a theme: the nearest of each name, compiled.
 *
 * All are checked against each other here, so that a name that leads nowhere is an
 * error at its own place before any page is rendered.
 */
#include "base/arena.h"
#include "render/template.h"
#include "render/theme.h"
#include "render/theme_parts.h"

#include <stdlib.h>

enum { EXTENDS_LIMIT = 32 };

/* A layout on its way. */
struct layout {
	struct theme_layout layout;
	struct template compiled;
	size_t folder; // that it came from
	bool good;
};

struct layouts {
	VEC(struct layout *) all;
	const struct theme_files *found; // by folder
	bool good;
};

/* "partials/items.html" → "partials/items". */
static struct str
layout_name(const struct theme_file *found)
{
	return str_slice(found->name, 0, found->name.len - STR(".html").len);
}

static struct layout *
find_layout(const struct layouts *layouts, struct str name)
{
	for (size_t i = 0; i < layouts->all.len; i++)
		if (str_eq(layouts->all.at[i]->layout.name, name))
			return layouts->all.at[i];
	return NULL;
}

static struct layout *
add_layout(struct theme_loader *loader, struct layouts *layouts, struct str name, struct str path,
	   size_t folder)
{
	struct layout *layout = ARENA_NEW(loader->arena, struct layout);

	layout->layout.name = name;
	layout->folder = folder;
	VEC_PUSH(loader->arena, &layouts->all, layout);
	layout->good = theme_read_text(loader, path, &layout->layout.source) &&
		       template_compile(loader->arena, name, &layout->layout.source,
					&layout->compiled, loader->diags);
	layout->layout.lua = layout->compiled.lua;
	layouts->good &= layout->good;
	return layout;
}

static void
add_nearest(struct theme_loader *loader, struct layouts *layouts)
{
	for (size_t i = 0; i < loader->folders.len; i++)
		for (size_t k = 0; k < layouts->found[i].files.len; k++) {
			const struct theme_file *found = &layouts->found[i].files.at[k];

			if (str_ends(found->name, STR(".html")) &&
			    !find_layout(layouts, layout_name(found)))
				add_layout(loader, layouts, layout_name(found), found->path, i);
		}
}

/* "week^^" → "week". */
static struct str
nearest_name(struct str name)
{
	while (name.len && name.at[name.len - 1] == TEMPLATE_FARTHER)
		name.len--;
	return name;
}

/* The file of the same name in a folder farther away, which the layout asks for as its parent. */
static struct layout *
add_farther(struct theme_loader *loader, struct layouts *layouts, const struct layout *layout,
	    struct str name)
{
	struct str base = nearest_name(name);

	for (size_t i = layout->folder + 1; i < loader->folders.len; i++)
		for (size_t k = 0; k < layouts->found[i].files.len; k++) {
			const struct theme_file *found = &layouts->found[i].files.at[k];

			if (str_ends(found->name, STR(".html")) && str_eq(layout_name(found), base))
				return add_layout(loader, layouts, name, found->path, i);
		}
	return NULL;
}

static void
report_missing(struct theme_loader *loader, const struct layouts *layouts,
	       const struct layout *layout, const struct template_use *use)
{
	struct str *names = ARENA_ARRAY(loader->arena, struct str, layouts->all.len);
	struct str nearest;
	struct diag *diag;

	if (str_ends(use->name, STR("^"))) {
		diag_add(loader->diags, DIAG_LAYOUT_MISSING, &layout->layout.source, use->span,
			 "the layout has no parent: no theme behind this one has a layout '%.*s'",
			 STR_ARG(nearest_name(use->name)));
		return;
	}
	for (size_t i = 0; i < layouts->all.len; i++)
		names[i] = layouts->all.at[i]->layout.name;
	nearest = diag_nearest(use->name, names, layouts->all.len);
	diag = diag_add(loader->diags, DIAG_LAYOUT_MISSING, &layout->layout.source, use->span,
			"there is no layout '%.*s'", STR_ARG(use->name));
	if (nearest.len)
		diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

/* Layouts that are wanted and missing; grows the list by those farther away. */
static void
check_names(struct theme_loader *loader, struct layouts *layouts)
{
	for (size_t i = 0; i < layouts->all.len; i++) {
		const struct layout *layout = layouts->all.at[i];

		for (size_t k = 0; k < layout->compiled.nuses; k++) {
			const struct template_use *use = &layout->compiled.uses[k];

			if (use->kind != TEMPLATE_EXTENDS && use->kind != TEMPLATE_INCLUDE)
				continue;
			if (find_layout(layouts, use->name))
				continue;
			if (str_ends(use->name, STR("^")) &&
			    add_farther(loader, layouts, layout, use->name))
				continue;
			report_missing(loader, layouts, layout, use);
			layouts->good = false;
		}
	}
}

static const struct template_use *
extended_by(const struct layout *layout)
{
	for (size_t i = 0; i < layout->compiled.nuses; i++)
		if (layout->compiled.uses[i].kind == TEMPLATE_EXTENDS)
			return &layout->compiled.uses[i];
	return NULL;
}

static void
check_chain(struct theme_loader *loader, struct layouts *layouts, const struct layout *layout)
{
	const struct template_use *first = extended_by(layout), *use = first;

	for (size_t n = 0; use; n++) {
		const struct layout *next = find_layout(layouts, use->name);

		if (n == EXTENDS_LIMIT) {
			diag_add(loader->diags, DIAG_TEMPLATE_SYNTAX, &layout->layout.source,
				 first->span, "this layout extends itself in the end");
			layouts->good = false;
			return;
		}
		use = next ? extended_by(next) : NULL;
	}
}

static size_t
count_blocks(const struct layouts *layouts)
{
	size_t n = 0;

	for (size_t i = 0; i < layouts->all.len; i++)
		n += layouts->all.at[i]->compiled.nuses;
	return n;
}

/*
 * A block that overrides one which is printed nowhere would vanish silently. Included
 * partials have blocks too, so all layouts count, not only those extended.
 */
static void
check_overrides(struct theme_loader *loader, struct layouts *layouts)
{
	struct str *names = ARENA_ARRAY(loader->arena, struct str, count_blocks(layouts));
	size_t nnames = 0;

	for (size_t i = 0; i < layouts->all.len; i++) {
		const struct template *compiled = &layouts->all.at[i]->compiled;

		if (!layouts->all.at[i]->good)
			return; // one with errors may have the block
		for (size_t k = 0; k < compiled->nuses; k++)
			if (compiled->uses[k].kind == TEMPLATE_BLOCK)
				names[nnames++] = compiled->uses[k].name;
	}
	for (size_t i = 0; i < layouts->all.len; i++) {
		const struct layout *layout = layouts->all.at[i];

		for (size_t k = 0; k < layout->compiled.nuses; k++) {
			const struct template_use *use = &layout->compiled.uses[k];
			bool known = use->kind != TEMPLATE_OVERRIDE;
			struct str nearest;
			struct diag *diag;

			for (size_t n = 0; n < nnames && !known; n++)
				known = str_eq(names[n], use->name);
			if (known)
				continue;
			layouts->good = false;
			nearest = diag_nearest(use->name, names, nnames);
			diag = diag_add(loader->diags, DIAG_TEMPLATE_SYNTAX, &layout->layout.source,
					use->span, "there is no block '%.*s' to override",
					STR_ARG(use->name));
			if (nearest.len)
				diag_cure(loader->diags, diag, "did you mean '%.*s'?",
					  STR_ARG(nearest));
		}
	}
}

static int
compare_layouts(const void *a, const void *b)
{
	return str_compare(((const struct theme_layout *)a)->name,
			   ((const struct theme_layout *)b)->name);
}

static void
hand_over(struct theme_loader *loader, const struct layouts *layouts)
{
	struct theme *theme = loader->theme;

	theme->nlayouts = layouts->all.len;
	theme->layouts = ARENA_ARRAY(loader->arena, struct theme_layout, layouts->all.len);
	for (size_t i = 0; i < layouts->all.len; i++)
		theme->layouts[i] = layouts->all.at[i]->layout;
	if (theme->nlayouts)
		qsort(theme->layouts, theme->nlayouts, sizeof(*theme->layouts), compare_layouts);
}

bool
theme_compile_layouts(struct theme_loader *loader)
{
	struct theme_files *found =
	    ARENA_ARRAY(loader->arena, struct theme_files, loader->folders.len);
	struct layouts layouts = {.found = found, .good = true};

	for (size_t i = 0; i < loader->folders.len; i++) {
		theme_walk(loader, i, STR("layouts"), &found[i]);
		layouts.good &= found[i].good;
	}
	add_nearest(loader, &layouts);
	check_names(loader, &layouts);
	for (size_t i = 0; i < layouts.all.len; i++)
		check_chain(loader, &layouts, layouts.all.at[i]);
	check_overrides(loader, &layouts);
	hand_over(loader, &layouts);
	return layouts.good;
}
