/* The module `time`: dates, and in an online check the clock; a build knows no time. */
#include "base/clock.h"
#include "base/day.h"
#include "host/plugin.h"
#include "host/state.h"
#include "net/retry_after.h"

#include <stdlib.h>

static void
require_clock(lua_State *lua, const char *name)
{
	const struct host *host = host_of(lua);

	if (!host->network || !host->call || host->call->member != PLUGIN_CHECK)
		host_fail(lua, "'time.%s' is only for the hook 'check', and only online", name);
}

static int
push_date(lua_State *lua, int64_t day)
{
	char text[11];

	if (day_print(day, text))
		lua_pushstring(lua, text);
	else
		lua_pushnil(lua);
	return 1;
}

static int
today(lua_State *lua)
{
	require_clock(lua, "today");
	return push_date(lua, clock_seconds() / DAY_SECONDS);
}

static int
now(lua_State *lua)
{
	require_clock(lua, "now");
	lua_pushinteger(lua, clock_seconds());
	return 1;
}

static struct str
take_text(lua_State *lua, const char *name)
{
	struct str text;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'time.%s' wants a text, not %s", name, host_kind(lua, 1));
	text.at = lua_tolstring(lua, 1, &text.len);
	return text;
}

static int
days(lua_State *lua)
{
	int64_t day;

	if (day_parse(take_text(lua, "days"), &day))
		lua_pushinteger(lua, day);
	else
		lua_pushnil(lua);
	return 1;
}

static int
date(lua_State *lua)
{
	if (!lua_isinteger(lua, 1))
		host_fail(lua, "'time.date' wants a whole number of days, not %s",
			  host_kind(lua, 1));
	return push_date(lua, lua_tointeger(lua, 1));
}

static int
parse_http_date(lua_State *lua)
{
	int64_t seconds;

	if (http_date_parse(take_text(lua, "parse_http_date"), &seconds))
		lua_pushinteger(lua, seconds);
	else
		lua_pushnil(lua);
	return 1;
}

const luaL_Reg host_time_functions[] = {
    {"today", today},
    {"now", now},
    {"days", days},
    {"date", date},
    {"parse_http_date", parse_http_date},
    {NULL, NULL},
};
