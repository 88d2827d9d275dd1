#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"
#include "data/yaml.h"

#include <time.h>

static struct arena arena;
static struct diag_list diags;
static struct source source;
static const struct value *value;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	diag_release(&diags);
	arena_release(&arena);
	return 0;
}

static bool
parse_span(struct str text, uint32_t start, uint32_t end)
{
	bool good;

	diag_release(&diags);
	source = (struct source){STR("a.yaml"), text};
	good = yaml_parse(&arena, &source, (struct span){start, end}, &value, &diags);
	assert_int_equal(good, diags.nerrors == 0);
	assert_int_equal(good, value != NULL);
	return good;
}

static bool
parse(struct str text)
{
	return parse_span(text, 0, (uint32_t)text.len);
}

static void
assert_json(const char *text, const char *wanted)
{
	struct buf out;

	if (!parse(str_from(text))) {
		diag_print(&diags, stderr, false);
		fail();
	}
	buf_init(&out);
	json_write(&out, value, JSON_COMPACT);
	assert_str(buf_str(&out), wanted);
	buf_release(&out);
}

static void
assert_span(const struct value *item, const char *wanted)
{
	assert_str(source_slice(&source, item->span), wanted);
}

/* The text gives exactly one diagnostic, which prints like this behind "a.yaml:". */
static void
assert_refused(struct str text, const char *wanted)
{
	char *printed;

	assert_false(parse(text));
	printed = unit_printed(&diags, false);
	assert_int_equal(diags.nerrors, 1);
	assert_string_equal(printed + strlen("a.yaml:"), wanted);
	free(printed);
}

static void
test_kinds(void **state)
{
	(void)state;
	assert_json("a: 1\nb: [x, 2.5]\nc: {d: null, e: true}\nf: |\n  x\n  y\ng: \"1\"\n",
		    "{\"a\":1,\"b\":[\"x\",2.5],\"c\":{\"d\":null,\"e\":true},\"f\":\"x\\ny\\n\","
		    "\"g\":\"1\"}");
	assert_json("- a\n-\n  - b\n", "[\"a\",[\"b\"]]");
	assert_json("just text", "\"just text\"");
	assert_json("z: 1\na: 2\nm: 3\n", "{\"z\":1,\"a\":2,\"m\":3}"); // in their order
	assert_true(value->kind == VALUE_MAP && !value->quoted);
}

static void
test_empty(void **state)
{
	static const char *const empties[] = {"",           " \n\n", "# comment\n", "---\n",
					      "---\n...\n", "\r\n",  "\xef\xbb\xbf"};
	struct source none = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(empties) / sizeof(*empties); i++)
		assert_json(empties[i], "{}");
	assert_true(yaml_parse(&arena, &none, (struct span){0, 0}, &value, &diags));
	assert_int_equal(value->kind, VALUE_MAP);
}

