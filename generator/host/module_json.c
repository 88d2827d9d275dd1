/* The module `json`: a text of JSON in one line, and back. */
#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"
#include "host/state.h"

enum { TEXT_MOST = 256 * 1024, COST_SHIFT = 3 };

/* Nothing in here raises. */
static bool
parse(struct host *host, struct str text, const struct value **value, struct str *reason)
{
	struct source source = {STR("json"), text};
	struct diag_list diags;
	bool good;

	diag_init(&diags);
	good = json_parse(&host->scratch, &source, value, &diags);
	if (!good)
		*reason = arena_dup(&host->scratch,
				    diags.first ? diags.first->text : STR("this is not JSON"));
	diag_release(&diags);
	return good;
}

/* decode(text): the value; or nil and why it is none. */
static int
decode(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct arena_mark mark = arena_mark(&host->scratch);
	const struct value *value;
	struct str text, reason = {0};

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'json.decode' wants a text, not %s", host_kind(lua, 1));
	text.at = lua_tolstring(lua, 1, &text.len);
	if (text.len > TEXT_MOST)
		host_fail(lua, "'json.decode' takes at most %d KiB", TEXT_MOST / 1024);
	host_charge(lua, 1 + (text.len >> COST_SHIFT));
	if (parse(host, text, &value, &reason)) {
		host_push_copy(lua, value);
		arena_rewind(&host->scratch, mark);
		return 1;
	}
	lua_pushnil(lua);
	lua_pushlstring(lua, reason.at, reason.len);
	arena_rewind(&host->scratch, mark);
	return 2;
}

/* The same value, the members of its maps in the order of the names, others behind them. */
static const struct value *
order(struct arena *arena, const struct value *value, const struct value *names)
{
	struct value *made;

	if (value->kind == VALUE_LIST) {
		made = value_list(arena);
		for (size_t i = 0; i < value_len(value); i++)
			value_append(arena, made, order(arena, value_at(value, i), names));
		return made;
	}
	if (value->kind != VALUE_MAP)
		return value;
	made = value_map_of(arena, NULL, value_len(value));
	for (size_t i = 0; i < value_len(names); i++) {
		struct str name = value_text(value_at(names, i));
		const struct value *member = value_find(value, name);

		if (member && !value_find(made, name))
			value_set(arena, made, name, order(arena, member, names));
	}
	for (size_t i = 0; i < value_len(value); i++) {
		const struct value_entry *entry = &value->map->entries[i];

		if (!value_find(made, entry->key))
			value_set(arena, made, entry->key, order(arena, entry->value, names));
	}
	return made;
}

/* encode(value, names) */
static int
encode(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct arena_mark mark = arena_mark(&host->scratch);
	const struct value *value, *names = NULL;
	struct str text;
	struct buf out;

	luaL_checkany(lua, 1);
	value = host_to_value(lua, 1);
	if (lua_type(lua, 2) == LUA_TTABLE)
		names = host_to_value(lua, 2);
	else if (!lua_isnoneornil(lua, 2))
		host_fail(lua, "the second argument of 'json.encode' is a list of names, not %s",
			  host_kind(lua, 2));
	host_charge(lua, 1 + (value_weight(value, host->limits.memory) >> COST_SHIFT));
	buf_init(&out);
	json_write(&out, order(&host->scratch, value, names), JSON_COMPACT);
	text = arena_dup(&host->scratch, buf_str(&out));
	buf_release(&out);
	lua_pushlstring(lua, text.at, text.len);
	arena_rewind(&host->scratch, mark);
	return 1;
}

const luaL_Reg host_json_functions[] = {
    {"decode", decode},
    {"encode", encode},
    {NULL, NULL},
};
