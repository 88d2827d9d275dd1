/*
 * What templates may touch: an allow-list.
 *
 * Lua's own libraries are opened into the registry, where no template reaches, and
 * copied from name by name; what is dangerous or differs between runs is replaced by
 * library.c and pattern.c. The tables that templates see are empty and only show the
 * real ones, so nothing in them can be changed and carried to the next page.
 */
#include "data/value.h"
#include "host/state.h"

#include <stdlib.h>

#include <lualib.h>

struct library {
	const char *name; // "": the base functions, which are globals
	lua_CFunction open;
	const char *const *allowed; // ends with NULL
	const luaL_Reg *const *own; // ends with NULL
};

static const char *const base_allowed[] = {"assert", "select", NULL};
static const char *const string_allowed[] = {"char",    "len", "lower", "upper",
					     "reverse", "sub", NULL};
static const char *const table_allowed[] = {"pack", NULL};
static const char *const math_allowed[] = {"abs",        "ceil",       "cos",  "deg",  "exp",
					   "floor",      "fmod",       "huge", "log",  "max",
					   "min",        "modf",       "pi",   "rad",  "sin",
					   "maxinteger", "mininteger", "sqrt", "tan",  "tointeger",
					   "ult",        "type",       "acos", "asin", "atan",
					   NULL};
static const char *const utf8_allowed[] = {"char", "charpattern", "codes", NULL};

static const luaL_Reg *const template_own[] = {host_base_functions, host_template_functions, NULL};
static const luaL_Reg *const plugin_own[] = {host_base_functions, host_plugin_functions, NULL};
static const luaL_Reg *const string_own[] = {host_string_functions, host_pattern_functions, NULL};
static const luaL_Reg *const table_own[] = {host_table_functions, NULL};
static const luaL_Reg *const utf8_own[] = {host_utf8_functions, NULL};
static const luaL_Reg *const nothing_own[] = {NULL};

static const struct library template_base = {LUA_GNAME, luaopen_base, base_allowed, template_own};
static const struct library plugin_base = {LUA_GNAME, luaopen_base, base_allowed, plugin_own};
static const struct library libraries[] = {
    {LUA_STRLIBNAME, luaopen_string, string_allowed, string_own},
    {LUA_TABLIBNAME, luaopen_table, table_allowed, table_own},
    {LUA_MATHLIBNAME, luaopen_math, math_allowed, nothing_own},
    {LUA_UTF8LIBNAME, luaopen_utf8, utf8_allowed, utf8_own},
};

static int
refuse_library(lua_State *lua)
{
	host_fail(lua, "the libraries of Lua are not for %ss to change",
		  host_of(lua)->subject + sizeof("the ") - 1);
}

/* Replaces the table on top by an empty one that shows it and takes no assignment. */
static void
wrap(lua_State *lua, lua_CFunction refuse)
{
	lua_newtable(lua);
	lua_newtable(lua);
	lua_rotate(lua, -3, -1);
	lua_setfield(lua, -2, "__index");
	lua_pushcfunction(lua, refuse);
	lua_setfield(lua, -2, "__newindex");
	lua_setmetatable(lua, -2);
}

/*
 * Copies into the table at `target`. Ours get Lua's function of the same name as an
 * upvalue, for those that only check before it.
 */
static void
copy_library(lua_State *lua, const struct library *library, int target)
{
	luaL_requiref(lua, library->name, library->open, 0);
	for (size_t i = 0; library->allowed[i]; i++) {
		lua_getfield(lua, -1, library->allowed[i]);
		lua_setfield(lua, target, library->allowed[i]);
	}
	for (size_t i = 0; library->own[i]; i++)
		for (const luaL_Reg *own = library->own[i]; own->name; own++) {
			lua_getfield(lua, -1, own->name);
			lua_pushcclosure(lua, own->func, 1);
			lua_setfield(lua, target, own->name);
		}
	lua_pop(lua, 1);
}

