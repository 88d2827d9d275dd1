/*
 * Values of the views as Lua sees them.
 *
 * Scalars are pushed as Lua's own; maps, lists and markup are light userdata under
 * one metatable, read only. The way back is convert.c's.
 */
#include "data/value.h"
#include "host/state.h"

#include <string.h>

enum { BYTES_A_STEP = 64 }; // of HTML that is made

/* One handle a view and run, so that == and table keys work as with one value. */
static void
push_handle(lua_State *lua, struct host *host, const struct value *value)
{
	struct host_handle *handle;

	luaL_checkstack(lua, 8, NULL);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->handles);
	if (lua_rawgetp(lua, -1, value) == LUA_TUSERDATA &&
	    ((struct host_handle *)lua_touserdata(lua, -1))->run == host->run) {
		lua_remove(lua, -2);
		return;
	}
	lua_pop(lua, 1);
	handle = lua_newuserdatauv(lua, sizeof(*handle), 0);
	*handle = (struct host_handle){.view = value, .run = host->run};
	lua_pushlightuserdata(lua, (void *)(uintptr_t)&value_null);
	lua_getmetatable(lua, -1);
	lua_setmetatable(lua, -3);
	lua_pop(lua, 1);
	lua_pushvalue(lua, -1);
	lua_rawsetp(lua, -3, value);
	lua_remove(lua, -2);
}

static void
push_view(lua_State *lua, const struct value *value)
{
	struct host *host = host_of(lua);

	if (host->plugins)
		push_handle(lua, host, value);
	else
		lua_pushlightuserdata(lua, (void *)(uintptr_t)value);
}

/* Once a run: equality of views is that of pointers. */
static const struct value *
make_value(lua_State *lua, const struct value *value)
{
	struct host *host = host_of(lua);
	struct str address = {(const char *)&value, sizeof(value)};
	const struct value *made = map_find(&host->made, address);
	size_t before = host->scratch.total;

	if (made)
		return made;
	made = value->maker->make(value->maker, &host->scratch, host->output);
	map_put(&host->made, &host->scratch, arena_dup(&host->scratch, address),
		(void *)(uintptr_t)made);
	host_charge(lua, (host->scratch.total - before) / BYTES_A_STEP);
	host_scratch(lua, 0); // is there room still?
	return made;
}

const struct value *
host_made(lua_State *lua, const struct value *value)
{
	struct str address = {(const char *)&value, sizeof(value)};

	return value && value->kind == VALUE_LATER ? map_find(&host_of(lua)->made, address) : value;
}

void
host_push(lua_State *lua, const struct value *value)
{
	if (value && value->kind == VALUE_LATER)
		value = make_value(lua, value);
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_LATER:
	case VALUE_NULL: lua_pushnil(lua); break;
	case VALUE_BOOL: lua_pushboolean(lua, value->boolean); break;
	case VALUE_INT: lua_pushinteger(lua, value->integer); break;
	case VALUE_REAL: lua_pushnumber(lua, value->real); break;
	case VALUE_STRING:
		lua_pushlstring(lua, value->text.len ? value->text.at : "", value->text.len);
		break;
	case VALUE_HTML:
	case VALUE_LIST:
	case VALUE_MAP: push_view(lua, value); break;
	}
}

const struct value *
host_view(lua_State *lua, int index)
{
	const struct host_handle *handle;

	if (lua_type(lua, index) == LUA_TLIGHTUSERDATA)
		return lua_touserdata(lua, index);
	if (lua_type(lua, index) != LUA_TUSERDATA)
		return NULL;
	handle = lua_touserdata(lua, index);
	if (handle->run != host_of(lua)->run)
		host_fail(lua, "no longer valid here: it was given to an earlier call, and kept");
	return handle->view;
}

/* With its article, as nouns of the views have one: "a week", "the site". */
static const char *
view_kind(const struct value *value)
{
	switch (value->kind) {
	case VALUE_LIST: return "a list";
	case VALUE_MAP: return value->map->noun ? value->map->noun : "a map";
	default: return "markup";
	}
}

