/*
 * What a plugin can do with a page, an item and the site besides reading them.
 *
 * Each method belongs to one noun of the views and to some hooks. What is set is copied
 * into the caller's arena at once, so nothing of Lua is kept.
 */
#include "base/diag.h"
#include "base/vec.h"
#include "data/value.h"
#include "host/plugin_state.h"
#include "markdown/node.h"

#include <string.h>

enum { REPORTS_MOST = 1000, OUTPUTS_MOST = 10000, COST_SHIFT = 6, COST_SHIFT_FIELD = 3 };

#define HOOK(member) (1u << PLUGIN_##member)

struct method {
	const char *noun, *name;
	lua_CFunction call;
	unsigned hooks;    // in which it may be called
	const char *where; // the same in words
};

static const struct method *
method_of(lua_State *lua)
{
	return lua_touserdata(lua, lua_upvalueindex(1));
}

static bool
is_noun(const struct value *view, const char *noun)
{
	return view && view->kind == VALUE_MAP && view->map->noun &&
	       strcmp(view->map->noun, noun) == 0;
}

/* The call that runs, and the view that the method is called on. */
static struct plugin_call *
begin(lua_State *lua, struct value **self)
{
	const struct method *method = method_of(lua);
	struct plugin_call *call = host_of(lua)->call;
	const struct value *view = host_view(lua, 1);

	if (!is_noun(view, method->noun))
		host_fail(lua, "'%s' is called with a colon on %s, not on %s", method->name,
			  method->noun, host_kind(lua, 1));
	if (!call || !(method->hooks & (1u << call->member)))
		host_fail(lua, "'%s' of %s is only for %s", method->name, method->noun,
			  method->where);
	*self = (struct value *)(uintptr_t)view; // those that change it are the call's own
	return call;
}

static struct str
take_text(lua_State *lua, int index, const char *what)
{
	const struct method *method = method_of(lua);
	struct str text;

	if (lua_type(lua, index) != LUA_TSTRING)
		host_fail(lua, "'%s' wants %s, not %s", method->name, what, host_kind(lua, index));
	text.at = lua_tolstring(lua, index, &text.len);
	return text;
}

/* A field's name: what templates can write behind a dot. */
static struct str
take_key(lua_State *lua, int index)
{
	struct str key = take_text(lua, index, "the name of a field");
	bool good = key.len > 0 && key.len <= 60 && !ascii_is_digit(key.at[0]);

	for (size_t i = 0; i < key.len; i++)
		good &= ascii_is_alnum(key.at[i]) || key.at[i] == '_';
	if (!good)
		host_fail(lua, "'%s' is no name of a field; use letters, digits and '_'", key.at);
	return key;
}

void
plugin_check_room(lua_State *lua, const struct plugin_call *call, size_t more)
{
	struct host *host = host_of(lua);

	if (call->arena->total - call->started + more > host->limits.memory)
		host_fail(lua, "%s used more than %zu MiB of memory", host->subject,
			  host->limits.memory >> 20);
}

static const struct value *
take_value(lua_State *lua, int index, struct plugin_call *call)
{
	struct host *host = host_of(lua);
	const struct value *value = host_to_value(lua, index);
	size_t weight = value_weight(value, host->limits.memory);

	host_charge(lua, weight >> COST_SHIFT);
	plugin_check_room(lua, call, weight);
	return value_copy(call->arena, value);
}

/* The map of the plugin that runs in a map by plugins; made when it is not there. */
static struct value *
own_map(struct plugin_call *call, struct value *data)
{
	const struct value *map = value_find(data, call->plugin->key);
	struct value *made;

	if (map && map->kind == VALUE_MAP)
		return (struct value *)(uintptr_t)map;               // made below
	made = value_map_of(call->arena, "the data of a plugin", 2); // items have one or two
	value_put(call->arena, data, call->plugin->key, made);
	return made;
}

static void
set_data(lua_State *lua, struct plugin_call *call, struct value *data)
{
	struct str key = take_key(lua, 2);
	struct value *own = own_map(call, data);

	luaL_checkany(lua, 3);
	host_charge(lua, value_len(own) >> COST_SHIFT_FIELD);
	value_put(call->arena, own, arena_dup(call->arena, key), take_value(lua, 3, call));
}

static int
set_of_page(lua_State *lua)
{
	struct value *self;
	struct plugin_call *call = begin(lua, &self);

	set_data(lua, call, call->pages[0]->data);
	return 0;
}

static int
set_of_site(lua_State *lua)
{
	struct value *self;
	struct plugin_call *call = begin(lua, &self);

	set_data(lua, call, call->site_data);
	return 0;
}

static int
annotate(lua_State *lua)
{
	struct value *self, *data;
	struct plugin_call *call = begin(lua, &self);
	struct plugin_page *page = call->pages[0];
	struct str id = value_text(value_find(self, STR("key")));

	data = map_find(&page->items, id);
	if (!data) {
		data = value_copy(call->arena, call->no_data);
		map_put(&page->items, call->arena, id, data);
		value_put(call->arena, self, STR("data"), data);
	}
	set_data(lua, call, data);
	return 0;
}

