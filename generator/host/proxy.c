/*
 * Values of the views as Lua sees them, and Lua's values as the floors above see them.
 *
 * Scalars are pushed as Lua's own; maps, lists and markup are light userdata under
 * one metatable, read only.
 */
#include "base/die.h"
#include "data/value.h"
#include "host/state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
host_push(lua_State *lua, const struct value *value)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_NULL: lua_pushnil(lua); break;
	case VALUE_BOOL: lua_pushboolean(lua, value->boolean); break;
	case VALUE_INT: lua_pushinteger(lua, value->integer); break;
	case VALUE_REAL: lua_pushnumber(lua, value->real); break;
	case VALUE_STRING:
		lua_pushlstring(lua, value->text.len ? value->text.at : "", value->text.len);
		break;
	case VALUE_HTML:
	case VALUE_LIST:
	case VALUE_MAP: lua_pushlightuserdata(lua, (void *)(uintptr_t)value); break;
	}
}

const struct value *
host_view(lua_State *lua, int index)
{
	return lua_type(lua, index) == LUA_TLIGHTUSERDATA ? lua_touserdata(lua, index) : NULL;
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
	default: return view_kind(host_view(lua, index));
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
	const struct value *view = lua_touserdata(lua, 1);
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
	if (!found)
		fail_field(lua, view, (struct str){name, len});
	host_push(lua, found);
	return 1;
}

static int
refuse_change(lua_State *lua)
{
	const struct value *view = lua_touserdata(lua, 1);
	size_t len = 0;
	const char *name = lua_type(lua, 2) == LUA_TSTRING ? lua_tolstring(lua, 2, &len) : "";

	host_fail_name(lua, DIAG_TEMPLATE_ERROR, (struct str){name, len}, NULL, 0,
		       "%s is not for templates to change", view_kind(view));
}

static int
length_of_view(lua_State *lua)
{
	const struct value *view = lua_touserdata(lua, 1);

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

	lua_pushlightuserdata(lua, (void *)(uintptr_t)&value_null);
	luaL_newlib(lua, metamethods);
	lua_setmetatable(lua, -2);
	lua_pop(lua, 1);
}

struct str
host_number_text(double number, char buffer[static 32])
{
	int len = 0;

	if (isnan(number))
		return STR("nan");
	if (isinf(number))
		return number > 0 ? STR("inf") : STR("-inf");
	if (number == floor(number) && fabs(number) < 1e15) {
		len = snprintf(buffer, 32, "%.0f", number + 0.0); // + 0.0: no "-0"
	} else {
		for (int digits = 15; digits <= 17; digits++) {
			len = snprintf(buffer, 32, "%.*g", digits, number);
			if (strtod(buffer, NULL) == number)
				break;
		}
	}
	return (struct str){buffer, (size_t)len};
}

/* By hand: numbers are printed often, and printf takes as long as the rest of printing. */
struct str
host_integer_text(int64_t number, char buffer[static 32])
{
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	size_t at = 32;

	do {
		buffer[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (number < 0)
		buffer[--at] = '-';
	return (struct str){buffer + at, 32 - at};
}

void
host_push_text(lua_State *lua, int index)
{
	const struct value *view = host_view(lua, index);
	char buffer[32];
	struct str text;

	switch (lua_type(lua, index)) {
	case LUA_TNIL: text = STR("nil"); break;
	case LUA_TBOOLEAN: text = lua_toboolean(lua, index) ? STR("true") : STR("false"); break;
	case LUA_TNUMBER:
		text = lua_isinteger(lua, index)
			   ? host_integer_text(lua_tointeger(lua, index), buffer)
			   : host_number_text(lua_tonumber(lua, index), buffer);
		break;
	case LUA_TSTRING: lua_pushvalue(lua, index); return;
	case LUA_TLIGHTUSERDATA:
		text = view->kind == VALUE_HTML   ? view->text
		       : view->kind == VALUE_LIST ? STR("list")
						  : STR("map");
		break;
	default: text = str_from(lua_typename(lua, lua_type(lua, index))); break;
	}
	lua_pushlstring(lua, text.len ? text.at : "", text.len);
}

/* The order of keys: numbers, text by bytes, false, true. */
struct key {
	int type; // of Lua
	double number;
	struct str text; // borrowed from Lua: the key is in its table
};

static int
key_rank(const struct key *key)
{
	return key->type == LUA_TNUMBER ? 0 : key->type == LUA_TSTRING ? 1 : 2;
}

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (key_rank(a) != key_rank(b))
		return key_rank(a) - key_rank(b);
	if (a->type == LUA_TSTRING)
		return str_compare(a->text, b->text);
	return (a->number > b->number) - (a->number < b->number);
}

static struct key
key_at(lua_State *lua, int index)
{
	struct key key = {.type = lua_type(lua, index)};

	switch (key.type) {
	case LUA_TNUMBER: key.number = lua_tonumber(lua, index); break;
	case LUA_TBOOLEAN: key.number = lua_toboolean(lua, index); break;
	case LUA_TSTRING: key.text.at = lua_tolstring(lua, index, &key.text.len); break;
	default: host_fail(lua, "a table with %s as a key has no order", host_kind(lua, index));
	}
	return key;
}

static size_t
count_entries(lua_State *lua, int table)
{
	size_t n = 0;

	for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1))
		n++;
	host_charge(lua, n);
	return n;
}

