#include "unit.h"

#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"
#include "host/host.h"
#include "render/html.h"

static struct arena arena;
static struct diag_list diags;
static struct buf out;
static struct host *host;
static struct source sources[8];
static size_t nsources;
static struct value *view;

static void
print_json(struct buf *to, const struct value *value)
{
	json_write(to, value, JSON_SCRIPT);
}

static bool
echo(void *context, const struct value *const *arguments, size_t narguments,
     const struct value **result, struct str *error)
{
	(void)context;
	if (narguments == 0) {
		*error = STR("echo() takes something");
		return false;
	}
	*result = arguments[0];
	return true;
}

static const struct host_function functions[] = {{"echo", echo}, {NULL, NULL}};

static const struct host_services services = {
    .print = {html_raw, html_text, html_attribute, html_url, html_raw},
    .print_json = print_json,
    .functions = functions,
};

static const struct host_limits small = {.memory = 4 << 20,
					 .instructions = 1000 * 1000,
					 .output = 1 << 20,
					 .processor = 10 * 1000};

static void
set(const char *key, const struct value *value)
{
	value_set(&arena, view, str_from(key), value);
}

static int
set_up(void **state)
{
	struct value *list;

	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	buf_init(&out);
	host = host_new(&small, &services, NULL);
	nsources = 0;
	view = value_map(&arena, "a week");
	list = value_list(&arena);
	value_append(&arena, list, value_int(&arena, 10));
	value_append(&arena, list, &value_null);
	value_append(&arena, list, value_string(&arena, STR("z")));
	set("number", value_int(&arena, 4));
	set("title", value_string(&arena, STR("A & B")));
	set("nothing", &value_null);
	set("outcomes", list);
	set("body", value_html(&arena, STR("<b>x</b>")));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	host_free(host);
	buf_release(&out);
	diag_release(&diags);
	arena_release(&arena);
	return 0;
}

/* Code as the compiler would leave it. */
static bool
load(const char *name, const char *code)
{
	struct source *source = &sources[nsources++];
	struct str lua = arena_printf(&arena, HOST_TEMPLATE_HEAD " %s" HOST_TEMPLATE_TAIL, code);

	source->path = arena_printf(&arena, "%s.html", name);
	source->text = str_from(code);
	return host_load_template(host, str_from(name), lua, source, &diags);
}

static const struct host_subject week_four = {STR_INIT("weeks/04.md"), STR_INIT("weeks/04.html")};

static bool
run(const char *name)
{
	const struct host_binding bindings[] = {{"week", view}, {"zero", &value_null}};

	return host_run_template(host, str_from(name), bindings, 2, &week_four, &out, &diags);
}

static void
start_again(void)
{
	tear_down(NULL);
	set_up(NULL);
}

static void
assert_run(const char *code, const char *wanted, int line)
{
	start_again();
	buf_add(&out, STR("before:"));
	if (!load("main", code) || !run("main")) {
		diag_print(&diags, stderr, false);
		_fail(__FILE__, line);
	}
	unit_assert_str(str_skip(buf_str(&out), 7), str_from(wanted), __FILE__, line);
}

/* The run fails with this text, points at `subject`, and prints nothing. */
static void
assert_error(const char *code, const char *wanted, const char *subject, int line)
{
	start_again();
	buf_add(&out, STR("before"));
	if (load("main", code) && run("main"))
		_fail(__FILE__, line);
	unit_assert_str(buf_str(&out), STR("before"), __FILE__, line);
	assert_int_equal(diags.nerrors, 1);
	unit_assert_str(diags.first->text, str_from(wanted), __FILE__, line);
	if (subject)
		unit_assert_str(source_slice(diags.first->place.source, diags.first->place.span),
				str_from(subject), __FILE__, line);
}

#define RUNS(code, wanted) assert_run(code, wanted, __LINE__)
#define FAILS(code, wanted, subject) assert_error(code, wanted, subject, __LINE__)

