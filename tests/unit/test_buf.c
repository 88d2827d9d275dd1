#include "unit.h"

#include "base/buf.h"

static void
test_empty(void **state)
{
	struct buf buf;
	struct str none = {0};

	(void)state;
	buf_init(&buf);
	assert_non_null(buf.at);
	assert_string_equal(buf.at, "");
	buf_add(&buf, none);
	buf_reset(&buf);
	buf_truncate(&buf, 0);
	assert_str(buf_str(&buf), "");
	buf_release(&buf);
	buf_release(&buf);
	assert_string_equal(buf.at, "");
}

static void
test_growth(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	for (int i = 0; i < 100000; i++) {
		buf_add_char(&buf, (char)('a' + i % 26));
		if (i % 997 == 0)
			assert_int_equal(buf.at[buf.len], '\0');
	}
	assert_int_equal(buf.len, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(buf.at[i], 'a' + i % 26);
	buf_release(&buf);
}

/* Lengths around the first capacity, where the NUL behind the text has to fit too. */
static void
test_edges(void **state)
{
	char text[300];

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t first = 0; first < 260; first++) {
		struct buf buf;

		buf_init(&buf);
		buf_add(&buf, (struct str){text, first});
		buf_add(&buf, (struct str){text, 1});
		buf_addf(&buf, "%.*s", (int)(260 - first), text);
		assert_int_equal(buf.len, 261);
		assert_int_equal(strlen(buf.at), 261);
		buf_release(&buf);
	}
}

static void
test_nul(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	buf_add(&buf, STR("a\0b"));
	buf_addf(&buf, "%d%s", 7, "");
	assert_true(str_eq(buf_str(&buf), STR("a\0b7")));
	buf_release(&buf);
}

static void
test_truncate(void **state)
{
	struct buf buf;
	char *before;

	(void)state;
	buf_init(&buf);
	buf_add(&buf, STR("hello world"));
	before = buf.at;
	buf_truncate(&buf, 5);
	assert_string_equal(buf.at, "hello");
	buf_reset(&buf);
	assert_string_equal(buf.at, "");
	buf_add(&buf, STR("again"));
	assert_ptr_equal(buf.at, before);
	assert_str(buf_str(&buf), "again");
	buf_release(&buf);
}

static void
test_reserve(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	buf_add(&buf, STR("ab"));
	memset(buf_reserve(&buf, 1000), 'c', 1000);
	assert_int_equal(buf.len, 2);
	buf.len += 1000;
	buf_truncate(&buf, 1002);
	assert_int_equal(strlen(buf.at), 1002);
	buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_empty),    cmocka_unit_test(test_growth),
	    cmocka_unit_test(test_edges),    cmocka_unit_test(test_nul),
	    cmocka_unit_test(test_truncate), cmocka_unit_test(test_reserve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