static void
push_key(lua_State *lua, const struct key *key)
{
	switch (key->type) {
	case LUA_TSTRING:
		lua_pushlstring(lua, key->text.len ? key->text.at : "", key->text.len);
		break;
	case LUA_TBOOLEAN: lua_pushboolean(lua, key->number != 0); break;
	default:
		if (key->number == floor(key->number) && fabs(key->number) < 9e15)
			lua_pushinteger(lua, (lua_Integer)key->number);
		else
			lua_pushnumber(lua, key->number);
	}
}

size_t
host_push_keys(lua_State *lua, int table)
{
	struct host *host = host_of(lua);
	struct arena_mark mark = arena_mark(&host->scratch);
	size_t n = count_entries(lua, table), i = 0;
	struct key *keys = host_scratch(lua, n * sizeof(*keys));

	for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1))
		keys[i++] = key_at(lua, -2);
	if (n)
		qsort(keys, n, sizeof(*keys), compare_keys);
	lua_createtable(lua, (int)n, 0);
	for (i = 0; i < n; i++) {
		push_key(lua, &keys[i]);
		lua_rawseti(lua, -2, (lua_Integer)i + 1);
	}
	arena_rewind(&host->scratch, mark);
	return n;
}

static const struct value *to_value(lua_State *lua, int index, int depth);

static struct value *
make(lua_State *lua, enum value_kind kind)
{
	struct value *value = host_scratch(lua, sizeof(*value));

	value->kind = kind;
	return value;
}

static const struct value *
list_to_value(lua_State *lua, int table, size_t len, int depth)
{
	struct value *value = make(lua, VALUE_LIST);

	value->list = host_scratch(lua, sizeof(*value->list));
	value->list->items = host_scratch(lua, len * sizeof(*value->list->items));
	value->list->capacity = len;
	for (size_t i = 0; i < len; i++) {
		lua_rawgeti(lua, table, (lua_Integer)i + 1);
		value->list->items[i] = to_value(lua, lua_gettop(lua), depth + 1);
		value->list->len++;
		lua_pop(lua, 1);
	}
	return value;
}

static struct str
key_text(lua_State *lua, int index)
{
	struct str text;

	if (lua_type(lua, index) != LUA_TSTRING)
		host_fail(lua, "a table as data has text as keys or is a list; here is %s",
			  host_kind(lua, index));
	text.at = lua_tolstring(lua, index, &text.len);
	return text;
}

static const struct value *
table_to_value(lua_State *lua, int table, int depth)
{
	struct value *value;
	size_t n;

	if (depth > HOST_VALUE_DEPTH)
		host_fail(lua, "tables are nested deeper than %d, or contain themselves",
			  HOST_VALUE_DEPTH);
	n = host_push_keys(lua, table);
	if (n == lua_rawlen(lua, table)) {
		lua_pop(lua, 1);
		return list_to_value(lua, table, n, depth);
	}
	value = make(lua, VALUE_MAP);
	value->map = host_scratch(lua, sizeof(*value->map));
	value->map->entries = host_scratch(lua, n * sizeof(*value->map->entries));
	value->map->capacity = n;
	for (size_t i = 0; i < n; i++) {
		struct value_entry *entry = &value->map->entries[i];

		lua_rawgeti(lua, -1, (lua_Integer)i + 1);
		entry->key = key_text(lua, -1);
		lua_rawget(lua, table);
		entry->value = to_value(lua, lua_gettop(lua), depth + 1);
		value->map->len++;
		lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
	return value;
}

static const struct value *
number_to_value(lua_State *lua, int index)
{
	struct value *value;
	double number = lua_tonumber(lua, index);

	if (lua_isinteger(lua, index)) {
		value = make(lua, VALUE_INT);
		value->integer = lua_tointeger(lua, index);
	} else if (number == floor(number) && fabs(number) < 1e15) {
		value = make(lua, VALUE_INT);
		value->integer = (int64_t)number;
	} else if (isfinite(number)) {
		value = make(lua, VALUE_REAL);
		value->real = number;
	} else {
		return &value_null;
	}
	return value;
}

static const struct value *
to_value(lua_State *lua, int index, int depth)
{
	struct value *value;

	luaL_checkstack(lua, 8, NULL);
	switch (lua_type(lua, index)) {
	case LUA_TNIL: return &value_null;
	case LUA_TBOOLEAN:
		value = make(lua, VALUE_BOOL);
		value->boolean = lua_toboolean(lua, index);
		return value;
	case LUA_TNUMBER: return number_to_value(lua, index);
	case LUA_TSTRING:
		value = make(lua, VALUE_STRING);
		value->text.at = lua_tolstring(lua, index, &value->text.len);
		return value;
	case LUA_TLIGHTUSERDATA: return host_view(lua, index);
	case LUA_TTABLE: return table_to_value(lua, index, depth);
	default: host_fail(lua, "%s is no data", host_kind(lua, index));
	}
}

const struct value *
host_to_value(lua_State *lua, int index)
{
	return to_value(lua, lua_absindex(lua, index), 0);
}
