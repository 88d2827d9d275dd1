/* The files of plugins: where they are, plugin.yaml and its options, the text of main.lua. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "data/option.h"
#include "data/schema.h"
#include "data/value.h"
#include "data/yaml.h"
#include "host/plugin.h"

#include <string.h>

enum { TEXT_LIMIT = 1024 * 1024, API = 1, NPLACES = 3, PARTS_MOST = 100 };

const char *const plugin_member_names[PLUGIN_MEMBER_COUNT + 1] = {"configure", "filter", "page",
								  "assemble",  "check",  "helpers",
								  "slots",     NULL};

static const struct field member_item = {.type = FIELD_CHOICE, .choices = plugin_member_names};

static const struct field module_item = {.type = FIELD_CHOICE, .choices = plugin_module_names};

static const char *const rule_levels[] = {"off", "note", "warning", "error", "failure", NULL};
static const char *const strict_levels[] = {"note", "warning", "error", NULL};
static const struct field rule_fields[] = {
    {.name = "level",
     .type = FIELD_CHOICE,
     .choices = rule_levels,
     .required = true,
     .doc = "How it is told; failure: the work could not be done."},
    {.name = "strict",
     .type = FIELD_CHOICE,
     .choices = strict_levels,
     .doc = "How it is told under --strict; as level unless given."},
    {.name = "doc", .type = FIELD_TEXT, .required = true, .doc = "What it means, and the cure."},
    {0},
};
static const struct schema rule_schema = {.noun = "a rule",
					  .doc = "What a plugin tells of.",
					  .fields = rule_fields};
static const struct field rule_item = {.type = FIELD_MAP, .of = &rule_schema};

static const struct field manifest_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Name of the plugin, as its folder."},
    {.name = "version", .type = FIELD_TEXT, .required = true, .doc = "Version of the plugin."},
    {.name = "api",
     .type = FIELD_INT,
     .required = true,
     .doc = "Version of what Lectern offers to plugins: 1."},
    {.name = "summary", .type = FIELD_TEXT, .doc = "One sentence."},
    {.name = "options",
     .type = FIELD_FREE,
     .item = &option_item,
     .doc = "What a site may set, by name."},
    {.name = "contributes",
     .type = FIELD_LIST,
     .required = true,
     .item = &member_item,
     .doc = "Members of the table that main.lua returns."},
    {.name = "rules",
     .type = FIELD_FREE,
     .item = &rule_item,
     .doc = "What the plugin's check tells of, by name."},
    {.name = "uses",
     .type = FIELD_LIST,
     .item = &module_item,
     .doc = "Modules beyond those that every plugin has: http, url, store, json, time."},
    {.name = NULL},
};
static const struct schema manifest_schema = {.noun = "plugin.yaml",
					      .doc = "A plugin of Lectern.",
					      .fields = manifest_fields};

struct loader {
	struct arena *arena;
	const struct plugin_places *places;
	const struct source *config;
	struct diag_list *diags;
};

/* What site.yaml says of one plugin. */
struct request {
	struct str name;
	struct span span;
	const struct value *options; // may be NULL
};

static bool
read_text(struct loader *loader, struct str path, struct source *out)
{
	size_t bad_at;

	*out = (struct source){.path = path};
	if (!file_read(loader->arena, path.at, TEXT_LIMIT, &out->text)) {
		diag_add_path(loader->diags, DIAG_PLUGIN_MISSING, path,
			      "the file cannot be read, or is larger than %d KiB",
			      TEXT_LIMIT / 1024);
		return false;
	}
	if (utf8_is_valid(out->text, &bad_at))
		return true;
	diag_add(loader->diags, DIAG_TEXT_INVALID, out,
		 (struct span){(uint32_t)bad_at, (uint32_t)bad_at + 1}, "this is not UTF-8");
	return false;
}

static bool
read_request(struct loader *loader, const struct value *item, struct request *request)
{
	struct diag *diag;

	*request = (struct request){.name = value_text(item), .span = item->span};
	if (item->kind != VALUE_MAP)
		return true;
	if (value_len(item) == 1) {
		const struct value_entry *entry = &item->map->entries[0];

		request->name = entry->key;
		request->span = entry->key_span;
		if (entry->value->kind == VALUE_MAP || entry->value->kind == VALUE_NULL) {
			request->options = entry->value;
			return true;
		}
	}
	diag = diag_add(loader->diags, DIAG_WRONG_TYPE, loader->config, item->span,
			"a plugin is a name, or one name with its options");
	diag_cure(loader->diags, diag, "write '- name: {option: value}'");
	return false;
}

/* Lower case, so that the key made of it is a name in Lua, and none is made twice. */
static bool
is_name(struct str name)
{
	if (!name.len || name.at[0] < 'a' || name.at[0] > 'z')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] != '-' && !ascii_is_digit(name.at[i]) &&
		    (name.at[i] < 'a' || name.at[i] > 'z'))
			return false;
	return name.len <= 60;
}

static struct str
site_plugins(struct loader *loader)
{
	struct str site = loader->places->site;

	if (site.len == 0 || str_eq(site, STR(".")))
		return STR("plugins");
	return path_join(loader->arena, site, STR("plugins"));
}

