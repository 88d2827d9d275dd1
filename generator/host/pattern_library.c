/* find, match, gmatch and gsub, on the matcher of pattern.c. */
#include "host/pattern.h"

#include "base/str.h"
#include "host/state.h"

/* The first match at or behind *s, which is moved there; its end, or NULL. */
static const char *
search(struct matcher *m, const char **s, const char *p)
{
	bool anchored = p < m->pattern_end && *p == '^';

	for (;; (*s)++) {
		const char *e;

		if (!anchored)
			*s = pattern_skip(m, *s, p);
		e = pattern_match(m, *s, anchored ? p + 1 : p);
		if (e)
			return e;
		if (anchored || *s == m->end)
			return NULL;
	}
}

/* Offset of the third argument, which counts from 1, or from the end when negative. */
static size_t
start_offset(lua_State *lua, size_t len)
{
	lua_Integer init = luaL_optinteger(lua, 3, 1);

	if (init > 0)
		return (size_t)init - 1;
	if (init == 0 || init < -(lua_Integer)len)
		return 0;
	return len - (size_t)-init;
}

static int
find_plain(struct matcher *m, const char *s, const char *p)
{
	struct str subject = {s, (size_t)(m->end - s)};
	struct str needle = {p, (size_t)(m->pattern_end - p)};
	size_t at = str_find(subject, needle);

	host_charge(m->lua, at / 8); // what was looked through, not what is left
	if (at == subject.len && needle.len) {
		lua_pushnil(m->lua);
		return 1;
	}
	lua_pushinteger(m->lua, s - m->start + (lua_Integer)at + 1);
	lua_pushinteger(m->lua, s - m->start + (lua_Integer)(at + needle.len));
	return 2;
}

static int
find_or_match(lua_State *lua, bool find)
{
	struct matcher m;
	const char *p, *s, *e;
	size_t from;

	pattern_prepare(&m, lua, 1, 2, &p);
	from = start_offset(lua, (size_t)(m.end - m.start));
	if (from > (size_t)(m.end - m.start)) {
		lua_pushnil(lua);
		return 1;
	}
	s = m.start + from;
	if (find && lua_toboolean(lua, 4))
		return find_plain(&m, s, p);
	e = search(&m, &s, p);
	if (!e) {
		lua_pushnil(lua);
		return 1;
	}
	if (!find)
		return pattern_push_captures(&m, s, e, true);
	lua_pushinteger(lua, s - m.start + 1);
	lua_pushinteger(lua, e - m.start);
	return 2 + pattern_push_captures(&m, s, e, false);
}

static int
string_find(lua_State *lua)
{
	return find_or_match(lua, true);
}

static int
string_match(lua_State *lua)
{
	return find_or_match(lua, false);
}

/* Upvalues: subject, pattern, where to go on, end of the last match (or -1). */
static int
next_match(lua_State *lua)
{
	struct matcher m;
	const char *p, *s, *e, *last;
	lua_Integer at = lua_tointeger(lua, lua_upvalueindex(3));
	lua_Integer end = lua_tointeger(lua, lua_upvalueindex(4));

	pattern_prepare(&m, lua, lua_upvalueindex(1), lua_upvalueindex(2), &p);
	last = end < 0 ? NULL : m.start + end;
	for (s = m.start + at; s <= m.end; s++) {
		s = pattern_skip(&m, s, p);
		e = pattern_match(&m, s, p);
		if (!e || e == last)
			continue;
		lua_pushinteger(lua, e - m.start);
		lua_copy(lua, -1, lua_upvalueindex(3));
		lua_replace(lua, lua_upvalueindex(4));
		return pattern_push_captures(&m, s, e, true);
	}
	return 0;
}

static int
string_gmatch(lua_State *lua)
{
	luaL_checkstring(lua, 1);
	luaL_checkstring(lua, 2);
	lua_settop(lua, 2);
	lua_pushinteger(lua, 0);
	lua_pushinteger(lua, -1);
	lua_pushcclosure(lua, next_match, 4);
	return 1;
}

/* A replacement text in which %0 to %9 stand for captures and %% for itself. */
static void
add_template(struct matcher *m, luaL_Buffer *out, const char *s, const char *e)
{
	struct str text;

	text.at = lua_tolstring(m->lua, 3, &text.len);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c != '%') {
			luaL_addchar(out, c);
			continue;
		}
		c = ++i < text.len ? text.at[i] : '\0';
		if (c == '%') {
			luaL_addchar(out, c);
		} else if (c == '0') {
			luaL_addlstring(out, s, (size_t)(e - s));
		} else if (ascii_is_digit(c)) {
			pattern_push_capture(m, c - '1', s, e);
			luaL_tolstring(m->lua, -1, NULL);
			lua_remove(m->lua, -2);
			luaL_addvalue(out);
		} else {
			host_fail(m->lua, "invalid use of '%%' in a replacement");
		}
	}
}

/* The replacement for one match; false when the match shall stay. */
static void
add_replacement(struct matcher *m, luaL_Buffer *out, const char *s, const char *e)
{
	switch (lua_type(m->lua, 3)) {
	case LUA_TFUNCTION:
		lua_pushvalue(m->lua, 3);
		lua_call(m->lua, pattern_push_captures(m, s, e, true), 1);
		break;
	case LUA_TTABLE:
		pattern_push_capture(m, 0, s, e);
		lua_gettable(m->lua, 3);
		break;
	default: add_template(m, out, s, e); return;
	}
	if (!lua_toboolean(m->lua, -1)) {
		lua_pop(m->lua, 1);
		luaL_addlstring(out, s, (size_t)(e - s));
		return;
	}
	if (!lua_isstring(m->lua, -1))
		host_fail(m->lua, "a replacement is to be a text, not %s", host_kind(m->lua, -1));
	luaL_addvalue(out);
}

static int
string_gsub(lua_State *lua)
{
	struct matcher m;
	luaL_Buffer out;
	const char *p, *s, *last = NULL;
	int kind = lua_type(lua, 3);
	lua_Integer most, n = 0;
	bool anchored;

	pattern_prepare(&m, lua, 1, 2, &p);
	luaL_argexpected(lua,
			 kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION ||
			     kind == LUA_TTABLE,
			 3, "string/function/table");
	most = luaL_optinteger(lua, 4, m.end - m.start + 1);
	anchored = p < m.pattern_end && *p == '^';
	lua_settop(lua, 3);
	luaL_buffinit(lua, &out);
	for (s = m.start; n < most;) {
		const char *from = s, *e;

		if (!anchored)
			s = pattern_skip(&m, s, p);
		luaL_addlstring(&out, from, (size_t)(s - from));
		e = pattern_match(&m, s, anchored ? p + 1 : p);
		if (e && e != last) {
			n++;
			add_replacement(&m, &out, s, e);
			s = last = e;
		} else if (s < m.end) {
			luaL_addchar(&out, *s++);
		} else {
			break;
		}
		if (anchored)
			break;
	}
	luaL_addlstring(&out, s, (size_t)(m.end - s));
	luaL_pushresult(&out);
	lua_pushinteger(lua, n);
	return 2;
}

const luaL_Reg host_pattern_functions[] = {
    {"find", string_find},
    {"match", string_match},
    {"gmatch", string_gmatch},
    {"gsub", string_gsub},
    {NULL, NULL},
};
