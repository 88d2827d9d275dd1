#include "parsed.h"
#include "unit.h"

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

static void
check_html(const char *text, const char *wanted)
{
	struct parsed parsed;

	parsed_init(&parsed, text);
	assert_str(parsed_html(&parsed), wanted);
	parsed_release(&parsed);
}

static void
check_escape(void escape(struct buf *, struct str), struct str text, const char *wanted)
{
	struct buf out;

	buf_init(&out);
	escape(&out, text);
	assert_str(buf_str(&out), wanted);
	buf_release(&out);
}

static void
escapes_by_destination(void **state)
{
	(void)state;
	check_escape(html_text, STR("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;'");
	check_escape(html_attribute, STR("\"><script>"), "&quot;&gt;&lt;script&gt;");
	check_escape(html_url, STR("a b\"<>\\^`{|}%41%?x=1&y='\u00e4~#f"),
		     "a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%41%?x=1&amp;y=&#x27;%C3%A4~#f");
	check_escape(html_raw, STR("<b>&"), "<b>&");
	check_escape(html_text, (struct str){0}, "");
}

static void
never_links_to_scripts(void **state)
{
	(void)state;
	check_html("[a](javascript:b)", "<p>a</p>\n");
	check_html("[a](<java\tscript:b>)", "<p>a</p>\n");
	check_html("[a](&#x01;JavaScript:b) <vbscript:c>", "<p>a vbscript:c</p>\n");
	check_html("![a *b*](data:image/png;base64,x)", "<p>a b</p>\n");
	check_html("[a](tel:+1) [b](MAILTO:c) [d](?e:f) [g](#h)",
		   "<p><a href=\"tel:+1\">a</a> <a href=\"MAILTO:c\">b</a> <a href=\"?e:f\">d</a> "
		   "<a href=\"#h\">g</a></p>\n");
	check_html(
	    "[a](http://b.c \"d\\\"\")",
	    "<p><a href=\"http://b.c\" rel=\"external noopener\" title=\"d&quot;\">a</a></p>\n");
}

static struct html_target
resolve(void *context, const struct node *link)
{
	int *calls = context;

	++*calls;
	if (str_eq(link->text, STR("gone")))
		return (struct html_target){.refused = true};
	if (str_eq(link->text, STR("bad")))
		return (struct html_target){.url = STR("javascript:x")};
	return (struct html_target){.url = STR("to.html"), .external = true};
}

static void
asks_for_targets(void **state)
{
	struct parsed parsed;
	int calls = 0;
	struct html_options options = {.resolve = resolve, .context = &calls};

	(void)state;
	parsed_init(&parsed, "[*a*](gone) [b](bad) [c](d.md) ![e](f.png) ![g](gone)");
	html_node(&parsed.html, parsed.root->first_child, &options);
	assert_str(buf_str(&parsed.html),
		   "<p><em>a</em> b <a href=\"to.html\" rel=\"external noopener\">c</a> "
		   "<img src=\"to.html\" alt=\"e\" loading=\"lazy\"> g</p>\n");
	assert_int_equal(calls, 5);
	parsed_release(&parsed);
}

static void
filters_raw_html(void **state)
{
	(void)state;
	check_html("a<br>b<br/>c</br>", "<p>a<br>b<br>c&lt;/br&gt;</p>\n");
	check_html("<sub class=x>a", "<p><sub>a</sub></p>\n");
	check_html("*<sub>a* b</sub>", "<p><em><sub>a</sub></em> b&lt;/sub&gt;</p>\n");
	check_html("<kbd><mark>a</kbd>b</mark>",
		   "<p><kbd><mark>a</mark></kbd>b&lt;/mark&gt;</p>\n");
	check_html("a <details> b", "<p>a &lt;details&gt; b</p>\n");
	check_html("<img src=x onerror=alert(1)> <KBD>a</KBD>",
		   "<p>&lt;img src=x onerror=alert(1)&gt; <kbd>a</kbd></p>\n");
	check_html("a <!-- <script> --> b", "<p>a  b</p>\n");
	check_html("<details>\n<summary>a &amp; b & c</summary>\n\n- d\n",
		   "<details>\n<summary>a &amp; b &amp; c</summary>\n<ul>\n<li>d</li>\n</ul>\n"
		   "</details>");
	check_html("> <details>\n> a\n\nb\n",
		   "<blockquote>\n<details>\na\n</details>\n</blockquote>\n<p>b</p>\n");
	check_html("<div onclick=\"x\">\n<b>c</b>\n</div>\n",
		   "&lt;div onclick=&quot;x&quot;&gt;\n&lt;b&gt;c&lt;/b&gt;\n&lt;/div&gt;\n");
	check_html("<!-- a -->\n\nb\n", "<p>b</p>\n");
	check_html("<?php x ?>\n", "&lt;?php x ?&gt;\n");
	check_html("<script>\nif (a < b) x('<kbd>');\n</script>\n",
		   "&lt;script&gt;\nif (a &lt; b) x('<kbd>');\n&lt;/script&gt;\n</kbd>\n");
}

static void
warns_of_raw_html(void **state)
{
	struct parsed parsed;

	(void)state;
	parsed_init(&parsed, "a <b>c</b> <sup x=\"y\">d</sup>\n");
	parsed_html(&parsed);
	assert_int_equal(parsed.diags.nwarnings, 2);
	assert_str(parsed.diags.first->text, "raw HTML 'b' is shown as text");
	assert_int_equal(parsed.diags.first->place.span.start, 2);
	assert_str(parsed.diags.last->text,
		   "attributes of the raw HTML element 'sup' are left out");
	parsed_release(&parsed);
}

static void
lets_raw_html_through(void **state)
{
	struct parsed parsed;
	struct html_options options = {.raw_html = true, .diags = NULL};

	(void)state;
	parsed_init(&parsed, "<div id=x>\n\n<b>a</b> [c](javascript:d)\n\n</div>\n");
	html_node(&parsed.html, parsed.root, &options);
	assert_str(buf_str(&parsed.html), "<div id=x>\n<p><b>a</b> c</p>\n</div>\n");
	parsed_release(&parsed);
}

static void
writes_parts(void **state)
{
	struct parsed parsed;
	struct html_options options = {.prefix = "w1-"};

	(void)state;
	parsed_init(&parsed, "a *b*[^1]\n\nc\n\n---\n\n[^1]: d\n");
	html_inlines(&parsed.html, parsed.root->first_child, &options);
	assert_str(buf_str(&parsed.html),
		   "a <em>b</em><sup class=\"footnote-ref\"><a href=\"#w1-fn-1\" id=\"w1-fnref-1\" "
		   "role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup>");
	buf_reset(&parsed.html);
	html_nodes(&parsed.html, parsed.root->first_child->next, parsed.root->last_child, &options);
	assert_str(buf_str(&parsed.html), "<p>c</p>\n<hr>\n");
	buf_reset(&parsed.html);
	html_nodes(&parsed.html, parsed.root->last_child, NULL, &options);
	assert_str(buf_str(&parsed.html), "");
	html_footnotes(&parsed.html, parsed.root, &options);
	assert_true(str_has(buf_str(&parsed.html), STR("<li id=\"w1-fn-1\">\n<p>d <a ")));
	assert_true(str_has(buf_str(&parsed.html), STR("href=\"#w1-fnref-1\"")));
	parsed_release(&parsed);
	parsed_init(&parsed, "no notes");
	html_footnotes(&parsed.html, parsed.root, &options);
	assert_str(buf_str(&parsed.html), "");
	parsed_release(&parsed);
}

/* Deep texts must not overflow the stack. */
static void
writes_deep_texts(void **state)
{
	struct parsed parsed;
	struct buf text;

	(void)state;
	buf_init(&text);
	for (int i = 0; i < 8000; i++)
		buf_add(&text, STR("*a _b "));
	for (int i = 0; i < 4000; i++)
		buf_add(&text, STR("b_ "));
	parsed_init_with(&parsed, buf_str(&text), &(struct markdown_options){.commonmark = true});
	assert_true(parsed_html(&parsed).len > 80000);
	parsed_release(&parsed);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_by_destination), cmocka_unit_test(never_links_to_scripts),
	    cmocka_unit_test(asks_for_targets),       cmocka_unit_test(filters_raw_html),
	    cmocka_unit_test(warns_of_raw_html),      cmocka_unit_test(lets_raw_html_through),
	    cmocka_unit_test(writes_parts),           cmocka_unit_test(writes_deep_texts),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
