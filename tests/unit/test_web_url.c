#include "base/arena.h"
#include "base/web_url.h"
#include "unit.h"

static void
check_key(const char *url, const char *wanted)
{
	struct arena arena;
	struct str key;

	arena_init(&arena);
	key = web_url_key(&arena, str_from(url));
	assert_str(key, wanted);
	if (key.len)
		unit_assert_str(web_url_key(&arena, key), key, __FILE__, __LINE__);
	arena_release(&arena);
}

static void
keys_of_hosts(void **state)
{
	(void)state;
	check_key("HTTP://EXAMPLE.org", "http://example.org/");
	check_key("https://example.org.", "https://example.org/");
	check_key("https://example.org:443/", "https://example.org/");
	check_key("https://example.org:/", "https://example.org/");
	check_key("https://example.org:00443/", "https://example.org/");
	check_key("http://example.org:443/", "http://example.org:443/");
	check_key("http://example.org:080", "http://example.org/");
	check_key("https://name:password@example.org/a", "https://example.org/a");
	check_key("https://a@b@example.org/", "https://example.org/");
	check_key("https://b\u00fccher.example/", "https://xn--bcher-kva.example/");
	check_key("https://B\u00dcCHER.example/", "https://xn--bcher-kva.example/");
	check_key("https://bu\u0308cher.example/", "https://xn--bcher-kva.example/");
	check_key("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/");
	check_key("https://b\u00fccher\u3002example\u3002/", "https://xn--bcher-kva.example/");
	check_key("https://\u4f8b\u3048.jp", "https://xn--r8jz45g.jp/");
	check_key("http://[::1]:8080/a", "http://[::1]:8080/a");
	check_key("http://[2001:DB8::1]", "http://[2001:db8::1]/");
	check_key("http://my_host.example/", "http://my_host.example/");
}

static void
keys_of_paths(void **state)
{
	(void)state;
	check_key("http://h/a b", "http://h/a%20b");
	check_key("http://h/\u00e9", "http://h/%C3%A9");
	check_key("http://h/%c3%a9", "http://h/%C3%A9");
	check_key("http://h/a%2fb", "http://h/a%2Fb");
	check_key("http://h/%7ename", "http://h/~name");
	check_key("http://h/~name", "http://h/~name");
	check_key("http://h/a|b", "http://h/a|b");
	check_key("http://h/a%7Cb", "http://h/a%7Cb");
	check_key("http://h/a_(b)", "http://h/a_(b)");
	check_key("http://h/a/../b", "http://h/b");
	check_key("http://h/a/..", "http://h/");
	check_key("http://h/a/.", "http://h/a/");
	check_key("http://h/a/b/.././c/", "http://h/a/c/");
	check_key("http://h/../../a", "http://h/a");
	check_key("http://h/a/%2E%2e/b", "http://h/b");
	check_key("http://h/a//b/../c", "http://h/a//c");
	check_key("http://h//", "http://h//");
	check_key("http://h/...", "http://h/...");
	check_key("http://h/50%", "http://h/50%25");
	check_key("http://h/%%34%31", "http://h/%2541");
	check_key("http://h/%4%31", "http://h/%2541");
	check_key("http://h/a\tb\x7f", "http://h/a%09b%7F");
	check_key("http://h/a#b?c", "http://h/a");
}

static void
keys_of_queries(void **state)
{
	(void)state;
	check_key("http://h?q", "http://h/?q");
	check_key("http://h/?q=\u00e9 x", "http://h/?q=%C3%A9%20x");
	check_key("http://h/?q=%7e%c3/../a#b", "http://h/?q=%7e%c3/../a");
	check_key("http://h/?", "http://h/?");
	check_key("http://h/?a@b:c", "http://h/?a@b:c");
}

static void
check_fault(const char *text, enum web_url_fault wanted)
{
	struct arena arena;
	struct web_url url;
	enum web_url_fault fault;

	arena_init(&arena);
	fault = web_url_parse(&arena, str_from(text), &url);
	if (fault != wanted)
		print_error("%s\n", text);
	assert_int_equal(fault, wanted);
	assert_int_equal(web_url_is_unusable(fault), !web_url_key(&arena, str_from(text)).len);
	arena_release(&arena);
}