/* Names that use_asset takes: the plugin's own, then the theme's. */
static size_t
list_assets(const struct plugin_call *call, struct str *names, size_t capacity)
{
	const struct tree *own = &call->plugin->assets;
	size_t n = 0;

	for (size_t i = 0; i < own->nentries && n < capacity; i++)
		names[n++] = own->entries[i].path;
	for (size_t i = 0; i < value_len(call->theme_assets) && n < capacity; i++)
		names[n++] = call->theme_assets->map->entries[i].key;
	return n;
}

/* Where the site has the asset; does not return when there is none. */
static struct str
find_asset(lua_State *lua, struct plugin_call *call, struct str name)
{
	struct str names[256];

	if (tree_find(&call->plugin->assets, name))
		return arena_printf(call->arena, "assets/plugins/%.*s/%.*s",
				    STR_ARG(call->plugin->name), STR_ARG(name));
	if (value_find(call->theme_assets, name))
		return arena_printf(call->arena, "assets/%.*s", STR_ARG(name));
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, list_assets(call, names, 256),
		       "neither the plugin nor the theme has an asset '%.*s'", STR_ARG(name));
}

static const char *
asset_kind(lua_State *lua, struct str name)
{
	if (str_ends(name, STR(".css")))
		return "style";
	if (str_ends(name, STR(".js")))
		return "script";
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, NULL, 0,
		       "a page loads '.css' and '.js', not '%.*s'", STR_ARG(name));
}

static bool
is_asked_for(const struct value *list, struct str path)
{
	for (size_t i = 0; i < value_len(list); i++)
		if (str_eq(value_text(value_find(value_at(list, i), STR("path"))), path))
			return true;
	return false;
}

static int
use_asset(lua_State *lua)
{
	struct value *self, *list, *asset;
	struct plugin_call *call = begin(lua, &self);
	struct str name = take_text(lua, 2, "the name of an asset");
	const char *kind = asset_kind(lua, name);
	struct str path;

	plugin_check_room(lua, call, name.len);
	path = find_asset(lua, call, name);
	list = (struct value *)(uintptr_t)value_find(self, STR("assets"));
	host_charge(lua, value_len(list));
	if (is_asked_for(list, path))
		return 0;
	asset = value_map(call->arena, "an asset");
	value_set(call->arena, asset, STR("path"), value_string(call->arena, path));
	value_set(call->arena, asset, STR("kind"), value_string(call->arena, str_from(kind)));
	value_append(call->arena, list, asset);
	return 0;
}

static int
output(lua_State *lua)
{
	struct value *self;
	struct plugin_call *call = begin(lua, &self);
	struct str path = take_text(lua, 2, "a path");
	struct str text = take_text(lua, 3, "a text");
	VEC(struct plugin_output) outputs = {call->outputs, call->noutputs, call->outputs_capacity};
	struct plugin_output made = {.plugin = call->plugin};

	plugin_check_room(lua, call, path.len + text.len);
	made.path = arena_dup(call->arena, path);
	made.text = arena_dup(call->arena, text);
	if (outputs.len == OUTPUTS_MOST)
		host_fail(lua, "plugins made more than %d outputs", OUTPUTS_MOST);
	VEC_PUSH(call->arena, &outputs, made);
	call->outputs = outputs.at;
	call->noutputs = outputs.len;
	call->outputs_capacity = outputs.capacity;
	return 0;
}

static int
all_pages(lua_State *lua)
{
	struct value *self;
	struct plugin_call *call = begin(lua, &self);

	if (!call->page_list) {
		struct value *list = value_list(call->arena);

		for (size_t i = 0; i < call->npages; i++)
			value_append(call->arena, list, call->pages[i]->view);
		call->page_list = list;
	}
	host_push(lua, call->page_list);
	return 1;
}

/* The address of a view as a key. */
static struct str
address_of(const struct value *const *view)
{
	return (struct str){(const char *)view, sizeof(*view)};
}

static void
note_source(lua_State *lua, struct host *host, const struct value *view,
	    const struct source *source)
{
	static const struct str parts[] = {STR_INIT("sections"), STR_INIT("items"),
					   STR_INIT("links")};

	map_put(&host->sources_of, &host->scratch, arena_dup(&host->scratch, address_of(&view)),
		(void *)(uintptr_t)source);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const struct value *list = host_made(lua, value_find(view, parts[i]));

		for (size_t k = 0; k < value_len(list); k++)
			note_source(lua, host, value_at(list, k), source);
	}
}

/*
 * The file that a page, section, item or link comes from; NULL for everything else. All of them
 * are noted at the first question of a run: there may be a report for each.
 */