static void
test_views(void **state)
{
	(void)state;
	RUNS("__text(week.number) __raw' ' __text(week.title) __text(week.nothing)", "4 A &amp; B");
	RUNS("__text(#week.outcomes) __text(week.outcomes[1]) __text(week.outcomes[3])"
	     "__text(week.outcomes[2] == nil) __text(week.outcomes[4] == nil)",
	     "310ztruetrue");
	RUNS("for i, x in ipairs(week.outcomes) do __text(i) __text(x) __raw',' end", "110,2,3z,");
	RUNS("for k, x in pairs(week.outcomes) do __text(k) __raw',' end", "1,2,3,");
	RUNS("for k, v in pairs(week) do __text(k) __raw',' end", "number,title,outcomes,body,");
	RUNS(
	    "__text(week == week) __text(week.outcomes == week.outcomes) __text(week == week.body)",
	    "truetruefalse");
	RUNS("local t = {[week] = 1} __text(t[week])", "1");
	RUNS(
	    "__text(next(week)) local k = next(week, 'title') __text(k) __text(next(week, 'body'))",
	    "numberoutcomes");
	RUNS("__text(type(week)) __text(type(week.body)) __text(type(week.title))",
	     "tablehtmlstring");
	RUNS("__text(table.concat({table.unpack(week.outcomes, 1, 1)}))", "10");
	RUNS("__text(echo(week).title) __text(echo({1, {x = 2}})[2].x) __text(#echo'abc')",
	     "A &amp; B23");
	RUNS("__text(echo(week.body)) __text(tostring(week.body))", "<b>x</b>&lt;b&gt;x&lt;/b&gt;");
	RUNS("__text(json({week.number, week.outcomes, t = nil}))", "[4,[10,null,&quot;z&quot;]]");
}

static void
test_view_errors(void **state)
{
	(void)state;
	FAILS("__text(week.outcome)", "a week has no field 'outcome'", "outcome");
	assert_str(diags.first->cure, "did you mean 'outcomes'?");
	FAILS("__text(week.outcomes.first)", "a list has no field 'first'", "first");
	FAILS("__text(week.body.x)", "markup has no field 'x'", "x");
	FAILS("__text(week[1])", "a number is no name of a field of a week", NULL);
	FAILS("__text(week.nothing.x)", "attempt to index a nil value (field 'nothing')",
	      "nothing");
	FAILS("week.title = 'x'", "a week is not for templates to change", "title");
	FAILS("week.outcomes[1] = 'x'", "a list is not for templates to change", NULL);
	FAILS("table.insert(week.outcomes, 1)", "a list is not for templates to change", NULL);
	FAILS("table.sort(week.outcomes)",
	      "bad argument #1 to 'sort' (table expected, got light userdata)", NULL);
	FAILS("__text(week.title .. week.body)",
	      "markup cannot be joined with '..'; print one after the other", NULL);
	FAILS("week()", "a week cannot be called", NULL);
	FAILS("ipairs(week)", "ipairs takes a list, not a week", NULL);
	FAILS("pairs(nil)", "pairs takes a map, a list or a table, not nil", NULL);
	FAILS("__text(wek)", "there is no variable 'wek'", "wek");
	assert_str(diags.first->cure, "did you mean 'week'?");
	FAILS("x = 1", "'x' is not declared here; write 'local x = …' the first time", "x");
	FAILS("week = 1", "'week' is not declared here; write 'local week = …' the first time",
	      "week");
	FAILS("echo()", "echo() takes something", NULL);
	FAILS("echo(print)", "there is no variable 'print'", "print");
	FAILS("echo(echo)", "a function is no data", NULL);
	FAILS("error('my own')", "my own", NULL);
	FAILS("error()", "nil", NULL);
	FAILS("assert(false, 'wrong')", "wrong", NULL);
	FAILS("assert(nil)", "assertion failed!", NULL);
	FAILS("assert(false, {})", "the template raised an error that is no text", NULL);
	FAILS("html(week)", "html() takes a text, not a week", NULL);
}

/* Everything that is reachable: a name more or less is to be seen here. */
static void
test_environment(void **state)
{
	(void)state;
	for (const char *const *name =
		 (const char *const[]){"_G",           "collectgarbage", "coroutine", "debug",
				       "dofile",       "getmetatable",   "io",        "load",
				       "loadfile",     "loadstring",     "os",        "package",
				       "pcall",        "xpcall",         "print",     "rawget",
				       "rawset",       "rawlen",         "require",   "rawequal",
				       "setmetatable", "warn",           "_ENV.x",    NULL};
	     *name; name++) {
		start_again();
		assert_true(load("main", arena_printf(&arena, "local x = %s", *name).at));
		assert_false(run("main"));
		assert_true(str_starts(diags.first->text, STR("there is no variable '")));
	}
	RUNS("__text(string.dump == nil) __text(string.pack == nil) __text(math.random == nil)"
	     "__text(math.randomseed == nil) __text((''):len())",
	     "truetruetruetrue0");
	FAILS("string.upper = nil", "the libraries of Lua are not for templates to change", NULL);
	FAILS("table.insert(string, 1)", "the libraries of Lua are not for templates to change",
	      NULL);
	FAILS("table.move({1}, 1, 1, 1, math)",
	      "the libraries of Lua are not for templates to change", NULL);
	FAILS("local s = '' s.x = 1", "attempt to index a string value (local 's')", "s");
}

