#include "unit.h"

#include "base/str.h"

static void
test_equality(void **state)
{
	struct str none = {0};

	(void)state;
	assert_true(str_eq(none, STR("")));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("a"), STR("ab")));
	assert_true(str_eq_fold(STR("HeLLo-1"), STR("hEllO-1")));
	assert_false(str_eq_fold(STR("\xc3\x84"), STR("\xc3\xa4"))); // ASCII alone is folded
	assert_false(str_eq_fold(STR("["), STR("{")));               // neighbours of the letters
	assert_int_equal(str_from(NULL).len, 0);
	assert_int_equal(str_from("abc").len, 3);
}

static void
test_order(void **state)
{
	struct str none = {0};

	(void)state;
	assert_true(str_compare(STR("a"), STR("b")) < 0);
	assert_true(str_compare(STR("b"), STR("a")) > 0);
	assert_true(str_compare(STR("a"), STR("ab")) < 0);
	assert_true(str_compare(STR("ab"), STR("a")) > 0);
	assert_int_equal(str_compare(STR("ab"), STR("ab")), 0);
	assert_int_equal(str_compare(none, STR("")), 0);
	assert_true(str_compare(none, STR("a")) < 0);
	assert_true(str_compare(STR("z"), STR("\xc3\xa4")) < 0); // bytes are unsigned
}

static void
test_slices(void **state)
{
	struct str none = {0};

	(void)state;
	assert_str(str_slice(STR("hello"), 1, 3), "el");
	assert_str(str_slice(STR("hello"), 3, 99), "lo");
	assert_str(str_slice(STR("hello"), 4, 2), "");
	assert_str(str_slice(STR("hello"), 99, 100), "");
	assert_str(str_slice(none, 1, 2), "");
	assert_str(str_skip(STR("hello"), 5), "");
	assert_str(str_skip(STR("hello"), 6), "");
	assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
	assert_str(str_trim(STR(" \n ")), "");
	assert_str(str_trim(none), "");
	assert_str(str_trim(STR("\va")), "\va");
}

static void
test_ends(void **state)
{
	(void)state;
	assert_true(str_starts(STR("weeks/1.md"), STR("weeks/")));
	assert_true(str_starts(STR("a"), STR("")));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("weeks/1.md"), STR(".md")));
	assert_true(str_ends(STR(""), STR("")));
	assert_false(str_ends(STR("md"), STR(".md")));
}

static void
test_find(void **state)
{
	struct str none = {0};

	(void)state;
	assert_int_equal(str_find_char(STR("a:b:c"), ':'), 1);
	assert_int_equal(str_find_char(STR("abc"), ':'), 3);
	assert_int_equal(str_find_char(none, ':'), 0);
	assert_int_equal(str_find_char(STR("ab\0c"), '\0'), 2);
	assert_int_equal(str_find(STR("a: b: c"), STR(": ")), 1);
	assert_int_equal(str_find(STR("abc"), STR("abcd")), 3);
	assert_int_equal(str_find(STR("abc"), STR("")), 0);
	assert_int_equal(str_find(none, STR("a")), 0);
	assert_true(str_has(STR("abc"), STR("c")));
	assert_true(str_has(none, STR("")));
	assert_false(str_has(STR("abc"), STR("d")));
}

static size_t
count_pieces(struct str rest)
{
	struct str piece;
	size_t n = 0;

	while (str_split(&rest, ',', &piece))
		n++;
	return n;
}

static void
test_cut(void **state)
{
	struct str rest = STR("a<b>c<d>e<f"), piece;

	(void)state;
	assert_true(str_cut(&rest, STR("<"), STR(">"), &piece));
	assert_true(str_eq(piece, STR("b")));
	assert_true(str_cut(&rest, STR("<"), STR(">"), &piece));
	assert_true(str_eq(piece, STR("d")));
	assert_false(str_cut(&rest, STR("<"), STR(">"), &piece));
	assert_true(str_eq(rest, STR("e<f")));
}

static void
test_split(void **state)
{
	struct str rest = STR("a,,b,"), piece, none = {0};

	(void)state;
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "a");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "");
	assert_str(rest, "b,");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "b");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "");
	assert_false(str_split(&rest, ',', &piece));
	assert_int_equal(count_pieces(STR("")), 1);
	assert_int_equal(count_pieces(none), 0);
	assert_int_equal(count_pieces(STR("a")), 1);
	assert_int_equal(count_pieces(STR(",")), 2);
}

static void
test_to_int(void **state)
{
	static const char *const bad[] = {"",    "-1",  "+1", " 1",         "1 ",
					  "1.0", "0x1", "a",  "2147483648", "99999999999999999999"};
	int value = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(str_to_int(str_from(bad[i]), &value));
	assert_int_equal(value, 7);
	assert_true(str_to_int(STR("0"), &value));
	assert_int_equal(value, 0);
	assert_true(str_to_int(STR("0000000000016"), &value));
	assert_int_equal(value, 16);
	assert_true(str_to_int(STR("2147483647"), &value));
	assert_int_equal(value, 2147483647);
}

static void
test_ascii(void **state)
{
	size_t nspace = 0, ndigit = 0, nalpha = 0, npunct = 0;

	(void)state;
	for (int c = -128; c < 128; c++) {
		nspace += ascii_is_space((char)c);
		ndigit += ascii_is_digit((char)c);
		nalpha += ascii_is_alpha((char)c);
		npunct += ascii_is_punct((char)c);
		assert_int_equal(ascii_is_alnum((char)c),
				 ascii_is_alpha((char)c) || ascii_is_digit((char)c));
	}
	assert_int_equal(nspace, 4);
	assert_int_equal(ndigit, 10);
	assert_int_equal(nalpha, 52);
	assert_int_equal(npunct, 32);
	assert_int_equal(ascii_lower('Z'), 'z');
	assert_int_equal(ascii_lower('['), '[');
	assert_int_equal(ascii_lower('@'), '@');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_equality), cmocka_unit_test(test_order),
	    cmocka_unit_test(test_slices),   cmocka_unit_test(test_ends),
	    cmocka_unit_test(test_find),     cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_split),    cmocka_unit_test(test_to_int),
	    cmocka_unit_test(test_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