const char *
host_kind(lua_State *lua, int index)
{
	switch (lua_type(lua, index)) {
	case LUA_TNONE: return "nothing";
	case LUA_TNIL: return "nil";
	case LUA_TBOOLEAN: return lua_toboolean(lua, index) ? "true" : "false";
	case LUA_TNUMBER: return "a number";
	case LUA_TSTRING: return "a text";
	case LUA_TTABLE: return "a table";
	case LUA_TFUNCTION: return "a function";
	default:
		if (!host_view(lua, index))
			return host_node_kind(host_node(lua, index));
		return view_kind(host_view(lua, index));
	}
}

_Noreturn static void
fail_field(lua_State *lua, const struct value *value, struct str name)
{
	struct str names[128];
	size_t nnames = 0;

	if (value->kind == VALUE_MAP)
		for (; nnames < value->map->len && nnames < 128; nnames++)
			names[nnames] = value->map->entries[nnames].key;
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, nnames, "%s has no field '%.*s'",
		       view_kind(value), STR_ARG(name));
}

static const struct value *
find(const struct value_map *map, const char *name, size_t len)
{
	for (size_t i = 0; i < map->len; i++)
		if (map->entries[i].key.len == len &&
		    memcmp(map->entries[i].key.at, name, len) == 0)
			return map->entries[i].value ? map->entries[i].value : &value_null;
	return NULL;
}

static int
index_list(lua_State *lua, const struct value *view)
{
	int is_integer;
	lua_Integer at = lua_tointegerx(lua, 2, &is_integer);

	if (!is_integer)
		fail_field(lua, view, str_from(luaL_tolstring(lua, 2, NULL)));
	if (at < 1 || (size_t)at > view->list->len)
		lua_pushnil(lua);
	else
		host_push(lua, view->list->items[at - 1]);
	return 1;
}

static int
index_view(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);
	const struct value *found;
	const char *name;
	size_t len;

	if (view->kind == VALUE_LIST && lua_type(lua, 2) == LUA_TNUMBER)
		return index_list(lua, view);
	if (lua_type(lua, 2) != LUA_TSTRING)
		host_fail(lua, "%s is no name of a field of %s", host_kind(lua, 2),
			  view_kind(view));
	name = lua_tolstring(lua, 2, &len);
	found = view->kind == VALUE_MAP ? find(view->map, name, len) : NULL;
	if (!found && host_of(lua)->plugins && host_push_method(lua, view, (struct str){name, len}))
		return 1;
	if (!found && view->kind == VALUE_MAP && view->map->open)
		found = &value_null;
	if (!found)
		fail_field(lua, view, (struct str){name, len});
	host_push(lua, found);
	return 1;
}

static int
refuse_change(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);
	size_t len = 0;
	const char *name = lua_type(lua, 2) == LUA_TSTRING ? lua_tolstring(lua, 2, &len) : "";

	host_fail_name(lua, DIAG_TEMPLATE_ERROR, (struct str){name, len}, NULL, 0,
		       "%s is not for %ss to change", view_kind(view),
		       host_of(lua)->subject + strlen("the "));
}

static int
length_of_view(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);

	if (view->kind == VALUE_HTML)
		lua_pushinteger(lua, (lua_Integer)view->text.len);
	else
		lua_pushinteger(lua, (lua_Integer)value_len(view));
	return 1;
}

static int
refuse_join(lua_State *lua)
{
	int markup = host_view(lua, 1) ? 1 : 2;

	host_fail(lua, "%s cannot be joined with '..'; print one after the other",
		  host_kind(lua, markup));
}

static int
refuse_call(lua_State *lua)
{
	host_fail(lua, "%s cannot be called", host_kind(lua, 1));
}

void
host_open_proxies(lua_State *lua)
{
	static const luaL_Reg metamethods[] = {
	    {"__index", index_view},   {"__newindex", refuse_change}, {"__len", length_of_view},
	    {"__concat", refuse_join}, {"__call", refuse_call},       {NULL, NULL},
	};

	lua_newtable(lua);
	host_of(lua)->handles = luaL_ref(lua, LUA_REGISTRYINDEX);
	lua_pushlightuserdata(lua, (void *)(uintptr_t)&value_null);
	luaL_newlib(lua, metamethods);
	lua_setmetatable(lua, -2);
	lua_pop(lua, 1);
}
