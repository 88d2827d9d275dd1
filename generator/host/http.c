/* The module `http` for plugins that say `uses: [http]`: its functions, and coroutines. */
#include "host/http_state.h"

#include "base/die.h"
#include "base/vec.h"
#include "net/transfer.h"

#include <stdlib.h>

enum {
	JOBS_MOST = 1000 * 1000,
	FAILURES_MOST = 10, // functions of jobs that may fail before the run ends
	GAP = 200 * 1000    // microseconds, of a host that nothing is said about
};

/* Where http.each has what its protected calls need. */
enum { EACH_JOBS = 1, EACH_OPTIONS, EACH_FUNCTION, EACH_URLS, EACH_THREADS, EACH_PROGRESS };

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

/* Reads {concurrency=, gap=}; what is not there stays. */
static void
read_limit(lua_State *lua, int table, unsigned *concurrency, int64_t *gap)
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

static int
limit_host(lua_State *lua)
{
	struct http_run *run = run_of(lua, "limit");
	struct str host = take_host(lua, "limit");
	unsigned concurrency = 0;
	int64_t gap = -1;

	read_limit(lua, 2, &concurrency, &gap);
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

/* A budget for what runs now; the time in which nothing does is nobody's. */
static void
begin_work(struct host *host, lua_State *thread)
{
	host->fuel = (int64_t)host->limits.instructions;
	host->started = -1;
	host->thread = thread;
	watch_begin(&host->watch, &host->running);
}

static void
end_work(struct host *host)
{
	watch_end(&host->watch);
	host->thread = NULL;
}

/* The failure that host_explain wrote, told with what it is about. */
static struct diag *
tell(struct http_run *run, int status, struct str url)
{
	struct plugin_call *call = run->host->call;
	const struct span nowhere = {0, 0};
	struct diag *diag = host_report(run->host, status, call->diags);

	if (!diag->place.source)
		diag->path = call->plugin->source.path;
	diag_note(call->diags, diag, NULL, nowhere, "in '%s' of plugin '%.*s'",
		  plugin_member_names[call->member], STR_ARG(call->plugin->name));
	if (url.len)
		diag_note(call->diags, diag, NULL, nowhere, "for '%.*s'",
			  url.len > 300 ? 300 : STR_ARG(url));
	run->host->failure = (struct host_failure){0};
	return diag;
}

/* Of a job's function. One that went beyond its budget, or many, end the run. */
static enum client_want
fail_job(struct http_run *run, struct http_task *task, int status)
{
	struct diag *diag;

	if (status != LUA_ERRMEM)
		host_explain_top(task->thread);
	diag = tell(run, status, task->job->url);
	if (!run->host->exhausted && ++run->nfailed < FAILURES_MOST)
		return CLIENT_DONE;
	run->told = diag;
	return CLIENT_STOP;
}

static void
put_away(struct http_run *run, struct http_task *task)
{
	lua_resetthread(task->thread);
	lua_settop(task->thread, 0);
	task->job->context = NULL;
	task->job = NULL;
	task->spare = run->spare;
	run->spare = task;
}

/* With a coroutine that is anchored in the table of them. */
static struct http_task *
take_task(lua_State *lua, struct http_run *run, struct client_job *job)
{
	struct http_task *task = run->spare;

	if (task) {
		run->spare = task->spare;
	} else {
		lua_State *thread = lua_newthread(lua);

		lua_rawseti(lua, EACH_THREADS, (lua_Integer)++run->nthreads);
		task = alloc_or_die(1, sizeof(*task));
		task->thread = thread;
		buf_init(&task->text);
		buf_init(&task->cookies);
		task->older = run->newest;
		run->newest = task;
	}
	buf_reset(&task->cookies);
	task->job = job;
	job->context = task;
	return task;
}

/* What a protected step is given, and gives back. */
struct move {
	struct http_run *run;
	struct client_job *job;
	const struct net_response *response;
	enum client_want want;
};

static enum client_want
resume(struct http_run *run, struct http_task *task, int narguments)
{
	struct host *host = run->host;
	int status, nresults;

	task->next = CLIENT_DONE;
	run->task = task;
	begin_work(host, task->thread);
	status = lua_resume(task->thread, run->lua, narguments, &nresults);
	if (status != LUA_OK && status != LUA_YIELD) {
		enum client_want want = fail_job(run, task, status);

		end_work(host);
		run->task = NULL;
		return want;
	}
	end_work(host);
	run->task = NULL;
	if (status == LUA_YIELD)
		lua_pop(task->thread, nresults);
	return status == LUA_OK ? CLIENT_DONE : task->next;
}

/* Has the stack of http.each, copied. */
static int
step_protected(lua_State *lua)
{
	struct move *move = lua_touserdata(lua, lua_gettop(lua));
	struct http_run *run = move->run;
	struct http_task *task = move->job->context;

	lua_pop(lua, 1);
	if (!task) {
		task = take_task(lua, run, move->job);
		luaL_checkstack(task->thread, 8, NULL);
		lua_pushvalue(lua, EACH_FUNCTION);
		lua_rawgeti(lua, EACH_JOBS, (lua_Integer)(move->job - run->jobs) + 1);
		lua_xmove(lua, task->thread, 2);
		move->want = resume(run, task, 1);
	} else if (move->response) {
		http_push_response(task->thread, move->response, move->job, task);
		move->want = resume(run, task, 1);
	} else {
		move->want = resume(run, task, 0);
	}
	if (move->want == CLIENT_DONE)
		put_away(run, task);
	return 0;
}

static int
call_protected(struct http_run *run, lua_CFunction function, void *argument)
{
	lua_State *lua = run->lua;

	lua_pushcfunction(lua, function);
	for (int i = EACH_JOBS; i <= EACH_PROGRESS; i++)
		lua_pushvalue(lua, i);
	lua_pushlightuserdata(lua, argument);
	return lua_pcall(lua, EACH_PROGRESS + 1, 0, EACH_PROGRESS + 1);
}

static enum client_want
step(void *context, struct client *client, struct client_job *job,
     const struct net_response *response, struct client_ask *ask)
{
	struct http_run *run = context;
	struct move move = {run, job, response, CLIENT_STOP};
	struct http_task *task;
	int status;

	run->client = client;
	if (run->told)
		return CLIENT_STOP;
	status = call_protected(run, step_protected, &move);
	if (status != LUA_OK) {
		run->told = tell(run, status, job->url);
		lua_pop(run->lua, 1);
		move.want = CLIENT_STOP;
	}
	task = job->context;
	if (task)
		*ask = task->ask;
	return move.want;
}

static void
drop(void *context, struct client_job *job)
{
	struct http_task *task = job->context;

	if (task)
		put_away(context, task);
}

static int
progress_protected(lua_State *lua)
{
	struct http_run *run = lua_touserdata(lua, lua_gettop(lua));
	struct client_stats stats;

	client_count(run->client, &stats);
	lua_pushvalue(lua, EACH_PROGRESS);
	http_push_stats(lua, &stats);
	lua_call(lua, 1, 0);
	return 0;
}

static bool
progress(void *context, struct client *client)
{
	struct http_run *run = context;
	int status;

	if (lua_isnil(run->lua, EACH_PROGRESS))
		return true;
	run->client = client;
	begin_work(run->host, NULL);
	status = call_protected(run, progress_protected, run);
	if (status != LUA_OK) {
		run->told = tell(run, status, (struct str){0});
		lua_pop(run->lua, 1);
	}
	end_work(run->host);
	return status == LUA_OK;
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
		read_limit(lua, lua_gettop(lua), &limits[i].concurrency, &limits[i].gap);
		lua_pop(lua, 1);
	}
	lua_pop(lua, 2);
	options->limits = limits;
	options->nlimits = n;
}

