#include "base/arena.h"
#include "base/buf.h"
#include "net/fragment.h"
#include "unit.h"

struct seen {
	bool found, scripts, utf16;
};

/* Fed in pieces of `size` bytes. */
static struct seen
look(struct str html, struct str wanted, size_t size)
{
	struct fragment_scanner scanner;
	struct arena arena;
	struct seen seen;

	arena_init(&arena);
	fragment_init(&scanner, &arena, &wanted, 1);
	for (size_t at = 0; at < html.len; at += size) {
		/* A copy of its own, so that reading beyond the piece is seen. */
		struct str piece = str_slice(html, at, at + size);
		char *copy = malloc(piece.len);

		memcpy(copy, piece.at, piece.len);
		fragment_feed(&scanner, (struct str){copy, piece.len});
		free(copy);
	}
	seen = (struct seen){scanner.wanted[0].found, scanner.scripts, scanner.utf16};
	arena_release(&arena);
	return seen;
}

/* The same answer for every size of pieces, and for every place to cut in two. */
static struct seen
look_everyhow(struct str html, struct str wanted)
{
	struct seen whole = look(html, wanted, html.len);

	for (size_t size = 1; size < html.len; size++) {
		struct seen cut = look(html, wanted, size);

		if (memcmp(&cut, &whole, sizeof(cut)) != 0)
			fail_msg("in pieces of %zu bytes: %.*s", size, STR_ARG(html));
	}
	return whole;
}

static void
check(bool wanted, const char *fragment, const char *html)
{
	if (look_everyhow(str_from(html), str_from(fragment)).found != wanted)
		fail_msg("'%s' is %sthere: %s", fragment, wanted ? "not " : "", html);
}

static void
test_found(void **state)
{
	(void)state;
	check(true, "x", "<p id=\"x\">");
	check(true, "x", "<p class='y' ID = 'x'>");
	check(true, "x", "<P\n\tid=x>");
	check(true, "x/", "<p id=x/>");
	check(true, "x", "<p id=x / >");
	check(true, "x", "<p hidden id=x>");
	check(true, "x", "<p a=\">\" id=x>");
	check(true, "x", "<p/id=x>");
	check(true, "x", "<a name=x>");
	check(true, "x", "<map name=\"x\">");
	check(true, "x", "<a name=y id=x>");
	check(true, "x y", "<p id='x y'>");
	check(true, "x", "a < b <p id=x>");
	check(true, "x", "</p><br id=x>");
	check(true, "x", "<custom-element-with-a-long-name id=x>");
	check(true, "x", "<p id=y></p><p id=x></p>");
	check(true, "x", "<p id=x>rest <");
	check(true, "X", "<p id=X>");
}

static void
test_not_found(void **state)
{
	(void)state;
	check(false, "x", "");
	check(false, "x", "<p>x id=x</p>");
	check(false, "x", "<p id=xy>");
	check(false, "x", "<p id=X>");
	check(false, "x", "<p data-id=x idx=x>");
	check(false, "x", "<input name=x>");
	check(false, "x", "<abbr name=x>");
	check(false, "x", "<p id=y id=x>");
	check(false, "x", "</p id=x>");
	check(false, "x", "<p id=x");
	check(false, "x", "<p id=\"x");
	check(false, "x", "< p id=x>");
	check(false, "x", "<p title='<a id=x>'>");
	check(false, "", "<p id=\"\">");
}

static void
test_hidden(void **state)
{
	(void)state;
	check(false, "x", "<!-- <p id=x> -->");
	check(true, "x", "<!-- a --><p id=x>");
	check(true, "x", "<!--><p id=x>");
	check(true, "x", "<!---><p id=x>");
	check(true, "x", "<!-- a --!><p id=x>");
	check(true, "x", "<!-- a ---><p id=x>");
	check(false, "x", "<!-- - > -- > <p id=x>");
	check(true, "x", "<!---- > --><p id=x>");
	check(true, "x", "<!DOCTYPE html><p id=x>");
	check(true, "x", "<!-a><p id=x>");
	check(false, "x", "<!a <p id=x>");
	check(true, "x", "<?xml version='1.0'?><p id=x>");
	check(false, "x", "<script>'<p id=x>'</script>");
	check(true, "x", "<script>if (a </b/.c) d</script><p id=x>");
	check(true, "x", "<SCRIPT id=x></SCRIPT>");
	check(true, "x", "<script>a</scripts></script ><p id=x>");
	check(true, "x", "<script></script/><p id=x>");
	check(true, "x", "<script><</script><p id=x>");
	check(true, "x", "<script></</script><p id=x>");
	check(false, "x", "<style><p id=x></style>");
	check(false, "x", "<textarea><p id=x></textarea>");
	check(false, "x", "<title><p id=x></title>");
	check(true, "x", "<title>a</title><p id=x>");
}