static void
tells_faults(void **state)
{
	(void)state;
	check_fault("https://example.org/a?b#c", WEB_URL_FINE);
	check_fault("", WEB_URL_NO_WEB);
	check_fault("//host/a", WEB_URL_NO_WEB);
	check_fault("ftp://host/", WEB_URL_NO_WEB);
	check_fault("http", WEB_URL_NO_WEB);
	check_fault("http:", WEB_URL_NO_SLASHES);
	check_fault("http:/h/x", WEB_URL_NO_SLASHES);
	check_fault("http:\\\\h", WEB_URL_NO_SLASHES);
	check_fault("http://", WEB_URL_NO_HOST);
	check_fault("http:///x", WEB_URL_NO_HOST);
	check_fault("http://user@/x", WEB_URL_NO_HOST);
	check_fault("http://:80/x", WEB_URL_NO_HOST);
	check_fault("http://a b/", WEB_URL_BAD_HOST);
	check_fault("http://a\\b", WEB_URL_BAD_HOST);
	check_fault("http://.", WEB_URL_BAD_HOST);
	check_fault("http://a..b/", WEB_URL_BAD_HOST);
	check_fault("http://a../", WEB_URL_BAD_HOST);
	check_fault("http://%41.org/", WEB_URL_BAD_HOST);
	check_fault("http://[::1/", WEB_URL_BAD_HOST);
	check_fault("http://[]/", WEB_URL_BAD_HOST);
	check_fault("http://[ab]/", WEB_URL_BAD_HOST);
	check_fault("http://::1/", WEB_URL_NO_HOST);
	check_fault("http://a\u2100b.org/", WEB_URL_BAD_HOST);
	check_fault("http://\xff.org/", WEB_URL_BAD_IDN);
	check_fault("http://h:99999/", WEB_URL_BAD_PORT);
	check_fault("http://h:0/", WEB_URL_BAD_PORT);
	check_fault("http://h:8o/", WEB_URL_BAD_PORT);
	check_fault("http://h:+8/", WEB_URL_BAD_PORT);
	check_fault("http://h:-8/", WEB_URL_BAD_PORT);
	check_fault("http://[::1]x/", WEB_URL_BAD_HOST);
	check_fault("http://h/a\tb", WEB_URL_CONTROL);
	check_fault("http://h/a b", WEB_URL_SPACE);
	check_fault("http://h/a\\b", WEB_URL_BACKSLASH);
	check_fault("http://h/%", WEB_URL_PERCENT);
	check_fault("http://h/?%4", WEB_URL_PERCENT);
	check_fault("http://h/#%zz", WEB_URL_PERCENT);
}

static void
takes_apart(void **state)
{
	struct arena arena;
	struct web_url url;

	(void)state;
	arena_init(&arena);
	assert_int_equal(web_url_parse(&arena, STR("HTTPS://me:pw@Example.org:8443/a?b#c?d"), &url),
			 WEB_URL_FINE);
	assert_true(url.secure);
	assert_true(url.has_user);
	assert_str(url.user, "me:pw");
	assert_str(url.host, "example.org");
	assert_int_equal(url.port, 8443);
	assert_str(url.path, "/a");
	assert_str(url.query, "?b");
	assert_true(url.has_fragment);
	assert_str(url.fragment, "c?d");
	assert_int_equal(web_url_parse(&arena, STR("http://h"), &url), WEB_URL_FINE);
	assert_false(url.secure || url.has_user || url.has_fragment);
	assert_int_equal(url.port, 80);
	assert_str(url.path, "");
	arena_release(&arena);
}

static void
check_request(const char *url, const char *wanted)
{
	struct arena arena;

	arena_init(&arena);
	assert_str(web_url_request(&arena, str_from(url)), wanted);
	arena_release(&arena);
}

