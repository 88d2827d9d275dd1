#include "unit.h"

#include "base/buf.h"
#include "base/pool.h"
#include "base/watchdog.h"
#include "data/json.h"
#include "data/value.h"
#include "host/host.h"
#include "host/plugin.h"
#include "render/html.h"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a child does in a process of its own; it comes back unless the watchdog ends it. */
typedef void child_work(void);

enum { CAME_BACK = 42 };

static bool
spin(void *context, const struct value *const *arguments, size_t narguments,
     const struct value **result, struct str *error)
{
	volatile const bool for_ever = true;

	(void)context, (void)arguments, (void)narguments, (void)result, (void)error;
	while (for_ever)
		;
	return false;
}

/* Takes time of the wall, and none of the processor. */
static bool
doze(void *context, const struct value *const *arguments, size_t narguments,
     const struct value **result, struct str *error)
{
	const struct timespec while_ = {.tv_nsec = 500 * 1000 * 1000};

	(void)context, (void)arguments, (void)narguments, (void)error;
	nanosleep(&while_, NULL);
	*result = &value_null;
	return true;
}

static const struct host_function functions[] = {{"spin", spin}, {"doze", doze}, {NULL, NULL}};

static void
print_json(struct buf *to, const struct value *value)
{
	json_write(to, value, JSON_SCRIPT);
}

static const struct host_services services = {
    .print = {html_raw, html_text, html_attribute, html_url, html_raw},
    .print_json = print_json,
    .functions = functions,
};

static const struct host_limits small = {.memory = 4 << 20,
					 .instructions = 200 * 1000,
					 .output = 1 << 20,
					 .processor = 20,
					 .grace = 20,
					 .wall = 60 * 1000};

static const struct host_subject week_four = {STR_INIT("weeks/\x1b[0m04.md"), STR_INIT("")};

/* Runs the code as a template, for a page whose name must not reach a terminal as it is. */
static bool
run_template(const struct host_limits *limits, struct watchdog *watchdog, const char *code)
{
	struct host *host = host_new(limits, &services, watchdog);
	struct source source = {.path = STR("week.html"), .text = str_from(code)};
	struct diag_list diags;
	struct arena arena;
	struct buf out;
	bool good;

	arena_init(&arena);
	diag_init(&diags);
	buf_init(&out);
	good = host_load_template(host, STR("week"),
				  arena_printf(&arena, HOST_TEMPLATE_HEAD " %s" HOST_TEMPLATE_TAIL,
					       code),
				  &source, &diags) &&
	       host_run_template(host, STR("week"), NULL, 0, &week_four, &out, &diags);
	host_free(host);
	buf_release(&out);
	diag_release(&diags);
	arena_release(&arena);
	return good;
}

/* Runs main.lua as a plugin whose steps and seconds are without a bound, for a tenth of a second.
 */
static void
run_plugin(const char *main_lua, enum plugin_member member)
{
	static const struct host_limits endless = {.memory = 4 << 20,
						   .instructions = INT64_MAX,
						   .processor = 1000 * 1000,
						   .wall = 100};
	struct watchdog *watchdog = watchdog_new();
	struct source file = {.path = STR("content/index.md"), .text = STR("x")};
	struct arena arena;
	struct diag_list diags;
	struct value *names, *view;
	struct plugin plugin = {.name = STR("bad"), .key = STR("bad")};
	struct plugins plugins = {&plugin, 1};
	struct plugin_page page = {.source = &file}, *const pages[1] = {&page};
	struct plugin_call call = {.arena = &arena, .diags = &diags, .pages = pages, .npages = 1};
	struct plugin_host *host;

	arena_init(&arena);
	diag_init(&diags);
	names = value_list(&arena);
	value_append(&arena, names, value_string(&arena, str_from(plugin_member_names[member])));
	plugin.contributes = names;
	plugin.options = value_map(&arena, "'options'");
	plugin.source = (struct source){.path = STR("main.lua"), .text = str_from(main_lua)};
	plugin.has[member] = true;
	view = value_map(&arena, "a page");
	page.view = call.site = view;
	host = plugin_host_new(&plugins, &endless, watchdog, NULL, view, &diags);
	if (host)
		plugin_host_run(host, member, &call);
	plugin_host_free(host);
	diag_release(&diags);
	arena_release(&arena);
	watchdog_free(watchdog);
}

