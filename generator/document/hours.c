/* Numbers are read by hand: strtod would ask the locale. */
#include "document/hours.h"

#include <stddef.h>

/* The longest digits, so that no sum leaves the exact range. */
enum { DIGITS_MOST = 6 };

struct unit {
	struct str name;
	double hours;
};

static const struct unit units[] = {
    {STR_INIT("h"), 1},
    {STR_INIT("hr"), 1},
    {STR_INIT("hrs"), 1},
    {STR_INIT("hour"), 1},
    {STR_INIT("hours"), 1},
    {STR_INIT("m"), 1.0 / 60},
    {STR_INIT("min"), 1.0 / 60},
    {STR_INIT("mins"), 1.0 / 60},
    {STR_INIT("minute"), 1.0 / 60},
    {STR_INIT("minutes"), 1.0 / 60},
};

/* Words that mean time but are no unit here: probably a slip. */
static const struct str strange_units[] = {STR_INIT("hs"),  STR_INIT("hors"), STR_INIT("houres"),
					   STR_INIT("mn"),  STR_INIT("d"),    STR_INIT("day"),
					   STR_INIT("days")};

bool
hours_is_given(struct hours hours)
{
	return hours.high > 0;
}

double
hours_middle(struct hours hours)
{
	return (hours.low + hours.high) / 2;
}

struct hours
hours_add(struct hours a, struct hours b)
{
	return (struct hours){a.low + b.low, a.high + b.high};
}

static bool
take(struct str *text, struct str prefix)
{
	if (!str_starts(*text, prefix))
		return false;
	*text = str_skip(*text, prefix.len);
	return true;
}

static bool
take_number(struct str *text, double *out)
{
	double value = 0, place = 1;
	size_t at = 0, first;

	while (at < text->len && at < DIGITS_MOST && ascii_is_digit(text->at[at]))
		value = value * 10 + (text->at[at++] - '0');
	if (at == 0)
		return false;
	if (at + 1 < text->len && text->at[at] == '.' && ascii_is_digit(text->at[at + 1])) {
		first = ++at;
		while (at < text->len && at - first < DIGITS_MOST && ascii_is_digit(text->at[at])) {
			value = value * 10 + (text->at[at++] - '0');
			place *= 10;
		}
	}
	*text = str_skip(*text, at);
	*out = value / place;
	return true;
}

static bool
take_dash(struct str *text)
{
	struct str rest = str_trim_start(*text);

	if (!take(&rest, STR("-")) && !take(&rest, STR("\u2013")) && !take(&rest, STR("\u2014")))
		return false;
	*text = str_trim_start(rest);
	return true;
}

static const struct unit *
find_unit(struct str name)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_eq_fold(units[i].name, name))
			return &units[i];
	return NULL;
}

bool
hours_parse(struct str text, struct hours *out)
{
	struct str rest = str_trim(text);
	const struct unit *unit;
	double low, high;

	if (!take(&rest, STR("~")))
		take(&rest, STR("\u2248"));
	rest = str_trim_start(rest);
	if (!take_number(&rest, &low))
		return false;
	high = low;
	if (take_dash(&rest) && !take_number(&rest, &high))
		return false;
	unit = find_unit(str_trim_start(rest));
	if (!unit || high < low)
		return false;
	*out = (struct hours){low * unit->hours, high * unit->hours};
	return true;
}

static struct str
last_word(struct str text)
{
	size_t start;

	while (text.len && (ascii_is_space(text.at[text.len - 1]) || text.at[text.len - 1] == '.'))
		text.len--;
	start = text.len;
	while (start > 0 && ascii_is_alpha(text.at[start - 1]))
		start--;
	return str_skip(text, start);
}

/* Whether a text was meant as an amount of time: a digit, and a unit at the end. */
static bool
looks_like_time(struct str text)
{
	struct str word = last_word(text);
	bool digit = false;

	for (size_t i = 0; i < text.len; i++)
		digit = digit || ascii_is_digit(text.at[i]);
	if (!digit)
		return false;
	for (size_t i = 0; i < sizeof(strange_units) / sizeof(*strange_units); i++)
		if (str_eq_fold(strange_units[i], word))
			return true;
	return find_unit(word) != NULL;
}

bool
hours_take(struct str text, struct str *rest, struct hours *out, bool *unreadable)
{
	struct str whole = str_trim(text), inside;
	size_t open = whole.len;

	*rest = text;
	*unreadable = false;
	if (!str_ends(whole, STR(")")))
		return false;
	while (open > 0 && whole.at[open - 1] != '(')
		open--;
	if (open == 0)
		return false;
	inside = str_slice(whole, open, whole.len - 1);
	if (hours_parse(inside, out)) {
		*rest = str_trim(str_slice(whole, 0, open - 1));
		return true;
	}
	*unreadable = looks_like_time(inside);
	return false;
}