static bool
find_folder(struct loader *loader, const struct request *request, struct str *out)
{
	struct str places[NPLACES] = {loader->places->first, site_plugins(loader),
				      loader->places->installed};
	struct str nearest = {0};
	struct diag *diag;

	for (size_t i = 0; i < NPLACES && is_name(request->name); i++) {
		*out = path_join(loader->arena, places[i], request->name);
		if (places[i].len && file_info(out->at).kind == FILE_FOLDER)
			return true;
	}
	for (size_t i = 0; i < NPLACES && !nearest.len; i++) {
		struct str *names;
		size_t nnames;

		if (places[i].len && folder_list(loader->arena, places[i].at, &names, &nnames))
			nearest = diag_nearest(request->name, names, nnames);
	}
	diag = diag_add(loader->diags, DIAG_PLUGIN_MISSING, loader->config, request->span,
			"there is no plugin '%.*s'", STR_ARG(request->name));
	if (nearest.len)
		diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
	return false;
}

static bool
check_manifest(struct loader *loader, const struct request *request, const struct plugin *plugin,
	       const struct value *manifest)
{
	const struct value *name = value_find(manifest, STR("name"));
	const struct value *api = value_find(manifest, STR("api"));

	if (!str_eq(value_text(name), request->name)) {
		diag_add(loader->diags, DIAG_PLUGIN_CONTRACT, &plugin->manifest, name->span,
			 "the plugin is named '%.*s', its folder '%.*s'", STR_ARG(value_text(name)),
			 STR_ARG(request->name));
		return false;
	}
	if (value_real(api, 0) != API) {
		diag_add(loader->diags, DIAG_PLUGIN_CONTRACT, &plugin->manifest, api->span,
			 "this Lectern offers version %d to plugins", API);
		return false;
	}
	return true;
}

static void
read_uses(const struct value *list, struct plugin *plugin)
{
	for (size_t i = 0; i < value_len(list); i++)
		for (size_t m = 0; m < PLUGIN_MODULE_COUNT; m++)
			if (str_eq(value_text(value_at(list, i)), str_from(plugin_module_names[m])))
				plugin->uses[m] = true;
}

static bool
read_manifest(struct loader *loader, const struct request *request, struct str folder,
	      struct plugin *plugin, const struct value **manifest)
{
	struct span whole;

	if (!read_text(loader, path_join(loader->arena, folder, STR("plugin.yaml")),
		       &plugin->manifest))
		return false;
	whole = (struct span){0, (uint32_t)plugin->manifest.text.len};
	if (!yaml_parse(loader->arena, &plugin->manifest, whole, manifest, loader->diags) ||
	    !schema_check(&manifest_schema, &plugin->manifest, *manifest, (struct span){0, 0},
			  loader->diags) ||
	    !check_manifest(loader, request, plugin, *manifest))
		return false;
	plugin->contributes = value_find(*manifest, STR("contributes"));
	for (size_t i = 0; i < value_len(plugin->contributes); i++)
		for (size_t m = 0; m < PLUGIN_MEMBER_COUNT; m++)
			if (str_eq(value_text(value_at(plugin->contributes, i)),
				   str_from(plugin_member_names[m])))
				plugin->has[m] = true;
	plugin->rules = value_find(*manifest, STR("rules"));
	read_uses(value_find(*manifest, STR("uses")), plugin);
	return true;
}

/* Keys of the site's map that plugin.yaml does not declare. */
static bool
refuse_unknown(struct loader *loader, const struct request *request, const struct value *known)
{
	struct str *names = ARENA_ARRAY(loader->arena, struct str, value_len(known));
	bool good = true;

	for (size_t i = 0; i < value_len(known); i++)
		names[i] = known->map->entries[i].key;
	for (size_t i = 0; i < value_len(request->options); i++) {
		const struct value_entry *entry = &request->options->map->entries[i];
		struct str nearest = diag_nearest(entry->key, names, value_len(known));
		struct diag *diag;

		if (value_find(known, entry->key))
			continue;
		good = false;
		diag = diag_add(loader->diags, DIAG_UNKNOWN_KEY, loader->config, entry->key_span,
				"plugin '%.*s' has no option '%.*s'", STR_ARG(request->name),
				STR_ARG(entry->key));
		if (nearest.len)
			diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
	}
	return good;
}

static bool
merge_options(struct loader *loader, const struct request *request, const struct value *declared,
	      struct plugin *plugin)
{
	struct option_reader reader = {.arena = loader->arena,
				       .owner = "the plugin",
				       .manifest = &plugin->manifest,
				       .site = loader->config,
				       .diags = loader->diags};
	struct value *merged = value_map(loader->arena, "'options'");
	bool good = true;

	for (size_t i = 0; i < value_len(declared); i++) {
		const struct value_entry *option = &declared->map->entries[i];
		const struct value *value = option_choose(&reader, option, request->options);

		good &= value != NULL;
		value_set(loader->arena, merged, option->key, value ? value : &value_null);
	}
	plugin->options = merged;
	return refuse_unknown(loader, request, merged) && good;
}