static void
test_references(void **state)
{
	(void)state;
	check(true, "a&b", "<p id='a&amp;b'>");
	check(true, "a&b", "<p id='a&#38;b'>");
	check(true, "a&b", "<p id='a&#x26;b'>");
	check(true, "a&b", "<p id='a&b'>");
	check(true, "<\">'", "<p id='&lt;&quot;&gt;&apos;'>");
	check(true, "\xc3\xa9", "<p id='&#xE9;'>");
	check(true, "&#xd800;", "<p id='&#xd800;'>");
	check(true, "&#x110000;", "<p id='&#x110000;'>");
	check(true, "&#99999999999;", "<p id='&#99999999999;'>");
	check(true, "&;", "<p id='&;'>");
	check(true, "&nope;", "<p id='&nope;'>");
}

static void
test_percent(void **state)
{
	(void)state;
	check(true, "%C3%A9", "<p id='\xc3\xa9'>");
	check(true, "%c3%a9", "<p id='\xc3\xa9'>");
	check(true, "a%20b", "<p id='a b'>");
	check(true, "a%20b", "<p id='a%20b'>");
	check(true, "a+b", "<p id='a+b'>");
	check(false, "a+b", "<p id='a b'>");
	check(true, "%", "<p id='%'>");
	check(true, "a%2", "<p id='a%2'>");
}

static void
test_signs(void **state)
{
	(void)state;
	assert_true(look_everyhow(STR("<script src=a></script>"), STR("x")).scripts);
	assert_false(look_everyhow(STR("</script><p>"), STR("x")).scripts);
	assert_true(look_everyhow(STR("\xff\xfe<\0p\0"), STR("x")).utf16);
	assert_true(look_everyhow(STR("\xfe\xff\0<\0p"), STR("x")).utf16);
	assert_false(look_everyhow(STR("\xff\xff<p>"), STR("x")).utf16);
	assert_false(look_everyhow(STR("\xef\xbb\xbf<p id=x>"), STR("x")).utf16);
	assert_true(look_everyhow(STR("\xef\xbb\xbf<p id=x>"), STR("x")).found);
}

/* A value of any length takes no more memory, and what was there before it is found. */
static void
test_long(void **state)
{
	struct buf html;

	(void)state;
	buf_init(&html);
	buf_add(&html, STR("<p id='"));
	for (size_t i = 0; i < 100000; i++)
		buf_add(&html, STR("x"));
	buf_add(&html, STR("' "));
	for (size_t i = 0; i < 100000; i++)
		buf_add(&html, STR("<a"));
	buf_add(&html, STR("=1><p id=x>"));
	assert_true(look(buf_str(&html), STR("x"), 7).found);
	assert_false(look(str_slice(buf_str(&html), 0, html.len - 8), STR("x"), 7).found);
	buf_release(&html);
}

static void
test_several(void **state)
{
	const struct str wanted[] = {STR("a"), STR("b"), STR("a"), STR("c")};
	struct fragment_scanner scanner;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	fragment_init(&scanner, &arena, wanted, 4);
	assert_false(fragment_feed(&scanner, STR("<p id=b><p id=a><p id=a>")));
	assert_int_equal(scanner.nfound, 3);
	assert_true(scanner.wanted[0].found && scanner.wanted[1].found && scanner.wanted[2].found);
	assert_false(scanner.wanted[3].found);
	assert_true(fragment_feed(&scanner, STR("<p id=c>")));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_found),   cmocka_unit_test(test_not_found),
	    cmocka_unit_test(test_hidden),  cmocka_unit_test(test_references),
	    cmocka_unit_test(test_percent), cmocka_unit_test(test_signs),
	    cmocka_unit_test(test_long),    cmocka_unit_test(test_several),
	};

	return cmocka_run_group_tests_name("fragment", tests, NULL, NULL);
}
