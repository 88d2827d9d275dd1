/* Transport: what one request of each kind comes back with. The server is tests/linkd. */
#include "base/buf.h"
#include "linkd.h"
#include "net/address.h"
#include "net/transfer.h"

static struct linkd linkd;
static struct address_range loopback;
static struct net_options options;
static struct transfers *transfers;
static struct transfer *last;

/* A name of 70 letters between dots cannot be asked for, so no resolver hears of it. */
#define NO_NAME                                                                                    \
	"http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/"

static int resolver_says;
static uint32_t timeout; // milliseconds, of `get`: short where it is to come

static int
resolve(const char *host)
{
	(void)host;
	return resolver_says;
}

static int
set_up(void **state)
{
	static char there[64];
	static const char *table[] = {there, NULL};

	(void)state;
	linkd_start(&linkd, true);
	snprintf(there, sizeof(there), "there.example:80:127.0.0.1:%d", linkd.http);
	assert_true(address_range_parse(STR("127.0.0.0/8"), &loopback));
	options = (struct net_options){.user_agent = "lectern-test",
				       .allowed = &loopback,
				       .nallowed = 1,
				       .ca_file = linkd.ca_file,
				       .connect_to = table,
				       .resolve = resolve};
	transfers = transfers_new(&options);
	assert_non_null(transfers);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	if (last)
		transfers_release(transfers, last);
	transfers_free(transfers);
	linkd_stop(&linkd);
	return 0;
}

static int
each(void **state)
{
	(void)state;
	timeout = 20000;
	linkd_ask(&linkd, "/_reset");
	return 0;
}

/* Runs it to its end; the response lives until the next call. */
static const struct net_response *
fetch(const struct net_request *request)
{
	if (last)
		transfers_release(transfers, last);
	last = NULL;
	transfers_start(transfers, request, &linkd);
	while (!(last = transfers_next(transfers)))
		transfers_run(transfers, 1000);
	assert_ptr_equal(transfer_context(last), &linkd);
	return transfer_response(last);
}

static struct str
url_of(const char *path, char *buffer, size_t size)
{
	snprintf(buffer, size, "http://127.0.0.1:%d%s", linkd.http, path);
	return str_from(buffer);
}

static const struct net_response *
get(enum net_method method, const char *path, const char *want)
{
	char buffer[16 * 1024];
	struct str wanted = str_from(want);
	const struct net_request request = {.url = url_of(path, buffer, sizeof(buffer)),
					    .method = method,
					    .want = &wanted,
					    .nwant = want ? 1 : 0,
					    .timeout = timeout,
					    .max_body = 4 << 20};

	return fetch(&request);
}

static const struct net_response *
get_tls(int port)
{
	char url[64];
	struct net_request request = {.timeout = timeout};

	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", port);
	request.url = str_from(url);
	return fetch(&request);
}

static const struct net_response *
get_at(int port, enum net_method method)
{
	char url[64];
	struct net_request request = {.method = method, .timeout = timeout, .connect_timeout = 300};

	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", port);
	request.url = str_from(url);
	return fetch(&request);
}

static void
is_status(const struct net_response *response, int status)
{
	if (response->error != NET_FINE)
		fail_msg("'%s' instead of status %d: %.*s", net_error_name(response->error), status,
			 STR_ARG(response->detail));
	assert_true(response->ok);
	assert_int_equal(response->status, status);
}

static void
is_error(const struct net_response *response, enum net_error error, enum net_phase phase)
{
	if (response->error != error)
		fail_msg("error '%s' is not '%s': %.*s",
			 response->error ? net_error_name(response->error) : "none",
			 net_error_name(error), STR_ARG(response->detail));
	if (response->phase != phase)
		fail_msg("phase '%s' is not '%s'", net_phase_name(response->phase),
			 net_phase_name(phase));
	assert_true(response->detail.len > 0);
	assert_true(response->ok == (phase == NET_PHASE_BODY));
}