static struct str
key_of(struct arena *arena, struct str name)
{
	char *key = arena_alloc(arena, name.len + 1);

	for (size_t i = 0; i < name.len; i++)
		key[i] = name.at[i] == '-' ? '_' : name.at[i];
	return (struct str){key, name.len};
}

static bool
read_assets(struct loader *loader, struct str folder, struct plugin *plugin)
{
	enum file_kind kind = file_info(folder.at).kind;

	if (kind == FILE_FOLDER)
		return tree_read(loader->arena, folder, &plugin->assets, loader->diags);
	if (kind != FILE_ABSENT)
		diag_add_path(loader->diags, DIAG_FILE_SPECIAL, folder, "not a folder");
	return kind == FILE_ABSENT;
}

/* NAME.lua of the folder but main.lua; those whose names nothing can ask for are left. */
static bool
read_parts(struct loader *loader, struct str folder, struct plugin *plugin)
{
	struct str *names;
	size_t nnames;
	bool good = true;

	if (!folder_list(loader->arena, folder.at, &names, &nnames))
		nnames = 0;
	plugin->parts = ARENA_ARRAY(loader->arena, struct plugin_part, nnames);
	for (size_t i = 0; i < nnames && plugin->nparts < PARTS_MOST; i++) {
		struct plugin_part *part = &plugin->parts[plugin->nparts];

		if (!str_ends(names[i], STR(".lua")) || str_eq(names[i], STR("main.lua")))
			continue;
		part->name = str_slice(names[i], 0, names[i].len - 4);
		good &=
		    read_text(loader, path_join(loader->arena, folder, names[i]), &part->source);
		plugin->nparts++;
	}
	return good;
}

static bool
load(struct loader *loader, const struct request *request, struct plugin *plugin)
{
	const struct value *manifest;
	struct str folder;

	*plugin =
	    (struct plugin){.name = request->name, .key = key_of(loader->arena, request->name)};
	if (!find_folder(loader, request, &folder) ||
	    !read_manifest(loader, request, folder, plugin, &manifest))
		return false;
	if (!read_text(loader, path_join(loader->arena, folder, STR("main.lua")), &plugin->source))
		return false;
	return read_parts(loader, folder, plugin) &&
	       read_assets(loader, path_join(loader->arena, folder, STR("assets")), plugin) &&
	       merge_options(loader, request, value_find(manifest, STR("options")), plugin);
}

static bool
is_twice(struct loader *loader, const struct plugins *plugins, const struct request *request)
{
	for (size_t i = 0; i < plugins->len; i++) {
		if (!str_eq(plugins->at[i].name, request->name))
			continue;
		diag_add(loader->diags, DIAG_PLUGIN_CONTRACT, loader->config, request->span,
			 "plugin '%.*s' is named twice", STR_ARG(request->name));
		return true;
	}
	return false;
}

bool
plugins_load(struct arena *arena, const struct plugin_places *places, const struct value *list,
	     const struct source *config, struct plugins *plugins, struct diag_list *diags)
{
	struct loader loader = {arena, places, config, diags};
	bool good = true;

	*plugins = (struct plugins){.at = ARENA_ARRAY(arena, struct plugin, value_len(list))};
	for (size_t i = 0; i < value_len(list); i++) {
		struct request request;

		if (!read_request(&loader, value_at(list, i), &request) ||
		    is_twice(&loader, plugins, &request)) {
			good = false;
			continue;
		}
		/* Diagnostics point into the sources of bad ones, so these stay too. */
		good &= load(&loader, &request, &plugins->at[plugins->len]);
		plugins->len++;
	}
	return good;
}

static void
report_level(const struct plugin *plugin, const struct value_entry *entry,
	     const struct source *config, struct diag_list *diags)
{
	struct str names[64], near, own = str_skip(entry->key, plugin->name.len + 1);
	size_t n = value_len(plugin->rules) < 64 ? value_len(plugin->rules) : 64;
	struct diag *diag =
	    diag_add(diags, DIAG_UNKNOWN_KEY, config, entry->key_span,
		     "plugin '%.*s' has no rule '%.*s'", STR_ARG(plugin->name), STR_ARG(own));

	for (size_t i = 0; i < n; i++)
		names[i] = plugin->rules->map->entries[i].key;
	near = diag_nearest(own, names, n);
	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s/%.*s'?", STR_ARG(plugin->name),
			  STR_ARG(near));
}

void
plugins_check_levels(const struct plugins *plugins, const struct value *levels,
		     const struct source *config, struct diag_list *diags)
{
	for (size_t i = 0; i < value_len(levels); i++) {
		const struct value_entry *entry = &levels->map->entries[i];
		size_t slash = str_find_char(entry->key, '/');

		for (size_t k = 0; slash < entry->key.len && k < plugins->len; k++)
			if (str_eq(plugins->at[k].name, str_slice(entry->key, 0, slash)) &&
			    !value_find(plugins->at[k].rules, str_skip(entry->key, slash + 1)))
				report_level(&plugins->at[k], entry, config, diags);
	}
}
