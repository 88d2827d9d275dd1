#include "unit.h"

#include "base/arena.h"
#include "data/schema.h"
#include "data/value.h"
#include "data/yaml.h"

static struct arena arena;
static struct diag_list diags;

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

static const char *const kinds[] = {"mini", "capstone", NULL};

static const struct schema project_schema = {
    "a project",
    "What is built.",
    (const struct field[]){
	{"kind", FIELD_CHOICE, .required = true, .choices = kinds, .doc = "Its size."},
	{"title", FIELD_TEXT, .required = true, .doc = "Its name."},
	{0},
    },
};

static const struct schema prerequisite_schema = {
    "a prerequisite",
    NULL,
    (const struct field[]){
	{"week", FIELD_INT, .required = true},
	{.name = "note", .type = FIELD_TEXT},
	{0},
    },
};

static const struct schema range_schema = {
    "a range of weeks",
    NULL,
    (const struct field[]){{"weeks", FIELD_TEXT, .required = true}, {0}},
};

/* Holds itself, as a menu may. */
static const struct schema menu_schema;
static const struct field menu_item = {.type = FIELD_MAP, .of = &menu_schema};
static const struct schema menu_schema = {
    "a menu",
    NULL,
    (const struct field[]){
	{"label", FIELD_TEXT, .required = true},
	{"items", FIELD_LIST, .item = &menu_item},
	{0},
    },
};

static const struct field prerequisite = {
    .type = FIELD_ONE_OF,
    .alternatives = (const struct field[]){{.type = FIELD_INT},
					   {.type = FIELD_MAP, .of = &prerequisite_schema},
					   {.type = FIELD_MAP, .of = &range_schema},
					   {.type = FIELD_ONE_OF}},
};
static const struct field text_item = {.type = FIELD_TEXT};

static const struct schema week_schema = {
    "a week file",
    "The front matter of a week.",
    (const struct field[]){
	{"week", FIELD_INT, .required = true, .doc = "The week's number."},
	{"title", FIELD_TEXT, .required = true, .doc = "The week's title.", .pattern = "^.+$"},
	{"hours", FIELD_NUMBER, .doc = "Hours of work."},
	{"draft", FIELD_BOOL, .doc = "Leave it out."},
	{"tags", FIELD_LIST, .item = &text_item, .doc = "Words to find it by."},
	{"prerequisites", FIELD_LIST, .item = &prerequisite, .doc = "Weeks to do before."},
	{"project", FIELD_MAP, .of = &project_schema, .doc = "The week's project."},
	{"options", FIELD_FREE, .item = &text_item, .doc = "Free words."},
	{"extra", FIELD_FREE, .doc = "Anything."},
	{"menu", FIELD_MAP, .of = &menu_schema},
	{0},
    },
};

static bool
check(const char *text)
{
	struct source *source = ARENA_NEW(&arena, struct source);
	struct span span = {0, (uint32_t)strlen(text)};
	const struct value *value;
	size_t before;
	bool good;

	diag_release(&diags);
	*source = (struct source){STR("w.md"), arena_dup(&arena, str_from(text))};
	assert_true(yaml_parse(&arena, source, span, &value, &diags));
	before = diags.nerrors;
	good = schema_check(&week_schema, source, value, (struct span){0, 0}, &diags);
	assert_int_equal(good, diags.nerrors == before);
	return good;
}

/* Behind a week and a title that are right. */
static bool
check_more(const char *text)
{
	return check(arena_printf(&arena, "week: 1\ntitle: A\n%s\n", text).at);
}

static void
assert_wrong(const char *line, const char *text, const char *at, const char *cure)
{
	assert_false(check_more(line));
	assert_int_equal(diags.nerrors, 1);
	assert_str(diags.first->text, text);
	assert_str(source_slice(diags.first->place.source, diags.first->place.span), at);
	assert_str(diags.first->cure, cure);
}