/* Cases 1 to 3, 22, 26, 27, 30 and 37: a status is a status. */
static void
test_status(void **state)
{
	static const int all[] = {200, 204, 206, 300, 304, 400, 401, 402, 403, 404, 406,
				  407, 410, 415, 429, 451, 500, 503, 520, 522, 999};
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(path, sizeof(path), "/status/%d", all[i]);
		is_status(get(NET_HEAD, path, NULL), all[i]);
		is_status(get(NET_GET, path, NULL), all[i]);
		assert_int_equal(linkd_count(&linkd, "HEAD", path), 1);
		assert_int_equal(linkd_count(&linkd, "GET", path), 1);
	}
	assert_int_equal(linkd_connections(&linkd), 1);
}

/* Cases 4 to 6, 8 and 13 to 18: redirects are told and never followed. */
static void
check_next(const char *path, const char *location, const char *next)
{
	const struct net_response *response = get(NET_HEAD, path, NULL);

	assert_true(response->ok);
	assert_true(response->status >= 300 && response->status < 400);
	if (location)
		assert_str(response->location, location);
	if (str_starts(str_from(next), STR("/"))) {
		char whole[1024];

		assert_str(response->next, url_of(next, whole, sizeof(whole)).at);
	} else {
		assert_str(response->next, next);
	}
	assert_int_equal(linkd_total(&linkd), 1);
	linkd_ask(&linkd, "/_reset");
}

static void
test_redirects(void **state)
{
	(void)state;
	check_next("/redirect/301?/status/200", "/status/200", "/status/200");
	check_next("/redirect/308?../x", "../x", "/x");
	check_next("/decoded-redirect/303?https://a.example/%25C3%25A9%23b", NULL,
		   "https://a.example/%C3%A9#b");
	check_next("/redirect/302?//b.example", NULL, "http://b.example/");
	check_next("/redirect/302?/redirect/302?/x", NULL, "/redirect/302?/x");
	check_next("/decoded-redirect/302?%23b", "#b", "/decoded-redirect/302?%23b#b");
}

static void
test_bad_redirects(void **state)
{
	(void)state;
	check_next("/status/302", "", "");
	check_next("/status/300", "", "");
	check_next("/redirect/302?http://[bad", "http://[bad", "");
	check_next("/redirect/302?file:///etc/passwd", "file:///etc/passwd", "");
	check_next("/redirect/302?javascript:alert(1)", NULL, "");
	check_next("/redirect/302?ftp://a.example/", NULL, "");
	check_next("/redirect/302?data:text/html,x", NULL, "");
	check_next("/decoded-redirect/302?/a%20b/%C3%A9", NULL, "/a%20b/%c3%a9");
}

static void
test_userinfo(void **state)
{
	const struct net_response *response;
	const struct net_request request = {.url = STR("http://user:secret@there.example/")};

	(void)state;
	response =
	    get(NET_HEAD, "/decoded-redirect/302?http://user:secret@a.example/b?c%23d", NULL);
	assert_str(response->next, "http://a.example/b?c#d");
	assert_true(response->had_userinfo);
	assert_false(get(NET_HEAD, "/redirect/302?http://a.example/", NULL)->had_userinfo);
	linkd_ask(&linkd, "/_reset");
	is_error(fetch(&request), NET_URL, NET_PHASE_DNS);
	assert_int_equal(linkd_total(&linkd), 0);
}

/* Case 10: a jar of the caller's, and none that outlives a request without one. */
static void
test_cookies(void **state)
{
	char url[64];
	struct buf jar;
	struct net_request request = {.url = url_of("/cookie", url, sizeof(url)), .cookies = &jar};

	(void)state;
	buf_init(&jar);
	is_status(fetch(&request), 302);
	is_status(fetch(&request), 200);
	request.cookies = NULL;
	is_status(fetch(&request), 302);
	is_status(fetch(&request), 302);
	buf_release(&jar);
	buf_init(&jar);
	request.cookies = &jar;
	is_status(fetch(&request), 302);
	buf_release(&jar);
}

