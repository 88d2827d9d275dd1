#include "emit/assets.h"

#include "base/arena.h"
#include "base/diag.h"
#include "data/value.h"
#include "emit/offline.h"
#include "emit/plan.h"
#include "host/plugin.h"
#include "model/site.h"
#include "render/theme.h"

static void
plan_copy(struct arena *arena, struct plan *plan, struct str path, struct str owner,
	  struct str file, struct diag_list *diags)
{
	size_t index = plan_add(arena, plan, path, owner, diags);

	if (index != SIZE_MAX)
		plan->outputs[index].copy = file;
}

static void
plan_theme_assets(struct arena *arena, const struct theme *theme, struct plan *plan,
		  struct diag_list *diags)
{
	struct str owner = arena_printf(arena, "theme %.*s", STR_ARG(theme->name));

	for (size_t i = 0; i < theme->nassets; i++)
		if (!offline_is_worker(theme->assets[i].name))
			plan_copy(arena, plan,
				  arena_printf(arena, "assets/%.*s",
					       STR_ARG(theme->assets[i].name)),
				  owner, theme->assets[i].path, diags);
}

static void
plan_content_assets(struct arena *arena, const struct tree *tree, struct plan *plan,
		    struct diag_list *diags)
{
	for (size_t i = 0; i < tree->nentries; i++) {
		const struct entry *entry = &tree->entries[i];

		if (entry->kind == ENTRY_ASSET)
			plan_copy(arena, plan, entry->path, entry->file, entry->file, diags);
	}
}

static void
plan_plugin_assets(struct arena *arena, const struct plugins *plugins, struct plan *plan,
		   struct diag_list *diags)
{
	for (size_t i = 0; i < plugins->len; i++) {
		const struct plugin *plugin = &plugins->at[i];
		struct str owner = arena_printf(arena, "plugin %.*s", STR_ARG(plugin->name));

		for (size_t k = 0; k < plugin->assets.nentries; k++) {
			const struct entry *entry = &plugin->assets.entries[k];

			plan_copy(arena, plan,
				  arena_printf(arena, "assets/plugins/%.*s/%.*s",
					       STR_ARG(plugin->name), STR_ARG(entry->path)),
				  owner, entry->file, diags);
		}
	}
}

void
assets_plan(struct arena *arena, const struct site *site, const struct theme *theme,
	    const struct plugins *plugins, struct plan *plan, struct diag_list *diags)
{
	plan_theme_assets(arena, theme, plan, diags);
	plan_content_assets(arena, &site->tree, plan, diags);
	plan_plugin_assets(arena, plugins, plan, diags);
}

const struct value *
assets_of_theme(struct arena *arena, const struct theme *theme)
{
	struct value *names = value_map(arena, "the assets of the theme");

	for (size_t i = 0; i < theme->nassets; i++)
		value_set(arena, names, theme->assets[i].name, &value_null);
	return names;
}
