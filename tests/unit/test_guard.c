#include "base/vec.h"
#include "parsed.h"
#include "unit.h"

#include <time.h>

/* Text made of a unit repeated, between two others. */
static struct str
repeated(struct arena *arena, const char *before, const char *unit, size_t count, const char *after)
{
	struct buf text;
	struct str copy;

	buf_init(&text);
	buf_add(&text, str_from(before));
	for (size_t i = 0; i < count; i++)
		buf_add(&text, str_from(unit));
	buf_add(&text, str_from(after));
	copy = arena_dup(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

/* Of the processor: a busy machine does not count. */
static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The complaint about such a text, which must not take long. */
static const char *
complaint(const char *before, const char *unit, size_t count, const char *after)
{
	struct arena arena;
	struct parsed parsed;
	const char *slug;
	double start = seconds();

	arena_init(&arena);
	parsed_init_with(&parsed, repeated(&arena, before, unit, count, after),
			 &(struct markdown_options){0});
	slug = parsed_complaint(&parsed.diags);
	assert_int_equal(parsed.root == NULL, *slug != '\0');
	parsed_release(&parsed);
	arena_release(&arena);
	assert_true(seconds() - start < 60); // with a sanitizer; quadratic ones take hours
	return slug;
}

static void
bounds_depth(void **state)
{
	(void)state;
	assert_string_equal(complaint("", "> ", 100, "x"), "");
	assert_string_equal(complaint("", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("", "- ", 100, "x"), "");
	assert_string_equal(complaint("", "- ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("", "> - ", 50, "x"), "");
	assert_string_equal(complaint("", "> - ", 51, "x"), "nesting-too-deep");
	assert_string_equal(complaint("", "1. ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("", ">", 10000, "x"), "nesting-too-deep");
}

/* Lists that nest line by line, each indented under the one before. */
static const char *
staircase(int depth, const char *line_end)
{
	struct arena arena;
	struct buf text;
	struct parsed parsed;
	const char *slug;

	arena_init(&arena);
	buf_init(&text);
	for (int i = 0; i < depth; i++)
		buf_addf(&text, "%*s- a%s", 2 * i, "", line_end);
	parsed_init_with(&parsed, buf_str(&text), &(struct markdown_options){0});
	slug = parsed_complaint(&parsed.diags);
	parsed_release(&parsed);
	buf_release(&text);
	arena_release(&arena);
	return slug;
}

static void
bounds_depth_over_lines(void **state)
{
	(void)state;
	assert_string_equal(staircase(100, "\n"), "");
	assert_string_equal(staircase(101, "\n"), "nesting-too-deep");
	assert_string_equal(staircase(101, "\r\n"), "nesting-too-deep");
	assert_string_equal(staircase(101, "\n\n"), "nesting-too-deep");
	assert_string_equal(staircase(200, "\r"), "nesting-too-deep");
}

static void
counts_only_what_nests(void **state)
{
	(void)state;
	assert_string_equal(complaint("", "- ", 3000, "-"), ""); // a rule
	assert_string_equal(complaint("", "* a\n", 3000, ""), "");
	assert_string_equal(complaint("```\n", "> ", 3000, "\n```\n"), "");
	assert_string_equal(complaint("    ", "> ", 3000, ""), "");
	assert_string_equal(complaint("<!--\n", "> ", 3000, "\n-->\n"), "");
	assert_string_equal(complaint("a\n", "> > b\n", 500, ""), "");
	assert_string_equal(complaint("`", "> ", 300, "`"), "");
}

/* What hides a fence from cmark must not hide the lines behind it from the guard. */
static void
is_not_fooled_by_fences(void **state)
{
	(void)state;
	assert_string_equal(complaint("<!--\n```\n-->\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("<div>\n```\n</div>\n\n", "> ", 101, "x"),
			    "nesting-too-deep");
	assert_string_equal(complaint("<x-y a=\"b\">\n```\n\n", "> ", 101, "x"),
			    "nesting-too-deep");
	assert_string_equal(complaint("> ```\n\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("- a\n  ```\nb\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("-\n\n  ```\n  ```\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("``` a`b\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("a\n    ```\n", "> ", 101, "x"), "nesting-too-deep");
	assert_string_equal(complaint("```\n``\n", "> ", 101, "x"), "");
}

static void
bounds_blocks(void **state)
{
	(void)state;
	assert_string_equal(complaint("", "abcdefg\n", 8192, ""), "");
	assert_string_equal(complaint("", "abcdefg\n", 8193, ""), "block-too-large");
	assert_string_equal(complaint("", "abcdefg\r\n", 9000, ""), "block-too-large");
	assert_string_equal(complaint("> ", "abcdefg\n> ", 9000, ""), "block-too-large");
	assert_string_equal(complaint("", "abcdefg\n\n", 20000, ""), "");
	assert_string_equal(complaint("", "- abcdefg\n", 20000, ""), "");
	assert_string_equal(complaint("~~~\n", "abcdefg\n", 20000, "~~~\n"), "");
	assert_string_equal(complaint("# ", "a", 70000, ""), "block-too-large");
	assert_string_equal(complaint("", "![[]()", 10900, ""), "");
}

static void
bounds_tables(void **state)
{
	(void)state;
	assert_string_equal(complaint("a|b\n-|-\n", "c|d\n", 40000, ""), "");
	assert_string_equal(complaint("a|b\n-|-\n", "c|d\n", 70000, ""), "block-too-large");
	assert_string_equal(complaint("a|b\n-|-\n", "|", 65000, ""), "table-too-large");
	assert_string_equal(complaint("", "|", 65000, "\n-|-\n"), "table-too-large");
	assert_string_equal(complaint("", "|", 65000, ""), "");
	assert_string_equal(complaint("a|b\n", "-|-\n", 1900, ""), "");
	assert_string_equal(complaint("a|b|c\n", "-|-\n", 60000, ""), "table-too-large");
}

static const char *
wide_table(int columns, int rows)
{
	struct arena arena;
	struct buf text;
	struct parsed parsed;
	const char *slug;

	arena_init(&arena);
	buf_init(&text);
	for (int line = 0; line < 2; line++) {
		for (int i = 0; i < columns; i++)
			buf_add(&text, line ? STR("|-") : STR("|a"));
		buf_add(&text, STR("|\n"));
	}
	for (int i = 0; i < rows; i++)
		buf_add(&text, STR("|b\n"));
	parsed_init_with(&parsed, buf_str(&text), &(struct markdown_options){0});
	slug = parsed_complaint(&parsed.diags);
	parsed_release(&parsed);
	buf_release(&text);
	arena_release(&arena);
	return slug;
}

static void
bounds_columns_and_cells(void **state)
{
	(void)state;
	assert_string_equal(wide_table(128, 10), "");
	assert_string_equal(wide_table(130, 10), "table-too-large");
	assert_string_equal(wide_table(128, 1500), "");
	assert_string_equal(wide_table(128, 1600), "table-too-large");
}

static void
bounds_definitions(void **state)
{
	(void)state;
	assert_string_equal(complaint("", "[a]: b\n\n", 10000, ""), "");
	assert_string_equal(complaint("", "[a]: b\n\n", 10001, ""), "too-many-definitions");
	assert_string_equal(complaint("", "[^a]: b\n\n", 2001, ""), "too-many-definitions");
}

static void
bounds_work_and_memory(void **state)
{
	struct markdown_limits limits = markdown_limits_default;
	struct markdown_options options = {.limits = &limits};
	struct arena arena;
	struct parsed parsed;

	(void)state;
	assert_string_equal(complaint("- a\n  - b\n    - c\n", "\n", 8000000, ""),
			    "nesting-too-deep");
	arena_init(&arena);
	limits.memory = 1024 * 1024;
	parsed_init_with(&parsed, repeated(&arena, "", "*a*\n\n", 20000, ""), &options);
	assert_null(parsed.root);
	assert_string_equal(parsed_complaint(&parsed.diags), "page-memory");
	parsed_release(&parsed);
	parsed_init_with(&parsed, STR("*a*"), &options); // the thread can go on
	assert_non_null(parsed.root);
	parsed_release(&parsed);
	arena_release(&arena);
}

static void
says_where(void **state)
{
	struct markdown_limits limits = markdown_limits_default;
	struct parsed parsed;

	(void)state;
	limits.depth = 2;
	parsed_init_with(&parsed, STR("a\n\n> > b\n>\n> - > c\n"),
			 &(struct markdown_options){.limits = &limits});
	assert_printed(&parsed.diags,
		       "page.md:5:7: error: lists and quotes are nested deeper than 2 here "
		       "[nesting-too-deep]\n"
		       "    > - > c\n"
		       "          ^\n"
		       "  cure: use headings, and fewer levels\n");
	parsed_release(&parsed);
}

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bounds_depth),
	    cmocka_unit_test(bounds_depth_over_lines),
	    cmocka_unit_test(counts_only_what_nests),
	    cmocka_unit_test(is_not_fooled_by_fences),
	    cmocka_unit_test(bounds_blocks),
	    cmocka_unit_test(bounds_tables),
	    cmocka_unit_test(bounds_columns_and_cells),
	    cmocka_unit_test(bounds_definitions),
	    cmocka_unit_test(bounds_work_and_memory),
	    cmocka_unit_test(says_where),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
