#include "base/arena.h"
#include "model/html_link.h"
#include "model/link_comment.h"
#include "model/link_settings.h"
#include "parsed.h"
#include "unit.h"

static bool
matches(const char *pattern, const char *url)
{
	return link_pattern_matches(str_from(pattern), str_from(url));
}

static void
patterns(void **state)
{
	(void)state;
	assert_true(matches("https://a.org/*", "https://a.org/"));
	assert_true(matches("https://a.org/*", "https://a.org/b/c?d"));
	assert_true(matches("*://*.org/*.pdf", "http://a.b.org/c.pdf.pdf"));
	assert_true(matches("**", ""));
	assert_true(matches("", ""));
	assert_true(matches("a*b*c", "a-b-b-c"));
	assert_false(matches("https://a.org/*", "https://b.org/"));
	assert_false(matches("https://a.org", "https://a.org/"));
	assert_false(matches("*.pdf", "a.pdf?b"));
	assert_false(matches("", "a"));
	assert_false(matches("a*b*c", "a-b-b-c-"));
}

/* "A address|text; I address|text; ", "-" for a text that is not there. */
static void
check_html(const char *html, const char *wanted)
{
	struct str rest = str_from(html), all = {0};
	struct html_link link;
	struct arena arena;

	arena_init(&arena);
	while (html_link_next(&arena, &rest, &link))
		all =
		    arena_printf(&arena, "%.*s%c %.*s|%.*s; ", STR_ARG(all), link.image ? 'I' : 'A',
				 STR_ARG(link.address), link.text.at ? (int)link.text.len : 1,
				 link.text.at ? link.text.at : "-");
	assert_str(all, wanted);
	arena_release(&arena);
}

static void
html_links(void **state)
{
	(void)state;
	check_html("<a href=\"b\">c</a>", "A b|c; ");
	check_html("<A class=x HREF='b'> c <b>d</b></A>", "A b|c; ");
	check_html("<a href=b/c>d", "A b/c|d; ");
	check_html("<a\nhref = \"b?c&amp;d\">", "A b?c&d|; ");
	check_html("<img src=a><img alt='' src=\"b\"/><img src='c' alt='d'>",
		   "I a|-; I b|; I c|d; ");
	check_html("<a name=x>y</a><abbr href=z><a>", "");
	check_html("<!-- <a href=b> --><a href=c>", "A c|; ");
	check_html("<!-- <a href=b>", "");
	check_html("<pre><a href=b></pre><a href=c>", "A c|; ");
	check_html("<script>'</scrip'; <a href=b></script ><a href=c>", "A c|; ");
	check_html("<a href", "A |; ");
	check_html("<a href=", "A |; ");
	check_html("<a href=\"b", "A b|; ");
	check_html("a < b <", "");
	check_html("<a = == href=b>", "A b|; ");
	check_html("<pre>", "");
}

/* The texts that comments take out, with '|' behind each. */
static void
check_comments(const char *text, const char *wanted, size_t nreported)
{
	struct link_comments comments = {0};
	struct parsed parsed;
	struct str all = {0};

	parsed_init(&parsed, text);
	for (const struct node *node = parsed.root; node; node = node_next(parsed.root, node))
		if (node->kind == NODE_HTML || node->kind == NODE_HTML_BLOCK)
			link_comments_read(&comments, &parsed.arena, &parsed.source, node,
					   &parsed.diags);
	for (const struct node *node = parsed.root; node; node = node_next(parsed.root, node))
		if (node->kind == NODE_LINK && link_comments_ignore(&comments, node->span))
			all = arena_printf(&parsed.arena, "%.*s%.*s|", STR_ARG(all),
					   STR_ARG(node->text));
	assert_str(all, wanted);
	assert_int_equal(parsed.diags.nwarnings, nreported);
	parsed_release(&parsed);
}

static void
comments(void **state)
{
	(void)state;
	check_comments("[x](a) <!-- links: off --> [x](b)\n\n[x](c) <!--links:on--> [x](d)", "b|c|",
		       0);
	check_comments("[x](a) <!-- links: ignore-line --> [x](b)\n[x](c)", "a|b|", 0);
	check_comments("<!-- links: ignore-next-line why not -->\n[x](a)\n\n[x](b)", "a|", 0);
	check_comments("y <!-- links: ignore-next-line why not -->\n[x](a)\n[x](b)", "a|", 0);
	check_comments("<!-- links: off -->\n\n[x](a)\n\n<!-- links: off -->\n\n[x](b)", "a|b|", 0);
	check_comments("<!-- links: on -->\n\n[x](a)", "", 0);
	check_comments("<!-- links: of -->\n\n[x](a)", "", 1);
	check_comments("<!-- links: -->\n\n<!-- links: on or off\n\n[x](a)", "", 1);
	check_comments("<!-- some links: off -->\n\n[x](a)", "", 0);
	check_comments("y <!-- links: ignore-next-line -->", "", 0);
	check_comments("<!-- links: off --><!-- links: on --> <!-- links: off -->\n\n[x](a)", "a|",
		       0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(patterns),
	    cmocka_unit_test(html_links),
	    cmocka_unit_test(comments),
	};

	markdown_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