static const struct source *
source_of(lua_State *lua, const struct plugin_call *call, const struct value *target)
{
	struct host *host = host_of(lua);

	if (host->sources_run != host->run) {
		host->sources_of = (struct map){0};
		host->sources_run = host->run;
		for (size_t i = 0; i < call->npages; i++)
			note_source(lua, host, call->pages[i]->view, call->pages[i]->source);
		host_scratch(lua, 0); // is there room still?
	}
	return target ? map_find(&host->sources_of, address_of(&target)) : NULL;
}

struct place
plugin_take_target(lua_State *lua, int index, const struct plugin_call *call)
{
	const struct value *target = host_view(lua, index);
	const struct node *node = host_node(lua, index);
	const struct source *source;

	if (node)
		return (struct place){call->pages[0]->source, node->span};
	source = source_of(lua, call, target);
	if (!target || (!source && target != call->site))
		host_fail(lua, "'report' wants %s, not %s",
			  call->member == PLUGIN_FILTER
			      ? "a node or the page"
			      : "a page, a section, an item, a link or the site",
			  host_kind(lua, index));
	return (struct place){source, target->span};
}

static int
report(lua_State *lua)
{
	struct value *self;
	struct plugin_call *call = begin(lua, &self);
	struct str level = take_text(lua, 2, "'error' or 'warning' first");
	struct str text = take_text(lua, 4, "what is wrong as a text");
	bool error = str_eq(level, STR("error"));
	struct place place;
	struct diag *diag;

	if (!error && !str_eq(level, STR("warning")))
		host_fail(lua, "'report' wants 'error' or 'warning' first, not '%s'", level.at);
	place = plugin_take_target(lua, 3, call);
	if (++call->nreports > REPORTS_MOST)
		host_fail(lua, "more than %d reports", REPORTS_MOST);
	host_charge(lua, text.len >> COST_SHIFT);
	diag = diag_add(call->diags, error ? DIAG_PLUGIN_FINDING : DIAG_PLUGIN_ADVICE, place.source,
			place.span, "%.*s", text.len > 1000 ? 1000 : STR_ARG(text));
	if (!place.span.end) {
		diag->place.source = NULL;
		diag->path = place.source ? place.source->path : STR("content");
	}
	if (lua_type(lua, 5) == LUA_TSTRING)
		diag_cure(call->diags, diag, "%.1000s", lua_tostring(lua, 5));
	diag_note(call->diags, diag, NULL, (struct span){0, 0}, "says plugin '%.*s'",
		  STR_ARG(call->plugin->name));
	return 0;
}

static const struct method methods[] = {
    {"a page in 'filter'", "report", report, HOOK(FILTER), "'filter'"},
    {"a page", "set", set_of_page, HOOK(PAGE), "the hook 'page'"},
    {"a page", "report", report, HOOK(PAGE), "the hook 'page'"},
    {"a page", "use_asset", use_asset, HOOK(PAGE), "the hook 'page'"},
    {"an item", "annotate", annotate, HOOK(PAGE), "the hook 'page'"},
    {"the site", "set", set_of_site, HOOK(ASSEMBLE), "the hook 'assemble'"},
    {"the site", "output", output, HOOK(ASSEMBLE), "the hook 'assemble'"},
    {"the site", "all_pages", all_pages, HOOK(ASSEMBLE) | HOOK(CHECK),
     "the hooks 'assemble' and 'check'"},
    {"the site", "report", report, HOOK(ASSEMBLE) | HOOK(CHECK),
     "the hooks 'assemble' and 'check'"},
};

bool
host_push_method(lua_State *lua, const struct value *view, struct str name)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		if (!is_noun(view, methods[i].noun) || !str_eq(name, str_from(methods[i].name)))
			continue;
		lua_pushlightuserdata(lua, (void *)(uintptr_t)&methods[i]);
		lua_pushcclosure(lua, methods[i].call, 1);
		return true;
	}
	return false;
}

/* The 'report' of check: a function, not a method. Its first upvalue is the method's row. */
static int
report_of_check(lua_State *lua)
{
	struct plugin_call *call = host_of(lua)->call;

	if (!call || call->member != PLUGIN_CHECK)
		host_fail(lua, "'report' is only for the hook 'check'");
	if (lua_type(lua, 1) == LUA_TTABLE) {
		plugin_report_finding(lua, call);
		return 0;
	}
	host_push(lua, call->site);
	lua_insert(lua, 1);
	return report(lua);
}

void
host_push_report(lua_State *lua)
{
	lua_pushlightuserdata(lua,
			      (void *)(uintptr_t)&methods[sizeof(methods) / sizeof(*methods) - 1]);
	lua_pushcclosure(lua, report_of_check, 1);
}

const char *
plugin_method(size_t index, const char **noun)
{
	if (index >= sizeof(methods) / sizeof(*methods))
		return NULL;
	*noun = methods[index].noun;
	return methods[index].name;
}
