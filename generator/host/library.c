/*
 * Our versions of functions of Lua's libraries: those that would order by address,
 * print addresses, run long without an instruction, or not know what a view is.
 *
 * Each has Lua's own function as its first upvalue.
 */
#include "base/arena.h"
#include "data/value.h"
#include "host/state.h"

#include <string.h>

enum {
	RANGE_MAX = 1000000, // elements that one call may move
	BYTES_A_STEP = 8,
};

/* Calls Lua's own function with the arguments as they are. Results may be very many. */
static int
call_original(lua_State *lua)
{
	int narguments = lua_gettop(lua);

	lua_pushvalue(lua, lua_upvalueindex(1));
	lua_insert(lua, 1);
	lua_call(lua, narguments, LUA_MULTRET);
	host_charge(lua, (uint64_t)lua_gettop(lua));
	return lua_gettop(lua);
}

/* For those that read a text from end to end without making one. */
static int
call_on_text(lua_State *lua)
{
	if (lua_type(lua, 1) == LUA_TSTRING)
		host_charge(lua, lua_rawlen(lua, 1) / BYTES_A_STEP);
	return call_original(lua);
}

static int
base_tostring(lua_State *lua)
{
	luaL_checkany(lua, 1);
	host_push_text(lua, 1);
	return 1;
}

static int
base_type(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);

	luaL_checkany(lua, 1);
	if (view)
		lua_pushstring(lua, view->kind == VALUE_HTML ? "html" : "table");
	else
		lua_pushstring(lua, host_node(lua, 1) ? "node" : luaL_typename(lua, 1));
	return 1;
}

static int
base_error(lua_State *lua)
{
	lua_settop(lua, 1);
	host_push_text(lua, 1);
	host_fail(lua, "%s", lua_tostring(lua, -1));
}

/* Iterator over a map of the views; the state is the map, the control its index before. */
static int
next_of_map(lua_State *lua)
{
	const struct value *view = host_view(lua, lua_upvalueindex(1));
	size_t at = (size_t)lua_tointeger(lua, lua_upvalueindex(2));

	for (; at < view->map->len; at++) {
		const struct value_entry *entry = &view->map->entries[at];

		if (!entry->value || entry->value->kind == VALUE_NULL)
			continue;
		lua_pushinteger(lua, (lua_Integer)at + 1);
		lua_replace(lua, lua_upvalueindex(2));
		lua_pushlstring(lua, entry->key.at, entry->key.len);
		host_push(lua, entry->value);
		return 2;
	}
	lua_pushnil(lua);
	return 1;
}

static int
next_of_list(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);
	size_t at = (size_t)lua_tointeger(lua, 2);

	/* Whoever holds the iterator may call it with anything. */
	if (!view || view->kind != VALUE_LIST)
		host_fail(lua, "the iterator of a list was called with %s", host_kind(lua, 1));
	if (at >= view->list->len)
		return 0;
	lua_pushinteger(lua, (lua_Integer)at + 1);
	host_push(lua, view->list->items[at]);
	return 2;
}

/* Upvalues: the table, its keys in order, how many of them were given. */
static int
next_of_keys(lua_State *lua)
{
	lua_Integer at = lua_tointeger(lua, lua_upvalueindex(3));

	for (;;) {
		lua_settop(lua, 0);
		at++;
		if (lua_rawgeti(lua, lua_upvalueindex(2), at) == LUA_TNIL)
			return 1;
		lua_pushvalue(lua, 1);
		if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL)
			break;
	}
	lua_pushinteger(lua, at);
	lua_replace(lua, lua_upvalueindex(3));
	return 2;
}

static int
push_list_iterator(lua_State *lua)
{
	lua_pushcfunction(lua, next_of_list);
	lua_pushvalue(lua, 1);
	lua_pushinteger(lua, 0);
	return 3;
}

