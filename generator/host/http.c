/* The module `http` for plugins that say `uses: [http]`: what its functions do but http.each. */
#include "host/http_state.h"

#include "net/transfer.h"

static struct http_run *
run_of(lua_State *lua, const char *name)
{
	struct http_run *run = host_of(lua)->http;

	if (!run || !run->client)
		host_fail(lua, "'http.%s' is only for the functions of http.each", name);
	return run;
}

/* The task whose coroutine calls. */
static struct http_task *
task_of(lua_State *lua, const char *name)
{
	struct http_run *run = run_of(lua, name);

	if (!run->task || run->task->thread != lua || !lua_isyieldable(lua))
		host_fail(lua,
			  "'http.%s' is only for the function of a job, and not within a "
			  "function that Lectern calls there",
			  name);
	return run->task;
}

static int
request(lua_State *lua)
{
	struct http_task *task = task_of(lua, "request");

	http_read_request(lua, 1, task);
	task->next = CLIENT_REQUEST;
	return lua_yield(lua, 0);
}

static int
sleep_for(lua_State *lua)
{
	struct http_task *task = task_of(lua, "sleep");

	task->ask.wait = http_take_seconds(lua, 1, "what 'http.sleep' wants");
	task->next = CLIENT_SLEEP;
	return lua_yield(lua, 0);
}

/* Never comes back: the job's function is called afresh. */
static int
again(lua_State *lua)
{
	struct http_task *task = task_of(lua, "again");

	task->next = CLIENT_AGAIN;
	return lua_yield(lua, 0);
}

static struct str
take_host(lua_State *lua, const char *name)
{
	struct str host;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'http.%s' wants a host first, not %s", name, host_kind(lua, 1));
	host.at = lua_tolstring(lua, 1, &host.len);
	return host;
}

static int
pause_host(lua_State *lua)
{
	struct http_run *run = run_of(lua, "pause");

	client_pause(run->client, take_host(lua, "pause"), http_take_seconds(lua, 2, "the pause"));
	return 0;
}

static int
limit_host(lua_State *lua)
{
	struct http_run *run = run_of(lua, "limit");
	struct str host = take_host(lua, "limit");
	unsigned concurrency = 0;
	int64_t gap = -1;

	http_read_limit(lua, 2, &concurrency, &gap);
	client_limit(run->client, host, concurrency, gap);
	return 0;
}

static int
count(lua_State *lua)
{
	struct http_run *run = run_of(lua, "stats");
	struct client_stats stats;

	client_count(run->client, &stats);
	http_push_stats(lua, &stats);
	return 1;
}

/* True and what libcurl is; or false and why not. */
static int
is_available(lua_State *lua)
{
	const char *why = !transfers_are_available() ? "libcurl"
			  : !host_of(lua)->network   ? "offline"
						     : NULL;

	lua_pushboolean(lua, !why);
	if (why) {
		lua_pushstring(lua, why);
		return 2;
	}
	lua_newtable(lua);
	lua_pushlstring(lua, transfers_version().at, transfers_version().len);
	lua_setfield(lua, -2, "libcurl");
	lua_pushboolean(lua, transfers_have("HTTP2"));
	lua_setfield(lua, -2, "http2");
	lua_pushboolean(lua, transfers_have("IDN"));
	lua_setfield(lua, -2, "idn");
	return 2;
}

const luaL_Reg host_http_functions[] = {
    {"each", http_each}, {"request", request},        {"sleep", sleep_for},
    {"again", again},    {"pause", pause_host},       {"limit", limit_host},
    {"stats", count},    {"available", is_available}, {NULL, NULL},
};