static void
test_order(void **state)
{
	static const char code[] =
	    "local t = {b = 1, a = 2, [3] = 3, [1] = 4, [2.5] = 5, [true] = 6, aa = 7, B = 8} "
	    "for k, v in pairs(t) do __text(k) __raw'=' __text(v) __raw' ' end";

	(void)state;
	RUNS(code, "1=4 2.5=5 3=3 B=8 a=2 aa=7 b=1 true=6 ");
	RUNS("local t = {a = 1, b = 2, c = 3} for k in pairs(t) do t[k] = nil t.c = nil __text(k) "
	     "end",
	     "ab");
	RUNS("__text(next({}) == nil) __text(next({b = 1, a = 2})) "
	     "__text((next({b = 1, a = 2}, 'a')))",
	     "trueab");
	FAILS("for k in pairs({[week] = 1}) do end", "a table with a week as a key has no order",
	      NULL);
	RUNS("local t = {} for i = 1, 200 do t[i] = {k = i % 3, i = i} end "
	     "table.sort(t, function(a, b) return a.k < b.k end) local good = true "
	     "for i = 2, 200 do good = good and (t[i-1].k < t[i].k or t[i-1].k == t[i].k and "
	     "t[i-1].i < t[i].i) end __text(good)",
	     "true");
	RUNS("local t = {3, 1, 2} table.sort(t) __text(table.concat(t)) t = {} table.sort(t) "
	     "t = {2, 1} table.sort(t, function(a, b) return a > b end) __text(table.concat(t))",
	     "12321");
	FAILS("table.sort({1, 'x'})", "attempt to compare string with number", NULL);
	RUNS("__text(string.format('%s %s %5.1f|%q|%%p', {}, week, 2.25, 'a'))",
	     "table map   2.2|&quot;a&quot;|%p");
	FAILS("string.format('%-5p', {})", "bad argument #1 to 'format' ('%p' is not allowed)",
	      NULL);
	FAILS("string.format('\\0%p', {})", "bad argument #1 to 'format' ('%p' is not allowed)",
	      NULL);
}

static void
test_patterns(void **state)
{
	(void)state;
	RUNS("__text(('hello world'):find('o w')) __text((select(2, ('hello'):find('l+')))) "
	     "__text(('a.b'):find('.', 1, true)) __text(('abc'):find('b', -2)) "
	     "__text(('abc'):find('', 10) == nil) __text(('abc'):find('', 4))",
	     "5422true4");
	RUNS("__text(('key = value'):match('^(%w+)%s*=%s*(%w+)$')) "
	     "__text(select(2, ('key = value'):match('^(%w+)%s*=%s*(%w+)$'))) "
	     "__text(('  x '):match('^%s*(.-)%s*$')) __text(('f(a(b)c)d'):match('%b()')) "
	     "__text(('THE (quick) fox'):find('%((%a+)%)')) __text(('x'):match('()'))",
	     "keyvaluex(a(b)c)51");
	RUNS("__text((('THE (quick) fox'):gsub('%f[%a]%a+', '<%0>'))) "
	     "__text((('abc'):gsub('', '-'))) __text((('abc'):gsub('%w', '%0%0', 2))) "
	     "__text((('hello'):gsub('l', {l = 7}))) __text((('hi'):gsub('.', function(c) "
	     "return c ~= 'h' and c:upper() end))) __text((('abc'):gsub('^a', 'x')))",
	     "&lt;THE&gt; (&lt;quick&gt;) &lt;fox&gt;-a-b-c-aabbche77ohIxbc");
	RUNS("for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do __text(k .. v) end "
	     "for w in ('ab'):gmatch('') do __raw'.' end",
	     "a1b2...");
	RUNS("__text(('[]]'):match('[]]+')) __text(('a-z'):match('[a%-z]+')) "
	     "__text(('x^'):match('[%^x]+')) __text(('é!'):match('[^%w%p]+')) "
	     "__text((('aa bb ab'):gsub('(%a)%1', '*'))) __text(('b1'):match('[a-c][0-9]'))",
	     "]]a-zx^é* * abb1");
	RUNS("__text(('x'):rep(3, '-')) __text((''):rep(1 << 62)) __text(('x'):rep(-1))"
	     "__text(('日本'):match(utf8.charpattern)) __text(utf8.len('日本'))",
	     "x-x-x日2");
	FAILS("('x'):match('[a')", "malformed pattern (missing ']')", NULL);
	FAILS("('x'):match('[a%')", "malformed pattern (ends with '%')", NULL);
	FAILS("('x'):match('%')", "malformed pattern (ends with '%')", NULL);
	FAILS("('x'):match('(x')", "malformed pattern (unfinished capture)", NULL);
	FAILS("('x'):match('x)')", "malformed pattern (')' without '(')", NULL);
	FAILS("('x'):match('%1')", "a pattern refers to capture %1, which it does not have", NULL);
	FAILS("('x'):gsub('x', '%2')", "there is no capture %2 in the pattern", NULL);
	FAILS("('x'):gsub('x', '%')", "invalid use of '%' in a replacement", NULL);
	FAILS("('x'):match(('('):rep(200))", "too many captures in a pattern", NULL);
	FAILS("('x'):rep(500):match(('x?'):rep(500) .. 'y')", "a pattern is too complex", NULL);
}