static int
base_pairs(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);

	if (view && view->kind == VALUE_LIST)
		return push_list_iterator(lua);
	if (view && view->kind == VALUE_MAP) {
		lua_pushvalue(lua, 1);
		lua_pushinteger(lua, 0);
		lua_pushcclosure(lua, next_of_map, 2);
		return 1;
	}
	if (lua_type(lua, 1) != LUA_TTABLE)
		host_fail(lua, "pairs takes a map, a list or a table, not %s", host_kind(lua, 1));
	lua_settop(lua, 1);
	host_push_keys(lua, 1);
	lua_pushinteger(lua, 0);
	lua_pushcclosure(lua, next_of_keys, 3);
	return 1;
}

/* As Lua's own. */
static int
next_of_table(lua_State *lua)
{
	lua_Integer at = luaL_checkinteger(lua, 2) + 1;

	lua_pushinteger(lua, at);
	return lua_geti(lua, 1, at) == LUA_TNIL ? 1 : 2;
}

static int
base_ipairs(lua_State *lua)
{
	const struct value *view = host_view(lua, 1);

	if (view && view->kind == VALUE_LIST)
		return push_list_iterator(lua);
	if (lua_type(lua, 1) != LUA_TTABLE)
		host_fail(lua, "ipairs takes a list, not %s", host_kind(lua, 1));
	lua_pushcfunction(lua, next_of_table);
	lua_pushvalue(lua, 1);
	lua_pushinteger(lua, 0);
	return 3;
}

/* The first entry, or the one behind the key, in the order of pairs. */
static int
base_next(lua_State *lua)
{
	bool found;

	lua_settop(lua, 2);
	found = lua_isnil(lua, 2);
	lua_pushcfunction(lua, base_pairs);
	lua_pushvalue(lua, 1);
	lua_call(lua, 1, 3); // 3: iterator, 4: state, 5: control
	for (;;) {
		lua_pushvalue(lua, 3);
		lua_pushvalue(lua, 4);
		lua_pushvalue(lua, 5);
		lua_call(lua, 2, 2); // 6: key, 7: value
		host_charge(lua, 1);
		if (found || lua_isnil(lua, 6))
			return lua_isnil(lua, 6) ? 1 : 2;
		found = lua_rawequal(lua, 2, 6);
		lua_pop(lua, 1);
		lua_replace(lua, 5);
	}
}

const luaL_Reg host_base_functions[] = {
    {"tostring", base_tostring}, {"type", base_type},
    {"error", base_error},       {"pairs", base_pairs},
    {"ipairs", base_ipairs},     {"next", base_next},
    {"tonumber", call_on_text},  {NULL, NULL},
};

static bool
is_less(lua_State *lua, int function, int a, int b)
{
	bool less;

	if (lua_isnoneornil(lua, function))
		return lua_compare(lua, a, b, LUA_OPLT);
	lua_pushvalue(lua, function);
	lua_pushvalue(lua, a);
	lua_pushvalue(lua, b);
	lua_call(lua, 2, 1);
	less = lua_toboolean(lua, -1);
	lua_pop(lua, 1);
	return less;
}

/* Merges the runs [low, middle) and [middle, high) of one array into the other; 1-based. */
static void
merge(lua_State *lua, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high)
{
	lua_Integer a = low, b = middle;

	for (lua_Integer at = low; at < high; at++) {
		bool right = a == middle;

		if (a < middle && b < high) {
			lua_rawgeti(lua, from, b);
			lua_rawgeti(lua, from, a);
			right = is_less(lua, 2, -2 + lua_gettop(lua) + 1, lua_gettop(lua));
			lua_pop(lua, 2);
		}
		lua_rawgeti(lua, from, right ? b++ : a++);
		lua_rawseti(lua, to, at);
	}
}

/*
 * Stable, by merging: Lua's own takes its pivot from the clock when the table is
 * large, so equal elements would change places from run to run.
 */