static void
check_guarded(const char *url, const char *detail)
{
	const struct net_request request = {.url = str_from(url), .timeout = 2000};
	const struct net_response *response = fetch(&request);

	if (response->error != NET_GUARD)
		fail_msg("%s: '%s', %.*s", url, net_error_name(response->error),
			 STR_ARG(response->detail));
	assert_false(response->ok);
	assert_int_equal(response->phase, NET_PHASE_CONNECT);
	assert_str(response->detail, detail);
}

/* Cases 19 to 21: no packet is sent, however the address is written. */
static void
test_guard(void **state)
{
	char mapped[64];
	char number[64];
	const char *table[] = {mapped, NULL};
	struct transfers *before = transfers;
	struct net_options strict = {.connect_to = table, .resolve = resolve};

	(void)state;
	transfers_release(before, last);
	last = NULL;
	snprintf(mapped, sizeof(mapped), "public.example:80:127.0.0.1:%d", linkd.http);
	transfers = transfers_new(&strict);
	check_guarded("http://10.0.0.1/", "10.0.0.1");
	check_guarded("http://169.254.169.254/latest/meta-data/", "169.254.169.254");
	check_guarded("http://[::1]/", "::1");
	check_guarded("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1");
	check_guarded("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1");
	check_guarded("http://0.0.0.0/", "0.0.0.0");
	check_guarded("http://2130706433/", "127.0.0.1");
	check_guarded("http://0x7f.1/", "127.0.0.1");
	check_guarded("http://0177.0.0.1/", "127.0.0.1");
	check_guarded("http://127.1/", "127.0.0.1");
	check_guarded("https://192.168.1.1:8443/", "192.168.1.1");
	check_guarded("http://[64:ff9b::7f00:1]/", "64:ff9b::7f00:1");
	check_guarded("http://public.example/", "127.0.0.1"); // a name that leads inside
	snprintf(number, sizeof(number), "http://2130706433:%d/", linkd.http);
	check_guarded(number, "127.0.0.1");
	transfers_release(transfers, last);
	last = NULL;
	transfers_free(transfers);
	transfers = before;
	assert_int_equal(linkd_total(&linkd), 0);
	is_status(get(NET_HEAD, "/", NULL), 200);
}

/* What drips is given up; a server that thinks for long is not, for it has not begun. */
static void
test_low_speed(void **state)
{
	struct transfers *before = transfers;
	struct net_options slow = options;

	(void)state;
	transfers_release(before, last);
	last = NULL;
	slow.low_speed_bytes = 10000;
	slow.low_speed_time = 1;
	transfers = transfers_new(&slow);
	is_status(get(NET_HEAD, "/sleep/1500", NULL), 200);
	get(NET_GET, "/drip-body", "here");
	is_error(transfer_response(last), NET_TIMEOUT, NET_PHASE_BODY);
	assert_true(str_has(transfer_response(last)->detail, STR("too slow")));
	transfers_release(transfers, last);
	last = NULL;
	transfers_free(transfers);
	transfers = before;
	is_status(get(NET_HEAD, "/", NULL), 200);
}

/* Behind a proxy it is the proxy that looks names up, so names are judged. */
static void
test_proxy(void **state)
{
	char proxy[64];
	struct transfers *before = transfers;
	const struct net_options strict = {.proxy = proxy};
	const struct net_request there = {.url = STR("http://public.example/status/200")};
	const struct net_request secret = {.url = STR("http://10.0.0.1/")};
	const struct net_request local = {.url = STR("http://intranet/")};

	(void)state;
	transfers_release(before, last);
	last = NULL;
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", linkd.http);
	transfers = transfers_new(&strict);
	assert_int_equal(fetch(&secret)->error, NET_GUARD);
	assert_int_equal(fetch(&local)->error, NET_GUARD);
	assert_int_equal(linkd_total(&linkd), 0);
	assert_true(fetch(&there)->ok);
	transfers_release(transfers, last);
	last = NULL;
	transfers_free(transfers);
	transfers = before;
	assert_int_equal(linkd_total(&linkd), 1);
	is_status(get(NET_HEAD, "/", NULL), 200);
}

