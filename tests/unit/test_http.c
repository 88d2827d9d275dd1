/* The module `http` as plugins see it: coroutines, budgets and errors. The server is tests/linkd.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/watchdog.h"
#include "data/value.h"
#include "host/host.h"
#include "host/plugin.h"
#include "linkd.h"
#include "net/address.h"
#include "net/transfer.h"

static struct linkd linkd;
static struct address_range loopback;
static struct net_options network;
static struct arena arena;
static struct buf said;

static int
set_up(void **state)
{
	(void)state;
	linkd_start(&linkd, false);
	assert_true(address_range_parse(STR("127.0.0.0/8"), &loopback));
	network = (struct net_options){.allowed = &loopback, .nallowed = 1, .time_scale = 0.01};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	linkd_stop(&linkd);
	return 0;
}

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	buf_init(&said);
	linkd_ask(&linkd, "/_reset");
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	buf_release(&said);
	arena_release(&arena);
	return 0;
}

/*
 * Runs the body of `check` in a plugin, in which say(text) reports a text, at(path) is a URL of
 * the server and there(path) one of its other host. `said` is then all texts, a line each.
 */
static void
run_with(const char *body, const struct net_options *options, const struct host_limits *limits)
{
	static const char head[] = "local function at(path) return 'http://127.0.0.1:%d'..path end "
				   "local function there(path) return 'http://127.0.0.2:%d'..path "
				   "end local M = {} function M.check(site, report) "
				   "local function say(...) local t = {} for i, v in "
				   "ipairs({...}) do t[i] = tostring(v) end "
				   "report('warning', site, table.concat(t, ' ')) end ";
	struct value *contributes = value_list(&arena), *site = value_map(&arena, "the site");
	struct diag_list diags;
	struct str before =
	    arena_printf(&arena, head, linkd.http, linkd.http); // the body is on line 1 too
	struct plugin plugin = {
	    .name = STR("one"),
	    .key = STR("one"),
	    .manifest = {STR("plugin.yaml"), STR("")},
	    .contributes = contributes,
	    .options = value_map(&arena, NULL),
	    .uses = {[PLUGIN_HTTP] = true, [PLUGIN_TIME] = true, [PLUGIN_STORE] = true}};
	const struct plugins plugins = {.at = &plugin,
					.len = 1,
					.network = options,
					.health = STR("build/store/health"),
					.cache = STR("build/store/cache")};
	struct plugin_call call = {.arena = &arena, .diags = &diags, .site = site};
	struct watchdog *watchdog = watchdog_new();
	struct plugin_host *host;

	diag_init(&diags);
	value_append(&arena, contributes, value_string(&arena, STR("check")));
	plugin.has[PLUGIN_CHECK] = true;
	plugin.source =
	    (struct source){STR("main.lua"),
			    arena_printf(&arena, "%.*s%s\nend return M", STR_ARG(before), body)};
	host = plugin_host_new(&plugins, limits, watchdog, NULL, site, &diags);
	buf_reset(&said);
	if (host)
		plugin_host_run(host, PLUGIN_CHECK, &call);
	for (const struct diag *at = diags.first; at; at = at->next) {
		buf_add(&said, at->text);
		buf_add_char(&said, '\n');
	}
	plugin_host_free(host);
	watchdog_free(watchdog);
	diag_release(&diags);
}

static void
run(const char *body)
{
	run_with(body, &network, &host_limits_default);
}

#define assert_said(text) assert_str(buf_str(&said), text)

static void
test_request(void **state)
{
	(void)state;
	run("say(http.each({{url = at('/status/404')}}, {}, function(job) "
	    "local r = http.request{url = job.url} "
	    "say(r.ok, r.status, r.error, r.headers('content-LENGTH'), r.content_type) "
	    "r = http.request{url = at('/redirect/301?/x'), method = 'GET'} "
	    "say(r.status, r.location, r.next == at('/x'), r.host == at(''):sub(8)) end))");
	assert_said("true 404\n301 /x true true\ntrue\n");
}

