/* Responses as tables. */
#include "host/http_state.h"

#include <string.h>

static void
set_text(lua_State *lua, const char *name, struct str text)
{
	if (!text.len)
		return;
	lua_pushlstring(lua, text.at, text.len);
	lua_setfield(lua, -2, name);
}

static void
set_word(lua_State *lua, const char *name, const char *word)
{
	if (word)
		set_text(lua, name, str_from(word));
}

static void
set_flag(lua_State *lua, const char *name, bool flag)
{
	lua_pushboolean(lua, flag);
	lua_setfield(lua, -2, name);
}

static void
set_integer(lua_State *lua, const char *name, int64_t number)
{
	lua_pushinteger(lua, (lua_Integer)number);
	lua_setfield(lua, -2, name);
}

/* headers(name): the last value of that name or nil, and a list of all of them. */
static int
find_headers(lua_State *lua)
{
	struct str rest, name, value = {0}, one;
	lua_Integer n = 0;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'headers' wants the name of a header, not %s", host_kind(lua, 1));
	name.at = lua_tolstring(lua, 1, &name.len);
	rest.at = lua_tolstring(lua, lua_upvalueindex(1), &rest.len);
	host_charge(lua, rest.len / 16);
	lua_newtable(lua);
	while (net_next_header(&rest, name, &one)) {
		lua_pushlstring(lua, one.len ? one.at : "", one.len);
		lua_rawseti(lua, -2, ++n);
		value = one;
	}
	if (n)
		lua_pushlstring(lua, value.len ? value.at : "", value.len);
	else
		lua_pushnil(lua);
	lua_insert(lua, -2);
	return 2;
}

static void
set_found(lua_State *lua, const struct net_response *response, const struct http_task *task)
{
	if (!response->found)
		return;
	lua_newtable(lua);
	for (size_t i = 0; i < task->ask.request.nwant; i++)
		if (response->found[i]) {
			lua_pushlstring(lua, task->want[i].at, task->want[i].len);
			lua_pushboolean(lua, true);
			lua_rawset(lua, -3);
		}
	lua_setfield(lua, -2, "found");
}

/* Only of what came. */
static void
set_contents(lua_State *lua, const struct net_response *response, const struct http_task *task)
{
	set_integer(lua, "status", response->status);
	set_text(lua, "location", response->location);
	set_text(lua, "next", response->next);
	set_flag(lua, "had_userinfo", response->had_userinfo);
	set_text(lua, "content_type", response->content_type);
	if (response->length >= 0)
		set_integer(lua, "length", response->length);
	if (response->has_retry_after)
		set_integer(lua, "retry_after", response->retry_after);
	set_integer(lua, "bytes", (int64_t)response->bytes);
	set_flag(lua, "truncated", response->truncated);
	set_flag(lua, "scripts", response->scripts);
	set_found(lua, response, task);
	set_word(lua, "challenge", response->challenge);
	set_word(lua, "http_version", response->http_version);
	set_flag(lua, "reused", response->reused);
}

void
http_push_response(lua_State *lua, const struct net_response *response,
		   const struct client_job *job, const struct http_task *task)
{
	luaL_checkstack(lua, 6, NULL);
	lua_createtable(lua, 0, 20);
	set_flag(lua, "ok", response->ok);
	set_text(lua, "host", client_host(job));
	set_text(lua, "ip", response->ip);
	lua_pushnumber(lua, (double)response->time / 1e6);
	lua_setfield(lua, -2, "time");
	if (response->error) {
		set_word(lua, "error", net_error_name(response->error));
		set_word(lua, "phase", net_phase_name(response->phase));
		set_text(lua, "detail", response->detail);
	}
	if (response->ok)
		set_contents(lua, response, task);
	lua_pushlstring(lua, response->headers.len ? response->headers.at : "",
			response->headers.len);
	lua_pushcclosure(lua, find_headers, 1);
	lua_setfield(lua, -2, "headers");
}

void
http_push_stats(lua_State *lua, const struct client_stats *stats)
{
	lua_createtable(lua, 0, 8);
	set_integer(lua, "jobs", (int64_t)stats->jobs);
	set_integer(lua, "done", (int64_t)stats->done);
	set_integer(lua, "requests", (int64_t)stats->requests);
	set_integer(lua, "connections", (int64_t)stats->connections);
	set_integer(lua, "in_flight", (int64_t)stats->in_flight);
	set_integer(lua, "hosts", (int64_t)stats->hosts);
	set_integer(lua, "waiting", (int64_t)stats->waiting);
}
