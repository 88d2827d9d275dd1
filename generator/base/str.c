/* Borrowed text. Locale is never asked: the ctype functions are our own. */
#include "base/str.h"

#include <limits.h>
#include <string.h>

struct str
str_from(const char *text)
{
	return (struct str){text, text ? strlen(text) : 0};
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool
str_eq_fold(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
			return false;
	return true;
}

int
str_compare(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_skip(s, s.len - suffix.len), suffix);
}

struct str
str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct str){s.at ? s.at + from : NULL, to - from};
}

struct str
str_skip(struct str s, size_t n)
{
	return str_slice(s, n, s.len);
}

struct str
str_trim_start(struct str s)
{
	while (s.len && ascii_is_space(s.at[0]))
		s = str_skip(s, 1);
	return s;
}

struct str
str_trim(struct str s)
{
	s = str_trim_start(s);
	while (s.len && ascii_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

size_t
str_find_char(struct str s, char c)
{
	const char *hit = s.len ? memchr(s.at, c, s.len) : NULL;

	return hit ? (size_t)(hit - s.at) : s.len;
}

size_t
str_find(struct str s, struct str needle)
{
	const char *hit;

	if (needle.len == 0)
		return 0;
	hit = s.len ? memmem(s.at, s.len, needle.at, needle.len) : NULL;
	return hit ? (size_t)(hit - s.at) : s.len;
}

bool
str_has(struct str s, struct str needle)
{
	return needle.len == 0 || str_find(s, needle) < s.len;
}

bool
str_cut(struct str *rest, struct str begin, struct str end, struct str *piece)
{
	size_t from = str_find(*rest, begin);
	struct str behind = str_skip(*rest, from + begin.len);
	size_t len = str_find(behind, end);

	if (from == rest->len || len == behind.len)
		return false;
	*piece = str_slice(behind, 0, len);
	*rest = str_skip(behind, len + end.len);
	return true;
}

bool
str_split(struct str *rest, char separator, struct str *piece)
{
	size_t end;

	if (!rest->at)
		return false;
	end = str_find_char(*rest, separator);
	*piece = str_slice(*rest, 0, end);
	if (end == rest->len)
		*rest = (struct str){0};
	else
		*rest = str_skip(*rest, end + 1);
	return true;
}

bool
str_to_int(struct str s, int *out)
{
	int value = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int digit = s.at[i] - '0';

		if (!ascii_is_digit(s.at[i]) || value > (INT_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}