static void
test_clock_and_store(void **state)
{
	(void)state;
	folder_remove("build/store");
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1763640000", 1), 0);
	run("say(time.today(), time.now(), store.read('cache')) "
	    "say(store.write('cache', 'one'), store.read('cache')) "
	    "say(store.write('cache', 'two'), store.read('cache'), store.read('health'))");
	unsetenv("SOURCE_DATE_EPOCH");
	assert_said("2025-11-20 1763640000\ntrue one\ntrue two\n");
	assert_true(file_create("build/store/health", STR("x")));
	folder_remove("build/store/cache");
	remove("build/store/cache");
	assert_true(folder_make("build/store/cache"));
	run("say(store.write('cache', 'x')) say(select('#', store.read('cache')))");
	assert_true(str_has(buf_str(&said), STR("what is known of links could not be kept: ")));
	assert_true(str_has(buf_str(&said), STR("false\n2\n")));
	run_with("store.write('health', 'x')", NULL, &host_limits_default);
	assert_said("'store.write(\"health\")' is only for the hook 'check', and only online\n");
	run_with("say(store.read('health')) time.today()", NULL, &host_limits_default);
	assert_said("x\n'time.today' is only for the hook 'check', and only online\n");
	folder_remove("build/store");
}

static void
test_fields(void **state)
{
	(void)state;
	run("http.each({{url = at('/html?<p id=%26%23x61;>')}}, {}, function(job) "
	    "local r = http.request{url = job.url, method = 'GET', want = {'a', 'b'}, timeout = 5, "
	    "headers = {['X-B'] = '2', ['X-A'] = '1'}} end)");
	assert_said("");
	run("http.each({{url = at('/html?<p%20id=%26%23x61;>')}}, {}, function(job) "
	    "local r = http.request{url = job.url, method = 'GET', want = {'a', 'b'}, timeout = 5, "
	    "headers = {['X-B'] = '2', ['X-A'] = '1'}} "
	    "say(r.found.a, tostring(r.found.b), r.reused, r.http_version, r.ip) "
	    "local last, all = r.headers('nope') say(tostring(last), #all) end)");
	assert_said("true nil false 1.1 127.0.0.1\nnil 0\n");
	assert_non_null(strstr(linkd_ask(&linkd, "/_log"), "X-A: 1 |X-B: 2 |"));
	run("http.each({{url = 'http://10.0.0.1/'}, {url = 'file:///etc/passwd'}}, {}, "
	    "function(job) local r = http.request{url = job.url} "
	    "say(r.ok, r.error, r.phase, r.detail) end)");
	assert_true(str_has(buf_str(&said), STR("false guard connect 10.0.0.1\n")));
	assert_true(str_has(buf_str(&said), STR("false proto dns ")));
}

/* Many jobs at once, each in a coroutine of its own, and what they leave in their tables. */
static void
test_many(void **state)
{
	(void)state;
	run("local jobs = {} for i = 1, 2000 do jobs[i] = {url = (i % 2 == 0 and at or "
	    "there)('/status/' .. (i % 3 == 0 and 200 or 404)), n = i} end "
	    "say(http.each(jobs, {per_host = {concurrency = 8, gap = 0}}, function(job) "
	    "job.status = http.request{url = job.url}.status end)) "
	    "local right = 0 for i, job in ipairs(jobs) do if job.n == i and job.status == "
	    "(i % 3 == 0 and 200 or 404) then right = right + 1 end end say(right)");
	assert_said("true\n2000\n");
	assert_int_equal(linkd_total(&linkd), 2000);
	assert_true(linkd_connections(&linkd) <= 16);
}

/* Cases 31 and 34 as a policy in Lua would do them. */
static void
test_waits(void **state)
{
	(void)state;
	run("http.each({{url = at('/retry/429/2?1'), tries = 0}, {url = at('/status/200')}}, "
	    "{per_host = {concurrency = 1, gap = 0}}, function(job) "
	    "job.tries = job.tries and job.tries + 1 "
	    "local r = http.request{url = job.url} "
	    "if r.retry_after and job.tries < 3 then http.pause(r.host, r.retry_after) "
	    "http.again(job) say('never') end "
	    "say(job.tries or 'other', r.status) end)");
	assert_said("other 200\n3 200\n");
	run("http.each({{url = at('/a')}}, {}, function(job) http.sleep(0.5) http.sleep(0) "
	    "http.limit('nobody', {gap = 1, concurrency = 3}) "
	    "local s = http.stats() say(s.jobs, s.done, s.requests, s.in_flight, s.hosts) end)");
	assert_said("1 0 0 0 1\n");
	run("local n = 0 http.each({{url = at('/a')}}, {}, function(job) n = n + 1 "
	    "http.again(job) end) say(n)");
	assert_said("32\n");
}