static void
check_refused(const char *url, enum net_error error)
{
	const struct net_request request = {.url = str_from(url)};
	const struct net_response *response = fetch(&request);

	if (response->error != error)
		fail_msg("%s: %s, %.*s", url, net_error_name(response->error),
			 STR_ARG(response->detail));
}

static void
test_bad_urls(void **state)
{
	struct buf url;

	(void)state;
	check_refused("ftp://there.example/", NET_PROTO);
	check_refused("file:///etc/passwd", NET_PROTO);
	check_refused("gopher://there.example/", NET_PROTO);
	check_refused("http://there.example:22/", NET_PROTO);
	check_refused("http://there.example:6667/", NET_PROTO);
	check_refused("http://there.example:99999/", NET_URL);
	check_refused("http://a b/", NET_URL);
	check_refused("http://", NET_URL);
	check_refused("", NET_URL);
	check_refused("http://[::1", NET_URL);
	check_refused("http://there.example/a b", NET_URL);
	check_refused("http://there.example/a\r\nX-Evil: 1", NET_URL);
	buf_init(&url);
	buf_add(&url, STR("http://there.example/"));
	while (url.len <= NET_URL_MOST)
		buf_add_char(&url, 'x');
	check_refused(url.at, NET_URL);
	buf_release(&url);
	assert_int_equal(linkd_total(&linkd), 0);
}

/* Case 23: we say who we are. Cases 24 and 25: walls. */
static void
check_challenge(const char *path, const char *want, const char *wanted)
{
	const struct net_response *response = get(NET_GET, path, want);

	assert_true(response->ok);
	if (wanted)
		assert_string_equal(response->challenge ? response->challenge : "none", wanted);
	else
		assert_null(response->challenge);
}

static void
test_walls(void **state)
{
	(void)state;
	is_status(get(NET_GET, "/agent", NULL), 403);
	assert_non_null(strstr(linkd_ask(&linkd, "/_log"), "User-Agent: lectern-test |"));
	check_challenge("/status/403", NULL, NULL);
	check_challenge("/with/403?CF-Mitigated:%20challenge%0d%0a", NULL, "cloudflare");
	check_challenge("/with/403?Server:%20cloudflare%0d%0a", NULL, "cloudflare");
	check_challenge("/with/404?Server:%20cloudflare%0d%0a", NULL, NULL);
	check_challenge("/with/200?Server:%20cloudflare%0d%0a", NULL, NULL);
	check_challenge("/with/403?X-DataDome:%20protected%0d%0a", NULL, "datadome");
	check_challenge("/html?<script>window._cf_chl_opt={}</script>", "x", "cloudflare");
	check_challenge("/html?<script%20id=anubis_challenge>", "x", "anubis");
	check_challenge("/html?<p>challenge-platform", "x", NULL);
	check_challenge("/split?<p>__cf_chl_opt", "x", "cloudflare");
}

/* Case 28 and 29. */
static void
test_head_lies(void **state)
{
	(void)state;
	timeout = 600;
	is_status(get(NET_HEAD, "/head/405", NULL), 405);
	is_status(get(NET_GET, "/head/405", NULL), 200);
	is_error(get(NET_HEAD, "/reset-head", NULL), NET_RESET, NET_PHASE_HEADERS);
	is_status(get(NET_GET, "/reset-head", NULL), 200);
	is_error(get(NET_HEAD, "/silent-head", NULL), NET_TIMEOUT, NET_PHASE_HEADERS);
	is_status(get(NET_GET, "/silent-head", NULL), 200);
	is_status(get(NET_HEAD, "/head-body", NULL), 200);
}

