/* Dates of HTTP, read strictly. */
#include "net/retry_after.h"

#include "base/day.h"

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

struct date {
	int year, month, day, hour, minute, second; // month from 1
};

static bool
take_literal(struct str *rest, struct str literal)
{
	if (!str_starts(*rest, literal))
		return false;
	*rest = str_skip(*rest, literal.len);
	return true;
}

static bool
take_digits(struct str *rest, size_t n, int *out)
{
	for (size_t i = 0; i < n; i++)
		if (i >= rest->len || !ascii_is_digit(rest->at[i]))
			return false;
	if (!str_to_int(str_slice(*rest, 0, n), out))
		return false;
	*rest = str_skip(*rest, n);
	return true;
}

static bool
take_month(struct str *rest, int *out)
{
	for (size_t i = 0; i < 12; i++)
		if (take_literal(rest, (struct str){months + 3 * i, 3})) {
			*out = (int)i + 1;
			return true;
		}
	return false;
}

static bool
take_time(struct str *rest, struct date *date)
{
	return take_digits(rest, 2, &date->hour) && take_literal(rest, STR(":")) &&
	       take_digits(rest, 2, &date->minute) && take_literal(rest, STR(":")) &&
	       take_digits(rest, 2, &date->second);
}

/* "06 Nov 1994 08:49:37 GMT", and "06-Nov-94 08:49:37 GMT" with dashes. */
static bool
take_after_comma(struct str rest, struct date *date)
{
	bool old = str_starts(str_skip(rest, 2), STR("-"));
	struct str between = old ? STR("-") : STR(" ");

	if (!take_digits(&rest, 2, &date->day) || !take_literal(&rest, between) ||
	    !take_month(&rest, &date->month) || !take_literal(&rest, between) ||
	    !take_digits(&rest, old ? 2 : 4, &date->year))
		return false;
	if (old)
		date->year += date->year < 70 ? 2000 : 1900;
	return take_literal(&rest, STR(" ")) && take_time(&rest, date) &&
	       take_literal(&rest, STR(" GMT")) && rest.len == 0;
}

/* "Nov  6 08:49:37 1994" */
static bool
take_asctime(struct str rest, struct date *date)
{
	if (!take_month(&rest, &date->month) || !take_literal(&rest, STR(" ")))
		return false;
	if (!take_digits(&rest, 2, &date->day) &&
	    !(take_literal(&rest, STR(" ")) && take_digits(&rest, 1, &date->day)))
		return false;
	return take_literal(&rest, STR(" ")) && take_time(&rest, date) &&
	       take_literal(&rest, STR(" ")) && take_digits(&rest, 4, &date->year) && rest.len == 0;
}

static bool
is_moment(const struct date *date)
{
	return date->year >= 1970 && day_exists(date->year, date->month, date->day) &&
	       date->hour <= 23 && date->minute <= 59 && date->second <= 60;
}

/* "Sun" or "Sunday"; whether the date is one is not asked. */
static bool
is_weekday(struct str name)
{
	static const struct str names[] = {STR_INIT("Monday"),    STR_INIT("Tuesday"),
					   STR_INIT("Wednesday"), STR_INIT("Thursday"),
					   STR_INIT("Friday"),    STR_INIT("Saturday"),
					   STR_INIT("Sunday")};

	for (size_t i = 0; i < 7; i++)
		if (str_eq(name, names[i]) || str_eq(name, str_slice(names[i], 0, 3)))
			return true;
	return false;
}

bool
http_date_parse(struct str text, int64_t *seconds)
{
	struct date date = {0};
	size_t comma = str_find_char(text, ',');
	bool good;

	if (comma < text.len)
		good = is_weekday(str_slice(text, 0, comma)) &&
		       str_starts(str_skip(text, comma), STR(", ")) &&
		       take_after_comma(str_skip(text, comma + 2), &date);
	else
		good = is_weekday(str_slice(text, 0, 3)) &&
		       str_starts(str_skip(text, 3), STR(" ")) &&
		       take_asctime(str_skip(text, 4), &date);
	if (!good || !is_moment(&date))
		return false;
	*seconds = day_count(date.year, date.month, date.day) * DAY_SECONDS + date.hour * 3600 +
		   date.minute * 60 + date.second;
	return true;
}

static bool
read_digits(struct str value, uint32_t *seconds)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < value.len; i++) {
		if (!ascii_is_digit(value.at[i]))
			return false;
		sum = sum * 10 + (uint32_t)(value.at[i] - '0');
		if (sum > RETRY_AFTER_MOST)
			sum = RETRY_AFTER_MOST; // times ten, it still fits
	}
	*seconds = sum;
	return value.len > 0;
}

bool
retry_after_parse(struct str value, int64_t now, uint32_t *seconds)
{
	int64_t date;

	value = str_trim(value);
	if (read_digits(value, seconds))
		return true;
	if (!http_date_parse(value, &date))
		return false;
	date -= now;
	*seconds = date < 0 ? 0 : date > RETRY_AFTER_MOST ? RETRY_AFTER_MOST : (uint32_t)date;
	return true;
}