static void
test_cookies(void **state)
{
	(void)state;
	run("http.each({{url = at('/cookie')}, {url = at('/cookie')}}, {}, function(job) "
	    "local a = http.request{url = job.url}.status "
	    "local b = http.request{url = job.url, cookies = false}.status "
	    "local c = http.request{url = job.url}.status say(a, b, c) end)");
	assert_said("302 302 200\n302 302 200\n");
}

static void
test_ends(void **state)
{
	(void)state;
	run("say(http.each({}, {}, function() end))");
	assert_said("true\n");
	run("local a, b = http.each({{url = at('/sleep/20000')}}, {max_time = 0.1}, function(job) "
	    "job.r = http.request{url = job.url} say(job.r.error) http.sleep(1) say('never') end) "
	    "say(tostring(a), b)");
	assert_said("cancelled\nnil time\n");
	run("local n = 0 http.each({{url = at('/sleep/500')}}, {progress = function(stats) "
	    "n = n + stats.in_flight end}, function(job) http.request{url = job.url} end) "
	    "say(n > 0)");
	assert_said("true\n");
}

/* A function that fails is told with its line, and the others go on. */
static void
test_failures(void **state)
{
	(void)state;
	run("say(http.each({{url = at('/a')}, {url = at('/b')}, {url = at('/c')}}, {}, "
	    "function(job) local r = http.request{url = job.url} "
	    "if job.url:find('b', 1, true) then r = r.nothing.here end end))");
	assert_said("attempt to index a nil value (field 'nothing')\ntrue\n");
	assert_int_equal(linkd_total(&linkd), 3);
	run("http.each({{url = at('/a')}}, {progress = function() error('oh') end}, "
	    "function(job) http.request{url = job.url} end) say('never')");
	assert_said("oh\n");
	run("local jobs = {} for i = 1, 50 do jobs[i] = {url = at('/a')} end "
	    "http.each(jobs, {}, function(job) error('no') end) say('never')");
	assert_said("no\nno\nno\nno\nno\nno\nno\nno\nno\nno\n");
}

/* What a job may use up is its own: it ends the run, but the waiting is not counted. */
static void
test_budget(void **state)
{
	struct host_limits limits = host_limits_default;

	(void)state;
	limits.instructions = 100 * 1000;
	limits.memory = 4 << 20;
	run_with("http.each({{url = at('/a')}}, {}, function(job) while true do end end) "
		 "say('never')",
		 &network, &limits);
	assert_said("the plugin did not end within 100 thousand steps\n");
	run_with("http.each({{url = at('/a')}}, {}, function(job) http.request{url = job.url} "
		 "local t = {} for i = 1, 1e9 do t[i] = {} end end) say('never')",
		 &network, &limits);
	assert_true(str_starts(buf_str(&said), STR("the plugin ")));
	assert_false(str_has(buf_str(&said), STR("never")));
	/* More steps in all than one function may take. */
	run_with("local jobs = {} for i = 1, 20 do jobs[i] = {url = at('/a')} end "
		 "http.each(jobs, {per_host = {gap = 0}}, function(job) for i = 1, 20000 do end "
		 "http.request{url = job.url} for i = 1, 20000 do end end) say('done')",
		 &network, &limits);
	assert_said("done\n");
	limits = host_limits_default;
	limits.processor = 50;
	limits.grace = 50;
	limits.wall = 300;
	run_with("http.each({{url = at('/sleep/900')}}, {}, function(job) "
		 "say(http.request{url = job.url}.status) end)",
		 &network, &limits);
	assert_said("200\n");
}

