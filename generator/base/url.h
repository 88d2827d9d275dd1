/*
 * URLs as text, as far as links of a static site need it; RFC 3986.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

/*
 * The scheme without ':', as browsers see it: control bytes and spaces at the front
 * and tabs and line ends anywhere do not count. Empty for a relative URL. Lives in
 * the arena.
 */
struct str url_scheme(struct arena *arena, struct str url);
/* True for relative URLs and the schemes that content may link to: http, https, mailto, tel. */
bool url_is_allowed(struct str url);
/* True for http and https, and for "//host/…". */
bool url_is_external(struct str url);
/* The host of an external URL without "www."; empty for others. A slice of the URL. */
struct str url_host(struct str url);

/* "a/b.md?x#y" → "a/b.md", "?x", "y"; slices of the URL. */
struct url_parts {
	struct str path, query, fragment; // query with '?', fragment without '#'
	bool has_fragment;
};
struct url_parts url_split(struct str url);
/* 0 to 15; -1 when the byte is no hexadecimal digit. */
int url_hex_digit(char c);
/* With %XX decoded, in the arena. */
struct str url_decode(struct arena *arena, struct str text);

#endif
