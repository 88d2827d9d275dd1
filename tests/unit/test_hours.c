#include "document/hours.h"
#include "unit.h"

static void
check_parse(const char *text, double low, double high)
{
	struct hours hours;

	if (!hours_parse(str_from(text), &hours))
		fail_msg("'%s' was not read", text);
	assert_float_equal(hours.low, low, 1e-9);
	assert_float_equal(hours.high, high, 1e-9);
}

static void
reads_amounts(void **state)
{
	(void)state;
	check_parse("4 h", 4, 4);
	check_parse("2h", 2, 2);
	check_parse("1.5 hrs", 1.5, 1.5);
	check_parse("0.25 hour", 0.25, 0.25);
	check_parse("90 min", 1.5, 1.5);
	check_parse("2-3 h", 2, 3);
	check_parse("30 - 60 minutes", 0.5, 1);
	check_parse("1\u20132 Hours", 1, 2);
	check_parse(" ~2 hours ", 2, 2);
	check_parse("15 m", 0.25, 0.25);
	check_parse("0 h", 0, 0);
}

static void
refuses_other_texts(void **state)
{
	static const char *const texts[] = {"",         "h",     "2",      "two h",      "2 days",
					    "1,5 h",    "3-2 h", "2- h",   "1.h",        "-1 h",
					    "2 h free", "1e3 h", "1..5 h", "99999999 h", "2 heads"};
	struct hours hours;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (hours_parse(str_from(texts[i]), &hours))
			fail_msg("'%s' was read", texts[i]);
}

static void
check_take(const char *text, const char *wanted, double low, bool wanted_unreadable)
{
	struct hours hours = {0, 0};
	struct str rest;
	bool unreadable;
	bool found = hours_take(str_from(text), &rest, &hours, &unreadable);

	assert_str(rest, wanted);
	assert_int_equal(found, low > 0);
	assert_float_equal(hours.low, low, 1e-9);
	assert_int_equal(unreadable, wanted_unreadable);
}

static void
takes_hours_off_texts(void **state)
{
	(void)state;
	check_take("Set up (1.5 h)", "Set up", 1.5, false);
	check_take("A (b) (2-3 hrs) ", "A (b)", 2, false);
	check_take("(4 h)", "", 4, false);
	check_take("Nothing here", "Nothing here", 0, false);
	check_take("Architectures (ResNet, VGG)", "Architectures (ResNet, VGG)", 0, false);
	check_take("Ways (3 ways)", "Ways (3 ways)", 0, false);
	check_take("Python (3)", "Python (3)", 0, false);
	check_take("Late (2 h) text", "Late (2 h) text", 0, false);
	check_take("Comma (1,5 h)", "Comma (1,5 h)", 0, true);
	check_take("About (about 3 h)", "About (about 3 h)", 0, true);
	check_take("Days (2 days)", "Days (2 days)", 0, true);
	check_take("Open 2 h)", "Open 2 h)", 0, false);
}

static void
calculates(void **state)
{
	struct hours sum = hours_add((struct hours){1, 2}, (struct hours){3, 3});

	(void)state;
	assert_float_equal(hours_middle(sum), 4.5, 1e-9);
	assert_true(hours_is_given(sum));
	assert_false(hours_is_given((struct hours){0, 0}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_amounts),
	    cmocka_unit_test(refuses_other_texts),
	    cmocka_unit_test(takes_hours_off_texts),
	    cmocka_unit_test(calculates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
