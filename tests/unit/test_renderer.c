#include "templates.h"

static struct templates t;

static int
set_up(void **state)
{
	(void)state;
	templates_init(&t);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	templates_release(&t);
	return 0;
}

static void
assert_page(const char *name, const char *wanted, int line)
{
	if (!templates_run(&t, name)) {
		diag_print(&t.diags, stderr, false);
		_fail(__FILE__, line);
	}
	unit_assert_str(buf_str(&t.out), str_from(wanted), __FILE__, line);
}

static void
test_services(void **state)
{
	(void)state;
	assert_prints("{{ url('index.html') }} {{ url('weeks/05.html#a-b') }} {{ url('#x') }}",
		      "../index.html 05.html#a-b #x");
	assert_prints("<link href=\"{{ asset('site.css') }}\">{{ asset('fonts/a.woff2') }}",
		      "<link href=\"../assets/site.css\">../assets/fonts/a.woff2");
	assert_fails("x\n  {{ asset('sit.css') }}",
		     "main.html:2:3: error: the theme has no asset 'sit.css'; did you mean "
		     "'site.css'? [template-error]\n"
		     "      {{ asset('sit.css') }}\n"
		     "      ^~~~~~~~~~~~~~~~~~~~~~\n"
		     "  note: while rendering 'weeks/04.html'\n");
	assert_fails_at("{{ url(nil) }}", 1, 1,
			"url() takes the output path of a page, not nothing");
	assert_fails_at("{{ url(page.week) }}", 1, 1,
			"url() takes the output path of a page, not a map");
}

static void
test_field_error(void **state)
{
	(void)state;
	assert_fails("<h1>\n    {{ page.title }}: {{ page.week.outcome }}\n</h1>",
		     "main.html:2:36: error: a week has no field 'outcome' [template-error]\n"
		     "        {{ page.title }}: {{ page.week.outcome }}\n"
		     "                                       ^~~~~~~\n"
		     "  note: while rendering 'weeks/04.html'\n"
		     "  cure: did you mean 'outcomes'?\n");
}

static void
test_three_levels(void **state)
{
	(void)state;
	assert_true(templates_add(&t, "base",
				  "<b>{% block \"main\" %}base {{ page.title }}"
				  "{% endblock %}</b>{% block \"foot\" %}{% endblock %}\n"));
	assert_true(templates_add(&t, "middle",
				  "{% extends \"base\" %}\n"
				  "{% block \"main\" %}<i>{{ parent() }}"
				  "{% block \"inner\" %}in{% endblock %}</i>"
				  "{% endblock %}\n"));
	assert_true(templates_add(&t, "top",
				  "{# c #}\n{% extends \"middle\" %}\n"
				  "{% local n = page.week.number %}\n"
				  "{% block \"main\" %}{{ n }}{{ parent() }}{% endblock %}\n"
				  "{% block \"inner\" %}({{ parent() }}){% endblock %}\n"));
	assert_page("base", "<b>base Maths &amp; &lt;more&gt; &quot;x&quot;</b>\n", __LINE__);
	assert_page("middle", "<b><i>base Maths &amp; &lt;more&gt; &quot;x&quot;in</i></b>\n",
		    __LINE__);
	assert_page("top", "<b>4<i>base Maths &amp; &lt;more&gt; &quot;x&quot;(in)</i></b>\n",
		    __LINE__);
}

static void
test_includes(void **state)
{
	(void)state;
	assert_true(
	    templates_add(&t, "main",
			  "{% for i, x in ipairs(page.week.outcomes) do -%}\n"
			  "{% include \"p/item\" {item = x, last = i == #page.week.outcomes} %}"
			  "{% end -%}"));
	assert_true(templates_add(&t, "p/item",
				  "<li>{{ args.item.title }}{% if not args.last then %}"
				  ",{% end %}</li>"));
	assert_page("main", "<li>Item &lt;1&gt;,</li><li>Item &lt;2&gt;</li>", __LINE__);
}

/* The error stands in the included template, and says who asked for it. */
static void
test_error_in_include(void **state)
{
	(void)state;
	assert_true(templates_add(&t, "base", "<p>\n{% block \"main\" %}{% endblock %}"));
	assert_true(templates_add(&t, "part", "{% local x = args.x %}\n\n\n{{ x.nope }}"));
	assert_true(templates_add(&t, "week",
				  "{% extends \"base\" %}\n{% block \"main\" %}\n\n"
				  "  {% include \"part\" {x = page.week} %}\n"
				  "{% endblock %}"));
	assert_false(templates_run(&t, "week"));
	assert_printed(&t.diags,
		       "part.html:4:6: error: a week has no field 'nope' [template-error]\n"
		       "    {{ x.nope }}\n"
		       "         ^~~~\n"
		       "week.html:4:3: note: called from here\n"
		       "      {% include \"part\" {x = page.week} %}\n"
		       "      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
		       "base.html:2:1: note: called from here\n"
		       "    {% block \"main\" %}{% endblock %}\n"
		       "    ^~~~~~~~~~~~~~~~~~\n"
		       "  note: while rendering 'weeks/04.html'\n");
}

static void
test_missing_layout(void **state)
{
	(void)state;
	assert_true(templates_add(&t, "week", "x"));
	assert_false(templates_run(&t, "weak"));
	assert_printed(&t.diags,
		       "weeks/04.html: error: theme 'test' has no layout 'weak' [layout-missing]\n"
		       "  cure: did you mean 'week'?\n");
}

/* A page that fails leaves nothing behind for the next. */
static void
test_after_failure(void **state)
{
	(void)state;
	assert_true(templates_add(&t, "bad", "{% block \"a\" %}text{{ page.nope }}{% endblock %}"));
	assert_true(templates_add(&t, "endless", "{% while true do end %}"));
	assert_true(templates_add(&t, "good", "{% block \"a\" %}good{% endblock %}"));
	assert_false(templates_run(&t, "bad"));
	assert_page("good", "good", __LINE__);
	assert_false(templates_run(&t, "endless"));
	assert_str(t.diags.last->text, "the template did not end within 50000 thousand steps");
	assert_page("good", "good", __LINE__);
}

static void
test_state_is_not_kept(void **state)
{
	(void)state;
	assert_true(templates_add(&t, "main",
				  "{% local n = 0 %}{% n = n + 1 %}{{ n }}"
				  "{% args.x = (args.x or 0) + 1 %}{{ args.x }}"));
	assert_page("main", "11", __LINE__);
	assert_page("main", "11", __LINE__);
}

/* Two states, many runs: the same bytes. */
static void
test_deterministic(void **state)
{
	static const char text[] =
	    "{% for k, v in pairs({x = 1, y = 2, z = 3, 4, 5, [9] = 6}) do %}"
	    "{{ k }}={{ v }} {% end %}{{ tostring(pairs) }}{{ tostring({}) }}";
	struct templates other;

	(void)state;
	templates_init(&other);
	assert_true(templates_add(&t, "main", text));
	assert_true(templates_add(&other, "main", text));
	assert_page("main", "1=4 2=5 9=6 x=1 y=2 z=3 functiontable", __LINE__);
	assert_true(templates_run(&other, "main"));
	assert_true(str_eq(buf_str(&t.out), buf_str(&other.out)));
	templates_release(&other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_services),
	    cmocka_unit_test(test_field_error),
	    cmocka_unit_test_setup_teardown(test_three_levels, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_includes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_error_in_include, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_missing_layout, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_after_failure, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_state_is_not_kept, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_deterministic, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
