#include "emit/plan.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
	struct arena arena;
	struct diag_list diags;
	struct plan plan;
};

static int
setup(void **state)
{
	struct fixture *fixture = alloc_or_die(1, sizeof(*fixture));

	*fixture = (struct fixture){0};
	arena_init(&fixture->arena);
	diag_init(&fixture->diags);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	diag_release(&fixture->diags);
	arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

static size_t
add(struct fixture *fixture, const char *path, const char *owner)
{
	return plan_add(&fixture->arena, &fixture->plan, str_from(path), str_from(owner),
			&fixture->diags);
}

static void
assert_refused(struct fixture *fixture, const char *path, enum diag_code code)
{
	size_t noutputs = fixture->plan.noutputs;

	assert_true(add(fixture, path, "second") == SIZE_MAX);
	assert_int_equal(fixture->plan.noutputs, noutputs);
	assert_non_null(fixture->diags.last);
	assert_int_equal(fixture->diags.last->code, code);
	assert_string_equal(fixture->diags.last->path.at, "second");
}

static void
test_indices(void **state)
{
	struct fixture *fixture = *state;
	char path[32];

	for (size_t i = 0; i < 300; i++) {
		snprintf(path, sizeof(path), "f%03zu/x", 299 - i);
		assert_int_equal(add(fixture, path, "first"), i);
	}
	fixture->plan.outputs[299].bytes = STR("last");
	plan_sort(&fixture->plan);
	assert_string_equal(fixture->plan.outputs[0].path.at, "f000/x");
	assert_string_equal(fixture->plan.outputs[0].bytes.at, "last");
	assert_string_equal(fixture->plan.outputs[299].path.at, "f299/x");
}

static void
test_order_is_by_bytes(void **state)
{
	struct fixture *fixture = *state;
	static const char *const sorted[] = {"B", "a-b", "a.b", "a/b", "a0"};

	for (size_t i = 5; i-- > 0;)
		add(fixture, sorted[i], "first");
	plan_sort(&fixture->plan);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(fixture->plan.outputs[i].path.at, sorted[i]);
}

static void
test_sort_of_nothing(void **state)
{
	struct fixture *fixture = *state;

	plan_sort(&fixture->plan);
	assert_int_equal(fixture->plan.noutputs, 0);
}

static void
test_clash(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, "weeks/a.html", "first");
	assert_refused(fixture, "weeks/a.html", DIAG_OUTPUT_CLASH);
	assert_string_equal(fixture->diags.last->text.at,
			    "output 'weeks/a.html' is already made by 'first'");
}

static void
test_clash_by_case(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, "weeks/\u00c4hre.html", "first");
	assert_refused(fixture, "Weeks/\u00e4hre.HTML", DIAG_OUTPUT_CLASH);
	assert_string_equal(
	    fixture->diags.last->text.at,
	    "output 'Weeks/\u00e4hre.HTML' clashes with 'weeks/\u00c4hre.html', made by 'first'");
}

static void
test_clash_with_folder(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, "a/b/c.html", "first");
	assert_refused(fixture, "a/b", DIAG_OUTPUT_CLASH);
	assert_refused(fixture, "A", DIAG_OUTPUT_CLASH);
	assert_refused(fixture, "a/b/c.html/d", DIAG_OUTPUT_CLASH);
	assert_true(add(fixture, "a/bb", "third") == 1);
	assert_true(add(fixture, "A/b/d.html", "third") == 2);
}

static void
test_clash_after_sort(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, "z", "zed");
	add(fixture, "a", "ay");
	plan_sort(&fixture->plan);
	assert_refused(fixture, "z", DIAG_OUTPUT_CLASH);
	assert_string_equal(fixture->diags.last->text.at, "output 'z' is already made by 'zed'");
}

static void
test_unsafe(void **state)
{
	struct fixture *fixture = *state;
	static const char *const unsafe[] = {
	    "",     "/",        "/etc/passwd", "a/",       "a//b",        "./a",         "a/./b",
	    "../a", "a/../b",   "..",          ".",        ".build.json", ".git/config", "a\\b",
	    "C:/a", "con",      "a/NUL.html",  "com1.txt", "a.",          "a ",          " a",
	    "a\nb", "a\x1b[0m", "\xff\xfe",    "a\x7f",    "weeks/.x",
	};

	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		assert_refused(fixture, unsafe[i], DIAG_SLUG_INVALID);
	assert_int_equal(fixture->diags.nerrors, sizeof(unsafe) / sizeof(*unsafe));
}

static void
test_long(void **state)
{
	struct fixture *fixture = *state;
	char path[1002];

	memset(path, 'a', sizeof(path));
	path[101] = '\0';
	assert_refused(fixture, path, DIAG_SLUG_INVALID);
	for (size_t i = 0; i < 1001; i++)
		path[i] = i % 50 == 49 ? '/' : 'a';
	path[1001] = '\0';
	assert_refused(fixture, path, DIAG_SLUG_INVALID);
	path[999] = 'a';
	path[1000] = '\0';
	assert_int_equal(add(fixture, path, "first"), 0);
}

/* Takes what comes first, and then no more. */
struct full_sink {
	struct sink sink;
	int room;
};

static bool
take_while_room(struct sink *sink, struct arena *arena, struct output *output, struct str bytes)
{
	struct full_sink *full = (struct full_sink *)sink;

	(void)arena;
	if (!full->room--)
		return false;
	output->taken = output->expected = (struct fingerprint){bytes.len, STR("hash")};
	output->copy = STR("staged");
	output->mark = 1;
	output->same = true;
	return true;
}

static void
test_a_sink_that_is_full_holds_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct full_sink full = {{take_while_room}, 1};
	struct plan *plan = &fixture->plan;
	size_t index = plan_add(&fixture->arena, plan, STR("a.html"), STR("a"), &fixture->diags);
	const struct output *output = &plan->outputs[index];

	plan->sink = &full.sink;
	plan_fill(plan, &fixture->arena, index, STR("first"));
	assert_int_equal(output_size(&fixture->arena, output), 5);
	assert_int_equal(output->bytes.len, 0);
	plan_fill(plan, &fixture->arena, index, STR("second"));
	assert_int_equal(output->bytes.len, 6);
	assert_int_equal(output->taken.hash.len + output->expected.hash.len + output->copy.len, 0);
	assert_false(output->same);
	assert_int_equal(output_size(&fixture->arena, output), 6);
	plan_fill(plan, &fixture->arena, SIZE_MAX, STR("nothing"));
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_indices),
	    TEST(test_order_is_by_bytes),
	    TEST(test_sort_of_nothing),
	    TEST(test_clash),
	    TEST(test_clash_by_case),
	    TEST(test_clash_with_folder),
	    TEST(test_clash_after_sort),
	    TEST(test_unsafe),
	    TEST(test_long),
	    TEST(test_a_sink_that_is_full_holds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
