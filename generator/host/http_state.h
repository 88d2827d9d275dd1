/*
 * What the files of the module `http` share; for them only.
 *
 * `http.each` runs the client of net/ in the C function itself, and each job's function in
 * a coroutine that it resumes between two calls of libcurl, never within one. The client
 * keeps memory of its own, so no error of Lua may pass through it: whatever may raise runs
 * under lua_pcall, and what failed is raised again when the client is gone.
 */
#ifndef HOST_HTTP_STATE_H
#define HOST_HTTP_STATE_H

#include "base/buf.h"
#include "host/plugin.h"
#include "host/state.h"
#include "net/client.h"
#include "net/net.h"

enum { HTTP_HEADERS_MOST = 32 };

/* Where on the stack http.each has what its protected calls need. */
enum { EACH_JOBS = 1, EACH_OPTIONS, EACH_FUNCTION, EACH_URLS, EACH_THREADS, EACH_PROGRESS };

/* A job that was begun: its coroutine, and what its request is made of. */
struct http_task {
	lua_State *thread;
	struct client_job *job;
	struct buf text;    // of the request
	struct buf cookies; // a jar for each time that the job begins
	struct str headers[HTTP_HEADERS_MOST];
	struct str want[NET_WANT_MOST];
	struct client_ask ask;
	enum client_want next;   // what its function asked for last
	struct http_task *spare; // the next one that nobody uses
	struct http_task *older; // in the list of all
};

/* A run of http.each. */
struct http_run {
	struct host *host;
	lua_State *lua;        // of the caller
	struct client *client; // NULL while none of its functions runs
	struct client_job *jobs;
	struct http_task *task; // whose coroutine runs; NULL: none
	struct http_task *spare, *newest;
	size_t nthreads;
	unsigned nfailed;
	struct diag *told; // the failure that ended the run; NULL: none
};

/* http_each.c: each(jobs, options, fn) → true; or nil and what ended it before all was done. */
int http_each(lua_State *lua);
/* http_options.c. Raises, or makes the stack what EACH_… say, but for the URLs. */
void http_check_arguments(lua_State *lua);
/* Limits and their names live in scratch. */
void http_read_options(lua_State *lua, struct client_options *options);
/* Reads {concurrency=, gap=} at the index; what is not there stays. */
void http_read_limit(lua_State *lua, int table, unsigned *concurrency, int64_t *gap);
/*
 * The jobs, in scratch, and how many. Their URLs are kept in a table of their own, for a
 * plugin may change its jobs.
 */
size_t http_read_jobs(lua_State *lua, struct client_job **jobs);
/* http_request.c: fills task->ask from the table at the index, or raises. */
void http_read_request(lua_State *lua, int index, struct http_task *task);
/* A number of seconds of 0 to a day in microseconds, or raises. */
int64_t http_take_seconds(lua_State *lua, int index, const char *what);
/* http_response.c: pushes it. `job` is whose request it was. */
void http_push_response(lua_State *lua, const struct net_response *response,
			const struct client_job *job, const struct http_task *task);
void http_push_stats(lua_State *lua, const struct client_stats *stats);

#endif