/* What hangs or grows with a hook alone; research/reliability.md, 3.2. */
static void
test_bombs(void **state)
{
	static const char *const endless[] = {
	    "while true do end",
	    "repeat until false",
	    "goto x ::x:: goto x",
	    "for i = 1, 1 << 62 do end",
	    "local function f() return f() end f()",
	    "string.find(('a'):rep(3000), ('.-'):rep(6) .. 'b')",
	    "while true do ('('):rep(20000):find('%b()') end",
	    "local t = {} for i = 1, 9000 do t[i] = 'xx' end while true do table.concat(t) end",
	    "while true do ('x'):rep(400000) end",
	    "while true do table.sort({2, 1}) end",
	    "local t = {} for i = 1, 9000 do t[i] = i end while true do next(t, 8999) end",
	    "while true do tostring(1.5) end",
	};
	static const char *const hungry[] = {
	    "local s = 'x' while true do s = s .. s end",
	    "local t = {} while true do t[#t + 1] = {} end",
	    "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(10000 + i) end",
	    "local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end",
	    "while true do html(('x'):rep(100000)) end",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(endless) / sizeof(*endless); i++)
		FAILS(endless[i], "the template did not end within 1000 thousand steps", NULL);
	for (size_t i = 0; i < sizeof(hungry) / sizeof(*hungry); i++) {
		FAILS(hungry[i], "the template used more than 4 MiB of memory", NULL);
		assert_non_null(diags.first->place.source);
	}
	FAILS("('x'):rep(1 << 40)", "string.rep would make a text larger than 4 MiB", NULL);
	FAILS("table.move({}, 1, 1 << 40, 2)",
	      "bad argument #3 to 'move' (too many elements to move)", NULL);
	FAILS("while true do __raw(('x'):rep(1000)) end", "the template printed more than 1 MiB",
	      NULL);
	FAILS("table.unpack({}, 1, 900000)", "too many results to unpack", NULL);
	FAILS("local function f() return 1 + f() end f()",
	      "the template used more than 4 MiB of memory", NULL);
	FAILS("local function f() __block('a', f) end f()", "C stack overflow", NULL);
	assert_true(load("second", "__text(week.title)"));
	assert_true(run("second")); // the state is as good as before
}

static void
test_blocks(void **state)
{
	(void)state;
	assert_true(load("base", "__raw'[' __block('a', function() __raw'base' end) __raw'|' "
				 "__block('b', function() __raw'b' end) __raw']'"));
	assert_true(load("middle", "__extends('base') __define('a', function() __raw'(' "
				   "__text(parent()) __block('inner', function() __raw'i' end) "
				   "__raw')' end)"));
	assert_true(load("top", "__extends('middle') local x = 'top' __define('a', function() "
				"__text(x) __text(parent()) __text(parent()) end) "
				"__define('inner', function() __raw'I' __text(parent()) end)"));
	assert_true(run("base"));
	assert_true(run("middle"));
	assert_true(run("top"));
	assert_str(buf_str(&out), "[base|b][(basei)|b][top(baseIi)(baseIi)|b]");
}