/* Cases 31 to 33. */
static void
check_retry(const char *query, bool there, uint32_t wanted)
{
	char path[256];
	const struct net_response *response;

	linkd_ask(&linkd, "/_reset");
	snprintf(path, sizeof(path), "/retry/429/1%s", query);
	response = get(NET_HEAD, path, NULL);
	is_status(response, 429);
	if (response->has_retry_after != there)
		fail_msg("%s is %s", query, there ? "absent" : "there");
	if (there)
		assert_int_equal(response->retry_after, wanted);
	is_status(get(NET_HEAD, path, NULL), 200);
}

static void
test_retry_after(void **state)
{
	(void)state;
	check_retry("", false, 0);
	check_retry("?", false, 0);
	check_retry("?2", true, 2);
	check_retry("?1m0s", false, 0);
	check_retry("?-5", false, 0);
	check_retry("?1e9", false, 0);
	check_retry("?999999999999", true, 30 * 24 * 3600);
	check_retry("?Sun,%2006%20Nov%201994%2008:49:37%20GMT", true, 0);
	/* By the server's clock, whatever ours says. */
	check_retry("?Sun,%2006%20Nov%201994%2008:49:40%20GMT%0d%0aDate:%20Sun,%2006%20Nov%"
		    "201994%2008:49:37%20GMT",
		    true, 3);
}

/* Cases 38 to 40 and 44 to 47. */
static void
test_slow(void **state)
{
	(void)state;
	timeout = 600;
	is_error(get(NET_GET, "/drip-headers", NULL), NET_TIMEOUT, NET_PHASE_HEADERS);
	is_status(get(NET_HEAD, "/drip-body", NULL), 200);
	is_status(get(NET_GET, "/drip-body", NULL), 200);
	is_error(get(NET_GET, "/drip-body", "x"), NET_TIMEOUT, NET_PHASE_BODY);
	assert_true(transfer_response(last)->truncated);
	is_error(get(NET_HEAD, "/silent", NULL), NET_TIMEOUT, NET_PHASE_HEADERS);
	is_error(get_at(linkd.mute, NET_HEAD), NET_TIMEOUT, NET_PHASE_HEADERS);
}

static void
test_closed(void **state)
{
	(void)state;
	is_error(get_at(linkd.full, NET_HEAD), NET_TIMEOUT, NET_PHASE_CONNECT);
	is_error(get_at(linkd.closed, NET_HEAD), NET_REFUSED, NET_PHASE_CONNECT);
	assert_int_equal(get_at(linkd.rude, NET_HEAD)->error,
			 NET_RESET); // in one phase or the next
	is_error(get(NET_HEAD, "/reset", NULL), NET_RESET, NET_PHASE_HEADERS);
	is_error(get(NET_GET, "/empty", NULL), NET_EMPTY, NET_PHASE_HEADERS);
}

/* Cases 41 to 43. */
static void
check_capped(const char *path)
{
	const struct net_response *response;

	is_status(get(NET_GET, path, NULL), 200);
	assert_true(transfer_response(last)->truncated);
	assert_int_equal(transfer_response(last)->bytes, 0);
	response = get(NET_GET, path, "here");
	is_error(response, NET_BODY_CAP, NET_PHASE_BODY);
	assert_int_equal(response->bytes, 4 << 20);
	assert_true(response->searched && !response->found[0]);
}

static void
test_large_bodies(void **state)
{
	(void)state;
	check_capped("/endless");
	check_capped("/endless-chunked");
	check_capped("/bomb");
	is_status(get(NET_GET, "/bad-gzip", NULL), 200);
	is_error(get(NET_GET, "/bad-gzip", "here"), NET_MALFORMED, NET_PHASE_BODY);
}

