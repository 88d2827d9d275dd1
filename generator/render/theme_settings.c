/*
 * theme.yaml, and what site.yaml changes of it: options and strings.
 *
 * The nearest theme.yaml that declares an option, string or slot wins; site.yaml may only
 * change what is declared.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "data/option.h"
#include "data/schema.h"
#include "data/value.h"
#include "data/yaml.h"
#include "render/theme.h"
#include "render/theme_parts.h"

static const struct field string_item = {.type = FIELD_TEXT};

static const struct field manifest_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .doc = "Name of the theme, as its folder."},
    {.name = "version", .type = FIELD_TEXT, .doc = "Version of the theme."},
    {.name = "parent",
     .type = FIELD_TEXT,
     .doc = "Theme that has what this one has not; at last it is always 'default'."},
    {.name = "summary", .type = FIELD_TEXT, .doc = "One sentence."},
    {.name = "options",
     .type = FIELD_FREE,
     .item = &option_item,
     .doc = "What a site may set, by name."},
    {.name = "strings",
     .type = FIELD_FREE,
     .item = &string_item,
     .doc = "Words that the theme says, by name."},
    {.name = "slots",
     .type = FIELD_FREE,
     .item = &string_item,
     .doc = "Places that plugins may fill, by name, and what each is for."},
    {.name = "pages",
     .type = FIELD_FREE,
     .item = &theme_page_item,
     .doc = "Pages that the theme adds, by the name of their layout."},
    {.name = NULL},
};

static const struct schema manifest_schema = {.noun = "theme.yaml",
					      .doc = "A theme of Lectern.",
					      .fields = manifest_fields};

bool
theme_read_manifest(struct theme_loader *loader, const struct theme_folder *folder,
		    struct theme_manifest **out)
{
	struct str path = path_join(loader->arena, folder->path, STR("theme.yaml"));
	struct theme_manifest *manifest;
	struct span whole;

	*out = NULL;
	if (file_info(path.at).kind == FILE_ABSENT)
		return true;
	manifest = ARENA_NEW(loader->arena, struct theme_manifest);
	if (!theme_read_text(loader, path, &manifest->source))
		return false;
	whole = (struct span){0, (uint32_t)manifest->source.text.len};
	if (!yaml_parse(loader->arena, &manifest->source, whole, &manifest->value, loader->diags))
		return false;
	if (!schema_check(&manifest_schema, &manifest->source, manifest->value, (struct span){0, 0},
			  loader->diags))
		return false;
	*out = manifest;
	return true;
}

/* A map of site.yaml's theme settings; NULL when there is none or it is no map. */
static const struct value *
setting(struct theme_loader *loader, const char *name, bool *good)
{
	const struct value *map = value_find(loader->settings, str_from(name));

	if (!map || map->kind == VALUE_NULL || map->kind == VALUE_MAP)
		return map;
	diag_add(loader->diags, DIAG_WRONG_TYPE, loader->config, map->span,
		 "'%s' of the theme wants a map, not %s", name, value_kind_name(map->kind));
	*good = false;
	return NULL;
}

/* Keys of the site's map that no theme.yaml declares. */
static bool
refuse_unknown(struct theme_loader *loader, const struct value *map, const struct value *known,
	       const char *what)
{
	struct str *names = ARENA_ARRAY(loader->arena, struct str, value_len(known));
	bool good = true;

	for (size_t i = 0; i < value_len(known); i++)
		names[i] = known->map->entries[i].key;
	for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->map->len; i++) {
		const struct value_entry *entry = &map->map->entries[i];
		struct str nearest = diag_nearest(entry->key, names, value_len(known));
		struct diag *diag;

		if (value_find(known, entry->key))
			continue;
		good = false;
		diag = diag_add(loader->diags, DIAG_UNKNOWN_KEY, loader->config, entry->key_span,
				"theme '%.*s' has no %s '%.*s'", STR_ARG(loader->theme->name), what,
				STR_ARG(entry->key));
		if (nearest.len)
			diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
	}
	return good;
}

static bool
merge_options(struct theme_loader *loader)
{
	struct value *merged = value_map(loader->arena, "'theme'");
	bool good = true;
	const struct value *map = setting(loader, "options", &good);
	struct option_reader reader = {.arena = loader->arena,
				       .owner = "the theme",
				       .site = loader->config,
				       .diags = loader->diags};

	for (size_t i = 0; i < loader->manifests.len; i++) {
		const struct theme_manifest *manifest = loader->manifests.at[i];
		const struct value *options = value_find(manifest->value, STR("options"));

		for (size_t k = 0; k < value_len(options); k++) {
			const struct value_entry *option = &options->map->entries[k];
			const struct value *value;

			if (value_find(merged, option->key))
				continue;
			reader.manifest = &manifest->source;
			value = option_choose(&reader, option, map);
			good &= value != NULL;
			value_set(loader->arena, merged, option->key, value ? value : &value_null);
		}
	}
	loader->theme->options = merged;
	return refuse_unknown(loader, map, merged, "option") && good;
}

static const struct value *
choose_string(struct theme_loader *loader, const struct value_entry *string,
	      const struct value *map)
{
	const struct value_entry *own = option_entry(map, string->key);

	if (!own || own->value->kind == VALUE_NULL)
		return option_as_text(loader->arena, string->value);
	if (option_is_text(own->value))
		return option_as_text(loader->arena, own->value);
	diag_add(loader->diags, DIAG_WRONG_TYPE, loader->config, option_span(own),
		 "string '%.*s' of the theme wants a text, not %s", STR_ARG(own->key),
		 value_kind_name(own->value->kind));
	return NULL;
}

static bool
merge_strings(struct theme_loader *loader)
{
	struct value *merged = value_map(loader->arena, "'t'");
	bool good = true;
	const struct value *map = setting(loader, "strings", &good);

	for (size_t i = 0; i < loader->manifests.len; i++) {
		const struct value *strings =
		    value_find(loader->manifests.at[i]->value, STR("strings"));

		for (size_t k = 0; k < value_len(strings); k++) {
			const struct value_entry *string = &strings->map->entries[k];
			const struct value *value;

			if (value_find(merged, string->key))
				continue;
			value = choose_string(loader, string, map);
			good &= value != NULL;
			value_set(loader->arena, merged, string->key, value ? value : &value_null);
		}
	}
	loader->theme->strings = merged;
	return refuse_unknown(loader, map, merged, "string") && good;
}

static void
merge_slots(struct theme_loader *loader)
{
	struct value *merged = value_map(loader->arena, "the slots");

	for (size_t i = 0; i < loader->manifests.len; i++) {
		const struct value *slots =
		    value_find(loader->manifests.at[i]->value, STR("slots"));

		for (size_t k = 0; k < value_len(slots); k++) {
			const struct value_entry *slot = &slots->map->entries[k];

			if (!value_find(merged, slot->key))
				value_set(loader->arena, merged, slot->key, slot->value);
		}
	}
	loader->theme->slots = merged;
}

bool
theme_merge_settings(struct theme_loader *loader)
{
	bool options = merge_options(loader);

	merge_slots(loader);
	return merge_strings(loader) && options;
}
