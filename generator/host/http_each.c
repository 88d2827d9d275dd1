/* http.each: a run of the client, and a coroutine for each job that was begun. */
#include "base/die.h"
#include "host/http_state.h"

#include <stdlib.h>

enum {
	FAILURES_MOST = 10, // functions of jobs that may fail before the run ends
	GAP = 200 * 1000    // microseconds, of a host that nothing is said about
};

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

static void
show_progress(const struct plugins *plugins, const struct client *client)
{
	struct client_stats stats;

	if (!plugins->progress)
		return;
	client_count(client, &stats);
	plugins->progress(plugins->progress_context, &stats);
}

static bool
progress(void *context, struct client *client)
{
	struct http_run *run = context;
	int status;

	show_progress(run->host->shared, client);
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

int
http_each(lua_State *lua)
{
	static const char *const ends[] = {[CLIENT_OUT_OF_TIME] = "time",
					   [CLIENT_INTERRUPTED] = "interrupted",
					   [CLIENT_STOPPED] = "stopped",
					   [CLIENT_UNAVAILABLE] = "unavailable"};
	struct client_options options = {.each = {.gap = GAP}};
	struct http_run run = {.host = host_of(lua), .lua = lua};
	enum client_end end;
	size_t njobs;

	http_check_arguments(lua);
	http_read_options(lua, &options);
	njobs = http_read_jobs(lua, &run.jobs);
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
