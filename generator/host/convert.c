/* Lua's values as text, and as values for the floors above; tables in a fixed order. */
#include "data/value.h"
#include "host/state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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
	case LUA_TUSERDATA:
		text = !view                      ? str_from(host_kind(lua, index))
		       : view->kind == VALUE_HTML ? view->text
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
	host_charge(lua, 4 * n); // they are about to be sorted
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

/* Says which of the table's keys is none of data: the first in their order. */
_Noreturn static void
fail_key(lua_State *lua, int table)
{
	size_t n = host_push_keys(lua, table);

	for (size_t i = 1; i <= n; i++) {
		if (lua_rawgeti(lua, -1, (lua_Integer)i) != LUA_TSTRING)
			break;
		lua_pop(lua, 1);
	}
	host_fail(lua, "a table as data has text as keys or is a list; here is %s",
		  host_kind(lua, -1));
}

static int
compare_entries(const void *left, const void *right)
{
	const struct value_entry *a = left, *b = right;

	return str_compare(a->key, b->key);
}

/* Keys first and sorted, for of several mistakes the first shall be told. */
static const struct value *
map_to_value(lua_State *lua, int table, size_t len, int depth)
{
	struct value *value = make(lua, VALUE_MAP);
	struct value_entry *entries = host_scratch(lua, len * sizeof(*entries));
	size_t n = 0;

	value->map = host_scratch(lua, sizeof(*value->map));
	*value->map = (struct value_map){.entries = entries, .len = len, .capacity = len};
	for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1)) {
		if (lua_type(lua, -2) != LUA_TSTRING)
			fail_key(lua, table);
		entries[n].key.at = lua_tolstring(lua, -2, &entries[n].key.len);
		n++;
	}
	qsort(entries, len, sizeof(*entries), compare_entries);
	for (size_t i = 0; i < len; i++) {
		lua_pushlstring(lua, entries[i].key.at, entries[i].key.len);
		lua_rawget(lua, table);
		entries[i].value = to_value(lua, lua_gettop(lua), depth + 1);
		lua_pop(lua, 1);
	}
	return value;
}

static const struct value *
table_to_value(lua_State *lua, int table, int depth)
{
	size_t n;

	if (depth > HOST_VALUE_DEPTH)
		host_fail(lua, "tables are nested deeper than %d, or contain themselves",
			  HOST_VALUE_DEPTH);
	n = count_entries(lua, table);
	return n == lua_rawlen(lua, table) ? list_to_value(lua, table, n, depth)
					   : map_to_value(lua, table, n, depth);
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
	case LUA_TLIGHTUSERDATA:
	case LUA_TUSERDATA:
		if (!host_view(lua, index))
			host_fail(lua, "%s is no data", host_kind(lua, index));
		return host_view(lua, index);
	case LUA_TTABLE: return table_to_value(lua, index, depth);
	default: host_fail(lua, "%s is no data", host_kind(lua, index));
	}
}

const struct value *
host_to_value(lua_State *lua, int index)
{
	return to_value(lua, lua_absindex(lua, index), 0);
}

void
host_push_copy(lua_State *lua, const struct value *value)
{
	luaL_checkstack(lua, 4, NULL);
	if (value->kind != VALUE_MAP && value->kind != VALUE_LIST) {
		host_push(lua, value);
		return;
	}
	lua_newtable(lua);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list->len; i++) {
		host_push_copy(lua, value->list->items[i]);
		lua_rawseti(lua, -2, (lua_Integer)i + 1);
	}
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->map->len; i++) {
		const struct value_entry *entry = &value->map->entries[i];

		lua_pushlstring(lua, entry->key.at, entry->key.len);
		host_push_copy(lua, entry->value);
		lua_rawset(lua, -3);
	}
}