/* ("x"):upper() finds our functions, and nobody finds the metatable. */
static void
set_string_methods(lua_State *lua, int methods)
{
	lua_pushliteral(lua, "");
	lua_newtable(lua);
	lua_pushvalue(lua, methods);
	lua_setfield(lua, -2, "__index");
	lua_setmetatable(lua, -2);
	lua_pop(lua, 1);
}

static int
refuse_global(lua_State *lua)
{
	struct str name = str_from(lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?");

	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, NULL, 0,
		       "'%.*s' is not declared here; write 'local %.*s = …' the first time",
		       STR_ARG(name), STR_ARG(name));
}

static size_t
global_names(lua_State *lua, struct str *names, size_t capacity)
{
	size_t n = 0;

	lua_rawgeti(lua, LUA_REGISTRYINDEX, host_of(lua)->globals);
	for (lua_pushnil(lua); lua_next(lua, -2); lua_pop(lua, 1))
		if (n < capacity && lua_type(lua, -2) == LUA_TSTRING)
			names[n++] = str_from(lua_tostring(lua, -2));
	lua_pop(lua, 1);
	return n;
}

static int
compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Views whose value is nil are bound too, as a field that is known to be nil is no error. */
static int
miss_global(lua_State *lua)
{
	struct str name = str_from(lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?");
	struct str names[64];
	size_t nnames = global_names(lua, names, 64);

	qsort(names, nnames, sizeof(*names), compare_names);
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, nnames, "there is no variable '%.*s'",
		       STR_ARG(name));
}

static int
call_service(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct host_function *function = lua_touserdata(lua, lua_upvalueindex(1));
	const struct value *arguments[8];
	const struct value *result = NULL;
	struct str error = {0};
	size_t n = (size_t)lua_gettop(lua);

	if (n > 8)
		host_fail(lua, "%s() takes fewer arguments", function->name);
	for (size_t i = 0; i < n; i++)
		arguments[i] = host_to_value(lua, (int)i + 1);
	if (!function->call(host->services->context, arguments, n, &result, &error))
		host_fail(lua, "%.*s", STR_ARG(error));
	host_push(lua, result);
	return 1;
}

static void
add_services(lua_State *lua, int target)
{
	const struct host_function *function = host_of(lua)->services->functions;

	for (; function && function->name; function++) {
		lua_pushlightuserdata(lua, (void *)(uintptr_t)function);
		lua_pushcclosure(lua, call_service, 1);
		lua_setfield(lua, target, function->name);
	}
}

void
host_wrap(lua_State *lua)
{
	wrap(lua, refuse_library);
}

void
host_push_scope_with(lua_State *lua)
{
	lua_newtable(lua);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host_of(lua)->globals);
	lua_setfield(lua, -2, "__index");
	lua_setmetatable(lua, -2);
	wrap(lua, refuse_global);
}

void
host_open_sandbox(lua_State *lua)
{
	struct host *host = host_of(lua);
	int globals;

	lua_newtable(lua);
	globals = lua_gettop(lua);
	copy_library(lua, host->plugins ? &plugin_base : &template_base, globals);
	for (size_t i = 0; i < sizeof(libraries) / sizeof(*libraries); i++) {
		lua_newtable(lua);
		copy_library(lua, &libraries[i], lua_gettop(lua));
		if (libraries[i].open == luaopen_string)
			set_string_methods(lua, lua_gettop(lua));
		wrap(lua, refuse_library);
		lua_setfield(lua, globals, libraries[i].name);
	}
	add_services(lua, globals);
	if (host->services->plugins)
		host_add_helpers(lua, globals);

	lua_newtable(lua);
	lua_pushcfunction(lua, miss_global);
	lua_setfield(lua, -2, "__index");
	lua_setmetatable(lua, globals);
	lua_pushvalue(lua, globals);
	host->globals = luaL_ref(lua, LUA_REGISTRYINDEX);
	wrap(lua, refuse_global);
	host->scope = luaL_ref(lua, LUA_REGISTRYINDEX);
}
