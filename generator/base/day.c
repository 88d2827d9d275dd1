/* Years begin in March here, so that the leap day is the last of its year. */
#include "base/day.h"

#include <stdio.h>

enum {
	DAYS_BEFORE_1970 = 719468, // since the first of March of the year 0
	ERA = 146097               // days of 400 years, after which the calendar repeats
};

int64_t
day_count(int year, int month, int day)
{
	int64_t since = year - (month <= 2), months = (month + 9) % 12;

	return 365 * since + since / 4 - since / 100 + since / 400 + (153 * months + 2) / 5 + day -
	       1 - DAYS_BEFORE_1970;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool
day_exists(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1] + (month == 2 && is_leap(year));
}

bool
day_parse(struct str text, int64_t *day)
{
	int year, month, date;

	if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-')
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (i != 4 && i != 7 && !ascii_is_digit(text.at[i]))
			return false;
	if (!str_to_int(str_slice(text, 0, 4), &year) ||
	    !str_to_int(str_slice(text, 5, 7), &month) ||
	    !str_to_int(str_slice(text, 8, 10), &date) || year < 1 ||
	    !day_exists(year, month, date))
		return false;
	*day = day_count(year, month, date);
	return true;
}

bool
day_print(int64_t day, char text[static 11])
{
	int64_t era, of_era, year, of_year, month;

	if (day < day_count(1, 1, 1) || day > day_count(9999, 12, 31))
		return false;
	day += DAYS_BEFORE_1970;
	era = day / ERA;
	of_era = day % ERA;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / (ERA - 1)) / 365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * of_year + 2) / 153;
	day = of_year - (153 * month + 2) / 5 + 1;
	month += month < 10 ? 3 : -9;
	year += 400 * era + (month <= 2);
	snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
		 (unsigned)day % 100);
	return true;
}
