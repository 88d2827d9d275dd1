#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "data/json.h"
#include "data/json_pieces.h"
#include "data/value.h"

#include <math.h>

static struct arena arena;
static struct diag_list diags;
static struct buf out;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	buf_init(&out);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	diag_release(&diags);
	arena_release(&arena);
	return 0;
}

static void
assert_written(const struct value *value, enum json_style style, const char *wanted)
{
	buf_reset(&out);
	json_write(&out, value, style);
	assert_str(buf_str(&out), wanted);
}

static struct value *
sample(void)
{
	struct value *map = value_map(&arena, NULL), *list = value_list(&arena);

	value_append(&arena, list, value_int(&arena, 1));
	value_append(&arena, list, value_number(&arena, 1.5));
	value_append(&arena, list, &value_null);
	value_set(&arena, map, STR("z"), list);
	value_set(&arena, map, STR("a"), value_bool(&arena, true));
	value_set(&arena, map, STR("m"), value_html(&arena, STR("<b>\"x\"</b>")));
	value_set(&arena, map, STR("e"), value_map(&arena, NULL));
	value_set(&arena, map, STR("l"), value_list(&arena));
	return map;
}

static void
test_styles(void **state)
{
	(void)state;
	assert_written(
	    sample(), JSON_COMPACT,
	    "{\"z\":[1,1.5,null],\"a\":true,\"m\":\"<b>\\\"x\\\"</b>\",\"e\":{},\"l\":[]}");
	assert_written(sample(), JSON_PRETTY,
		       "{\n  \"z\": [\n    1,\n    1.5,\n    null\n  ],\n  \"a\": true,\n"
		       "  \"m\": \"<b>\\\"x\\\"</b>\",\n  \"e\": {},\n  \"l\": []\n}\n");
	assert_written(sample(), JSON_SCRIPT,
		       "{\"z\":[1,1.5,null],\"a\":true,\"m\":\"\\u003cb\\u003e\\\"x\\\"\\u003c/"
		       "b\\u003e\",\"e\":{},\"l\":[]}");
}

/* {"a": sample, "l": [items], "m": 1}, each as often as said. */
static void
assert_pieces(size_t nmembers, size_t nitems)
{
	struct value *whole = value_map(&arena, NULL), *list = value_list(&arena);
	struct json_pieces pieces;
	struct buf item, wanted;

	buf_init(&item);
	buf_init(&wanted);
	buf_reset(&out);
	json_write(&item, sample(), JSON_PRETTY);
	json_pieces_begin(&pieces, &out);
	if (nmembers > 0) {
		value_set(&arena, whole, STR("a\"\n"), sample());
		json_pieces_member(&pieces, STR("a\"\n"), sample());
	}
	if (nmembers > 1) {
		value_set(&arena, whole, STR("l"), list);
		json_pieces_list_begin(&pieces, STR("l"));
		for (size_t i = 0; i < nitems; i++) {
			value_append(&arena, list, sample());
			json_pieces_list_item(&pieces, buf_str(&item));
		}
		json_pieces_list_end(&pieces);
	}
	if (nmembers > 2) {
		value_set(&arena, whole, STR("m"), value_int(&arena, 1));
		json_pieces_member(&pieces, STR("m"), value_int(&arena, 1));
	}
	json_pieces_end(&pieces);
	json_write(&wanted, whole, JSON_PRETTY);
	assert_str(buf_str(&out), wanted.at);
	buf_release(&item);
	buf_release(&wanted);
}

static void
test_pieces(void **state)
{
	(void)state;
	for (size_t nmembers = 0; nmembers <= 3; nmembers++)
		for (size_t nitems = 0; nitems <= 2; nitems++)
			assert_pieces(nmembers, nitems);
}

static void
test_appends(void **state)
{
	(void)state;
	buf_reset(&out);
	buf_add(&out, STR("var x="));
	json_write(&out, value_int(&arena, 1), JSON_COMPACT);
	json_write(&out, value_int(&arena, 2), JSON_SCRIPT);
	assert_str(buf_str(&out), "var x=12");
}

static void
test_script(void **state)
{
	struct value *map = value_map(&arena, NULL);

	(void)state;
	value_set(&arena, map, STR("<!--"),
		  value_string(&arena, STR("</script><script>x&y\u2028\u2029\u2027\u2030\u00e9")));
	assert_written(map, JSON_SCRIPT,
		       "{\"\\u003c!--\":\"\\u003c/script\\u003e\\u003cscript\\u003ex\\u0026y"
		       "\\u2028\\u2029\u2027\u2030\u00e9\"}");
}

