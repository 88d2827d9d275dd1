#include "unit.h"

#include "base/day.h"

static void
test_known(void **state)
{
	static const struct {
		const char *text;
		int64_t day;
	} rows[] = {{"1970-01-01", 0},      {"1969-12-31", -1},      {"2000-02-29", 11016},
		    {"2024-02-29", 19782},  {"0001-01-01", -719162}, {"9999-12-31", 2932896},
		    {"1900-03-01", -25508}, {"2026-11-20", 20777}};
	char text[11];
	int64_t day;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(day_parse(str_from(rows[i].text), &day));
		assert_int_equal(day, rows[i].day);
		assert_true(day_print(day, text));
		assert_string_equal(text, rows[i].text);
	}
}

static void
test_refused(void **state)
{
	static const char *const texts[] = {"",           "2026-1-1",   "2026-13-01",
					    "2026-00-01", "2026-02-29", "1900-02-29",
					    "0000-01-01", "2026-04-31", "2026/04/01",
					    "2026-04-0x", "+026-04-01", "2026-04-011"};
	char text[11];
	int64_t day;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(day_parse(str_from(texts[i]), &day));
	assert_false(day_print(2932897, text));
	assert_false(day_print(-719163, text));
	assert_false(day_print(INT64_MAX, text));
}

/* Every day of five centuries is written, read and followed by the next. */
static void
test_all(void **state)
{
	char text[11];
	int64_t read;

	(void)state;
	for (int64_t day = -100000; day < 100000; day++) {
		assert_true(day_print(day, text));
		assert_true(day_parse(str_from(text), &read));
		assert_int_equal(read, day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_known),
					   cmocka_unit_test(test_refused),
					   cmocka_unit_test(test_all)};

	return cmocka_run_group_tests_name("day", tests, NULL, NULL);
}
