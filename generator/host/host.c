/*
 * One Lua state: its making, and the bounds on memory, instructions and time.
 *
 * What runs in it is sandbox.c's matter; how errors leave it is failure.c's.
 */
#include "host/host.h"

#include "base/buf.h"
#include "base/die.h"
#include "host/state.h"

#include <stdlib.h>
#include <time.h>

#include <lualib.h>

/* A sanitizer makes every step slower; the limit of steps is still to come first. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
enum { PROCESSOR_LIMIT = 20 * 1000 };
#else
enum { PROCESSOR_LIMIT = 5 * 1000 };
#endif

const struct host_limits host_limits_default = {
    .memory = (size_t)64 << 20,
    .instructions = 50 * 1000 * 1000,
    .output = (size_t)64 << 20,
    .processor = PROCESSOR_LIMIT,
    .grace = 5 * 1000,
    .wall = 10 * 60 * 1000,
};

const struct host_limits host_limits_online = {
    .memory = (size_t)256 << 20,
    .instructions = 500 * 1000 * 1000,
    .output = (size_t)64 << 20,
    .processor = 4 * PROCESSOR_LIMIT,
    .grace = 5 * 1000,
    .wall = 10 * 60 * 1000,
};

struct host_limits
host_limits_of(const struct host_limits *limits, size_t npages)
{
	struct host_limits more = *limits;
	size_t pages = npages > HOST_PAGES ? npages - HOST_PAGES : 0;

	more.memory += pages * HOST_PAGE_MEMORY;
	more.instructions += pages * HOST_PAGE_INSTRUCTIONS;
	more.processor += (uint32_t)pages; // a millisecond each
	return more;
}

enum {
	HOOK_EVERY = 1000,         // instructions
	CLOCK_AFTER = 20000,       // instructions, before which nobody asks for the time
	BYTES_AN_INSTRUCTION = 16, // of a large block, which costs as much
	LARGE = 1024,              // bytes
	LARGEST_PART = 8,          // no block is larger than memory / 8
	HEAP_SHARE = 2,       // chunks are at most so many times the memory: what is kept counts
	GROW_BEFORE_GC = 400, // percent: a run is short, and its limit collects anyway
};

/*
 * A refusal makes Lua collect all garbage and try again, or is an error at once. That
 * error comes without a message handler, so where Lua stands is noted here.
 */
static bool
refuse(struct host *host, size_t more, size_t size)
{
	if (size <= host->limits.memory / LARGEST_PART &&
	    host->memory + more <= host->limits.memory)
		return false;
	host_locate(host);
	return true;
}

static void *
allocate(void *context, void *old, size_t old_size, size_t size)
{
	struct host *host = context;
	size_t was = old ? old_size : 0; // for new blocks Lua tells a type instead
	void *block;

	if (size > was && refuse(host, size - was, size))
		return NULL;
	block = lua_heap_resize(&host->heap, old, was, size);
	if (!block && size) {
		if (size <= was)
			return old;
		host_locate(host);
		return NULL;
	}
	host->memory = host->memory - was + size;
	if (size > LARGE)
		host->fuel -= (int64_t)(size / BYTES_AN_INSTRUCTION);
	return block;
}

