/* include_cached: run once for a folder and its arguments, and with nothing of a page in it. */
#include "templates.h"

struct counter {
	struct value_maker maker; // first
	int made;
};

/* How often it was asked for. */
static const struct value *
count(const struct value_maker *maker, struct arena *arena, struct str output)
{
	struct counter *counter = (struct counter *)(uintptr_t)maker;

	counter->made++;
	return value_string(arena,
			    arena_printf(arena, "%d for %.*s", counter->made, STR_ARG(output)));
}

static void
begin(struct templates *t, struct counter *counter, const char *partial)
{
	*counter = (struct counter){{count}, 0};
	templates_init(t);
	templates_set(t, t->site, "count", value_later(&t->arena, &counter->maker));
	assert_true(
	    templates_add(t, "main",
			  "{% include_cached \"part\" {n = page.week.number, b = true} %}"));
	assert_true(templates_add(t, "part", partial));
}

static void
print_page(struct templates *t, const char *output, int number, const char *wanted)
{
	struct value *page = value_map(&t->arena, "a page"), *week = value_map(&t->arena, "a week");

	templates_set(t, page, "output", templates_text(t, output));
	templates_set(t, week, "number", value_int(&t->arena, number));
	templates_set(t, page, "week", week);
	t->page = page;
	if (!templates_run(t, "main")) {
		diag_print(&t->diags, stderr, false);
		fail();
	}
	assert_str(buf_str(&t->out), wanted);
}

static void
test_is_run_once(void **state)
{
	struct templates t;
	struct counter counter;

	(void)state;
	begin(&t, &counter, "{{ args.n }}{{ site.count }} {{ url(\"weeks/01.html\") }}");
	print_page(&t, "weeks/01.html", 4, "41 for weeks/* 01.html");
	print_page(&t, "weeks/02.html", 4, "41 for weeks/* 01.html");
	print_page(&t, "weeks/02.html", 5, "52 for weeks/* 01.html");
	print_page(&t, "index.html", 5, "53 for * weeks/01.html");
	print_page(&t, "weeks/03.html", 5, "52 for weeks/* 01.html");
	assert_int_equal(counter.made, 3);
	templates_release(&t);
}

/* What is made for the page is not what is made for all of them, in either order. */
static void
test_stands_beside_the_page(void **state)
{
	struct templates t;
	struct counter counter;

	(void)state;
	begin(&t, &counter, "{{ site.count }}");
	assert_true(templates_add(&t, "quick",
				  "{{ site.count }}, {% include_cached \"part\" %}, "
				  "{{ site.count }} {{ page.title }}"));
	assert_true(templates_run(&t, "quick"));
	assert_str(buf_str(&t.out),
		   "1 for weeks/04.html, 2 for weeks/*, 1 for weeks/04.html Maths &amp; "
		   "&lt;more&gt; &quot;x&quot;");
	templates_release(&t);
}

/* A page's layout overrides blocks of its own templates, not of what others print, too. */
static void
test_has_its_own_blocks(void **state)
{
	struct templates t;

	(void)state;
	templates_init(&t);
	assert_true(templates_add(&t, "base",
				  "{% block \"a\" %}base{% endblock %}"
				  "{% include_cached \"part\" %}"));
	assert_true(
	    templates_add(&t, "main", "{% extends \"base\" %}{% block \"a\" %}main{% endblock %}"));
	assert_true(templates_add(&t, "part", "[{% block \"a\" %}part{% endblock %}]"));
	assert_true(templates_run(&t, "main"));
	assert_str(buf_str(&t.out), "main[part]");
	assert_true(templates_run(&t, "base"));
	assert_str(buf_str(&t.out), "base[part]");
	templates_release(&t);
}

static void
check_failure(const char *main, const char *part, const char *wanted)
{
	struct templates t;

	templates_init(&t);
	assert_true(templates_add(&t, "main", main));
	assert_true(templates_add(&t, "part", part));
	assert_false(templates_run(&t, "main"));
	assert_str(t.diags.first->text, wanted);
	assert_int_equal(t.out.len, 0);
	/* And the state is as it was: another page has its variable. */
	assert_true(templates_add(&t, "zeal", "{{ page.hours }}"));
	renderer_free(t.renderer);
	t.renderer = NULL;
	assert_true(templates_run(&t, "zeal"));
	assert_str(buf_str(&t.out), "1.5");
	templates_release(&t);
}

static void
test_failures(void **state)
{
	(void)state;
	check_failure("{% include_cached \"part\" %}", "{{ page.title }}",
		      "there is no variable 'page'");
	check_failure("{% include_cached \"part\" {page.week} %}", "",
		      "the arguments of 'include_cached' have names");
	check_failure("{% include_cached \"part\" {week = page.week} %}", "",
		      "an argument of 'include_cached' is a text, number or boolean, not a week");
	check_failure("{% block \"a\" %}{% include_cached \"part\" %}{% endblock %}",
		      "{{ parent() }}", "parent() stands outside of a block");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_is_run_once),
	    cmocka_unit_test(test_stands_beside_the_page),
	    cmocka_unit_test(test_has_its_own_blocks),
	    cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
