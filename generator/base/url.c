/* URLs as text. */
#include "base/url.h"

#include "base/arena.h"
#include "base/buf.h"

/* Bytes that browsers drop before they look for the scheme. */
static bool
is_dropped(char c, bool at_start)
{
	unsigned char byte = (unsigned char)c;

	return c == '\t' || c == '\n' || c == '\r' || (at_start && byte <= ' ');
}

struct str
url_scheme(struct arena *arena, struct str url)
{
	char *scheme = arena_alloc(arena, url.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];

		if (is_dropped(c, len == 0))
			continue;
		if (c == ':')
			return (struct str){scheme, len};
		if (!ascii_is_alpha(c) &&
		    !(len && (ascii_is_digit(c) || c == '+' || c == '-' || c == '.')))
			break;
		scheme[len++] = ascii_lower(c);
	}
	return (struct str){scheme, 0};
}

bool
url_is_allowed(struct str url)
{
	static const struct str allowed[] = {STR_INIT("http"), STR_INIT("https"),
					     STR_INIT("mailto"), STR_INIT("tel")};
	struct arena scratch;
	struct str scheme;
	bool fine;

	arena_init(&scratch);
	scheme = url_scheme(&scratch, url);
	fine = scheme.len == 0;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		fine = fine || str_eq(scheme, allowed[i]);
	arena_release(&scratch);
	return fine;
}

static bool
starts_fold(struct str url, struct str prefix)
{
	return str_eq_fold(str_slice(url, 0, prefix.len), prefix);
}

bool
url_is_external(struct str url)
{
	return starts_fold(url, STR("http://")) || starts_fold(url, STR("https://")) ||
	       str_starts(url, STR("//"));
}

struct str
url_host(struct str url)
{
	struct str host;
	size_t end;

	if (!url_is_external(url))
		return (struct str){0};
	host = str_skip(url, str_find(url, STR("//")) + 2);
	for (end = 0; end < host.len; end++)
		if (host.at[end] == '/' || host.at[end] == '?' || host.at[end] == '#')
			break;
	host = str_slice(host, 0, end);
	if (str_find_char(host, '@') < host.len)
		host = str_skip(host, str_find_char(host, '@') + 1);
	return starts_fold(host, STR("www.")) ? str_skip(host, 4) : host;
}

struct url_parts
url_split(struct str url)
{
	struct url_parts parts = {.path = url};
	size_t hash = str_find_char(url, '#');
	size_t mark;

	if (hash < url.len) {
		parts.has_fragment = true;
		parts.fragment = str_skip(url, hash + 1);
		parts.path = str_slice(url, 0, hash);
	}
	mark = str_find_char(parts.path, '?');
	if (mark < parts.path.len) {
		parts.query = str_skip(parts.path, mark);
		parts.path = str_slice(parts.path, 0, mark);
	}
	return parts;
}

int
url_hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str
url_decode(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len ? url_hex_digit(text.at[i + 1]) : -1;
		int low = high >= 0 ? url_hex_digit(text.at[i + 2]) : -1;

		if (text.at[i] == '%' && low >= 0) {
			out[len++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[len++] = text.at[i];
		}
	}
	return (struct str){out, len};
}