static void
test_blocks_in_includes(void **state)
{
	(void)state;
	assert_true(load("base", "__block('a', function() __include('part') end)"));
	assert_true(load("part", "__block('slot', function() __raw'empty' end)"));
	assert_true(load("page", "__extends('base') __define('slot', function() __raw'full,' "
				 "__text(parent()) __raw',' __include('box') end)"));
	assert_true(load("box", "__extends('boxbase') __define('a', function() __raw'own' end)"));
	assert_true(load("boxbase", "__raw'<' __block('a', function() end) __block('slot', "
				    "function() __raw'boxslot' end) __raw'>'"));
	assert_true(run("page"));
	assert_str(buf_str(&out), "full,empty,<ownboxslot>");
}

static void
test_includes(void **state)
{
	(void)state;
	assert_true(load("main", "__include('part', {n = 2}) __include('part') "
				 "__include('part', week)"));
	assert_true(load("part", "__text(args.n or args.number)"));
	assert_true(load("tree", "local n = args.n or 0 if n < 31 then __include('tree', {n = n + "
				 "1}) end __text(n) __raw' '"));
	assert_false(run("main"));
	assert_str(diags.first->text, "a week has no field 'n'");
	assert_true(run("tree"));
	assert_true(str_starts(buf_str(&out), STR("31 30 29 ")));
}

static void
test_block_errors(void **state)
{
	(void)state;
	FAILS("__text(parent())", "parent() stands outside of a block", "parent");
	FAILS("__block('a', function() __text(parent()) end)", "this block overrides no other",
	      "parent");
	FAILS("__include('main')", "includes are nested deeper than 32", NULL);
	FAILS("__extends('main')", "'main' extends itself, or more than 32 templates", NULL);
	FAILS("__include('mian')", "there is no layout 'mian'", "mian");
	assert_str(diags.first->cure, "did you mean 'main'?");
}

static void
test_stale_views(void **state)
{
	const struct host_binding other[] = {{"other", view}};

	(void)state;
	assert_true(load("main", "__text(week.title)"));
	assert_true(run("main"));
	assert_false(host_run_template(host, STR("main"), other, 1, &week_four, &out, &diags));
	assert_str(diags.first->text, "there is no variable 'week'");
}

static void
test_load_errors(void **state)
{
	(void)state;
	assert_false(load("bad", "\n\nlocal = 2"));
	assert_printed(&diags, "bad.html:3:7: error: <name> expected near '=' [template-syntax]\n"
			       "    local = 2\n"
			       "          ^\n");
	assert_false(load("bytes", "\x1bLua"));
	assert_false(run("bad"));
	assert_str(diags.last->text, "there is no layout 'bad'");
	assert_true(load("good", "__raw'x'"));
	assert_true(run("good"));
}

/* Memory stays where it is, however many pages a worker renders. */
static void
test_many_runs(void **state)
{
	const char *start;

	(void)state;
	assert_true(load("main", "for k, v in pairs(week) do __text(k) end local t = {} "
				 "for i = 1, 5 do t[i] = html('x' .. i) end __text(t[1]) "
				 "__block('a', function() __text(week.title) end)"));
	assert_true(run("main"));
	start = out.at;
	for (int i = 0; i < 100000; i++) {
		buf_reset(&out);
		assert_true(run("main"));
	}
	assert_ptr_equal(out.at, start);
}

static void
test_limits_of_large_sites(void **state)
{
	const struct host_limits *least = &host_limits_default;
	struct host_limits limits = host_limits_of(least, HOST_PAGES);

	(void)state;
	assert_int_equal(limits.memory, least->memory);
	assert_int_equal(limits.instructions, least->instructions);
	limits = host_limits_of(least, HOST_PAGES + 10);
	assert_int_equal(limits.memory, least->memory + 10 * HOST_PAGE_MEMORY);
	assert_int_equal(limits.instructions, least->instructions + 10 * HOST_PAGE_INSTRUCTIONS);
	assert_int_equal(limits.processor, least->processor + 10);
	assert_int_equal(limits.output, least->output);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_views, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_view_errors, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_environment, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_patterns, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_bombs, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_blocks, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_blocks_in_includes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_includes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_block_errors, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_stale_views, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_load_errors, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_many_runs, set_up, tear_down),
	    cmocka_unit_test(test_limits_of_large_sites),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
