/*
 * Borrowed text: bytes and a length, owned by somebody else who lives longer.
 *
 * Text is UTF-8 unless a function says otherwise, may hold any byte and need
 * not end in NUL. A `struct str` is passed by value. Nothing here allocates.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *at; // first byte; NULL only when len is 0
	size_t len;     // bytes
};

/* A string literal as a str; the length is known to the compiler. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* The same where a constant initialiser is needed. */
#define STR_INIT(literal)                                                                          \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	}
/* For printf: "%.*s" with STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, ((s).at ? (s).at : "")

/* NUL-terminated text as a str; NULL gives the empty str. */
struct str str_from(const char *text);
bool str_eq(struct str a, struct str b);
/* Equal when ASCII letters of both are folded. */
bool str_eq_fold(struct str a, struct str b);
/* Byte order, shorter first on a tie: <0, 0, >0. The order of every sorted list. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Bytes [from, to) of s; both are clamped to its length. */
struct str str_slice(struct str s, size_t from, size_t to);
struct str str_skip(struct str s, size_t n);
/* Without ASCII white space (space, tab, CR, LF) at both ends, or at the start only. */
struct str str_trim(struct str s);
struct str str_trim_start(struct str s);

/* Offset of the first byte c, or s.len when there is none. */
size_t str_find_char(struct str s, char c);
/* Offset of the first occurrence of needle, or s.len when there is none. */
size_t str_find(struct str s, struct str needle);
bool str_has(struct str s, struct str needle);

/*
 * What stands between the first `begin` and the `end` behind it; *rest is moved behind that.
 * False, and nothing is changed, when they are not both there. Neither is empty.
 */
bool str_cut(struct str *rest, struct str begin, struct str end, struct str *piece);
/*
 * Takes the text up to the first `separator` off the front of *rest, which is
 * moved behind it. False when *rest was exhausted before the call.
 */
bool str_split(struct str *rest, char separator, struct str *piece);

/* A whole decimal number that fits an int, nothing before or behind it. */
bool str_to_int(struct str s, int *out);

static inline bool
ascii_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

static inline bool
ascii_is_punct(char c)
{
	return c > ' ' && c < 0x7f && !ascii_is_alnum(c);
}

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
