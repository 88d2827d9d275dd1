#include "templates.h"

static void
test_prints_by_place(void **state)
{
	(void)state;
	assert_prints("<p>{{ page.title }}</p>", "<p>Maths &amp; &lt;more&gt; &quot;x&quot;</p>");
	assert_prints("<p title=\"{{ page.title }}\">",
		      "<p title=\"Maths &amp; &lt;more&gt; &quot;x&quot;\">");
	assert_prints("<a href=\"{{ page.title }}\">",
		      "<a href=\"Maths%20&amp;%20%3Cmore%3E%20%22x%22\">");
	assert_prints(
	    "<i data-a-url=\"{{ 'a b' }}\" data-url=\"{{ 'a b' }}\" SRC = \"{{ 'a b' }}\">",
	    "<i data-a-url=\"a%20b\" data-url=\"a%20b\" SRC = \"a%20b\">");
	assert_prints("<script type=\"application/json\">{{ page.title }}</script>",
		      "<script type=\"application/json\">\"Maths \\u0026 \\u003cmore\\u003e "
		      "\\\"x\\\"\"</script>");
	assert_prints("<title>{{ page.title }}</title><!-- {{ '-->' }} -->",
		      "<title>Maths &amp; &lt;more&gt; &quot;x&quot;</title><!-- --&gt; -->");
	assert_prints("{{ page.content }}|{{ html('<b>') }}|{{ site.title }}",
		      "<p>Hi &amp; bye</p>|<b>|Üben 数学 🎓");
}

static void
test_prints_kinds(void **state)
{
	(void)state;
	assert_prints("{{ nil }}{{ page.summary }}|{{ true }}|{{ false }}", "|true|false");
	assert_prints("{{ 13 }} {{ 13.0 }} {{ 1.5 }} {{ 26 / 2 }} {{ 0.1 + 0.2 }} {{ -0.0 }}",
		      "13 13 1.5 13 0.30000000000000004 0");
	assert_prints(
	    "{{ page.hours }} {{ 1e300 }} {{ 1/0 }} {{ 2^53 }} {{ math.mininteger }} {{ 0 }}",
	    "1.5 1e+300 inf 9007199254740992 -9223372036854775808 0");
	assert_prints(
	    "{{ tostring(page.items) }} {{ tostring({}) }} {{ type(page) }} {{ #page.content }}",
	    "list table table 19");
}

static void
test_hostile_texts(void **state)
{
	(void)state;
	assert_prints("{{ page.hostile }}",
		      "&lt;/script&gt;&lt;script&gt;&quot;'`&amp;&lt;!--\n--&gt; "
		      "javascript:alert(1)");
	assert_prints("<a b=\"{{ page.hostile }}\">",
		      "<a b=\"&lt;/script&gt;&lt;script&gt;&quot;'`&amp;&lt;!--\n--&gt; "
		      "javascript:alert(1)\">");
	assert_prints(
	    "<a href=\"{{ page.hostile }}\">",
	    "<a href=\"%3C/script%3E%3Cscript%3E%22&#x27;%60&amp;%3C!--%0A--%3E%20javascript:"
	    "alert(1)\">");
	assert_prints(
	    "<script type='application/ld+json'>{{ page.hostile }}</script>",
	    "<script type='application/ld+json'>\"\\u003c/script\\u003e\\u003cscript\\u003e"
	    "\\\"'`\\u0026\\u003c!--\\n--\\u003e javascript:alert(1)\"</script>");
	assert_prints("<a href=\"{{ ' java\\nscript:x' }}\" src=\"{{ 'DATA:x' }}\">",
		      "<a href=\"about:blank#refused\" src=\"about:blank#refused\">");
}

static void
test_json(void **state)
{
	(void)state;
	assert_prints("<script type=\"application/json\">"
		      "{{ {b = 1, a = {1, 2.5, true}, c = page.week.number} }}</script>",
		      "<script type=\"application/json\">"
		      "{\"a\":[1,2.5,true],\"b\":1,\"c\":4}</script>");
	assert_prints("<script type=\"application/json\">{{ json({1}) }}</script>",
		      "<script type=\"application/json\">[1]</script>");
	assert_prints("<i data-x=\"{{ json({x = '<'}) }}\">",
		      "<i data-x=\"{&quot;x&quot;:&quot;\\u003c&quot;}\">");
	assert_fails_at("\n{% local t = {} t.t = t %}{{ json(t) }}", 2, 1,
			"tables are nested deeper than 32, or contain themselves");
	assert_fails_at("{{ json({[1.5] = 1}) }}", 1, 1,
			"a table as data has text as keys or is a list; here is a number");
}

