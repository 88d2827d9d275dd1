/* What the files of one plugin see besides Lua's libraries: modules, and each other. */
#include "host/plugin_state.h"

#include <string.h>

const char *const plugin_module_names[PLUGIN_MODULE_COUNT + 1] = {"http", "url",  "store",
								  "json", "time", NULL};

static const luaL_Reg *const functions[PLUGIN_MODULE_COUNT] = {
    [PLUGIN_HTTP] = host_http_functions,   [PLUGIN_URL] = host_url_functions,
    [PLUGIN_STORE] = host_store_functions, [PLUGIN_JSON] = host_json_functions,
    [PLUGIN_TIME] = host_time_functions,
};

enum { LOADED = 2, SCOPE = 3, NAMES_MOST = 100 }; // upvalues of require

void
host_load_part(lua_State *lua, const struct source *source, struct str name, int scope)
{
	const char *chunk;
	int status;

	if (str_starts(source->text, STR(LUA_SIGNATURE)))
		host_fail(lua, "%.*s is compiled; a plugin is Lua's source text", STR_ARG(name));
	lua_pushlstring(lua, source->path.at, source->path.len);
	chunk = lua_pushfstring(lua, "@%s", lua_tostring(lua, -1));
	status = luaL_loadbufferx(lua, source->text.at, source->text.len, chunk, "t");
	if (status == LUA_ERRSYNTAX)
		host_fail_syntax(lua, source->path);
	if (status != LUA_OK)
		lua_error(lua);
	lua_pushvalue(lua, scope);
	lua_setupvalue(lua, -2, 1);
}

static const struct plugin_part *
find_part(const struct plugin *plugin, struct str name)
{
	for (size_t i = 0; i < plugin->nparts; i++)
		if (str_eq(plugin->parts[i].name, name))
			return &plugin->parts[i];
	return NULL;
}

static bool
is_part_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]) && name.at[i] != '-' && name.at[i] != '_')
			return false;
	return name.len > 0;
}

_Noreturn static void
refuse_part(lua_State *lua, const struct plugin *plugin, struct str name)
{
	struct str names[NAMES_MOST];
	size_t n = 0;

	if (!is_part_name(name))
		host_fail(lua, "'require' wants the name of a file beside main.lua, of letters, "
			       "digits, '-' and '_', without '.lua'");
	while (n < plugin->nparts && n < NAMES_MOST) {
		names[n] = plugin->parts[n].name;
		n++;
	}
	host_fail_name(lua, DIAG_PLUGIN_ERROR, name, names, n, "the plugin has no file '%.*s.lua'",
		       STR_ARG(name));
}

/*
 * require(name): what the file returned when it was run first. While it runs, its place in
 * the table of those that are loaded holds the number of the run; a file that failed in
 * another run is run afresh.
 */
static int
require(lua_State *lua)
{
	const struct plugin *plugin = lua_touserdata(lua, lua_upvalueindex(1));
	const lua_Integer run = (lua_Integer)host_of(lua)->run;
	const struct plugin_part *part;
	struct str name;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'require' wants a name, not %s", host_kind(lua, 1));
	lua_settop(lua, 1);
	name.at = lua_tolstring(lua, 1, &name.len);
	part = is_part_name(name) ? find_part(plugin, name) : NULL;
	if (!part)
		refuse_part(lua, plugin, name);
	lua_pushvalue(lua, 1);
	lua_rawget(lua, lua_upvalueindex(LOADED));
	if (lua_istable(lua, -1) || lua_isfunction(lua, -1))
		return 1;
	if (lua_isinteger(lua, -1) && lua_tointeger(lua, -1) == run)
		host_fail(lua,
			  "'%.*s' is required while it is being loaded: the files go in a loop",
			  STR_ARG(name));
	lua_pushvalue(lua, 1);
	lua_pushinteger(lua, run);
	lua_rawset(lua, lua_upvalueindex(LOADED));
	host_load_part(lua, &part->source, part->name, lua_upvalueindex(SCOPE));
	lua_call(lua, 0, 1);
	if (!lua_istable(lua, -1) && !lua_isfunction(lua, -1))
		host_fail(lua, "%.*s.lua returns a table or a function, not %s", STR_ARG(name),
			  host_kind(lua, -1));
	lua_pushvalue(lua, 1);
	lua_pushvalue(lua, -2);
	lua_rawset(lua, lua_upvalueindex(LOADED));
	return 1;
}

/* The scope shows a table that gets `require` last, as that knows the scope. */
void
host_push_plugin_scope(lua_State *lua, const struct plugin *plugin)
{
	int globals;

	lua_newtable(lua);
	globals = lua_gettop(lua);
	for (size_t i = 0; i < PLUGIN_MODULE_COUNT; i++) {
		if (!plugin->uses[i])
			continue;
		lua_newtable(lua);
		luaL_setfuncs(lua, functions[i], 0);
		host_wrap(lua);
		lua_setfield(lua, globals, plugin_module_names[i]);
	}
	lua_pushvalue(lua, globals);
	host_push_scope_with(lua);
	lua_pushlightuserdata(lua, (void *)(uintptr_t)plugin);
	lua_newtable(lua);
	lua_pushvalue(lua, -3);
	lua_pushcclosure(lua, require, SCOPE);
	lua_setfield(lua, globals, "require");
	lua_remove(lua, globals);
}

const char *
plugin_module_function(enum plugin_module module, size_t index)
{
	const luaL_Reg *rows = functions[module];

	for (size_t i = 0; rows->name && i < index; i++)
		rows++;
	return rows->name;
}