static void
requests(void **state)
{
	(void)state;
	check_request("http://H", "http://h/");
	check_request("http://h/a b", "http://h/a%20b");
	check_request("http://h/\u00e9?q=\u00e9", "http://h/%C3%A9?q=%C3%A9");
	check_request("http://h/%2f%7e~", "http://h/%2f%7e~");
	check_request("http://h/a|b", "http://h/a%7Cb");
	check_request("http://h/a/../b", "http://h/a/../b");
	check_request("http://h/a%", "http://h/a%25");
	check_request("http://h/a_(b)[c]", "http://h/a_(b)[c]");
	check_request("https://u:p@b\u00fccher.example:444/#x",
		      "https://xn--bcher-kva.example:444/");
	check_request("http:///x", "");
}

static void
check_resolved(const char *base, const char *reference, const char *wanted)
{
	struct arena arena;

	arena_init(&arena);
	assert_str(web_url_resolve(&arena, str_from(base), str_from(reference)), wanted);
	arena_release(&arena);
}

static void
resolves(void **state)
{
	(void)state;
	check_resolved("http://a/b/c/d?q", "g", "http://a/b/c/g");
	check_resolved("http://a/b/c/d?q", "./g/", "http://a/b/c/g/");
	check_resolved("http://a/b/c/d?q", "/g", "http://a/g");
	check_resolved("http://a/b/c/d?q", "//g", "http://g");
	check_resolved("http://a/b/c/d?q", "?y", "http://a/b/c/d?y");
	check_resolved("http://a/b/c/d?q", "g?y#s", "http://a/b/c/g?y#s");
	check_resolved("http://a/b/c/d?q", "#s", "http://a/b/c/d?q#s");
	check_resolved("http://a/b/c/d?q", "", "http://a/b/c/d?q");
	check_resolved("http://a/b/c/d?q", ".", "http://a/b/c/");
	check_resolved("http://a/b/c/d?q", "..", "http://a/b/");
	check_resolved("http://a/b/c/d?q", "../../../g", "http://a/g");
	check_resolved("http://a/b/c/d?q", "g;x=1/../y", "http://a/b/c/y");
	check_resolved("http://a", "g", "http://a/g");
	check_resolved("http://a/b", "ftp://c/", "ftp://c/");
	check_resolved("http://u:p@a:81/b", "c", "http://a:81/c");
	check_resolved("ftp://a/b", "c", "");
}

/* Texts of pieces that keys treat in ways of their own; the same ones at every run. */
static struct str
make_text(struct arena *arena, uint32_t *state)
{
	static const char *const pieces[] = {
	    "/",   "..",  ".",      "%2e",  "%2E",  "%",         "%4", "1",   "%25",
	    "%7e", "%2f", "?",      "#",    ":",    "@",         "80", "443", "\\",
	    " ",   "\t",  "\u00e9", "a",    "B",    "[",         "]",  "|",   "//",
	    "%c3", "%A9", "\u3002", "xn--", "\xff", "https://h", "&",  "=",   "\x7f",
	};
	struct str text = STR("http://h");

	for (int i = 0; i < 12; i++) {
		*state = *state * 1664525u + 1013904223u;
		text = arena_printf(arena, "%.*s%s", STR_ARG(text),
				    pieces[(*state >> 16) % (sizeof(pieces) / sizeof(pieces[0]))]);
	}
	return text;
}

static void
key_is_its_own_key(void **state)
{
	struct arena arena;
	uint32_t random = 1;
	int nkeys = 0;

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 50000; i++) {
		struct str text = make_text(&arena, &random);
		struct str key = web_url_key(&arena, text);

		nkeys += key.len > 0;
		if (key.len)
			unit_assert_str(web_url_key(&arena, key), key, __FILE__, __LINE__);
		arena_reset(&arena);
	}
	assert_true(nkeys > 5000);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_of_hosts),   cmocka_unit_test(keys_of_paths),
	    cmocka_unit_test(keys_of_queries), cmocka_unit_test(tells_faults),
	    cmocka_unit_test(takes_apart),     cmocka_unit_test(requests),
	    cmocka_unit_test(resolves),        cmocka_unit_test(key_is_its_own_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
