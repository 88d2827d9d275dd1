/* URLs by libcurl's own parser, so that what is judged is what is requested. */
#include "net/target.h"

#include "base/arena.h"
#include "net/address.h"

#include <curl/curl.h>

#include <string.h>

/* A part of the URL, copied; empty when it has none. */
static struct str
get_part(struct arena *arena, CURLU *url, CURLUPart part, unsigned flags)
{
	struct str copy = {0};
	char *text = NULL;

	if (curl_url_get(url, part, &text, flags) == CURLUE_OK && text)
		copy = arena_dup(arena, str_from(text));
	curl_free(text);
	return copy;
}

static enum net_error
fail(struct str *detail, enum net_error error, const char *text)
{
	*detail = str_from(text);
	return error;
}

static bool
is_web(struct str scheme)
{
	return str_eq(scheme, STR("http")) || str_eq(scheme, STR("https"));
}

static enum net_error
read_target(struct arena *arena, CURLU *url, struct target *target, struct str *detail)
{
	struct str scheme = get_part(arena, url, CURLUPART_SCHEME, 0);
	struct str port = get_part(arena, url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	int number = 0;

	if (!is_web(scheme))
		return fail(detail, NET_PROTO, "only http and https are requested");
	target->https = str_eq(scheme, STR("https"));
	target->host = get_part(arena, url, CURLUPART_HOST, 0);
	for (size_t i = 0; i < target->host.len; i++)
		((char *)(uintptr_t)target->host.at)[i] = ascii_lower(target->host.at[i]);
	if (!target->host.len)
		return fail(detail, NET_URL, "there is no host");
	if (!str_to_int(port, &number) || !address_port_is_allowed((unsigned)number))
		return fail(detail, NET_PROTO, "the port is not one for web pages");
	target->port = (unsigned)number;
	target->queue = target->host;
	if (target->port != (target->https ? 443 : 80))
		target->queue = arena_printf(arena, "%.*s:%u", STR_ARG(target->host), target->port);
	return NET_FINE;
}

enum net_error
target_parse(struct arena *arena, struct str text, struct target *target, struct str *detail)
{
	enum net_error error;
	CURLU *url;

	*target = (struct target){0};
	if (text.len > NET_URL_MOST)
		return fail(detail, NET_URL, "the URL is longer than 8 KiB");
	if (memchr(text.at, 0, text.len))
		return fail(detail, NET_URL, "there is a zero byte in the URL");
	url = curl_url();
	if (!url)
		return fail(detail, NET_URL, "out of memory");
	if (curl_url_set(url, CURLUPART_URL, arena_dup(arena, text).at,
			 CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS) != CURLUE_OK)
		error = fail(detail, NET_URL, "the URL cannot be read");
	else
		error = read_target(arena, url, target, detail);
	curl_url_cleanup(url);
	return error;
}

struct str
target_clean(struct arena *arena, struct str text, bool *had_userinfo)
{
	CURLU *url = curl_url();
	struct str clean = {0};

	*had_userinfo = false;
	if (url &&
	    curl_url_set(url, CURLUPART_URL, arena_dup(arena, text).at,
			 CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS) == CURLUE_OK &&
	    is_web(get_part(arena, url, CURLUPART_SCHEME, 0))) {
		*had_userinfo = get_part(arena, url, CURLUPART_USER, 0).len > 0 ||
				get_part(arena, url, CURLUPART_PASSWORD, 0).len > 0;
		curl_url_set(url, CURLUPART_USER, NULL, 0);
		curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
		clean =
		    *had_userinfo ? get_part(arena, url, CURLUPART_URL, 0) : arena_dup(arena, text);
	}
	curl_url_cleanup(url);
	return clean;
}