static int64_t
processor_time(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
host_charge(lua_State *lua, uint64_t work)
{
	struct host *host = host_of(lua);

	if (work > host->limits.instructions)
		work = host->limits.instructions;
	host->fuel -= (int64_t)work;
	if (host->fuel >= 0)
		return;
	host->exhausted = true;
	host_fail(lua, "%s did not end within %llu thousand steps", host->subject,
		  (unsigned long long)(host->limits.instructions / 1000));
}

/* There is no pcall in the sandbox, so the error of a hook always ends the run. */
static void
hook(lua_State *lua, lua_Debug *debug)
{
	struct host *host = host_of(lua);

	(void)debug;
	host_charge(lua, HOOK_EVERY);
	if ((int64_t)host->limits.instructions - host->fuel < CLOCK_AFTER)
		return;
	if (host->started < 0)
		host->started = processor_time();
	if (processor_time() - host->started <= host->limits.processor)
		return;
	host->exhausted = true;
	host_fail(lua, "%s did not end within %g seconds", host->subject,
		  host->limits.processor / 1000.0);
}

void *
host_scratch(lua_State *lua, size_t size)
{
	struct host *host = host_of(lua);

	if (size > host->limits.memory || host->scratch.total + size > host->limits.memory)
		host_fail(lua, "%s used more than %zu MiB of memory", host->subject,
			  host->limits.memory >> 20);
	return arena_alloc(&host->scratch, size);
}

_Noreturn static int
panic(lua_State *lua)
{
	(void)lua;
	bug_at(__FILE__, __LINE__, "an error in Lua outside of lua_pcall");
}

static int
open_all(lua_State *lua)
{
	lua_gc(lua, LUA_GCSTOP);
	host_open_proxies(lua);
	host_open_sandbox(lua);
	if (host_of(lua)->plugins)
		host_open_nodes(lua);
	else
		host_open_templates(lua);
	lua_gc(lua, LUA_GCINC, GROW_BEFORE_GC, 0, 0);
	lua_gc(lua, LUA_GCRESTART);
	return 0;
}

static struct host *
make_host(const struct host_limits *limits, const struct host_services *services,
	  struct watchdog *watchdog, bool plugins)
{
	const struct watch_limits watched = {limits->processor + limits->grace, limits->wall};
	struct host *host = alloc_or_die(1, sizeof(*host));

	*host = (struct host){.limits = *limits,
			      .services = services,
			      .timing = services->timing,
			      .plugins = plugins,
			      .subject = plugins ? "the plugin" : "the template",
			      .fuel = INT64_MAX};
	arena_init(&host->arena);
	arena_init(&host->scratch);
	host->heap.limit = HEAP_SHARE * limits->memory;
	host->lua = lua_newstate(allocate, host);
	if (!host->lua)
		die("a Lua state does not fit into %zu bytes", limits->memory);
	*(struct host **)lua_getextraspace(host->lua) = host;
	lua_atpanic(host->lua, panic);
	lua_pushcfunction(host->lua, open_all);
	if (lua_pcall(host->lua, 0, 0, 0) != LUA_OK)
		die("Lua did not start: %s", lua_tostring(host->lua, -1));
	lua_sethook(host->lua, hook, LUA_MASKCOUNT, HOOK_EVERY);
	watch_open(&host->watch, watchdog, &watched);
	return host;
}

struct host *
host_new(const struct host_limits *limits, const struct host_services *services,
	 struct watchdog *watchdog)
{
	return make_host(limits, services, watchdog, false);
}

struct host *
host_new_for_plugins(const struct host_limits *limits, struct watchdog *watchdog)
{
	static const struct host_services nothing = {0};

	return make_host(limits, &nothing, watchdog, true);
}

int
host_protect(struct host *host, lua_CFunction function, void *job)
{
	int status;

	lua_settop(host->lua, 0);
	arena_reset(&host->scratch);
	host->made = (struct map){0};
	host->failure = (struct host_failure){0};
	host->fuel = (int64_t)host->limits.instructions;
	host->started = -1;
	host->exhausted = false;
	host->run++;
	lua_sethook(host->lua, lua_gethook(host->lua), LUA_MASKCOUNT, lua_gethookcount(host->lua));
	lua_pushcfunction(host->lua, host_explain);
	lua_pushcfunction(host->lua, function);
	lua_pushlightuserdata(host->lua, job);
	watch_begin(&host->watch, &host->running);
	status = lua_pcall(host->lua, 1, 0, 1);
	watch_end(&host->watch);
	return status;
}

bool
host_is_exhausted(const struct host *host)
{
	return host->exhausted;
}

struct str
host_output(const struct host *host)
{
	return host->output;
}

void
host_free(struct host *host)
{
	if (!host)
		return;
	watch_close(&host->watch);
	lua_heap_release(&host->heap);
	arena_release(&host->scratch);
	arena_release(&host->arena);
	free(host);
}