static void
test_places_refused(void **state)
{
	(void)state;
	assert_fails("<p>\n<a href={{ page.title }}>",
		     "main.html:2:9: error: an expression stands in an attribute's value without "
		     "quotes [template-syntax]\n"
		     "    <a href={{ page.title }}>\n"
		     "            ^~~~~~~~~~~~~~~~\n"
		     "  cure: put the value in quotes: name=\"{{ … }}\"\n");
	assert_fails_at("<a href='{{ 1 }}'>", 1, 10,
			"an expression stands in an attribute's value in single quotes");
	assert_fails_at("<a {{ 1 }}>", 1, 4,
			"an expression stands in a tag, outside of an attribute's value");
	assert_fails_at("<{{ 1 }}>", 1, 2,
			"an expression stands in a tag, outside of an attribute's value");
	assert_fails_at("</p{{ 1 }}>", 1, 4,
			"an expression stands in a tag, outside of an attribute's value");
	assert_fails_at("<a onclick=\"f({{ 1 }})\">", 1, 15,
			"an expression stands in an attribute that the browser runs");
	assert_fails_at("<a b=\"1\" srcdoc=\"{{ 1 }}\">", 1, 18,
			"an expression stands in an attribute that the browser runs");
	assert_fails_at("<style>{{ 1 }}</style>", 1, 8, "an expression stands in a style element");
	assert_fails_at("<script>{{ 1 }}</script>", 1, 9, "an expression stands in a script");
	assert_fails_at("<SCRIPT type=\"x{{ 1 }}\">{{ 1 }}</script>", 1, 25,
			"an expression stands in a script");
	assert_fails_at("<script type=\"module\">if (a</b) {{ 1 }}</script>", 1, 33,
			"an expression stands in a script");
	assert_fails_at("<p title=\"{{ page.content }}\">", 1, 11,
			"markup cannot be printed here, only between tags");
	assert_fails_at("{{ page.week }}", 1, 1, "a week cannot be printed; print its fields");
	assert_fails_at("{{ ipairs }}", 1, 1, "a function cannot be printed");
	assert_fails_at("{{ {} }}", 1, 1, "a table cannot be printed");
}

static void
test_branches(void **state)
{
	(void)state;
	assert_prints("<p{% if 1 then %} class=\"a\"{% end %}>{{ '<' }}", "<p class=\"a\">&lt;");
	assert_prints("<p class=\"a{% if 1 then %} b{% end %}\">", "<p class=\"a b\">");
	assert_prints("<a {% if nil then %}href=\"x\"{% else %}title=\"{{ '<' }}\"{% end %}>",
		      "<a title=\"&lt;\">");
	assert_prints("<input {% if 1 then %}checked{% end %}{% if 1 then %} disabled{% end %}>",
		      "<input checked disabled>");
	assert_prints("{% for i = 1, 2 do %}<i>{{ i }}</i>{% end %}", "<i>1</i><i>2</i>");
	assert_fails_at("{% if a then %}<p{% end %}>", 1, 21,
			"a part of this 'if' ends in a tag, another between tags");
	assert_fails_at("{% if a then %}<p>{% else %}<p title=\"{% end %}", 1, 42,
			"a part of this 'if' ends in an attribute's value, another between tags");
	assert_fails_at("{% for i = 1, 2 do %}<p {% end %}>", 1, 28,
			"a part of this 'do' ends in a tag, another between tags");
	assert_fails_at("<p>\n<a href=\"", 2, 1, "the template ends in an attribute's value");
	assert_fails_at("a < b <!-- x", 1, 7, "the template ends in a comment");
}

