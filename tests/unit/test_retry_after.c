#include "net/retry_after.h"
#include "unit.h"

enum { NOW = 784111777 }; // Sun, 06 Nov 1994 08:49:37 GMT

static void
check_date(const char *text, int64_t wanted)
{
	int64_t seconds = -1;

	if (!http_date_parse(str_from(text), &seconds))
		fail_msg("'%s' is no date", text);
	assert_int_equal(seconds, wanted);
}

static void
test_dates(void **state)
{
	static const char *const bad[] = {
	    "",
	    "Sun, 06 Nov 1994 08:49:37",
	    "Sun, 06 Nov 1994 08:49:37 UTC",
	    "Sun, 06 Nov 1994 08:49:37 GMT ",
	    "Sun, 31 Nov 1994 08:49:37 GMT",
	    "Wed, 29 Feb 2023 08:49:37 GMT",
	    "Sun, 06 Nov 1969 08:49:37 GMT",
	    "Sun, 06 Nov 1994 24:49:37 GMT",
	    "Sun, 06 Nov 1994 08:60:37 GMT",
	    "Sun, 6 Nov 1994 08:49:37 GMT",
	    "Sun, 06 nov 1994 08:49:37 GMT",
	    "Sun Nov  6 08:49:37 1994 GMT",
	    "06 Nov 1994 08:49:37 GMT",
	    ", 06 Nov 1994 08:49:37 GMT",
	};
	int64_t seconds;

	(void)state;
	check_date("Thu, 01 Jan 1970 00:00:00 GMT", 0);
	check_date("Sun, 06 Nov 1994 08:49:37 GMT", NOW);
	check_date("Sunday, 06-Nov-94 08:49:37 GMT", NOW);
	check_date("Sun Nov  6 08:49:37 1994", NOW);
	check_date("Wed Nov 16 08:49:37 1994", NOW + 10 * 86400);
	check_date("Thu, 29 Feb 2024 23:59:60 GMT", 1709251200);
	check_date("Sat, 01 Mar 2025 00:00:00 GMT", 1740787200);
	check_date("Monday, 01-Jan-35 00:00:00 GMT", 2051222400);
	check_date("Fri, 31 Dec 9999 23:59:59 GMT", 253402300799);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (http_date_parse(str_from(bad[i]), &seconds))
			fail_msg("'%s' is a date", bad[i]);
}

static void
check_wait(const char *value, uint32_t wanted)
{
	uint32_t seconds = 77;

	if (!retry_after_parse(str_from(value), NOW, &seconds))
		fail_msg("'%s' says nothing", value);
	assert_int_equal(seconds, wanted);
}

static void
test_waits(void **state)
{
	static const char *const absent[] = {"",    " ",   "-5",  "+5",   "1m0s", "1e9",
					     "2.5", "5 s", "0x5", "soon", "5,6",  "١"};
	uint32_t seconds;

	(void)state;
	check_wait("2", 2);
	check_wait(" 2\t", 2);
	check_wait("0", 0);
	check_wait("007", 7);
	check_wait("1000000000", RETRY_AFTER_MOST);
	check_wait("999999999999999999999999999999", RETRY_AFTER_MOST);
	check_wait("Sun, 06 Nov 1994 08:49:40 GMT", 3);
	check_wait("Sun, 06 Nov 1994 08:44:37 GMT", 0);
	check_wait("Fri, 31 Dec 9999 23:59:59 GMT", RETRY_AFTER_MOST);
	for (size_t i = 0; i < sizeof(absent) / sizeof(*absent); i++)
		if (retry_after_parse(str_from(absent[i]), NOW, &seconds))
			fail_msg("'%s' says something", absent[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_waits),
	};

	return cmocka_run_group_tests_name("retry_after", tests, NULL, NULL);
}
