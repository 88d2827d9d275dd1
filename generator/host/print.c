/*
 * Printing: what an expression gives goes straight into the run's buf, escaped by the
 * function of its place. No text is built in Lua.
 */
#include "base/buf.h"
#include "data/value.h"
#include "host/state.h"

#include <string.h>

void
host_check_output(lua_State *lua, const struct host *host)
{
	if (host->out->len - host->out_start > host->limits.output)
		host_fail(lua, "the template printed more than %zu MiB", host->limits.output >> 20);
}

int
host_print_raw(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct str text;

	text.at = lua_tolstring(lua, 1, &text.len);
	if (text.at)
		buf_add(host->out, text);
	host_check_output(lua, host);
	return 0;
}

static void
print_view(lua_State *lua, struct host *host, enum host_context context)
{
	const struct value *view = host_view(lua, 1);

	if (view->kind != VALUE_HTML)
		host_fail(lua, "%s cannot be printed; print its fields", host_kind(lua, 1));
	if (context != HOST_TEXT)
		host_fail(lua, "markup cannot be printed here, only between tags");
	host->services->print[HOST_RAW](host->out, view->text);
}

static int
print(lua_State *lua, enum host_context context)
{
	struct host *host = host_of(lua);
	struct str text;
	char number[32];

	switch (lua_type(lua, 1)) {
	case LUA_TNIL: return 0;
	case LUA_TSTRING: text.at = lua_tolstring(lua, 1, &text.len); break;
	case LUA_TBOOLEAN: text = lua_toboolean(lua, 1) ? STR("true") : STR("false"); break;
	case LUA_TNUMBER:
		text = lua_isinteger(lua, 1) ? host_integer_text(lua_tointeger(lua, 1), number)
					     : host_number_text(lua_tonumber(lua, 1), number);
		break;
	case LUA_TLIGHTUSERDATA:
		print_view(lua, host, context);
		host_check_output(lua, host);
		return 0;
	default: host_fail(lua, "%s cannot be printed", host_kind(lua, 1));
	}
	host->services->print[context](host->out, text);
	host_check_output(lua, host);
	return 0;
}

int
host_print_text(lua_State *lua)
{
	return print(lua, HOST_TEXT);
}

int
host_print_attribute(lua_State *lua)
{
	return print(lua, HOST_ATTRIBUTE);
}

int
host_print_url(lua_State *lua)
{
	return print(lua, HOST_URL);
}

int
host_print_json(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct value *value = host_to_value(lua, 1);

	if (value->kind == VALUE_HTML)
		host_fail(lua, "markup cannot be printed here, only between tags");
	host->services->print_json(host->out, value);
	host_check_output(lua, host);
	return 0;
}

int
host_push_html(lua_State *lua, struct str text)
{
	struct value *value = host_scratch(lua, sizeof(*value));
	char *copy = host_scratch(lua, text.len + 1);

	if (text.len)
		memcpy(copy, text.at, text.len);
	value->kind = VALUE_HTML;
	value->text = (struct str){copy, text.len};
	host_push(lua, value);
	return 1;
}

int
host_make_html(lua_State *lua)
{
	struct str text;

	luaL_checkany(lua, 1);
	if (lua_isnil(lua, 1) || (host_view(lua, 1) && host_view(lua, 1)->kind == VALUE_HTML)) {
		lua_settop(lua, 1);
		return 1;
	}
	if (!lua_isstring(lua, 1))
		host_fail(lua, "html() takes a text, not %s", host_kind(lua, 1));
	text.at = lua_tolstring(lua, 1, &text.len);
	return host_push_html(lua, text);
}

int
host_make_json(lua_State *lua)
{
	struct host *host = host_of(lua);
	size_t start = host->out->len;
	const struct value *value;

	luaL_checkany(lua, 1);
	value = host_to_value(lua, 1);
	host->services->print_json(host->out, value);
	host_check_output(lua, host);
	lua_pushlstring(lua, host->out->at + start, host->out->len - start);
	buf_truncate(host->out, start);
	return 1;
}
