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

enum {
	RECURSION = 180,
	BYTES_A_STEP = 16,
	CHARGE_EVERY = 4096, // steps; what remains is charged behind each match
};

/* Lengths of captures that are none. */
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

static const char *match(struct matcher *m, const char *s, const char *p);

static void
charge(struct matcher *m, uint64_t steps)
{
	m->work += steps;
	if (m->work < CHARGE_EVERY)
		return;
	steps = m->work;
	m->work = 0;
	host_charge(m->lua, steps);
}

/* What Lua's manual calls %a, %c, …; bits, for a character is in several. */
enum {
	CONTROL = 1 << 0,
	SPACE = 1 << 1,
	PUNCTUATION = 1 << 2,
	DIGIT = 1 << 3,
	HEXADECIMAL = 1 << 4,
	UPPER = 1 << 5,
	LOWER = 1 << 6,
};

static const unsigned char classes[256] = {
    ['\0' ... '\b'] = CONTROL,
    ['\t' ... '\r'] = CONTROL | SPACE,
    [0x0e ... 0x1f] = CONTROL,
    [' '] = SPACE,
    ['!' ... '/'] = PUNCTUATION,
    ['0' ... '9'] = DIGIT | HEXADECIMAL,
    [':' ... '@'] = PUNCTUATION,
    ['A' ... 'F'] = UPPER | HEXADECIMAL,
    ['G' ... 'Z'] = UPPER,
    ['[' ... '`'] = PUNCTUATION,
    ['a' ... 'f'] = LOWER | HEXADECIMAL,
    ['g' ... 'z'] = LOWER,
    ['{' ... '~'] = PUNCTUATION,
    [0x7f] = CONTROL,
};

/* The classes that make up %name, in upper case its opposite; 0 when there is none. */
static unsigned char
named_classes(char name)
{
	switch (ascii_lower(name)) {
	case 'a': return UPPER | LOWER;
	case 'c': return CONTROL;
	case 'd': return DIGIT;
	case 'g': return PUNCTUATION | DIGIT | UPPER | LOWER;
	case 'l': return LOWER;
	case 'p': return PUNCTUATION;
	case 's': return SPACE;
	case 'u': return UPPER;
	case 'w': return DIGIT | UPPER | LOWER;
	case 'x': return HEXADECIMAL;
	default: return 0;
	}
}

static bool
is_negated(char name)
{
	return ascii_lower(name) != name;
}

/* Whether c is in %name, which is itself when it names no class. */
static bool
in_named_class(unsigned char c, unsigned char name)
{
	unsigned char named = named_classes((char)name);

	if (!named)
		return name == c;
	return ((classes[c] & named) != 0) != is_negated((char)name);
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

/* Behind the characters from s on that are, or are not, of the class [p, end). */
static const char *
pass(struct matcher *m, const char *s, const char *p, const char *end, bool in)
{
	struct str rest = {s, (size_t)(m->end - s)};
	unsigned char named = *p == '%' ? named_classes(p[1]) : 0;
	const char *at = s;

	if (!in && end == p + 1 && *p != '.') {
		at += str_find_char(rest, *p);
	} else if (in && end == p + 4 && p[0] == '[' && p[1] == '^') { // "[^x]"
		at += str_find_char(rest, p[2]);
	} else if (named) {
		in ^= is_negated(p[1]);
		while (at < m->end && ((classes[(unsigned char)*at] & named) != 0) == in)
			at++;
	} else {
		while (at < m->end && matches_one(m, at, p, end) == in)
			at++;
	}
	charge(m, (uint64_t)(at - s));
	return at;
}

static const char *
match_balanced(struct matcher *m, const char *s, const char *p)
{
	size_t depth = 1;

	if (m->pattern_end - p < 2)
		host_fail(m->lua, "malformed pattern (missing arguments to '%%b')");
	if (s >= m->end || *s != p[0])
		return NULL;
	charge(m, (uint64_t)(m->end - s));
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
	const char *at = pass(m, s, p, end, true);

	if (end + 1 == m->pattern_end)
		return at;
	for (; at >= s; at--) {
		const char *found = match(m, at, end + 1);

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

		charge(m, 1);
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
	const char *end;

	m->depth = 0;
	m->ncaptures = 0;
	end = match(m, s, p);
	host_charge(m->lua, m->work);
	m->work = 0;
	return end;
}

/*
 * The end of the single-character class that every match begins with; NULL when there
 * is none. What stands alone, as captures and anchors do, is left to the matcher.
 */
static const char *
first_class(struct matcher *m, const char *p)
{
	const char *end;

	if (p == m->pattern_end || *p == '(' || *p == ')' || *p == '^' || *p == '$')
		return NULL;
	if (*p == '%' && p + 1 < m->pattern_end &&
	    (p[1] == 'b' || p[1] == 'f' || ascii_is_digit(p[1])))
		return NULL;
	end = class_end(m, p);
	return end == m->pattern_end || (*end != '*' && *end != '?' && *end != '-') ? end : NULL;
}

const char *
pattern_skip(struct matcher *m, const char *s, const char *p)
{
	const char *end = first_class(m, p);

	return end ? pass(m, s, p, end, false) : s;
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
	m->work = 0;
	m->depth = 0;
	m->ncaptures = 0;
}
