#include "unit.h"

#include "base/arena.h"
#include "base/path.h"

static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
test_join(void **state)
{
	struct str none = {0};

	(void)state;
	assert_str(path_join(&arena, STR("a"), STR("b/c")), "a/b/c");
	assert_str(path_join(&arena, STR("a/"), STR("b")), "a/b");
	assert_str(path_join(&arena, STR("/"), STR("b")), "/b");
	assert_str(path_join(&arena, STR(""), STR("b")), "b");
	assert_str(path_join(&arena, STR("a"), STR("")), "a");
	assert_str(path_join(&arena, none, none), "");
	assert_string_equal(path_join(&arena, STR("a"), STR("b")).at, "a/b"); // ends in NUL
}

static void
test_parts(void **state)
{
	static const struct {
		const char *path, *folder, *name, *extension;
	} rows[] = {
	    {"a/b/c.md", "a/b", "c.md", ".md"},
	    {"c.md", "", "c.md", ".md"},
	    {"", "", "", ""},
	    {"/a", "/", "a", ""},
	    {"a/", "a", "", ""},
	    {"a.b/c", "a.b", "c", ""},
	    {"a/.htaccess", "a", ".htaccess", ""},
	    {"a/.x.md", "a", ".x.md", ".md"},
	    {"a.tar.gz", "", "a.tar.gz", ".gz"},
	    {"a.", "", "a.", ""},
	    {"a/..", "a", "..", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str path = str_from(rows[i].path);

		assert_str(path_folder(path), rows[i].folder);
		assert_str(path_name(path), rows[i].name);
		assert_str(path_extension(path), rows[i].extension);
	}
}

static void
test_with_extension(void **state)
{
	(void)state;
	assert_str(path_with_extension(&arena, STR("a/b/c.md"), STR(".html")), "a/b/c.html");
	assert_str(path_with_extension(&arena, STR("a.b/c"), STR(".html")), "a.b/c.html");
	assert_str(path_with_extension(&arena, STR("c.md"), STR("")), "c");
	assert_str(path_with_extension(&arena, STR(""), STR("")), "");
}

static void
test_resolve(void **state)
{
	static const struct {
		const char *folder, *path, *wanted; // NULL: leaves the root
	} rows[] = {
	    {"weeks", "../pages/a.md", "pages/a.md"},
	    {"weeks", "a.md", "weeks/a.md"},
	    {"weeks", "./a.md", "weeks/a.md"},
	    {"weeks", "", "weeks"},
	    {"weeks", ".", "weeks"},
	    {"weeks", "..", ""},
	    {"weeks", "a//b/./c/", "weeks/a/b/c"},
	    {"a/b/c", "../../x/../y", "a/y"},
	    {"", "a/../../b", NULL},
	    {"weeks", "../..", NULL},
	    {"weeks", "../../weeks/a.md", NULL},
	    {"", "..", NULL},
	    {"weeks", "/etc/passwd", NULL},
	    {"", "...", "..."},
	    {"", "..a/.b", "..a/.b"},
	};
	struct str out;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		bool inside =
		    path_resolve(&arena, str_from(rows[i].folder), str_from(rows[i].path), &out);

		assert_int_equal(inside, rows[i].wanted != NULL);
		assert_str(out, rows[i].wanted);
	}
}

static void
test_relative(void **state)
{
	static const struct {
		const char *from, *to, *wanted;
	} rows[] = {
	    {"weeks/1.html", "index.html", "../index.html"},
	    {"index.html", "weeks/1.html", "weeks/1.html"},
	    {"weeks/1.html", "weeks/2.html", "2.html"},
	    {"weeks/1.html", "weeks/1.html", "1.html"},
	    {"a/b/c.html", "a/d/e.html", "../d/e.html"},
	    {"a/b/c.html", "x/y.css", "../../x/y.css"},
	    {"week/1.html", "weeks/1.html", "../weeks/1.html"},
	    {"weeks/1.html", "weeks", "../weeks"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(path_relative(&arena, str_from(rows[i].from), str_from(rows[i].to)),
			   rows[i].wanted);
}

static void
test_segment(void **state)
{
	static const struct str good[] = {
	    STR_INIT("a"),    STR_INIT("01-python.html"), STR_INIT("caf\u00e9"), STR_INIT("a b"),
	    STR_INIT("a..b"), STR_INIT("console"),        STR_INIT("com"),       STR_INIT("com10"),
	    STR_INIT("lpt"),  STR_INIT("nul-week"),       STR_INIT("company"),
	};
	static const struct str bad[] = {
	    STR_INIT(""),           STR_INIT("."),      STR_INIT(".."),
	    STR_INIT(".a"),         STR_INIT("a."),     STR_INIT(" a"),
	    STR_INIT("a "),         STR_INIT("a/b"),    STR_INIT("a\\b"),
	    STR_INIT("c:d"),        STR_INIT("a\0b"),   STR_INIT("a\nb"),
	    STR_INIT("a\x7f"),      STR_INIT("con"),    STR_INIT("CON.md"),
	    STR_INIT("nul.tar.gz"), STR_INIT("CoM1"),   STR_INIT("lpt9.html"),
	    STR_INIT("aux"),        STR_INIT("prn"),    STR_INIT("a?"),
	    STR_INIT("a*b"),        STR_INIT("<a>"),    STR_INIT("a|b"),
	    STR_INIT("\"a\""),      STR_INIT("a\xff"),  STR_INIT("com\u00b9"),
	    STR_INIT("con .md"),    STR_INIT("CONIN$"), STR_INIT("c#"),
	    STR_INIT("100%"),
	};
	char text[101];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!path_is_segment(good[i]))
			fail_msg("%.*s", STR_ARG(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (path_is_segment(bad[i]))
			fail_msg("%.*s", STR_ARG(bad[i]));
	memset(text, 'a', sizeof(text));
	assert_true(path_is_segment((struct str){text, 100}));
	assert_false(path_is_segment((struct str){text, 101}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_join),           cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_with_extension), cmocka_unit_test(test_resolve),
	    cmocka_unit_test(test_relative),       cmocka_unit_test(test_segment),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
