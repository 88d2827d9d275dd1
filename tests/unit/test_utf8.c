#include "unit.h"

#include "base/buf.h"
#include "base/utf8.h"

static void
test_valid(void **state)
{
	static const struct str good[] = {
	    STR_INIT(""),
	    STR_INIT("plain ASCII of more than a word or two"),
	    STR_INIT("a\0b"),
	    STR_INIT("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"),
	    STR_INIT("\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"),
	};
	struct str none = {0};
	size_t bad_at = 99;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(utf8_is_valid(good[i], &bad_at));
	assert_true(utf8_is_valid(none, &bad_at));
	assert_int_equal(bad_at, 99);
}

static void
test_invalid(void **state)
{
	static const struct str bad[] = {
	    STR_INIT("\x80"),             // a byte from inside
	    STR_INIT("\xc0\x80"),         // overlong NUL
	    STR_INIT("\xc1\xbf"),         // overlong
	    STR_INIT("\xe0\x9f\xbf"),     // overlong
	    STR_INIT("\xf0\x8f\xbf\xbf"), // overlong
	    STR_INIT("\xed\xa0\x80"),     // the first surrogate
	    STR_INIT("\xed\xbf\xbf"),     // the last one
	    STR_INIT("\xf4\x90\x80\x80"), // beyond U+10FFFF
	    STR_INIT("\xf5\x80\x80\x80"),
	    STR_INIT("\xfe"),
	    STR_INIT("\xff"),
	    STR_INIT("\xc3"), // cut off
	    STR_INIT("\xe2\x82"),
	    STR_INIT("\xf0\x9f\x98"),
	    STR_INIT("\xe2\x28\xa1"),
	    STR_INIT("\xe2\x82\x28"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		/* At every place of a word, for those are read at once. */
		for (size_t before = 0; before < 17; before++) {
			char text[32];
			size_t bad_at = 99;

			memset(text, 'a', sizeof(text));
			memcpy(text + before, bad[i].at, bad[i].len);
			assert_false(
			    utf8_is_valid((struct str){text, before + bad[i].len}, &bad_at));
			assert_int_equal(bad_at, before);
			assert_false(utf8_is_valid((struct str){text, sizeof(text)}, &bad_at));
			assert_int_equal(bad_at, before);
		}
	}
}

/* Every code point there and back, surrogates refused. */
static void
test_round_trip(void **state)
{
	struct buf buf;
	size_t bad_at;

	(void)state;
	buf_init(&buf);
	for (int32_t c = 0; c <= 0x10ffff; c++) {
		bool surrogate = c >= 0xd800 && c < 0xe000;
		struct str rest;

		buf_reset(&buf);
		utf8_put(&buf, c);
		rest = buf_str(&buf);
		if (!utf8_is_valid(rest, &bad_at) || utf8_next(&rest) != (surrogate ? 0xfffd : c) ||
		    rest.len)
			fail_msg("U+%04X", (unsigned)c);
	}
	buf_reset(&buf);
	utf8_put(&buf, -1);
	utf8_put(&buf, 0x110000);
	assert_str(buf_str(&buf), "\ufffd\ufffd");
	buf_release(&buf);
}

static void
test_next(void **state)
{
	struct str rest = STR("a\xff\u00e9\xe2\x82z"), none = {0};

	(void)state;
	assert_int_equal(utf8_next(&rest), 'a');
	assert_int_equal(utf8_next(&rest), 0xfffd);
	assert_int_equal(utf8_next(&rest), 0xe9);
	assert_int_equal(utf8_next(&rest), 0xfffd); // one byte on at a time
	assert_int_equal(utf8_next(&rest), 0xfffd);
	assert_int_equal(utf8_next(&rest), 'z');
	assert_int_equal(utf8_next(&rest), -1);
	assert_int_equal(utf8_next(&rest), -1);
	assert_int_equal(utf8_next(&none), -1);
}

static void
test_measures(void **state)
{
	struct str none = {0};

	(void)state;
	assert_int_equal(utf8_count(none), 0);
	assert_int_equal(utf8_count(STR("na\u00efve \u4f60\u597d \U0001f600")), 10);
	assert_int_equal(utf8_count(STR("a long run of ASCII, then \u00e9, then ASCII")), 39);
	assert_int_equal(utf8_width(none), 0);
	assert_int_equal(utf8_width(STR("abc")), 3);
	assert_int_equal(utf8_width(STR("\u4f60\u597d")), 4);
	assert_int_equal(utf8_width(STR("e\u0301")), 1);
	assert_int_equal(utf8_width(STR("\t\x01")), 2);
	assert_int_equal(utf8_width(STR("\U0001f600")), 2);
}

static void
test_classes(void **state)
{
	(void)state;
	assert_int_equal(utf8_lower('A'), 'a');
	assert_int_equal(utf8_lower(0xc4), 0xe4);
	assert_int_equal(utf8_lower(0x130), 'i'); // one to one
	assert_int_equal(utf8_lower(0xdf), 0xdf);
	assert_true(utf8_is_word('_'));
	assert_true(utf8_is_word(0xe9));
	assert_true(utf8_is_word(0x4f60));
	assert_true(utf8_is_word(0x301));  // a mark
	assert_true(utf8_is_word(0xb2));   // a number
	assert_true(utf8_is_word(0x203f)); // connector punctuation
	assert_false(utf8_is_word('-'));
	assert_false(utf8_is_word(0x2014));
	assert_false(utf8_is_word(0x1f600));
	assert_false(utf8_is_word(-1));
	assert_true(utf8_is_space(0xa0));
	assert_true(utf8_is_space(0x2028));
	assert_true(utf8_is_space(0x3000));
	assert_true(utf8_is_space('\v'));
	assert_true(utf8_is_space('\f'));
	assert_false(utf8_is_space(0x200b));
	assert_false(utf8_is_space('a'));
	assert_false(utf8_is_space(-1));
	assert_true(utf8_is_punct('$')); // ASCII, though it is a symbol
	assert_true(utf8_is_punct(0x2014));
	assert_true(utf8_is_punct(0xab));
	assert_false(utf8_is_punct(0x20ac)); // a symbol
	assert_false(utf8_is_punct('a'));
	assert_false(utf8_is_punct(' '));
	assert_false(utf8_is_punct(-1));
}

static void
test_cut(void **state)
{
	const struct str text = STR("a\u00e9\u20ac");

	(void)state;
	assert_str(utf8_cut(text, 6), "a\u00e9\u20ac");
	assert_str(utf8_cut(text, 5), "a\u00e9");
	assert_str(utf8_cut(text, 3), "a\u00e9");
	assert_str(utf8_cut(text, 2), "a");
	assert_str(utf8_cut(text, 0), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_valid),      cmocka_unit_test(test_invalid),
	    cmocka_unit_test(test_round_trip), cmocka_unit_test(test_next),
	    cmocka_unit_test(test_cut),        cmocka_unit_test(test_measures),
	    cmocka_unit_test(test_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
