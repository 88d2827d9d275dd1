/*
 * Recognises the scalars of the YAML 1.2 core schema, less than which is text: a
 * title that happens to read `no`, `010` or `1:30` must not become something else.
 */
#include "data/yaml_scalar.h"

#include "base/arena.h"
#include "data/value.h"

#include <math.h>
#include <stdlib.h>

/* Longer ones are no numbers that anybody wrote. */
enum { NUMBER_LIMIT = 100 };

/* Digits of the base to an integer; false when there are none, others, or too many. */
static bool
to_integer(struct str digits, int base, bool negative, int64_t *out)
{
	uint64_t limit = (uint64_t)INT64_MAX + negative, value = 0;

	for (size_t i = 0; i < digits.len; i++) {
		char c = ascii_lower(digits.at[i]);
		int digit = ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;

		if (digit >= base || value > (limit - (uint64_t)digit) / (uint64_t)base)
			return false;
		value = value * (uint64_t)base + (uint64_t)digit;
	}
	*out = negative ? (int64_t)(0 - value) : (int64_t)value;
	return digits.len > 0;
}

static size_t
count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.len && ascii_is_digit(text.at[n]))
		n++;
	return n;
}

/* [0-9]+(\.[0-9]*)? or \.[0-9]+, and an exponent; no needless zero in front, as in 010. */
static bool
looks_real(struct str text)
{
	size_t whole = count_digits(text), fraction = 0;

	if (whole > 1 && text.at[0] == '0')
		return false;
	text = str_skip(text, whole);
	if (str_starts(text, STR("."))) {
		fraction = count_digits(str_skip(text, 1));
		text = str_skip(text, fraction + 1);
	}
	if (whole + fraction == 0)
		return false;
	if (text.len && ascii_lower(text.at[0]) == 'e') {
		text = str_skip(text, 1);
		if (text.len && (text.at[0] == '-' || text.at[0] == '+'))
			text = str_skip(text, 1);
		return text.len && count_digits(text) == text.len;
	}
	return text.len == 0;
}

/* A number of the core schema, or NULL. Infinities and what is not a number stay text. */
static struct value *
number_value(struct arena *arena, struct str text)
{
	bool negative = str_starts(text, STR("-"));
	struct str digits = str_skip(text, negative || str_starts(text, STR("+")));
	int64_t integer;
	double real;

	if (text.len > NUMBER_LIMIT)
		return NULL;
	if (str_starts(text, STR("0x")) && to_integer(str_skip(text, 2), 16, false, &integer))
		return value_int(arena, integer);
	if (str_starts(text, STR("0o")) && to_integer(str_skip(text, 2), 8, false, &integer))
		return value_int(arena, integer);
	if (!looks_real(digits))
		return NULL;
	if (to_integer(digits, 10, negative, &integer))
		return value_int(arena, integer);
	real = strtod(text.at, NULL); // ends in NUL, looks like a number; the locale is "C"
	return isfinite(real) ? value_number(arena, real) : NULL;
}

static bool
is_one_of(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(text, str_from(*words)))
			return true;
	return false;
}

struct value *
yaml_plain_value(struct arena *arena, struct str text)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
	static const char *const trues[] = {"true", "True", "TRUE", NULL};
	static const char *const falses[] = {"false", "False", "FALSE", NULL};
	struct value *value;

	if (is_one_of(text, nulls))
		value = ARENA_NEW(arena, struct value);
	else if (is_one_of(text, trues) || is_one_of(text, falses))
		value = value_bool(arena, is_one_of(text, trues));
	else
		value = number_value(arena, text);
	return value ? value : value_string(arena, text);
}
