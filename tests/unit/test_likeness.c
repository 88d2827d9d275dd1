#include "base/arena.h"
#include "model/likeness.h"
#include "unit.h"

static void
check(const char *a, const char *b, size_t shared, size_t all, bool suffices)
{
	struct likeness likeness;
	struct words left, right;
	struct arena arena;

	arena_init(&arena);
	left = words_read(&arena, str_from(a));
	right = words_read(&arena, str_from(b));
	likeness = likeness_of(&left, &right);
	assert_int_equal(likeness.shared, shared);
	assert_int_equal(likeness.all, all);
	assert_int_equal(likeness_suffices(likeness), suffices);
	likeness = likeness_of(&right, &left);
	assert_int_equal(likeness.shared, shared);
	arena_release(&arena);
}

static void
counts_shared_words(void **state)
{
	(void)state;
	check("Read chapter one", "Read chapter one", 6, 6, true);
	check("Setup Python environment", "Set up the Python environment", 4, 8, true);
	check("Read chapter one", "Write a program", 0, 6, false);
	check("Learn Git", "Learn NumPy and Pandas", 2, 6, false);
	check("a a a b", "a b b", 4, 7, true);
	check("one two three four", "one two", 4, 6, true);
}

static void
folds_case_and_drops_punctuation(void **state)
{
	(void)state;
	check("CHECK for PII!", "check, for \"PII\"", 6, 6, true);
	check("\u00c4RGER mit \u00dcbung", "\u00e4rger mit \u00fcbung", 6, 6, true);
	check("\u0395\u039b\u039b\u0391\u03a3", "\u03b5\u03bb\u03bb\u03b1\u03c3", 2, 2, true);
	check("Git/GitHub", "git github", 4, 4, true);
}

static void
takes_characters_for_words_where_no_space_parts_them(void **state)
{
	(void)state;
	check("\u8bfb\u7b2c\u4e00\u7ae0", "\u8bfb\u7b2c\u4e8c\u7ae0", 6, 8, true);
	check("Python \u5165\u95e8", "Python\u5165\u95e8", 6, 6, true);
}

static void
bears_texts_without_words(void **state)
{
	(void)state;
	check("", "", 0, 0, false);
	check("++", "--", 0, 0, false);
	check("", "word", 0, 1, false);
}

static void
keeps_the_order_in_the_plain_form(void **state)
{
	struct arena arena;
	struct words words;

	(void)state;
	arena_init(&arena);
	words = words_read(&arena, STR("  Read: Chapter\u00a0ONE, twice. "));
	assert_str(words.plain, "read chapter one twice");
	assert_int_equal(words.nwords, 4);
	words = words_read(&arena, STR(" ++ "));
	assert_str(words.plain, "++");
	assert_int_equal(words.nwords, 0);
	arena_release(&arena);
}

static void
compares_as_fractions(void **state)
{
	(void)state;
	assert_true(likeness_compare((struct likeness){4, 6}, (struct likeness){6, 8}) < 0);
	assert_true(likeness_compare((struct likeness){1, 2}, (struct likeness){3, 6}) == 0);
	assert_true(likeness_compare((struct likeness){6, 6}, (struct likeness){4, 5}) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_shared_words),
	    cmocka_unit_test(folds_case_and_drops_punctuation),
	    cmocka_unit_test(takes_characters_for_words_where_no_space_parts_them),
	    cmocka_unit_test(bears_texts_without_words),
	    cmocka_unit_test(keeps_the_order_in_the_plain_form),
	    cmocka_unit_test(compares_as_fractions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