/* A small body is read for the sake of its connection, a large one is not. */
static void
test_small_body(void **state)
{
	(void)state;
	is_status(get(NET_GET, "/status/200", NULL), 200);
	assert_true(transfer_response(last)->bytes > 0);
	assert_false(transfer_response(last)->truncated);
	is_status(get(NET_GET, "/late/100000", NULL), 200);
	assert_int_equal(transfer_response(last)->bytes, 0);
	assert_true(transfer_response(last)->truncated);
}

/* Cases 48 to 54. */
static void
test_odd_responses(void **state)
{
	(void)state;
	is_error(get(NET_GET, "/reset-body", NULL), NET_RESET, NET_PHASE_BODY);
	is_error(get(NET_GET, "/short-body", NULL), NET_RESET, NET_PHASE_BODY);
	assert_int_equal(transfer_response(last)->status, 200);
	is_error(get(NET_HEAD, "/headers/1/200000", NULL), NET_HEADERS_TOO_LARGE,
		 NET_PHASE_HEADERS);
	is_error(get(NET_HEAD, "/headers/2000/1000", NULL), NET_HEADERS_TOO_LARGE,
		 NET_PHASE_HEADERS);
	is_status(get(NET_HEAD, "/headers/1/90000", NULL), 200);
	is_error(get(NET_HEAD, "/raw/nul", NULL), NET_MALFORMED, NET_PHASE_HEADERS);
	is_error(get(NET_HEAD, "/raw/bad-status", NULL), NET_MALFORMED, NET_PHASE_HEADERS);
	is_error(get(NET_HEAD, "/raw/no-status", NULL), NET_MALFORMED, NET_PHASE_HEADERS);
	is_error(get(NET_GET, "/raw/lengths", NULL), NET_RESET, NET_PHASE_BODY);
	is_status(get(NET_HEAD, "/raw/hints", NULL), 200);
	assert_str(net_header(transfer_response(last), STR("x-late")), "yes");
	assert_str(net_header(transfer_response(last), STR("x-early")), "");
}

/* Case 80: what is shown of servers holds no control characters. */
static void
test_control_characters(void **state)
{
	const struct net_response *response;

	(void)state;
	response = get(NET_HEAD, "/raw/control", NULL);
	is_status(response, 200);
	assert_str(net_header(response, STR("X-Red")), "[31mred");
	assert_str(response->location, "/a [31m");
}

static void
check_fragment(const char *path, const char *want, bool searched, bool found)
{
	const struct net_response *response = get(NET_GET, path, want);

	is_status(response, 200);
	assert_true(response->searched == searched);
	if (searched && response->found[0] != found)
		fail_msg("'%s' in '%s' is %sfound", want, path, found ? "not " : "");
}

/* Cases 62 and 64, as far as they are the transport's. */
static void
test_fragments(void **state)
{
	(void)state;
	check_fragment("/html?<p%20id=here>", "here", true, true);
	check_fragment("/html?<p%20id=%C3%A9>", "%C3%A9", true, true);
	check_fragment("/html?<p%20id=there>", "here", true, false);
	check_fragment("/late/900000", "here", true, true);
	check_fragment("/split?<p%20id='h%26%2365;'>", "hA", true, true);
	check_fragment("/html?%FF%FE<%00", "here", false, false);
	check_fragment("/with/200?Content-Type:%20application/pdf%0d%0a", "here", false, false);
	check_fragment("/with/200?Content-Type:%20TEXT/HTML;a%0d%0a", "here", true, false);
}

/* Case 68. */
static void
test_names(void **state)
{
	const struct net_request known = {.url = STR("http://there.example/status/200")};
	const struct net_request unknown = {.url = STR(NO_NAME)};
	struct transfers *before = transfers;

	(void)state;
	is_status(fetch(&known), 200);
	assert_non_null(strstr(linkd_ask(&linkd, "/_log"), "there.example"));
	resolver_says = -2; // EAI_NONAME
	is_error(fetch(&unknown), NET_DNS, NET_PHASE_DNS);
	transfers_release(transfers, last);
	last = NULL;
	transfers = transfers_new(&options);
	resolver_says = -3; // EAI_AGAIN
	is_error(fetch(&unknown), NET_DNS_TEMP, NET_PHASE_DNS);
	transfers_release(transfers, last);
	last = NULL;
	transfers_free(transfers);
	transfers = before;
}

