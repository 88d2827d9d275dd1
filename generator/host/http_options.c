/* What http.each is given, checked before anything runs. */
#include "host/http_state.h"

#include "net/transfer.h"

enum { JOBS_MOST = 1000 * 1000 };

void
http_read_limit(lua_State *lua, int table, unsigned *concurrency, int64_t *gap)
{
	luaL_checkstack(lua, 4, NULL);
	if (lua_type(lua, table) != LUA_TTABLE)
		host_fail(lua, "the limits of a host are {concurrency = …, gap = …}, not %s",
			  host_kind(lua, table));
	if (lua_getfield(lua, table, "concurrency") != LUA_TNIL) {
		lua_Integer number = lua_isinteger(lua, -1) ? lua_tointeger(lua, -1) : 0;

		if (number < 1 || number > CLIENT_CONCURRENCY_MOST)
			host_fail(lua, "'concurrency' is a whole number from 1 to %d",
				  CLIENT_CONCURRENCY_MOST);
		*concurrency = (unsigned)number;
	}
	if (lua_getfield(lua, table, "gap") != LUA_TNIL)
		*gap = http_take_seconds(lua, -1, "'gap'");
	lua_pop(lua, 2);
}

/* Limits by the names of hosts, in the order of these. */
static void
read_limits(lua_State *lua, struct client_options *options)
{
	struct client_limit *limits;
	size_t n;

	if (lua_getfield(lua, EACH_OPTIONS, "hosts") == LUA_TNIL) {
		lua_pop(lua, 1);
		return;
	}
	if (lua_type(lua, -1) != LUA_TTABLE)
		host_fail(lua, "'hosts' is a table, not %s", host_kind(lua, -1));
	n = host_push_keys(lua, lua_gettop(lua));
	limits = host_scratch(lua, n * sizeof(*limits));
	for (size_t i = 0; i < n; i++) {
		limits[i] = options->each;
		lua_rawgeti(lua, -1, (lua_Integer)i + 1);
		if (lua_type(lua, -1) != LUA_TSTRING)
			host_fail(lua, "the keys of 'hosts' are names");
		limits[i].host = arena_dup(&host_of(lua)->scratch, str_from(lua_tostring(lua, -1)));
		lua_rawget(lua, -3);
		http_read_limit(lua, lua_gettop(lua), &limits[i].concurrency, &limits[i].gap);
		lua_pop(lua, 1);
	}
	lua_pop(lua, 2);
	options->limits = limits;
	options->nlimits = n;
}

void
http_read_options(lua_State *lua, struct client_options *options)
{
	static const struct str known[] = {STR_INIT("concurrency"), STR_INIT("per_host"),
					   STR_INIT("hosts"), STR_INIT("max_time"),
					   STR_INIT("progress")};
	size_t n = host_push_keys(lua, EACH_OPTIONS);
	int64_t unused;

	for (size_t i = 1; i <= n; i++) {
		struct str name = {0};
		bool found = false;

		lua_rawgeti(lua, -1, (lua_Integer)i);
		if (lua_type(lua, -1) == LUA_TSTRING)
			name.at = lua_tolstring(lua, -1, &name.len);
		for (size_t k = 0; k < sizeof(known) / sizeof(*known); k++)
			found |= str_eq(name, known[k]);
		if (!found)
			host_fail_name(lua, DIAG_PLUGIN_ERROR, name, known,
				       sizeof(known) / sizeof(*known),
				       "'http.each' has no option '%.*s'", STR_ARG(name));
		lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
	http_read_limit(lua, EACH_OPTIONS, &options->concurrency, &unused);
	if (lua_getfield(lua, EACH_OPTIONS, "per_host") != LUA_TNIL)
		http_read_limit(lua, lua_gettop(lua), &options->each.concurrency,
				&options->each.gap);
	read_limits(lua, options);
	if (lua_getfield(lua, EACH_OPTIONS, "max_time") != LUA_TNIL)
		options->max_time = http_take_seconds(lua, -1, "'max_time'");
	lua_pop(lua, 2);
}

size_t
http_read_jobs(lua_State *lua, struct client_job **jobs)
{
	size_t n = lua_rawlen(lua, EACH_JOBS);

	if (n > JOBS_MOST)
		host_fail(lua, "'http.each' takes at most %d jobs", JOBS_MOST);
	*jobs = host_scratch(lua, (n + 1) * sizeof(**jobs));
	for (size_t i = 0; i < n; i++) {
		struct client_job *job = &(*jobs)[i];

		if (lua_rawgeti(lua, EACH_JOBS, (lua_Integer)i + 1) != LUA_TTABLE ||
		    lua_getfield(lua, -1, "url") != LUA_TSTRING)
			host_fail(lua, "job %zu is no table with a text 'url'", i + 1);
		job->url.at = lua_tolstring(lua, -1, &job->url.len);
		lua_rawseti(lua, EACH_URLS, (lua_Integer)i + 1);
		lua_pop(lua, 1);
	}
	return n;
}

void
http_check_arguments(lua_State *lua)
{
	if (lua_gettop(lua) != EACH_FUNCTION || lua_type(lua, EACH_JOBS) != LUA_TTABLE ||
	    lua_type(lua, EACH_OPTIONS) != LUA_TTABLE ||
	    lua_type(lua, EACH_FUNCTION) != LUA_TFUNCTION)
		host_fail(lua,
			  "'http.each' wants a list of jobs, a table of options and a function");
	if (host_of(lua)->http)
		host_fail(lua, "'http.each' cannot be called within http.each");
	if (!host_of(lua)->call || host_of(lua)->call->member != PLUGIN_CHECK)
		host_fail(lua, "'http.each' is only for the hook 'check'");
	if (!host_of(lua)->network || !transfers_are_available())
		host_fail(lua, "there is no network here; ask http.available() first");
	lua_newtable(lua);
	lua_newtable(lua);
	lua_getfield(lua, EACH_OPTIONS, "progress");
	if (!lua_isnil(lua, EACH_PROGRESS) && lua_type(lua, EACH_PROGRESS) != LUA_TFUNCTION)
		host_fail(lua, "'progress' is a function, not %s", host_kind(lua, EACH_PROGRESS));
}
