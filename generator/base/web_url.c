/* Addresses of the web: parts, keys, requests. */
#include "base/web_url.h"

#include "base/arena.h"
#include "base/idn.h"
#include "base/url.h"

#include <string.h>

/* Text of bounded length that is being written; the arena has room for all of it. */
struct writer {
	char *at;
	size_t len;
};

static void
put(struct writer *out, struct str text)
{
	if (text.len)
		memcpy(out->at + out->len, text.at, text.len);
	out->len += text.len;
}

static void
put_char(struct writer *out, char c)
{
	out->at[out->len++] = c;
}

static void
put_triplet(struct writer *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	put_char(out, '%');
	put_char(out, digits[byte >> 4]);
	put_char(out, digits[byte & 15]);
}

static struct str
written(const struct writer *out)
{
	return (struct str){out->at, out->len};
}

/* True when "%XX" stands at the offset; *byte is then what it says. */
static bool
triplet_at(struct str text, size_t at, char *byte)
{
	int high, low;

	if (at + 2 >= text.len || text.at[at] != '%')
		return false;
	high = url_hex_digit(text.at[at + 1]);
	low = url_hex_digit(text.at[at + 2]);
	*byte = (char)(high * 16 + low);
	return high >= 0 && low >= 0;
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

static bool
is_outside_ascii(char c)
{
	return (unsigned char)c >= 0x80;
}

/* The first fault of those that leave the URL usable. */
static enum web_url_fault
find_flaw(struct str text)
{
	char byte;

	for (size_t i = 0; i < text.len; i++) {
		if (is_control(text.at[i]))
			return WEB_URL_CONTROL;
		if (text.at[i] == ' ')
			return WEB_URL_SPACE;
		if (text.at[i] == '\\')
			return WEB_URL_BACKSLASH;
		if (text.at[i] == '%' && !triplet_at(text, i, &byte))
			return WEB_URL_PERCENT;
	}
	return WEB_URL_FINE;
}

/* Takes "http:" or "https:" off the front. */
static bool
take_scheme(struct str *rest, struct web_url *url)
{
	struct str http = STR("http:"), https = STR("https:");

	url->secure = str_eq_fold(str_slice(*rest, 0, https.len), https);
	if (!url->secure && !str_eq_fold(str_slice(*rest, 0, http.len), http))
		return false;
	*rest = str_skip(*rest, url->secure ? https.len : http.len);
	return true;
}

/* Takes what stands between "//" and the path off the front. */
static struct str
take_authority(struct str *rest)
{
	struct str authority;
	size_t end = 0;

	while (end < rest->len && !memchr("/?#", rest->at[end], 3))
		end++;
	authority = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	return authority;
}

static struct str
take_user(struct str authority, struct web_url *url)
{
	for (size_t at = authority.len; at-- > 0;)
		if (authority.at[at] == '@') {
			url->has_user = true;
			url->user = str_slice(authority, 0, at);
			return str_skip(authority, at + 1);
		}
	return authority;
}

/* Splits ":8080" off the host; an empty port is the scheme's own. */
static bool
take_port(struct str *host, struct web_url *url)
{
	size_t close = host->len && host->at[0] == '[' ? str_find_char(*host, ']') : 0;
	size_t colon = close + str_find_char(str_skip(*host, close), ':');
	struct str digits = str_skip(*host, colon + 1);

	url->port = url->secure ? 443 : 80;
	*host = str_slice(*host, 0, colon);
	if (!digits.len)
		return true;
	while (digits.len > 1 && digits.at[0] == '0')
		digits = str_skip(digits, 1);
	return ascii_is_digit(digits.at[0]) && str_to_int(digits, &url->port) && url->port > 0 &&
	       url->port <= 65535;
}

static bool
is_literal(struct str host)
{
	if (host.len < 4 || host.at[0] != '[' || host.at[host.len - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < host.len; i++)
		if (url_hex_digit(host.at[i]) < 0 && host.at[i] != ':' && host.at[i] != '.')
			return false;
	return str_find_char(host, ':') < host.len;
}

/* Labels of letters, digits, '-' and '_', none of them empty. */
static bool
is_name(struct str host)
{
	bool empty = true;

	for (size_t i = 0; i < host.len; i++) {
		if (host.at[i] == '.' && empty)
			return false;
		empty = host.at[i] == '.';
		if (!empty && !ascii_is_alnum(host.at[i]) && host.at[i] != '-' && host.at[i] != '_')
			return false;
	}
	return !empty;
}

static struct str
lower(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		out[i] = ascii_lower(text.at[i]);
	return (struct str){out, text.len};
}

static bool
has_outside_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_outside_ascii(text.at[i]))
			return true;
	return false;
}