static void
test_good(void **state)
{
	static const char *const lines[] = {
	    "hours: 12.5",
	    "hours: 0",
	    "draft: false",
	    "tags: []",
	    "tags: [a, 1, true, 2026-11-22]",
	    "prerequisites: [1, {week: 2}, {week: 3, note: x}, {weeks: 1-4}]",
	    "project: {kind: mini, title: 'x'}",
	    "options: {anything: goes, here: 1}",
	    "options: {}",
	    "extra: {a: [1, {b: null}]}",
	    "extra: 7",
	    "extra:",
	    "menu: {label: a, items: [{label: b, items: [{label: c}]}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		if (!check_more(lines[i])) {
			diag_print(&diags, stderr, false);
			fail_msg("%s", lines[i]);
		}
		assert_null(diags.first);
	}
	assert_true(check("week: 1\ntitle: 2026\n"));
	assert_true(check("week: 1.0\ntitle: ''\n"));
}

static void
test_wrong_types(void **state)
{
	(void)state;
	assert_wrong("hours: many", "'hours' wants a number, this is text", "many",
		     "Hours of work");
	assert_wrong("hours: '12'", "'hours' wants a number, this is text", "'12'",
		     "write it without quotes");
	assert_wrong("hours: -3", "'hours' wants a number, this is -3", "-3",
		     "it cannot be less than 0");
	assert_wrong("hours: [1]", "'hours' wants a number, this is a list", "[1]",
		     "Hours of work");
	assert_wrong("hours:", "'hours' has no value, it wants a number", "hours",
		     "give it one, or remove the line");
	assert_wrong("hours: ~", "'hours' has no value, it wants a number", "~",
		     "give it one, or remove the line");
	assert_wrong("draft: yes", "'draft' wants true or false, this is text", "yes",
		     "write true or false, without quotes");
	assert_wrong("tags: python", "'tags' wants a list, this is text", "python",
		     "write [python]");
	assert_wrong("tags: [a, [b]]", "item 2 of 'tags' wants text, this is a list", "[b]",
		     "text that starts with '[' must be in quotes");
	assert_wrong("tags: [a, {b: c}]", "item 2 of 'tags' wants text, this is a map", "{b: c}",
		     "text with ': ' or '{' in it must be in quotes");
	assert_wrong("project: x", "'project' wants a map with 'kind' and 'title', this is text",
		     "x", "The week's project");
	assert_wrong("options: {a: [1]}", "'a' wants text, this is a list", "[1]",
		     "text that starts with '[' must be in quotes");
	assert_wrong("options: 1", "'options' wants a map, this is a whole number", "1",
		     "Free words");
	assert_false(check("week: 1.5\ntitle: A"));
	assert_str(diags.first->text, "'week' wants a whole number, this is 1.5");
}

static void
test_choice(void **state)
{
	(void)state;
	assert_wrong("project: {kind: minni, title: x}",
		     "'kind' wants 'mini' or 'capstone', this is 'minni'", "minni",
		     "did you mean 'mini'?");
	assert_wrong("project: {kind: large, title: x}",
		     "'kind' wants 'mini' or 'capstone', this is 'large'", "large", "");
	assert_wrong("project: {kind: [], title: x}",
		     "'kind' wants 'mini' or 'capstone', this is a list", "[]", "Its size");
}

static void
test_one_of(void **state)
{
	(void)state;
	assert_wrong("prerequisites: [1, x]",
		     "item 2 of 'prerequisites' wants a whole number or a map with 'week' or a map "
		     "with 'weeks', this is text",
		     "x", "");
	assert_false(check_more("prerequisites: [{week: x}]")); // the first map reports
	assert_str(diags.first->text, "'week' wants a whole number, this is text");
	assert_false(check_more("prerequisites: [{wek: 1}]"));
	assert_int_equal(diags.nerrors, 2);
	assert_str(diags.first->text, "unknown key 'wek' in a prerequisite");
}

static void
test_unknown_and_missing(void **state)
{
	(void)state;
	assert_false(check("week: 1\ntitel: A\n"));
	assert_printed(&diags, "w.md:2:1: error: unknown key 'titel' in a week file [unknown-key]\n"
			       "    titel: A\n"
			       "    ^~~~~\n"
			       "  cure: did you mean 'title'?\n"
			       "w.md:1:1: error: 'title' is missing in a week file [missing-key]\n"
			       "    week: 1\n"
			       "    ^\n"
			       "  cure: add 'title:' (The week's title)\n");
	assert_wrong(
	    "colour: red", "unknown key 'colour' in a week file", "colour",
	    "known here: week, title, hours, draft, tags, prerequisites, project, options, "
	    "extra, menu");
	assert_wrong("project: {kind: mini}", "'title' is missing in a project", "{kind: mini}",
		     "add 'title:' (Its name)");
	assert_wrong("menu: {label: a, items: [{}]}", "'label' is missing in a menu", "{}",
		     "add 'label:' (text)");
	assert_false(check(""));
	assert_int_equal(diags.nerrors, 2);
}