static int
table_sort(lua_State *lua)
{
	lua_Integer len;
	int from = 1, to = 3;

	luaL_checktype(lua, 1, LUA_TTABLE);
	if (!lua_isnoneornil(lua, 2))
		luaL_checktype(lua, 2, LUA_TFUNCTION);
	len = (lua_Integer)lua_rawlen(lua, 1);
	luaL_argcheck(lua, len <= RANGE_MAX, 1, "table too large to sort");
	lua_settop(lua, 2);
	lua_createtable(lua, (int)len, 0);
	for (lua_Integer width = 1; width < len; width *= 2) {
		host_charge(lua, (uint64_t)len);
		for (lua_Integer low = 1; low <= len; low += 2 * width) {
			lua_Integer middle = low + width, high = low + 2 * width;

			merge(lua, from, to, low, middle > len ? len + 1 : middle,
			      high > len ? len + 1 : high);
		}
		from = 4 - from;
		to = 4 - to;
	}
	for (lua_Integer at = 1; from != 1 && at <= len; at++) {
		lua_rawgeti(lua, from, at);
		lua_rawseti(lua, 1, at);
	}
	return 0;
}

static int
table_move(lua_State *lua)
{
	lua_Integer first = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3);

	if (last >= first) {
		luaL_argcheck(lua, (lua_Unsigned)last - (lua_Unsigned)first < RANGE_MAX, 3,
			      "too many elements to move");
		host_charge(lua, (uint64_t)last - (uint64_t)first);
	}
	return call_original(lua);
}

/* What stands behind the position is moved by one. */
static void
charge_shift(lua_State *lua, int position)
{
	lua_Integer at = luaL_checkinteger(lua, position);
	lua_Unsigned len = lua_rawlen(lua, 1);

	if (at > 0 && (lua_Unsigned)at <= len)
		host_charge(lua, len - (lua_Unsigned)at);
}

static int
table_insert(lua_State *lua)
{
	if (lua_type(lua, 1) == LUA_TTABLE && lua_gettop(lua) == 3)
		charge_shift(lua, 2);
	return call_original(lua);
}

static int
table_remove(lua_State *lua)
{
	if (lua_type(lua, 1) == LUA_TTABLE && lua_gettop(lua) > 1)
		charge_shift(lua, 2);
	return call_original(lua);
}

static int
table_concat(lua_State *lua)
{
	if (lua_type(lua, 1) == LUA_TTABLE)
		host_charge(lua, lua_rawlen(lua, 1));
	return call_original(lua);
}

const luaL_Reg host_table_functions[] = {
    {"concat", table_concat},
    {"insert", table_insert},
    {"move", table_move},
    {"remove", table_remove},
    {"sort", table_sort},
    {"unpack", call_original},
    {NULL, NULL},
};

static int
string_rep(lua_State *lua)
{
	size_t len, separator = 0;
	lua_Integer times = luaL_checkinteger(lua, 2);

	luaL_checklstring(lua, 1, &len);
	luaL_optlstring(lua, 3, "", &separator);
	if (times <= 0 || len + separator == 0) {
		lua_pushliteral(lua, "");
		return 1;
	}
	if ((lua_Unsigned)times > host_of(lua)->limits.memory / (len + separator))
		host_fail(lua, "string.rep would make a text larger than %zu MiB",
			  host_of(lua)->limits.memory >> 20);
	return call_original(lua);
}

/* Without %p, and views and tables as text that is the same in each run. */
static int
string_format(lua_State *lua)
{
	struct str format;

	format.at = luaL_checklstring(lua, 1, &format.len);
	for (size_t at = str_find_char(format, '%'); at + 1 < format.len;
	     at += 2 + str_find_char(str_skip(format, at + 2), '%')) {
		struct str rest = str_skip(format, at + 1);

		while (rest.len && (ascii_is_digit(rest.at[0]) || strchr("-+ #.", rest.at[0])))
			rest = str_skip(rest, 1);
		luaL_argcheck(lua, !str_starts(rest, STR("p")), 1, "'%p' is not allowed");
	}
	for (int i = lua_gettop(lua); i > 1; i--)
		if (lua_type(lua, i) > LUA_TSTRING || lua_type(lua, i) == LUA_TLIGHTUSERDATA) {
			host_push_text(lua, i);
			lua_replace(lua, i);
		}
	return call_original(lua);
}

const luaL_Reg host_utf8_functions[] = {
    {"codepoint", call_original},
    {"len", call_on_text},
    {"offset", call_on_text},
    {NULL, NULL},
};

const luaL_Reg host_string_functions[] = {
    {"byte", call_original},
    {"rep", string_rep},
    {"format", string_format},
    {NULL, NULL},
};