static enum web_url_fault
read_host(struct arena *arena, struct str host, struct web_url *url)
{
	if (!host.len)
		return WEB_URL_NO_HOST;
	if (has_outside_ascii(host) && !idn_to_ascii(arena, host, &host))
		return WEB_URL_BAD_IDN;
	if (host.len > 1 && host.at[host.len - 1] == '.')
		host.len--;
	// What IDNA made of it is looked at again: "℀" becomes "a/c".
	if (!is_literal(host) && !is_name(host))
		return WEB_URL_BAD_HOST;
	url->host = lower(arena, host);
	return WEB_URL_FINE;
}

enum web_url_fault
web_url_parse(struct arena *arena, struct str text, struct web_url *url)
{
	struct str rest = text, host;
	enum web_url_fault fault;
	struct url_parts parts;
	bool port_is_fine;

	*url = (struct web_url){0};
	if (!take_scheme(&rest, url))
		return WEB_URL_NO_WEB;
	if (!str_starts(rest, STR("//")))
		return WEB_URL_NO_SLASHES;
	rest = str_skip(rest, 2);
	host = take_user(take_authority(&rest), url);
	port_is_fine = take_port(&host, url);
	fault = read_host(arena, host, url);
	if (fault != WEB_URL_FINE)
		return fault;
	if (!port_is_fine)
		return WEB_URL_BAD_PORT;
	parts = url_split(rest);
	url->path = parts.path;
	url->query = parts.query;
	url->fragment = parts.fragment;
	url->has_fragment = parts.has_fragment;
	return find_flaw(text);
}

bool
web_url_is_unusable(enum web_url_fault fault)
{
	return fault >= WEB_URL_NO_WEB && fault <= WEB_URL_BAD_PORT;
}