static void
check_error(const char *body, const char *error)
{
	run(body);
	if (!str_eq(str_trim(buf_str(&said)), str_from(error)))
		fail_msg("'%s' is not '%s'", said.at, error);
}

#define IN_JOB(call) "http.each({{url = at('/a')}}, {}, function(job) " call " end)"

static void
test_misuse(void **state)
{
	(void)state;
	check_error("http.request{url = at('/a')}",
		    "'http.request' is only for the functions of http.each");
	check_error("http.stats()", "'http.stats' is only for the functions of http.each");
	check_error("http.each({{}}, {}, function() end)", "job 1 is no table with a text 'url'");
	check_error("http.each({1}, {}, function() end)", "job 1 is no table with a text 'url'");
	check_error("http.each({}, function() end)",
		    "'http.each' wants a list of jobs, a table of options and a function");
	check_error("http.each({}, {concurency = 1}, function() end)",
		    "'http.each' has no option 'concurency'");
	check_error("http.each({}, {concurrency = 0}, function() end)",
		    "'concurrency' is a whole number from 1 to 256");
	check_error("http.each({}, {per_host = {gap = -1}}, function() end)",
		    "'gap' is a number of seconds from 0 to 86400");
	check_error(IN_JOB("http.each({}, {}, function() end)"),
		    "'http.each' cannot be called within http.each");
	check_error(IN_JOB("http.request{}"), "'url' is a text, not nil");
	check_error(IN_JOB("http.request{url = job.url, metod = 'GET'}"),
		    "a request has no 'metod'");
	check_error(IN_JOB("http.request{url = job.url, method = 'POST'}"),
		    "'method' is \"HEAD\" or \"GET\"");
	check_error(IN_JOB("http.request{url = job.url, headers = {Host = 'x'}}"),
		    "the header 'Host' is set by Lectern");
	check_error(IN_JOB("http.request{url = job.url, headers = {['A:b'] = 'x'}}"),
		    "'A:b' is no name of a header");
	check_error(IN_JOB("http.request{url = job.url, headers = {A = 'x\\r\\nB: c'}}"),
		    "the header 'A' has a control character");
	check_error(IN_JOB("http.sleep(0/0)"),
		    "what 'http.sleep' wants is a number of seconds from 0 to 86400");
	check_error(IN_JOB("http.sleep(-1)"),
		    "what 'http.sleep' wants is a number of seconds from 0 to 86400");
	check_error("http.each = nil", "the libraries of Lua are not for plugins to change");
	assert_int_equal(linkd_total(&linkd), 0);
	/* Jobs are the plugin's to change: the queue has texts of its own. */
	run("local jobs = {{url = at('/' .. ('x'):rep(100))}, {url = at('/b')}} "
	    "http.each(jobs, {per_host = {concurrency = 1}}, function(job) if job then "
	    "jobs[1] = nil jobs[2] = nil job.url = nil for i = 1, 1000 do local s = ('y'):rep(i) "
	    "end end say(tostring(job)) http.request{url = at('/a')} end)");
	assert_int_equal(linkd_total(&linkd), 2);
}

static void
test_offline(void **state)
{
	(void)state;
	run_with("say(http.available()) http.each({}, {}, function() end)", NULL,
		 &host_limits_default);
	assert_said("false offline\nthere is no network here; ask http.available() first\n");
	run("local good, what = http.available() say(good, what.libcurl ~= nil)");
	assert_said("true true\n");
}

int
main(void)
{
#define EACH(function) cmocka_unit_test_setup_teardown(function, begin, finish)
	const struct CMUnitTest tests[] = {
	    EACH(test_request), EACH(test_clock_and_store), EACH(test_fields),  EACH(test_many),
	    EACH(test_waits),   EACH(test_cookies),         EACH(test_ends),    EACH(test_failures),
	    EACH(test_budget),  EACH(test_misuse),          EACH(test_offline),
	};

	if (!transfers_are_available())
		return puts("ok 1 - http # skip built without libcurl") < 0;
	return cmocka_run_group_tests_name("http", tests, set_up, tear_down);
}