/* Cases 55 to 60. */
static void
test_tls(void **state)
{
	(void)state;
	is_status(get_tls(linkd.good), 200);
	is_status(get_tls(linkd.good), 200);
	assert_true(transfer_response(last)->reused);
	is_status(get_tls(linkd.chain), 200);
	is_error(get_tls(linkd.self), NET_TLS_SELF_SIGNED, NET_PHASE_TLS);
	is_error(get_tls(linkd.expired), NET_TLS_EXPIRED, NET_PHASE_TLS);
	is_error(get_tls(linkd.nochain), NET_TLS_CHAIN, NET_PHASE_TLS);
	is_error(get_tls(linkd.name), NET_TLS_HOSTNAME, NET_PHASE_TLS);
	is_error(get_tls(linkd.old), NET_TLS_VERSION, NET_PHASE_TLS);
	is_error(get_tls(linkd.http), NET_TLS_OTHER, NET_PHASE_TLS);
	assert_int_equal(linkd_total(&linkd), 3);
	timeout = 600;
	is_error(get_tls(linkd.mute), NET_TIMEOUT, NET_PHASE_TLS);
}

static void
test_request_headers(void **state)
{
	const struct str headers[] = {STR("Accept-Language: en"), STR("X-Test: 1")};
	char url[64];
	const struct net_request request = {.url = url_of("/a/../%7e?q#x", url, sizeof(url)),
					    .headers = headers,
					    .nheaders = 2};
	char *log;

	(void)state;
	is_status(fetch(&request), 404);
	log = linkd_ask(&linkd, "/_log");
	assert_non_null(strstr(log, "Accept-Language: en |X-Test: 1 |"));
	assert_non_null(strstr(log, "HEAD\t/a/../%7e?q\t"));
	assert_null(strstr(log, "Accept-Encoding"));
	assert_null(strstr(log, "Transfer-Encoding"));
	assert_null(strstr(log, "Range"));
	assert_null(strstr(log, "Referer"));
}

static void
test_cancel(void **state)
{
	char url[64];
	const struct net_request request = {.url = url_of("/silent", url, sizeof(url))};
	struct transfer *transfer;

	(void)state;
	transfer = transfers_start(transfers, &request, NULL);
	transfers_run(transfers, 50);
	transfers_cancel(transfers, transfer);
	transfers_cancel(transfers, transfer);
	assert_ptr_equal(transfers_next(transfers), transfer);
	assert_null(transfers_next(transfers));
	assert_int_equal(transfer_response(transfer)->error, NET_CANCELLED);
	transfers_release(transfers, transfer);
}

int
main(void)
{
#define EACH(function) cmocka_unit_test_setup(function, each)
	const struct CMUnitTest tests[] = {
	    EACH(test_status),     EACH(test_redirects),     EACH(test_bad_redirects),
	    EACH(test_userinfo),   EACH(test_cookies),       EACH(test_guard),
	    EACH(test_low_speed),  EACH(test_proxy),         EACH(test_bad_urls),
	    EACH(test_walls),      EACH(test_head_lies),     EACH(test_retry_after),
	    EACH(test_slow),       EACH(test_closed),        EACH(test_large_bodies),
	    EACH(test_small_body), EACH(test_odd_responses), EACH(test_control_characters),
	    EACH(test_fragments),  EACH(test_names),         EACH(test_request_headers),
	    EACH(test_cancel),     EACH(test_tls),
	};

	if (!transfers_are_available())
		return puts("ok 1 - transfer # skip built without libcurl") < 0;
	return cmocka_run_group_tests_name("transfer", tests, set_up, tear_down);
}