/* Whether the byte means the same encoded and as it is. */
static bool
is_unreserved(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* A byte that a key cannot hold as it is. */
static bool
is_refused_by_keys(char c)
{
	return is_control(c) || c == ' ' || is_outside_ascii(c);
}

static void
put_key_path(struct writer *out, struct str path)
{
	char byte;

	for (size_t i = 0; i < path.len; i++) {
		if (triplet_at(path, i, &byte)) {
			if (is_unreserved(byte))
				put_char(out, byte);
			else
				put_triplet(out, byte);
			i += 2;
		} else if (path.at[i] == '%' || is_refused_by_keys(path.at[i])) {
			put_triplet(out, path.at[i]);
		} else {
			put_char(out, path.at[i]);
		}
	}
}

/* Does away with "." and ".." in the path that was put from `start` on. */
static void
drop_dot_segments(struct writer *out, size_t start)
{
	struct str rest = {out->at + start + 1, out->len - start - 1}, segment;
	size_t first = start + 1; // behind the '/' that every path begins with

	out->len = first;
	while (str_split(&rest, '/', &segment)) {
		if (str_eq(segment, STR(".."))) {
			out->len -= out->len > first;
			while (out->len > first && out->at[out->len - 1] != '/')
				out->len--;
		} else if (!str_eq(segment, STR("."))) {
			memmove(out->at + out->len, segment.at, segment.len);
			out->len += segment.len;
			if (rest.at)
				put_char(out, '/');
		}
	}
}

/* Room for everything encoded, with a scheme, a port and a '/' of ours. */
static struct writer
writer_for(struct arena *arena, size_t len)
{
	return (struct writer){arena_alloc(arena, 3 * len + 32), 0};
}

static void
put_origin(struct writer *out, const struct web_url *url)
{
	char port[16];
	int len = 0;

	put(out, url->secure ? STR("https://") : STR("http://"));
	put(out, url->host);
	if (url->port != (url->secure ? 443 : 80))
		len = snprintf(port, sizeof(port), ":%d", url->port);
	put(out, (struct str){port, (size_t)len});
}

/* A byte that RFC 3986 allows nowhere in a path or query. */
static bool
is_refused_by_requests(char c)
{
	return is_refused_by_keys(c) || (c && strchr("\"<>\\^`{|}", c));
}

/* The text with those bytes encoded; what is a triplet already stays as it is. */
static void
put_encoded(struct writer *out, struct str text, bool (*is_refused)(char c))
{
	char byte;

	for (size_t i = 0; i < text.len; i++) {
		if (is_refused(text.at[i]) || (text.at[i] == '%' && !triplet_at(text, i, &byte)))
			put_triplet(out, text.at[i]);
		else
			put_char(out, text.at[i]);
	}
}

struct str
web_url_key(struct arena *arena, struct str text)
{
	struct writer out;
	struct web_url url;
	size_t start;

	if (web_url_is_unusable(web_url_parse(arena, text, &url)))
		return (struct str){0};
	out = writer_for(arena, text.len + url.host.len);
	put_origin(&out, &url);
	start = out.len;
	put_key_path(&out, url.path.len ? url.path : STR("/"));
	drop_dot_segments(&out, start);
	put_encoded(&out, url.query, is_refused_by_keys);
	return written(&out);
}

struct str
web_url_request(struct arena *arena, struct str text)
{
	struct writer out;
	struct web_url url;

	if (web_url_is_unusable(web_url_parse(arena, text, &url)))
		return (struct str){0};
	out = writer_for(arena, text.len + url.host.len);
	put_origin(&out, &url);
	put_encoded(&out, url.path.len ? url.path : STR("/"), is_refused_by_requests);
	put_encoded(&out, url.query, is_refused_by_requests);
	return written(&out);
}

/* The path of the base up to its last '/', for a reference that starts in its folder. */
static struct str
base_folder(const struct web_url *base)
{
	size_t len = base->path.len;

	while (len && base->path.at[len - 1] != '/')
		len--;
	return len ? str_slice(base->path, 0, len) : STR("/");
}

static void
put_resolved(struct writer *out, const struct web_url *base, struct str reference)
{
	struct url_parts parts = url_split(reference);
	size_t start = out->len;

	if (parts.path.len) {
		if (parts.path.at[0] != '/')
			put(out, base_folder(base));
		put(out, parts.path);
		drop_dot_segments(out, start);
	} else {
		put(out, base->path.len ? base->path : STR("/"));
	}
	put(out, parts.path.len || parts.query.len ? parts.query : base->query);
	if (parts.has_fragment) {
		put_char(out, '#');
		put(out, parts.fragment);
	}
}

struct str
web_url_resolve(struct arena *arena, struct str base, struct str reference)
{
	struct writer out;
	struct web_url url;

	if (web_url_is_unusable(web_url_parse(arena, base, &url)))
		return (struct str){0};
	if (url_scheme(arena, reference).len)
		return reference;
	out = writer_for(arena, base.len + url.host.len + reference.len);
	if (str_starts(reference, STR("//"))) {
		put(&out, url.secure ? STR("https:") : STR("http:"));
		put(&out, reference);
	} else {
		put_origin(&out, &url);
		put_resolved(&out, &url, reference);
	}
	return written(&out);
}