static void
test_core_schema(void **state)
{
	static const struct {
		const char *text, *json;
	} rows[] = {
	    {"null", "null"},
	    {"~", "null"},
	    {"Null", "null"},
	    {"NULL", "null"},
	    {"nULL", "\"nULL\""},
	    {"true", "true"},
	    {"False", "false"},
	    {"TRUE", "true"},
	    {"tRUE", "\"tRUE\""},
	    {"yes", "\"yes\""},
	    {"no", "\"no\""},
	    {"on", "\"on\""},
	    {"0", "0"},
	    {"-0", "0"},
	    {"+12", "12"},
	    {"-12", "-12"},
	    {"010", "\"010\""},
	    {"00", "\"00\""},
	    {"0x1F", "31"},
	    {"0o17", "15"},
	    {"0o8", "\"0o8\""},
	    {"0x", "\"0x\""},
	    {"-0x1", "\"-0x1\""},
	    {"1.5", "1.5"},
	    {".5", "0.5"},
	    {"5.", "5"},
	    {"-1.5e-3", "-0.0015"},
	    {"1e3", "1000"},
	    {"1E+2", "100"},
	    {"13.0", "13"},
	    {".", "\".\""},
	    {"1e", "\"1e\""},
	    {"e1", "\"e1\""},
	    {"+", "\"+\""},
	    {"1_000", "\"1_000\""},
	    {"1.2.3", "\"1.2.3\""},
	    {"1:30", "\"1:30\""},
	    {"12-14", "\"12-14\""},
	    {"2026-11-22", "\"2026-11-22\""},
	    {".inf", "\".inf\""},
	    {".nan", "\".nan\""},
	    {"1e999", "\"1e999\""},
	    {"007.5", "\"007.5\""},
	    {"9223372036854775807", "9223372036854775807"},
	    {"-9223372036854775808", "-9223372036854775808"},
	    {"9223372036854775808", "9.22337203685478e18"},
	    {"0xffffffffffffffffff", "\"0xffffffffffffffffff\""},
	    {"'1'", "\"1\""},
	    {"\"true\"", "\"true\""},
	    {"'null'", "\"null\""},
	    {"''", "\"\""},
	    {"|\n 1", "\"1\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_json(arena_printf(&arena, "- %s", rows[i].text).at,
			    arena_printf(&arena, "[%s]", rows[i].json).at);
}

static void
test_text_as_written(void **state)
{
	(void)state;
	assert_true(parse(STR("v: 1.10\nd: 2026-11-22\nq: \"7\"\nt: True\nn: ~\n")));
	assert_str(value_find(value, STR("v"))->text, "1.10");
	assert_str(value_find(value, STR("t"))->text, "True");
	assert_str(value_find(value, STR("n"))->text, "~");
	assert_true(value_find(value, STR("q"))->quoted);
	assert_false(value_find(value, STR("d"))->quoted);
}

/* libyaml counts characters: multi-byte text must not move what stands behind it. */
static void
test_spans(void **state)
{
	static const char text[] = "---\n\xc3\xbc: \"\xe2\x82\xac \\u00e9\" # \U0001f600\n"
				   "list: [\xc3\xa9, {k: 'v'}]\r\n"
				   "block:\n  - one\n  - key: two words  \n# behind\nempty:\n"
				   "folded: >\n  a\n  b\n\nlast: \xc3\xb6\xc3\xb6\n---\nbody: 1\n";
	uint32_t end = (uint32_t)(strstr(text, "---\nbody") - text);
	const struct value *list, *block;

	(void)state;
	assert_true(parse_span(str_from(text), 4, end));
	assert_int_equal(value->span.start, 4);
	assert_int_equal(value->span.end, end - 1);
	assert_int_equal(value->map->entries[0].key_span.start, 4);
	assert_int_equal(value->map->entries[0].key_span.end, 6);
	assert_span(value_find(value, STR("\xc3\xbc")), "\"\xe2\x82\xac \\u00e9\"");
	list = value_find(value, STR("list"));
	assert_span(list, "[\xc3\xa9, {k: 'v'}]");
	assert_span(value_at(list, 0), "\xc3\xa9");
	assert_span(value_at(list, 1), "{k: 'v'}");
	assert_span(value_find(value_at(list, 1), STR("k")), "'v'");
	block = value_find(value, STR("block"));
	assert_span(block, "- one\n  - key: two words");
	assert_span(value_at(block, 1), "key: two words");
	assert_span(value_find(value, STR("empty")), "");
	assert_int_equal(value_find(value, STR("empty"))->span.start,
			 strstr(text, "empty:") - text + 6);
	assert_span(value_find(value, STR("folded")), ">\n  a\n  b");
	assert_span(value_find(value, STR("last")), "\xc3\xb6\xc3\xb6");
	for (size_t i = 0; i < value_len(value); i++)
		assert_true(str_eq(source_slice(&source, value->map->entries[i].key_span),
				   value->map->entries[i].key));
}

static void
test_line_ends_and_mark(void **state)
{
	(void)state;
	assert_json("a: 1\r\nb:\r\n  - x\r\n", "{\"a\":1,\"b\":[\"x\"]}");
	assert_json("a: 1\rb: 2\r", "{\"a\":1,\"b\":2}");
	assert_json("\xef\xbb\xbf"
		    "a: \xc3\xa9\nb: 2",
		    "{\"a\":\"\xc3\xa9\",\"b\":2}");
	assert_int_equal(value->map->entries[0].key_span.start, 3);
	assert_span(value_find(value, STR("b")), "2");
	assert_refused(STR("\xef\xbb\xbf"
			   "t: a: b\r\n"),
		       "1:4: error: text with ': ' in it must be in quotes [yaml-syntax]\n"
		       "    t: a: b\n       ^~~~\n  cure: write t: \"a: b\"\n");
}

/* Nothing behind the span is read, and errors count from the top of the file. */
static void
test_span_alone(void **state)
{
	struct str text = STR("---\ntitle: Week 1: \xc3\x84\n---\n: [ not yaml\n");

	(void)state;
	assert_true(parse_span(STR("---\na: 1\n---\n: [ not yaml"), 4, 9));
	assert_false(parse_span(text, 4, 22));
	assert_printed(&diags,
		       "a.yaml:2:8: error: text with ': ' in it must be in quotes [yaml-syntax]\n"
		       "    title: Week 1: \xc3\x84\n"
		       "           ^~~~~~~~~\n"
		       "  cure: write title: \"Week 1: \xc3\x84\"\n");
}

static void
test_colon(void **state)
{
	(void)state;
	assert_refused(STR("title: Week 1: Intro\n"),
		       "1:8: error: text with ': ' in it must be in quotes [yaml-syntax]\n"
		       "    title: Week 1: Intro\n"
		       "           ^~~~~~~~~~~~~\n"
		       "  cure: write title: \"Week 1: Intro\"\n");
	assert_refused(STR("a:\n  - t: say \"x\": y"),
		       "2:8: error: text with ': ' in it must be in quotes [yaml-syntax]\n"
		       "      - t: say \"x\": y\n"
		       "           ^~~~~~~~~~\n"
		       "  cure: write - t: 'say \"x\": y'\n");
	assert_refused(STR("a: it's \"x\": y"),
		       "1:4: error: text with ': ' in it must be in quotes [yaml-syntax]\n"
		       "    a: it's \"x\": y\n"
		       "       ^~~~~~~~~~~\n"
		       "  cure: put the text in quotes\n");
	assert_refused(STR("title: Foo\n  hours: 3\n"),
		       "2:3: error: 'hours' is indented deeper than its neighbours [yaml-syntax]\n"
		       "      hours: 3\n"
		       "      ^~~~~\n"
		       "  cure: start it in the same column as the key above\n");
}

static void
test_tabs(void **state)
{
	static const char *const texts[] = {"a:\n\t- x\n", "a:\n\tb: 1\n", "a: 1\n\tb: 2\n",
					    "a:\n  b: 1\n\tc: 2\n", "a: |\n\tx\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_false(parse(str_from(texts[i])));
		assert_str(diags.first->text, "a tab is used for indentation");
		assert_str(source_slice(&source, diags.first->place.span), "\t");
	}
	assert_refused(STR("a:\n\t\t- x\n"),
		       "2:1: error: a tab is used for indentation [yaml-syntax]\n"
		       "      - x\n"
		       "    ^~\n"
		       "  cure: use spaces; two for each level are enough\n");
	assert_json("a:\t1\nb: x\ty\n", "{\"a\":1,\"b\":\"x\\ty\"}"); // no indentation
}

static void
test_quotes(void **state)
{
	(void)state;
	assert_refused(STR("title: \"Foo\nsummary: Bar\n"),
		       "1:8: error: the quote is not closed on its line [yaml-syntax]\n"
		       "    title: \"Foo\n"
		       "           ^~~~\n"
		       "  cure: put a closing \" at the end of the text\n");
	assert_refused(STR("title: 'Foo\nsummary: 'Bar'\n"),
		       "1:8: error: the quote is not closed on its line [yaml-syntax]\n"
		       "    title: 'Foo\n"
		       "           ^~~~\n"
		       "a.yaml:2:10: note: so the text goes on to this quote\n"
		       "    summary: 'Bar'\n"
		       "             ^\n"
		       "  cure: put a closing ' at the end of the text\n");
	assert_refused(STR("title: 'it's fine'\n"),
		       "1:12: error: text goes on behind the closing quote [yaml-syntax]\n"
		       "    title: 'it's fine'\n"
		       "               ^~~~~~~\n"
		       "  cure: put the whole text in double quotes, or write each ' inside it "
		       "twice\n");
	assert_refused(STR("path: \"C:\\dir\"\n"),
		       "1:10: error: '\\d' means nothing in double quotes [yaml-syntax]\n"
		       "    path: \"C:\\dir\"\n"
		       "             ^~\n"
		       "  cure: write \\\\ for a backslash, or use single quotes\n");
}

static void
test_brackets(void **state)
{
	(void)state;
	assert_refused(STR("tags: [a, b\nproject: {kind: mini}\n"),
		       "1:7: error: '[' is never closed [yaml-syntax]\n"
		       "    tags: [a, b\n"
		       "          ^\n"
		       "  cure: put ']' behind its last item\n");
	assert_refused(STR("p: {a: 1\nq: 2\n"), "1:4: error: '{' is never closed [yaml-syntax]\n"
						"    p: {a: 1\n"
						"       ^\n"
						"  cure: put '}' behind its last item\n");
	assert_refused(STR("title: [Intro] to Python\n"),
		       "1:8: error: text that starts with '[' must be in quotes [yaml-syntax]\n"
		       "    title: [Intro] to Python\n"
		       "           ^~~~~~~~~~~~~~~~~\n"
		       "  cure: write title: \"[Intro] to Python\"\n");
	assert_refused(STR("a: [\"]\", ']', it's\n"), "1:4: error: '[' is never closed "
						      "[yaml-syntax]\n"
						      "    a: [\"]\", ']', it's\n"
						      "       ^\n"
						      "  cure: put ']' behind its last item\n");
	assert_refused(STR("a: ]\n"), "1:4: error: ']' closes nothing [yaml-syntax]\n"
				      "    a: ]\n"
				      "       ^\n");
	assert_refused(STR("a: {{ title }}\n"),
		       "1:5: error: a key must be text [yaml-unsupported]\n"
		       "    a: {{ title }}\n"
		       "        ^\n"
		       "  cure: put text that starts with '{' or '[' in quotes\n");
}

static void
test_first_characters(void **state)
{
	static const char *const texts[] = {"@x",  "`x`", "%x",  "*x*", "**x**", "& x",
					    "> x", "| x", "- x", "? x", "!a!b c"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char *wanted = NULL, *printed;
		struct str text = arena_printf(&arena, "a: 1\ntitle: %s\n", texts[i]);

		assert_false(parse(text));
		printed = unit_printed(&diags, false);
		wanted = (char *)arena_printf(&arena, "cure: write title: \"%s\"\n", texts[i]).at;
		if (!strstr(printed, wanted) ||
		    !str_eq(source_slice(&source, diags.first->place.span), str_from(texts[i])))
			fail_msg("%s", printed);
		free(printed);
	}
}

static void
test_structure(void **state)
{
	(void)state;
	assert_refused(STR("title: Foo\nsummary:Bar\nhours: 3\n"),
		       "2:1: error: no space behind the colon of 'summary' [yaml-syntax]\n"
		       "    summary:Bar\n"
		       "    ^~~~~~~~\n"
		       "  cure: write 'summary: Bar'\n");
	assert_refused(
	    STR("title: Foo\nsummary\nhours: 3\n"),
	    "2:1: error: the line has no key [yaml-syntax]\n"
	    "    summary\n"
	    "    ^~~~~~~\n"
	    "  cure: put a key with ':' before it; a line that goes on from the one above "
	    "is indented\n");
	assert_refused(STR("a:\n    b: 1\n  c: 2\n"),
		       "3:3: error: the indentation of the line fits none above it [yaml-syntax]\n"
		       "      c: 2\n"
		       "      ^~~~\n"
		       "  cure: start the line in the same column as the other keys of its map\n");
	assert_refused(STR("a: b\n- c\n"),
		       "2:1: error: a list item stands where a key is wanted [yaml-syntax]\n"
		       "    - c\n"
		       "    ^~~\n"
		       "  cure: put the items below a key of their own\n");
	assert_refused(STR("- a\nb: 1\n"),
		       "2:1: error: a line among list items does not start with '- ' "
		       "[yaml-syntax]\n"
		       "    b: 1\n"
		       "    ^~~~\n"
		       "  cure: put '- ' before it, or indent what belongs to the item above\n");
}

static void
assert_code(struct str text, enum diag_code code, uint32_t start)
{
	assert_false(parse(text));
	if (diags.first->code != code || diags.first->place.span.start != start) {
		diag_print(&diags, stderr, false);
		fail_msg("%.*s", STR_ARG(text));
	}
}

static void
test_unsupported(void **state)
{
	(void)state;
	assert_code(STR("a: &x 1\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("a: &x [1]\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("a: &x\n  b: 1\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("a: *x\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("*x : 1\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_code(STR("a: !!str 1\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("a: !important thing\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("a: !!map {}\n"), DIAG_YAML_UNSUPPORTED, 3);
	assert_code(STR("%YAML 1.1\n---\na: 1\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_code(STR("%TAG ! x\n---\na: 1\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_code(STR("a: 1\n---\nb: 2\n"), DIAG_YAML_UNSUPPORTED, 5);
	assert_code(STR("a: 1\n...\nb\n"), DIAG_YAML_UNSUPPORTED, 9);
	assert_code(STR("[a]: 1\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_code(STR("? {a: 1}\n: 1\n"), DIAG_YAML_UNSUPPORTED, 2);
	assert_code(STR("<<: {a: 1}\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_code(STR("'': 1\n"), DIAG_YAML_UNSUPPORTED, 0);
	assert_json("'<<': 1\n", "{\"<<\":1}");
}

static void
test_duplicates(void **state)
{
	(void)state;
	assert_refused(STR("\xc3\xa9: 1\nb: 2\n\"\xc3\xa9\": 3\n"),
		       "3:1: error: '\xc3\xa9' stands twice [yaml-duplicate-key]\n"
		       "    \"\xc3\xa9\": 3\n"
		       "    ^~~\n"
		       "a.yaml:1:1: note: the first one is here\n"
		       "    \xc3\xa9: 1\n"
		       "    ^\n"
		       "  cure: keep one of them\n");
	assert_code(STR("a: {b: 1, b: 2}\n"), DIAG_YAML_DUPLICATE_KEY, 10);
	assert_json("a: {b: 1}\nb: {b: 2}\n", "{\"a\":{\"b\":1},\"b\":{\"b\":2}}");
}

/* Several mistakes are all told, but not without end. */
static void
test_several_errors(void **state)
{
	struct buf text;

	(void)state;
	assert_false(parse(STR("a: 1\na: 2\nb: &x 3\nb: 4\n")));
	assert_int_equal(diags.nerrors, 3);
	buf_init(&text);
	for (int i = 0; i < 1000; i++)
		buf_add(&text, STR("a: *x\n"));
	assert_false(parse(buf_str(&text)));
	assert_in_range(diags.nerrors, 5, 25);
	buf_release(&text);
}

static void
test_bytes(void **state)
{
	(void)state;
	assert_code(STR("a: \xc3\xa9\0b\n"), DIAG_TEXT_NUL, 5);
	assert_code(STR("a: \xc3\xa9\xff\n"), DIAG_TEXT_INVALID, 5);
	assert_code(STR("a: \xc3\xa9\x01\n"), DIAG_YAML_SYNTAX, 5);
	assert_code(STR("a\0:\0 \0b\0"), DIAG_TEXT_NUL, 1);
	assert_code(STR("\xff\xfe"
			"a\0:\0 \0b\0"),
		    DIAG_TEXT_INVALID, 0);
	assert_code(STR("a: \xc3"), DIAG_TEXT_INVALID, 3);
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
assert_limit(struct buf *text)
{
	double start = seconds();

	assert_false(parse(buf_str(text)));
	assert_int_equal(diags.first->code, DIAG_YAML_LIMIT);
	assert_true(seconds() - start < 2); // quadratic ones take minutes
	buf_release(text);
}

static void
test_bombs(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text);
	for (int i = 0; i < 1000000; i++)
		buf_add_char(&text, '[');
	assert_limit(&text);
	for (int i = 0; i < 200000; i++)
		buf_add(&text, STR("{a: "));
	assert_limit(&text);
	for (int i = 0; i < 100000; i++)
		buf_add(&text, STR("- "));
	assert_limit(&text);
	for (int i = 0; i < 100000; i++)
		buf_addf(&text, "key%d: 1\n", i);
	assert_limit(&text);
	for (int i = 0; i < 100000; i++)
		buf_add(&text, STR("[],"));
	assert_false(parse(buf_str(&text)));
	buf_release(&text);
	buf_add(&text, STR("a: &a [x, x]\n"));
	for (char c = 'b'; c < 'z'; c++)
		buf_addf(&text, "%c: &%c [*%c, *%c, *%c]\n", c, c, c - 1, c - 1, c - 1);
	assert_false(parse(buf_str(&text)));
	assert_int_equal(diags.first->code, DIAG_YAML_UNSUPPORTED);
	buf_release(&text);
}

static void
test_limits_are_exact(void **state)
{
	char text[128];
	struct buf keys;

	(void)state;
	memset(text, '[', 32);
	memset(text + 32, ']', 32);
	assert_true(parse((struct str){text, 64}));
	memset(text, '[', 33);
	memset(text + 33, ']', 33);
	assert_false(parse((struct str){text, 66}));
	assert_int_equal(diags.first->code, DIAG_YAML_LIMIT);
	assert_int_equal(diags.first->place.span.start, 32);
	buf_init(&keys);
	for (int i = 0; i < 9990; i++)
		buf_addf(&keys, "k%d: 1\n", i);
	assert_true(parse(buf_str(&keys)));
	assert_int_equal(value_len(value), 9990);
	buf_addf(&keys, "x: 1\ny: 1\nz: 1\nu: 1\nv: 1\nw: 1\nt: 1\ns: 1\nr: 1\nq: 1\n");
	assert_false(parse(buf_str(&keys)));
	buf_release(&keys);
}

static void
test_huge_scalar(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text);
	buf_add(&text, STR("a: "));
	memset(buf_reserve(&text, 3 << 20), 'x', 3 << 20);
	text.len += 3 << 20;
	assert_true(parse(buf_str(&text)));
	assert_int_equal(value_find(value, STR("a"))->text.len, 3 << 20);
	text.len = 3;
	memset(buf_reserve(&text, 3 << 20), '1', 3 << 20);
	text.len += 3 << 20;
	assert_true(parse(buf_str(&text)));
	assert_int_equal(value_find(value, STR("a"))->kind, VALUE_STRING);
	buf_release(&text);
}

/* Every cut and every changed byte of a document: no crash, and a diagnostic where it fails. */
static void
test_damaged(void **state)
{
	static const char good[] =
	    "title: \"\xc3\x9c: [x]\"\nlist: [1, {a: 'b'}, *c]\nm:\n  - x: |\n"
	    "     y\n  - !t z\n# c\nq: >-\n  r\n";
	static const char other[] = "\t\n :-[]{}'\"\\&*!|>%@`#,?\x01\xc3\xff";
	char text[sizeof(good)];

	(void)state;
	for (size_t len = 0; len < sizeof(good); len++)
		parse((struct str){good, len});
	for (size_t at = 0; at + 1 < sizeof(good); at++) {
		for (size_t i = 0; i + 1 < sizeof(other); i++) {
			memcpy(text, good, sizeof(good));
			text[at] = other[i];
			parse((struct str){text, sizeof(good) - 1});
			free(unit_printed(&diags, false));
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_kinds),
	    TEST(test_empty),
	    TEST(test_core_schema),
	    TEST(test_text_as_written),
	    TEST(test_spans),
	    TEST(test_line_ends_and_mark),
	    TEST(test_span_alone),
	    TEST(test_colon),
	    TEST(test_tabs),
	    TEST(test_quotes),
	    TEST(test_brackets),
	    TEST(test_first_characters),
	    TEST(test_structure),
	    TEST(test_unsupported),
	    TEST(test_duplicates),
	    TEST(test_several_errors),
	    TEST(test_bytes),
	    TEST(test_bombs),
	    TEST(test_limits_are_exact),
	    TEST(test_huge_scalar),
	    TEST(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
