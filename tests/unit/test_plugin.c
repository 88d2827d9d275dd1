#include "unit.h"

#include "base/arena.h"
#include "base/file.h"
#include "data/value.h"
#include "host/plugin.h"

static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* "Page:set" of the method `set` of "a page". */
static struct str
stub_name(const char *noun, const char *name)
{
	struct str word = str_from(strrchr(noun, ' ') + 1);

	if (strcmp(noun, "a page in 'filter'") == 0)
		return arena_printf(&arena, "FilterPage:%s", name);
	return arena_printf(&arena, "%c%.*s:%s", word.at[0] - 'a' + 'A', STR_ARG(str_skip(word, 1)),
			    name);
}

static struct value *
list_registered(void)
{
	struct value *names = value_map(&arena, NULL);
	const char *noun, *name;
	bool method;

	value_set(&arena, names, STR("html"), &value_null);
	value_set(&arena, names, STR("make_node"), &value_null);
	for (size_t i = 0; (name = plugin_node_name(i, &method)) != NULL; i++)
		if (method)
			value_set(&arena, names, arena_printf(&arena, "Node:%s", name),
				  &value_null);
	value_set(&arena, names, STR("require"), &value_null);
	for (enum plugin_module m = 0; m < PLUGIN_MODULE_COUNT; m++)
		for (size_t i = 0; (name = plugin_module_function(m, i)) != NULL; i++)
			value_set(&arena, names,
				  arena_printf(&arena, "%s.%s", plugin_module_names[m], name),
				  &value_null);
	for (size_t i = 0; plugin_method(i, &noun); i++)
		value_set(&arena, names, stub_name(noun, plugin_method(i, &noun)), &value_null);
	return names;
}

static struct value *
list_stubs(void)
{
	struct value *names = value_map(&arena, NULL);
	struct str text, line;

	assert_true(file_read(&arena, "plugins/api/lectern.lua", 1 << 20, &text));
	while (str_split(&text, '\n', &line))
		if (str_starts(line, STR("function "))) {
			line = str_skip(line, sizeof("function ") - 1);
			value_set(&arena, names, str_slice(line, 0, str_find_char(line, '(')),
				  &value_null);
		}
	return names;
}

static void
assert_all_in(const struct value *names, const struct value *others, const char *what)
{
	for (size_t i = 0; i < value_len(names); i++)
		if (!value_find(others, names->map->entries[i].key)) {
			print_error("%.*s has no %s\n", STR_ARG(names->map->entries[i].key), what);
			fail();
		}
}

static void
test_stubs(void **state)
{
	const struct value *registered = list_registered(), *stubs = list_stubs();

	(void)state;
	assert_true(value_len(registered) > 5);
	assert_all_in(registered, stubs, "stub");
	assert_all_in(stubs, registered, "function");
}

/* Fields of the stub of a class: words behind "---@field " up to its "local". */
static struct value *list_stub_fields(struct str class)
{
	struct value *names = value_map(&arena, NULL);
	struct str text, line;
	bool inside = false;

	assert_true(file_read(&arena, "plugins/api/lectern.lua", 1 << 20, &text));
	while (str_split(&text, '\n', &line)) {
		if (str_starts(line, STR("---@class ")))
			inside = str_eq(str_skip(line, sizeof("---@class ") - 1), class);
		if (!inside || !str_starts(line, STR("---@field ")))
			continue;
		line = str_skip(line, sizeof("---@field ") - 1);
		value_set(&arena, names, str_slice(line, 0, str_find_char(line, ' ')), &value_null);
	}
	return names;
}

static void
test_stubs_of_node_fields(void **state)
{
	struct value *fields = value_map(&arena, NULL), *stubs = list_stub_fields(STR("Node"));
	const char *name;
	bool method;

	(void)state;
	for (size_t i = 0; (name = plugin_node_name(i, &method)) != NULL; i++)
		if (!method)
			value_put(&arena, fields, str_from(name), &value_null);
	assert_true(value_len(fields) > 15);
	assert_all_in(fields, stubs, "stub");
	assert_all_in(stubs, fields, "field");
}

static void
test_stub_of_each_member(void **state)
{
	struct str text;

	(void)state;
	assert_true(file_read(&arena, "plugins/api/lectern.lua", 1 << 20, &text));
	for (size_t i = 0; plugin_member_names[i]; i++)
		assert_true(str_has(text, arena_printf(&arena, "\n---@field %s? ",
						       plugin_member_names[i])));
}

static void
test_value_copy(void **state)
{
	struct value *map = value_map(&arena, "a thing"), *list = value_list(&arena);
	char text[] = "abc";
	struct value *copy;

	(void)state;
	value_append(&arena, list, value_string(&arena, str_from(text)));
	value_append(&arena, list, &value_null);
	value_set(&arena, map, STR("list"), list);
	copy = value_copy(&arena, map);
	text[0] = 'X';
	assert_str(value_text(value_at(value_find(copy, STR("list")), 0)), "abc");
	value_put(&arena, copy, STR("list"), &value_null);
	value_put(&arena, copy, STR("more"), &value_null);
	assert_int_equal(value_len(copy), 2);
	assert_int_equal(value_len(map), 1);
	assert_true(value_weight(map, 1000) > 100);
	assert_true(value_weight(map, 10) > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_stubs, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_stubs_of_node_fields, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_stub_of_each_member, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_value_copy, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
