#include "base/arena.h"
#include "base/url.h"
#include "unit.h"

static void
check_scheme(const char *url, const char *wanted, bool allowed)
{
	struct arena arena;

	arena_init(&arena);
	assert_str(url_scheme(&arena, str_from(url)), wanted);
	assert_int_equal(url_is_allowed(str_from(url)), allowed);
	arena_release(&arena);
}

static void
knows_schemes(void **state)
{
	(void)state;
	check_scheme("http://a", "http", true);
	check_scheme("HTTPS://a", "https", true);
	check_scheme("mailto:a@b", "mailto", true);
	check_scheme("tel:1", "tel", true);
	check_scheme("javascript:a", "javascript", false);
	check_scheme(" \x01\tjava\nscript\r:a", "javascript", false);
	check_scheme("data:text/html,x", "data", false);
	check_scheme("file:///etc", "file", false);
	check_scheme("x+y-z.1:a", "x+y-z.1", false);
	check_scheme("a/b:c", "", true);
	check_scheme("?a:b", "", true);
	check_scheme("#a:b", "", true);
	check_scheme("1a:b", "", true);
	check_scheme("//host/a", "", true);
	check_scheme("", "", true);
}

static void
knows_hosts(void **state)
{
	(void)state;
	assert_true(url_is_external(STR("http://a")));
	assert_true(url_is_external(STR("HTTPS://a")));
	assert_true(url_is_external(STR("//a")));
	assert_false(url_is_external(STR("mailto:a@b")));
	assert_false(url_is_external(STR("a/b.md")));
	assert_str(url_host(STR("https://www.a.org/b?c")), "a.org");
	assert_str(url_host(STR("http://a.org?b")), "a.org");
	assert_str(url_host(STR("http://u@a.org#b")), "a.org");
	assert_str(url_host(STR("a.org/b")), "");
}

static void
check_parts(const char *url, const char *path, const char *query, const char *fragment)
{
	struct url_parts parts = url_split(str_from(url));

	assert_str(parts.path, path);
	assert_str(parts.query, query);
	assert_str(parts.fragment, fragment ? fragment : "");
	assert_int_equal(parts.has_fragment, fragment != NULL);
}

static void
splits(void **state)
{
	(void)state;
	check_parts("a/b.md?x#y", "a/b.md", "?x", "y");
	check_parts("a#b?c#d", "a", "", "b?c#d");
	check_parts("#", "", "", "");
	check_parts("?a", "", "?a", NULL);
	check_parts("", "", "", NULL);
}

static void
decodes(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_str(url_decode(&arena, STR("a%20b%C3%a4%41")), "a b\u00e4A");
	assert_str(url_decode(&arena, STR("%")), "%");
	assert_str(url_decode(&arena, STR("%4")), "%4");
	assert_str(url_decode(&arena, STR("%zz%+1")), "%zz%+1");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_schemes),
	    cmocka_unit_test(knows_hosts),
	    cmocka_unit_test(splits),
	    cmocka_unit_test(decodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