/* The child ends with the status and says the text, "*" standing for a number. */
static void
assert_child(child_work *work, int wanted_status, const char *wanted, int line)
{
	char said[2048];
	size_t len = 0, at = 0;
	ssize_t n;
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		alarm(60); // a watchdog that does not bite shall not keep the tests
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		work();
		_exit(CAME_BACK);
	}
	assert_true(child > 0);
	close(ends[1]);
	while ((n = read(ends[0], said + len, sizeof(said) - len)) > 0)
		len += (size_t)n;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), wanted_status);
	for (const char *w = wanted; *w; w++) {
		if (*w != '*' && (at == len || said[at++] != *w)) {
			print_error("\"%.*s\"\n  is not\n\"%s\"\n", (int)len, said, wanted);
			_fail(__FILE__, line);
		}
		while (*w == '*' && at < len && ascii_is_digit(said[at]))
			at++;
	}
	assert_int_equal(at, len);
}

#define ENDS(work, wanted) assert_child(work, 1, wanted, __LINE__)

static void
spin_in_template(void)
{
	run_template(&small, watchdog_new(), "spin()");
}

static void
doze_past_the_wall(void)
{
	struct host_limits impatient = small;

	impatient.wall = 20;
	run_template(&impatient, watchdog_new(), "doze()");
}

static void
loop_at_load(void)
{
	run_plugin("while true do end", PLUGIN_PAGE);
}

static void
loop_in_configure(void)
{
	run_plugin("return {configure = function() repeat until false end}", PLUGIN_CONFIGURE);
}

static void
loop_in_page(void)
{
	run_plugin("return {page = function() while true do end end}", PLUGIN_PAGE);
}

static void
loop_in_assemble(void)
{
	run_plugin("return {assemble = function() while true do end end}", PLUGIN_ASSEMBLE);
}

static void
test_ends_what_no_budget_sees(void **state)
{
	(void)state;
	ENDS(spin_in_template,
	     "lectern: template 'week' was still running after * seconds, for page "
	     "'weeks/?[0m04.md'; nothing was published; make it do less at once, or leave it "
	     "out\n");
	ENDS(doze_past_the_wall,
	     "lectern: template 'week' was still running after * seconds, for page "
	     "'weeks/?[0m04.md'; nothing was published; make it do less at once, or leave it "
	     "out\n");
}

static void
test_names_the_hook(void **state)
{
	(void)state;
	ENDS(loop_at_load,
	     "lectern: 'main.lua' of plugin 'bad' was still running after * seconds; nothing was "
	     "published; make it do less at once, or leave it out\n");
	ENDS(loop_in_configure,
	     "lectern: 'configure' of plugin 'bad' was still running after * seconds; nothing was "
	     "published; make it do less at once, or leave it out\n");
	ENDS(loop_in_page,
	     "lectern: 'page' of plugin 'bad' was still running after * seconds, for page "
	     "'content/index.md'; nothing was published; make it do less at once, or leave it "
	     "out\n");
	ENDS(loop_in_assemble,
	     "lectern: 'assemble' of plugin 'bad' was still running after * seconds; nothing was "
	     "published; make it do less at once, or leave it out\n");
}

/* Idle time is not the run's fault: a loaded machine ends nothing. */
static void
doze_within_limits(void)
{
	struct watchdog *watchdog = watchdog_new();
	bool good = run_template(&small, watchdog, "doze()");

	watchdog_free(watchdog);
	_exit(good ? CAME_BACK : 1);
}

/* Many short runs that last longer than the limit together. */
static void
run_often(struct worker *worker, size_t index, void *context)
{
	struct watch_subject subject = {.kind = "template", .name = STR("short")};

	(void)index, (void)context;
	for (int i = 0; i < 1000; i++) {
		struct arena *arena = &worker->scratch;

		watch_begin(worker->state, &subject);
		arena_printf(arena, "%d", i);
		watch_end(worker->state);
	}
}

static void
run_pools(void)
{
	static const struct watch_limits limits = {.processor = 30, .wall = 60 * 1000};
	struct watch watches[4];
	struct pool one, two;

	pool_init(&one, 4);
	pool_init(&two, 2);
	for (size_t i = 0; i < 4; i++) {
		watch_open(&watches[i], one.watchdog, &limits);
		one.workers[i].state = &watches[i];
		two.workers[i % 2].state = &watches[i];
	}
	for (int i = 0; i < 5; i++) {
		pool_run(&one, 400, run_often, NULL); // each run in threads of its own
		pool_run(&two, 400, run_often, NULL);
	}
	for (size_t i = 0; i < 4; i++)
		watch_close(&watches[(i + 2) % 4]);
	watch_open(&watches[1], one.watchdog, &limits);
	watch_close(&watches[1]);
	pool_release(&two);
	pool_release(&one);
}

static void
test_leaves_the_rest_alone(void **state)
{
	(void)state;
	assert_child(doze_within_limits, CAME_BACK, "", __LINE__);
	assert_child(run_pools, CAME_BACK, "", __LINE__);
	run_pools(); // and here, where leaks are looked for
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ends_what_no_budget_sees),
	    cmocka_unit_test(test_names_the_hook),
	    cmocka_unit_test(test_leaves_the_rest_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
