/*
 * Lua's patterns, with a budget.
 *
 * Lua's own matcher can take exponential time without executing an instruction, so
 * no hook would end it. This one charges each step to the run. What patterns mean is
 * in chapter 6.4.1 of Lua's manual.
 */
#include "host/pattern.h"

#include "base/str.h"
#include "host/state.h"

#include <string.h>

enum { RECURSION = 180, BYTES_A_STEP = 16 };

/* Lengths of captures that are none. */
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

static const char *match(struct matcher *m, const char *s, const char *p);

static bool
is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

static bool
is_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_hexadecimal(unsigned char c)
{
	return ascii_is_digit((char)c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Whether c is in the class %name, which is negated when the name is upper case. */
static bool
in_named_class(unsigned char c, unsigned char name)
{
	char letter = ascii_lower((char)name);
	bool in;

	switch (letter) {
	case 'a': in = ascii_is_alpha((char)c); break;
	case 'c': in = is_control(c); break;
	case 'd': in = ascii_is_digit((char)c); break;
	case 'g': in = c > ' ' && c < 0x7f; break;
	case 'l': in = c >= 'a' && c <= 'z'; break;
	case 'p': in = ascii_is_punct((char)c); break;
	case 's': in = is_space(c); break;
	case 'u': in = c >= 'A' && c <= 'Z'; break;
	case 'w': in = ascii_is_alnum((char)c); break;
	case 'x': in = is_hexadecimal(c); break;
	default: return name == c;
	}
	return in != (letter != (char)name);
}

/* Behind the single-character class that starts at p. */
static const char *
class_end(struct matcher *m, const char *p)
{
	const char *set = p;
	char first = *p++;

	if (first == '%') {
		if (p == m->pattern_end)
			host_fail(m->lua, "malformed pattern (ends with '%%')");
		return p + 1;
	}
	if (first != '[')
		return p;
	if (p < m->pattern_end && *p == '^')
		p++;
	do { // a ']' in the first place is itself
		if (p == m->pattern_end)
			host_fail(m->lua, "malformed pattern (missing ']')");
		if (*p++ == '%') {
			if (p == m->pattern_end)
				host_fail(m->lua, "malformed pattern (ends with '%%')");
			p++;
		}
	} while (p == m->pattern_end || *p != ']');
	host_charge(m->lua, (uint64_t)(p - set) / BYTES_A_STEP);
	return p + 1;
}

/* The set is [set, end) with its brackets. */
static bool
in_set(unsigned char c, const char *set, const char *end)
{
	bool in = true;

	set++;
	end--;
	if (*set == '^') {
		in = false;
		set++;
	}
	for (; set < end; set++) {
		if (*set == '%') {
			set++;
			if (in_named_class(c, (unsigned char)*set))
				return in;
		} else if (set + 2 < end && set[1] == '-') {
			if ((unsigned char)set[0] <= c && c <= (unsigned char)set[2])
				return in;
			set += 2;
		} else if ((unsigned char)*set == c) {
			return in;
		}
	}
	return !in;
}

static bool
matches_one(const struct matcher *m, const char *s, const char *p, const char *end)
{
	unsigned char c;

	if (s >= m->end)
		return false;
	c = (unsigned char)*s;
	switch (*p) {
	case '.': return true;
	case '%': return in_named_class(c, (unsigned char)p[1]);
	case '[': host_charge(m->lua, (uint64_t)(end - p) / BYTES_A_STEP); return in_set(c, p, end);
	default: return (unsigned char)*p == c;
	}
}

static const char *
match_balanced(struct matcher *m, const char *s, const char *p)
{
	size_t depth = 1;

	if (m->pattern_end - p < 2)
		host_fail(m->lua, "malformed pattern (missing arguments to '%%b')");
	if (s >= m->end || *s != p[0])
		return NULL;
	host_charge(m->lua, (uint64_t)(m->end - s));
	for (s++; s < m->end; s++) {
		if (*s == p[1] && --depth == 0)
			return s + 1;
		if (*s == p[0] && p[0] != p[1])
			depth++;
	}
	return NULL;
}

static const char *
match_longest(struct matcher *m, const char *s, const char *p, const char *end)
{
	ptrdiff_t n = 0;

	while (matches_one(m, s + n, p, end))
		n++;
	host_charge(m->lua, (uint64_t)n);
	for (; n >= 0; n--) {
		const char *found = match(m, s + n, end + 1);

		if (found)
			return found;
	}
	return NULL;
}

static const char *
match_shortest(struct matcher *m, const char *s, const char *p, const char *end)
{
	for (;; s++) {
		const char *found = match(m, s, end + 1);

		if (found)
			return found;
		if (!matches_one(m, s, p, end))
			return NULL;
	}
}

static const char *
open_capture(struct matcher *m, const char *s, const char *p, ptrdiff_t len)
{
	const char *found;

	if (m->ncaptures == PATTERN_CAPTURES)
		host_fail(m->lua, "too many captures in a pattern");
	m->captures[m->ncaptures].start = s;
	m->captures[m->ncaptures].len = len;
	m->ncaptures++;
	found = match(m, s, p);
	if (!found)
		m->ncaptures--;
	return found;
}

static const char *
close_capture(struct matcher *m, const char *s, const char *p)
{
	int at = m->ncaptures - 1;
	const char *found;

	while (at >= 0 && m->captures[at].len != CAPTURE_OPEN)
		at--;
	if (at < 0)
		host_fail(m->lua, "malformed pattern (')' without '(')");
	m->captures[at].len = s - m->captures[at].start;
	found = match(m, s, p);
	if (!found)
		m->captures[at].len = CAPTURE_OPEN;
	return found;
}

static const char *
match_captured(struct matcher *m, const char *s, char digit)
{
	int at = digit - '1';
	size_t len;

	if (at < 0 || at >= m->ncaptures || m->captures[at].len < 0)
		host_fail(m->lua, "a pattern refers to capture %%%d, which it does not have",
			  at + 1);
	len = (size_t)m->captures[at].len;
	host_charge(m->lua, len / BYTES_A_STEP);
	if ((size_t)(m->end - s) < len || memcmp(m->captures[at].start, s, len) != 0)
		return NULL;
	return s + len;
}

static bool
at_frontier(struct matcher *m, const char *s, const char *set, const char *end)
{
	unsigned char before = s == m->start ? 0 : (unsigned char)s[-1];
	unsigned char here = s == m->end ? 0 : (unsigned char)*s;

	return !in_set(before, set, end) && in_set(here, set, end);
}

static const char *
match_frontier(struct matcher *m, const char *s, const char *p)
{
	const char *end;

	if (p == m->pattern_end || *p != '[')
		host_fail(m->lua, "malformed pattern (missing '[' after '%%f')");
	end = class_end(m, p);
	return at_frontier(m, s, p, end) ? match(m, s, end) : NULL;
}

/* What starts with '%' and is no class; false when it is one. */
static bool
match_special(struct matcher *m, const char *s, const char *p, const char **found)
{
	if (p + 1 == m->pattern_end)
		return false;
	if (p[1] == 'b') {
		s = match_balanced(m, s, p + 2);
		*found = s ? match(m, s, p + 4) : NULL;
	} else if (p[1] == 'f') {
		*found = match_frontier(m, s, p + 2);
	} else if (ascii_is_digit(p[1])) {
		s = match_captured(m, s, p[1]);
		*found = s ? match(m, s, p + 2) : NULL;
	} else {
		return false;
	}
	return true;
}

/* Single characters are walked here, so that only what may come back recurses. */
static const char *
match_here(struct matcher *m, const char *s, const char *p)
{
	for (;;) {
		const char *end, *found;
		char suffix;

		host_charge(m->lua, 1);
		if (p == m->pattern_end)
			return s;
		if (*p == '(') {
			bool position = p + 1 < m->pattern_end && p[1] == ')';

			return open_capture(m, s, p + (position ? 2 : 1),
					    position ? CAPTURE_POSITION : CAPTURE_OPEN);
		}
		if (*p == ')')
			return close_capture(m, s, p + 1);
		if (*p == '$' && p + 1 == m->pattern_end)
			return s == m->end ? s : NULL;
		if (*p == '%' && match_special(m, s, p, &found))
			return found;
		end = class_end(m, p);
		suffix = '\0';
		if (end < m->pattern_end)
			suffix = *end;
		if (suffix == '*')
			return match_longest(m, s, p, end);
		if (suffix == '-')
			return match_shortest(m, s, p, end);
		if (suffix == '+')
			return matches_one(m, s, p, end) ? match_longest(m, s + 1, p, end) : NULL;
		if (suffix == '?') {
			found = matches_one(m, s, p, end) ? match(m, s + 1, end + 1) : NULL;
			if (found)
				return found;
			p = end + 1;
			continue;
		}
		if (!matches_one(m, s, p, end))
			return NULL;
		s++;
		p = end;
	}
}

static const char *
match(struct matcher *m, const char *s, const char *p)
{
	const char *found;

	if (++m->depth > RECURSION)
		host_fail(m->lua, "a pattern is too complex");
	found = match_here(m, s, p);
	m->depth--;
	return found;
}

const char *
pattern_match(struct matcher *m, const char *s, const char *p)
{
	m->depth = 0;
	m->ncaptures = 0;
	return match(m, s, p);
}

void
pattern_push_capture(struct matcher *m, int at, const char *s, const char *e)
{
	if (at >= m->ncaptures) {
		if (at > 0)
			host_fail(m->lua, "there is no capture %%%d in the pattern", at + 1);
		lua_pushlstring(m->lua, s, (size_t)(e - s));
	} else if (m->captures[at].len == CAPTURE_POSITION) {
		lua_pushinteger(m->lua, m->captures[at].start - m->start + 1);
	} else if (m->captures[at].len == CAPTURE_OPEN) {
		host_fail(m->lua, "malformed pattern (unfinished capture)");
	} else {
		lua_pushlstring(m->lua, m->captures[at].start, (size_t)m->captures[at].len);
	}
}

/* All captures, or the whole match when the pattern has none. */
int
pattern_push_captures(struct matcher *m, const char *s, const char *e, bool whole)
{
	int n = m->ncaptures == 0 && whole ? 1 : m->ncaptures;

	luaL_checkstack(m->lua, n, "too many captures");
	for (int i = 0; i < n; i++)
		pattern_push_capture(m, i, s, e);
	return n;
}

/* Sets the matcher up for a subject at index 1 and a pattern at 2; the pattern starts at *p. */
void
pattern_prepare(struct matcher *m, lua_State *lua, int subject, int pattern, const char **p)
{
	size_t len, pattern_len;

	m->lua = lua;
	m->start = luaL_checklstring(lua, subject, &len);
	m->end = m->start + len;
	*p = luaL_checklstring(lua, pattern, &pattern_len);
	m->pattern_end = *p + pattern_len;
	m->depth = 0;
	m->ncaptures = 0;
}
