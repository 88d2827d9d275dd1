/* Words of a search: folding, cutting, and what of it scripts may hold. */
#include "unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "emit/script.h"
#include "emit/words.h"

static void
assert_folded(const char *text, const char *wanted)
{
	struct buf out;

	buf_init(&out);
	utf8_fold(&out, str_from(text));
	assert_str(buf_str(&out), wanted);
	buf_release(&out);
}

/* The words, each in brackets. */
static void
assert_words(const char *text, const char *wanted)
{
	struct str rest = str_from(text), word;
	struct buf out;

	buf_init(&out);
	while (words_next(&rest, &word))
		buf_addf(&out, "[%.*s]", STR_ARG(word));
	assert_str(buf_str(&out), wanted);
	buf_release(&out);
}

static void
test_fold(void **state)
{
	(void)state;
	assert_folded("", "");
	assert_folded("ASCII Only", "ascii only");
	assert_folded("Caf\u00e9, cafe\u0301", "cafe, cafe");
	assert_folded("I \u0130 \u0131 i", "i i i i");
	assert_folded("\u03a3 \u03c3 \u03c2", "\u03c3 \u03c3 \u03c3");
	assert_folded("Stra\u00dfe \u1e9e", "strasse ss");
	assert_folded("\u304b\u3099 \uff21", "\u304c a"); // one character again
	assert_folded("\u0645\u064f\u062d", "\u0645\u062d");
	assert_folded("\u0915\u093f", "\u0915\u093f"); // marks that are letters stay
	assert_folded("a\u200bb\u00adc", "abc");
	assert_folded("\ufdfa", "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 "
				"\u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645"); // one of 18
}

static void
test_words_cut(void **state)
{
	(void)state;
	assert_words("", "");
	assert_words(" ,.; ", "");
	assert_words("a_b (c) d\u2014e", "[a][b][c][d][e]");
	assert_words("c++ +x + a=b|c", "[c++][x][a][b][c]");
	assert_words("x\xc2\x85y\u00a0z", "[x][y][z]");
	assert_words("1234567890123456789012345678901234567890tail b",
		     "[1234567890123456789012345678901234567890][b]");
}

static void
test_pairs(void **state)
{
	(void)state;
	assert_words("\u6a5f", "[\u6a5f]");
	assert_words("\u6a5f\u68b0\u5b66", "[\u6a5f\u68b0][\u68b0\u5b66][\u5b66]");
	assert_words("ab\u6a5f\u68b0c", "[ab][\u6a5f\u68b0][\u68b0][c]");
	assert_words("\u30c7\u30fc\u30fb\u30bf", "[\u30c7\u30fc][\u30fc][\u30bf]");
	assert_words("\ud55c\uad6d \U00020bb7", "[\ud55c\uad6d][\uad6d][\U00020bb7]");
}

static void
test_script(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	script_string(&out, STR("a\"b\\c</script>&\n\u2028\u2029\u2026'"));
	assert_str(buf_str(&out), "\"a\\\"b\\\\c\\u003c/script\\u003e\\u0026\\u000a\\u2028\\u2029"
				  "\u2026'\"");
	buf_reset(&out);
	script_number(&out, 0);
	script_number(&out, UINT64_MAX);
	assert_str(buf_str(&out), "018446744073709551615");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fold),
	    cmocka_unit_test(test_words_cut),
	    cmocka_unit_test(test_pairs),
	    cmocka_unit_test(test_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