static void
test_syntax_errors(void **state)
{
	(void)state;
	assert_fails_at("a\n{{ b", 2, 1, "this tag is not closed");
	assert_fails_at("a {{ b %} c", 1, 3, "this tag is not closed");
	assert_fails_at("a {% b }} c", 1, 3, "this tag is not closed");
	assert_fails_at("a {% b \n{% c %}", 1, 3, "this tag is not closed");
	assert_fails_at("a {# b", 1, 3, "this comment is not closed");
	assert_fails_at("{{ 'abc }}", 1, 4, "a string is not closed");
	assert_fails_at("{{ [==[abc]=] }}", 1, 4, "a long string is not closed");
	assert_fails_at("{{ }}", 1, 1, "there is nothing to print");
	assert_fails_at("{% raw %}", 1, 1, "'raw' is not closed by 'endraw'");
	assert_fails_at("{% endraw %}", 1, 1, "'endraw' closes nothing");
	assert_fails_at("x\n  {% if a then %}", 2, 6, "'if' is not closed");
	assert_fails_at("{% if a then %}{% end %}\n{% end %}", 2, 4, "'end' closes nothing");
	assert_fails_at("{% else %}", 1, 4, "'else' does not belong to an 'if'");
	assert_fails_at("{% for i = 1, 2 do %}{% until 1 %}", 1, 25, "'until' does not close 'do'");
	assert_fails_at("{% endblock %}", 1, 1, "'endblock' closes nothing");
	assert_fails_at("{% block \"a\" %}", 1, 11, "'block' is not closed");
	assert_fails_at("{% block \"a\" %}{% end %}{% endblock %}", 1, 19,
			"'end' closes nothing in block 'a'");
	assert_fails_at("{% block \"a\" %}{% if 1 then %}{% endblock %}{% end %}", 1, 19,
			"'if' is not closed in its block");
	assert_fails_at("{% block %}{% endblock %}", 1, 1,
			"'block' wants a name in quotes behind it");
	assert_fails_at("{% include x %}", 1, 1, "'include' wants a name in quotes behind it");
	assert_fails_at("<a {% include \"x\" %}>", 1, 16,
			"'include' stands in a tag; it may only stand between tags");
	assert_fails_at("<a b=\"{% block \"x\" %}{% endblock %}\">", 1, 17,
			"a block stands in an attribute's value; it may only stand between tags");
	assert_fails_at("a{% extends \"x\" %}", 1, 14,
			"'extends' is not the first thing in the template");
	assert_fails_at(
	    "{% extends \"x\" %}\n\n text\n", 3, 2,
	    "text outside of a block is not printed in a template that extends another");
	assert_fails_at(
	    "{% extends \"x\" %}\n{{ 1 }}", 2, 1,
	    "an expression outside of a block is not printed in a template that extends "
	    "another");
	assert_fails("{% block \"a\" %}{% endblock %}\n{% block \"a\" %}{% endblock %}",
		     "main.html:2:11: error: block 'a' is defined twice [template-syntax]\n"
		     "    {% block \"a\" %}{% endblock %}\n"
		     "              ^\n"
		     "main.html:1:11: note: it was defined here\n"
		     "    {% block \"a\" %}{% endblock %}\n"
		     "              ^\n");
}

static void
test_lua_syntax_errors(void **state)
{
	(void)state;
	assert_fails_at("a\n\n  {% local = 3 %}", 3, 12, "<name> expected near '='");
	assert_fails_at("a\n{{ page. }}", 2, 1, "<name> expected");
	assert_fails_at("a\n{{ 1, 2 }}", 2, 5, "')' expected near ','");
	assert_fails_at("\n{% goto nowhere %}", 2, 1,
			"no visible label 'nowhere' for <goto> at line 2");
	assert_fails_at("{% local x <const> = 1 %}\n{% x = 2 %}", 2, 1,
			"attempt to assign to const variable 'x'");
}

static void
test_trims(void **state)
{
	(void)state;
	assert_prints("a \n {{- 1 -}} \n b", "a1b");
	assert_prints("a \n {%- if 1 then -%} \n b {%- end %} c", "ab c");
	assert_prints("a {#- x -#} b {# y #} c", "ab  c");
	assert_prints("a {{ 1 }} b", "a 1 b");
	assert_prints("a {{ -1 }}{{- -1 -}} b", "a -1-1b");
	assert_prints("{%- raw -%} {{ x }} {%- endraw -%} b", "{{ x }}b");
}

static void
test_raw_and_comments(void **state)
{
	(void)state;
	assert_prints("{% raw %}{{ x }} {% if %} {# c #}{% endraw %}", "{{ x }} {% if %} {# c #}");
	assert_prints("{{ 1 --[[ }} ]] }}{{ 2 -- two }}{{ 3 --[==[ \n ]==] }}", "123");
	assert_prints("{% -- nothing %}{% local a = 1 -- one\n local b = 2 %}{{ a + b }}", "3");
	assert_prints("{{ '}}' .. \"%}\" .. [[ {% ]] }}", "}}%} {% ");
	assert_prints("{{ ({a = {b = 5}}).a.b }}{{ #{{}} }}", "51");
	assert_prints("{ {a} {} %} }} #}", "{ {a} {} %} }} #}");
	assert_prints("\\ \"q\" \t$1 %d", "\\ \"q\" \t$1 %d");
	assert_prints("\xef\xbb\xbfx", "x");
	assert_prints("{% local block = 2 %}{% block = 3 %}{{ block }}", "3");
	assert_prints("{% local f = 'a' %}{% ('b'):upper() %}{{ f }}", "a");
}