static void
test_numbers(void **state)
{
	(void)state;
	assert_written(value_number(&arena, 0.1), JSON_COMPACT, "0.1");
	assert_written(value_number(&arena, 13.0), JSON_COMPACT, "13");
	assert_written(value_number(&arena, 212.75), JSON_COMPACT, "212.75");
	assert_written(value_int(&arena, INT64_MIN), JSON_COMPACT, "-9223372036854775808");
	assert_written(value_int(&arena, INT64_MAX), JSON_COMPACT, "9223372036854775807");
	assert_written(value_number(&arena, INFINITY), JSON_COMPACT, "null");
	assert_written(value_number(&arena, NAN), JSON_COMPACT, "null");
}

static void
test_strings(void **state)
{
	struct str none = {0};

	(void)state;
	assert_written(value_string(&arena, none), JSON_COMPACT, "\"\"");
	assert_written(value_string(&arena, STR("a\0\n\t\x01/\\\"\x7f")), JSON_COMPACT,
		       "\"a\\u0000\\n\\t\\u0001/\\\\\\\"\x7f\"");
	assert_written(value_string(&arena, STR("a\xff\xc3")), JSON_COMPACT, "\"a\ufffd\ufffd\"");
	assert_written(value_string(&arena, STR("\U0001f600")), JSON_COMPACT, "\"\U0001f600\"");
}

static bool
parse(struct str text, const struct value **value)
{
	struct source *source = ARENA_NEW(&arena, struct source);

	*source = (struct source){STR("a.json"), text};
	diag_release(&diags);
	return json_parse(&arena, source, value, &diags);
}

static void
test_round_trip(void **state)
{
	static const char text[] = "{\"z\":[1,1.5,null,true,false,-3],\"a\":{\"\":\"\u00e9\\n\"},"
				   "\"b\":\"\\u0000x\"}";
	const struct value *value;

	(void)state;
	assert_true(parse(str_from(text), &value));
	assert_written(value, JSON_COMPACT, text);
	assert_true(parse(STR("\xef\xbb\xbf [13.0] \n"), &value));
	assert_int_equal(value_at(value, 0)->kind, VALUE_INT);
	assert_true(parse(STR("\"x\""), &value));
	assert_str(value_text(value), "x");
}

static void
test_text_is_copied(void **state)
{
	char text[] = "{\"key\": \"value\"}";
	const struct value *value;

	(void)state;
	assert_true(parse(str_from(text), &value));
	memset(text, 'x', sizeof(text));
	assert_str(value_text(value_find(value, STR("key"))), "value");
}

static void
test_errors(void **state)
{
	static const struct {
		struct str text;
		uint32_t start, end;
	} rows[] = {
	    {STR_INIT("{\"a\":1,}"), 7, 8},
	    {STR_INIT("[1 2]"), 3, 4},
	    {STR_INIT("{\"\u00e9\": tru}"), 7, 10},
	    {STR_INIT("[1,2"), 4, 5},
	    {STR_INIT("{\"a\":1,\"a\":2}"), 7, 10},
	    {STR_INIT("\xef\xbb\xbf[x]"), 4, 5},
	    {STR_INIT("[\"\u00e9\xff\"]"), 4, 5},
	    {STR_INIT(""), 0, 1},
	    {STR_INIT("NaN"), 0, 3},
	};
	const struct value *value;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_false(parse(rows[i].text, &value));
		assert_null(value);
		assert_int_equal(diags.nwarnings, 1);
		assert_int_equal(diags.first->code, DIAG_JSON_SYNTAX);
		if (diags.first->place.span.start != rows[i].start ||
		    diags.first->place.span.end != rows[i].end)
			fail_msg("%.*s: %u-%u %.*s", STR_ARG(rows[i].text),
				 diags.first->place.span.start, diags.first->place.span.end,
				 STR_ARG(diags.first->text));
	}
	assert_false(parse(STR("[1 2]"), &value));
	assert_printed(
	    &diags, "a.json:1:4: warning: the JSON could not be read: ']' expected [json-syntax]\n"
		    "    [1 2]\n       ^\n");
}

static void
test_bomb(void **state)
{
	char *text = malloc(1000000);
	const struct value *value;

	(void)state;
	memset(text, '[', 1000000);
	assert_false(parse((struct str){text, 1000000}, &value));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_styles),         cmocka_unit_test(test_appends),
	    cmocka_unit_test(test_script),         cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_strings),        cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_text_is_copied), cmocka_unit_test(test_errors),
	    cmocka_unit_test(test_bomb),           cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