static void
read_options(lua_State *lua, struct client_options *options)
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
	read_limit(lua, EACH_OPTIONS, &options->concurrency, &unused);
	if (lua_getfield(lua, EACH_OPTIONS, "per_host") != LUA_TNIL)
		read_limit(lua, lua_gettop(lua), &options->each.concurrency, &options->each.gap);
	read_limits(lua, options);
	if (lua_getfield(lua, EACH_OPTIONS, "max_time") != LUA_TNIL)
		options->max_time = http_take_seconds(lua, -1, "'max_time'");
	lua_pop(lua, 2);
}

/* The URLs are kept in a table of their own, for a plugin may change its jobs. */
static size_t
read_jobs(lua_State *lua, struct client_job **jobs)
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

static void
check_arguments(lua_State *lua)
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

/* Nothing in here raises. */
static enum client_end
run_client(struct http_run *run, const struct client_options *options, size_t njobs)
{
	struct host *host = run->host;
	const struct client_policy policy = {step, drop, progress, run};
	enum client_end end;
	int64_t fuel = host->fuel;

	watch_end(&host->watch);
	host->http = run;
	end = client_run(host->network, options, &policy, run->jobs, njobs);
	host->http = NULL;
	watch_begin(&host->watch, &host->running);
	host->fuel = fuel;
	host->started = -1;
	for (struct http_task *task = run->newest, *older; task; task = older) {
		older = task->older;
		buf_release(&task->text);
		buf_release(&task->cookies);
		free(task);
	}
	return end;
}

/* True; or nil and what ended it before all was done. */
static int
each(lua_State *lua)
{
	static const char *const ends[] = {[CLIENT_OUT_OF_TIME] = "time",
					   [CLIENT_INTERRUPTED] = "interrupted",
					   [CLIENT_STOPPED] = "stopped",
					   [CLIENT_UNAVAILABLE] = "unavailable"};
	struct client_options options = {.each = {.gap = GAP}};
	struct http_run run = {.host = host_of(lua), .lua = lua};
	enum client_end end;
	size_t njobs;

	check_arguments(lua);
	read_options(lua, &options);
	njobs = read_jobs(lua, &run.jobs);
	lua_pushcfunction(lua, host_explain); // of the protected calls
	luaL_checkstack(lua, 2 * EACH_PROGRESS + 8, NULL);
	end = run_client(&run, &options, njobs);
	if (run.told)
		host_fail_told(lua, run.told, STR("each"));
	if (end == CLIENT_ENDED) {
		lua_pushboolean(lua, true);
		return 1;
	}
	lua_pushnil(lua);
	lua_pushstring(lua, ends[end]);
	return 2;
}

static const luaL_Reg functions[] = {
    {"each", each},   {"request", request},        {"sleep", sleep_for},
    {"again", again}, {"pause", pause_host},       {"limit", limit_host},
    {"stats", count}, {"available", is_available}, {NULL, NULL},
};

void
host_push_http(lua_State *lua)
{
	luaL_newlib(lua, functions);
	host_wrap(lua);
}

const char *
plugin_http_function(size_t index)
{
	return index < sizeof(functions) / sizeof(*functions) ? functions[index].name : NULL;
}