static void
test_crlf(void **state)
{
	(void)state;
	assert_prints("a\r\n{% if 1 then %}\r\nb\r\n{% end %}\r\nc {{ 1 +\r\n 2 }}\r\n",
		      "a\n\nb\n\nc 3\n");
	assert_fails_at("a\r\n\"\r\n{{ [[x\r\ny]] }}\r\n{{ page.nope }}", 5, 9,
			"a page has no field 'nope'");
}

static void
test_lines_are_kept(void **state)
{
	(void)state;
	assert_fails_at(
	    "a\nb \"\\\n{# c\nc #}{% local x =\n 1 %}\n{%- raw %}\n{{{% endraw -%}\n\n\n"
	    "<p title=\"\n{{ page.wek }}\">",
	    11, 9, "a page has no field 'wek'");
	assert_fails_at("{{ 1 +\n 2 +\n page.summary }}", 2, 2,
			"attempt to perform arithmetic on a nil value (field 'summary')");
	assert_fails_at("{% block\n\"a\"\n%}\n\n{% endblock\n%}{{ nope }}", 6, 6,
			"there is no variable 'nope'");
	assert_fails_at("{% include\n\"main\"\n{}\n\n%}{% error('x') %}", 1, 1,
			"includes are nested deeper than 32");
}

static void
test_uses(void **state)
{
	struct arena arena;
	struct diag_list diags;
	struct source source = {STR("week.html"),
				STR("{% extends \"week\" %}{% local w = 1 %}\n{% block \"a\" %}"
				    "{% include \"p/x\" {w} %}{% block \"b\" %}{% endblock %}"
				    "{% endblock %}")};
	struct template template;

	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	assert_true(template_compile(&arena, STR("week"), &source, &template, &diags));
	assert_int_equal(template.nuses, 4);
	assert_int_equal(template.uses[0].kind, TEMPLATE_EXTENDS);
	assert_str(template.uses[0].name, "week^");
	assert_str(source_slice(&source, template.uses[0].span), "week");
	assert_int_equal(template.uses[1].kind, TEMPLATE_OVERRIDE);
	assert_int_equal(template.uses[2].kind, TEMPLATE_INCLUDE);
	assert_str(template.uses[2].name, "p/x");
	assert_int_equal(template.uses[3].kind, TEMPLATE_BLOCK);
	assert_true(template_compile(&arena, STR("week^"), &source, &template, &diags));
	assert_str(template.uses[0].name, "week^^");
	diag_release(&diags);
	arena_release(&arena);
}

/* Every prefix of a template is compiled: none may crash, whatever it says. */
static void
test_prefixes(void **state)
{
	static const char text[] =
	    "{% extends \"b\" %}{#- c -#}{% block 'x' -%}<a href=\"{{ f{a={1}} -- n\n }}\" b=c>"
	    "{% if [==[ ]==] then %}{% elseif \"\\z\n  x\" then %}{% else %}{% end %}<!-- -->"
	    "<script type=\"application/json\">{{ json{} }}</script>{% raw %}{{{% endraw %}"
	    "{% include \"y\" {a = function() end} %}{%- endblock %}\r\n";
	struct templates t;

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		char *copy = malloc(len + 1); // of exactly that size, for the sanitizer

		memcpy(copy, text, len);
		templates_init(&t);
		templates_add_text(&t, "main", (struct str){copy, len});
		if (len == sizeof(text) - 1)
			assert_int_equal(t.diags.nerrors, 0);
		templates_release(&t);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_prints_by_place),
	    cmocka_unit_test(test_prints_kinds),
	    cmocka_unit_test(test_hostile_texts),
	    cmocka_unit_test(test_json),
	    cmocka_unit_test(test_places_refused),
	    cmocka_unit_test(test_branches),
	    cmocka_unit_test(test_syntax_errors),
	    cmocka_unit_test(test_lua_syntax_errors),
	    cmocka_unit_test(test_trims),
	    cmocka_unit_test(test_raw_and_comments),
	    cmocka_unit_test(test_crlf),
	    cmocka_unit_test(test_lines_are_kept),
	    cmocka_unit_test(test_uses),
	    cmocka_unit_test(test_prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