static void
test_no_map(void **state)
{
	(void)state;
	assert_false(check("- week: 1\n"));
	assert_str(diags.first->text, "a week file wants keys with values, this is a list");
	assert_false(check("week 1"));
	assert_str(diags.first->text, "a week file wants keys with values, this is text");
	diag_release(&diags);
	assert_false(schema_check(&week_schema, NULL, NULL, (struct span){0, 0}, &diags));
}

static const struct value *
find(const struct value *json, const char *path)
{
	struct str rest = str_from(path), key;

	while (json && str_split(&rest, '/', &key))
		json = value_find(json, key);
	return json;
}

static void
test_json_schema(void **state)
{
	struct value *json = schema_to_json(&arena, &week_schema, STR("https://x/week.json"));

	(void)state;
	assert_str(value_text(find(json, "$schema")),
		   "https://json-schema.org/draft/2020-12/schema");
	assert_str(value_text(find(json, "$id")), "https://x/week.json");
	assert_str(value_text(find(json, "title")), "a week file");
	assert_false(value_is_true(find(json, "additionalProperties")));
	assert_int_equal(find(json, "additionalProperties")->kind, VALUE_BOOL);
	assert_int_equal(value_len(find(json, "required")), 2);
	assert_int_equal(value_len(find(json, "properties")), 10);
	assert_str(value_text(find(json, "properties/week/type")), "integer");
	assert_str(value_text(find(json, "properties/title/pattern")), "^.+$");
	assert_int_equal(value_len(find(json, "properties/title/type")), 3);
	assert_str(value_text(find(json, "properties/project/$ref")), "#/$defs/project");
	assert_str(value_text(find(json, "properties/project/description")), "The week's project.");
	assert_int_equal(value_len(find(json, "$defs/project/properties/kind/enum")), 2);
	assert_int_equal(value_len(find(json, "properties/prerequisites/items/anyOf")), 3);
	assert_str(value_text(find(json, "properties/options/type")), "object");
	assert_null(find(json, "properties/extra/type"));
	assert_str(value_text(find(json, "$defs/menu/properties/items/items/$ref")),
		   "#/$defs/menu"); // itself
	assert_int_equal(value_len(find(json, "$defs")), 4);
	assert_non_null(find(json, "$defs/range-of-weeks"));
}

static void
test_complete(void **state)
{
	const struct source source = {
	    STR("w.md"),
	    STR("week: 1\ntitle: A\nproject: {kind: mini}\n"
		"prerequisites: [1, {week: 2}, {weeks: 1-3}]\nextra: {mine: {a: 1}}\n")};
	const struct value *value, *all;

	(void)state;
	assert_true(yaml_parse(&arena, &source, (struct span){0, (uint32_t)source.text.len}, &value,
			       &diags));
	all = schema_complete(&arena, &week_schema, value);
	assert_int_equal(value_len(all), 10);
	assert_int_equal(find(all, "hours")->kind, VALUE_NULL);
	assert_int_equal(find(all, "menu")->kind, VALUE_NULL);
	assert_int_equal(find(all, "project/title")->kind, VALUE_NULL);
	assert_string_equal(find(all, "project")->map->noun, "a project");
	assert_int_equal(value_at(find(all, "prerequisites"), 0)->integer, 1);
	assert_int_equal(find(value_at(find(all, "prerequisites"), 1), "note")->kind, VALUE_NULL);
	assert_str(value_text(find(value_at(find(all, "prerequisites"), 2), "weeks")), "1-3");
	assert_false(all->map->open);
	assert_true(find(all, "extra")->map->open && find(all, "extra/mine")->map->open);
	assert_int_equal(value_len(schema_complete(&arena, &week_schema, NULL)), 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_good),
	    TEST(test_wrong_types),
	    TEST(test_choice),
	    TEST(test_one_of),
	    TEST(test_unknown_and_missing),
	    TEST(test_no_map),
	    TEST(test_json_schema),
	    TEST(test_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
