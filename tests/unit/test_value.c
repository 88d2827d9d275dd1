#include "unit.h"

#include "base/arena.h"
#include "data/value.h"

#include <math.h>

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

static void
test_scalars(void **state)
{
	struct str none = {0};

	(void)state;
	assert_true(value_is_true(value_bool(&arena, true)));
	assert_false(value_is_true(value_bool(&arena, false)));
	assert_false(value_is_true(value_int(&arena, 1)));
	assert_false(value_is_true(NULL));
	assert_int_equal(value_int(&arena, INT64_MIN)->integer, INT64_MIN);
	assert_str(value_text(value_string(&arena, STR("a"))), "a");
	assert_str(value_text(value_html(&arena, STR("<b>"))), "<b>");
	assert_int_equal(value_html(&arena, STR("<b>"))->kind, VALUE_HTML);
	assert_str(value_text(value_int(&arena, 1)), "");
	assert_str(value_text(NULL), "");
	assert_int_equal(value_string_or_null(&arena, none)->kind, VALUE_NULL);
	assert_int_equal(value_string_or_null(&arena, STR("a"))->kind, VALUE_STRING);
	assert_int_equal(value_null.kind, VALUE_NULL);
}

static void
test_numbers(void **state)
{
	static const struct {
		double real;
		enum value_kind kind;
	} rows[] = {
	    {13.0, VALUE_INT},   {-2.0, VALUE_INT},      {0.0, VALUE_INT},
	    {-0.0, VALUE_INT},   {1.5, VALUE_REAL},      {9007199254740992.0, VALUE_INT},
	    {1e16, VALUE_REAL},  {INFINITY, VALUE_REAL}, {NAN, VALUE_REAL},
	    {1e300, VALUE_REAL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(value_number(&arena, rows[i].real)->kind, rows[i].kind);
	assert_int_equal(value_number(&arena, 13.0)->integer, 13);
	assert_true(value_real(value_number(&arena, 1.5), 0) == 1.5);
	assert_true(value_real(value_int(&arena, 3), 0) == 3);
	assert_true(value_real(value_string(&arena, STR("3")), 7) == 7);
	assert_true(value_real(NULL, 7) == 7);
}

static void
test_list(void **state)
{
	struct value *list = value_list(&arena);

	(void)state;
	assert_int_equal(value_len(list), 0);
	assert_null(value_at(list, 0));
	for (int i = 0; i < 1000; i++)
		value_append(&arena, list, value_int(&arena, i));
	assert_int_equal(value_len(list), 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(value_at(list, i)->integer, i);
	assert_null(value_at(list, 1000));
	assert_null(value_at(NULL, 0));
	assert_null(value_at(value_map(&arena, NULL), 0));
	assert_int_equal(value_len(NULL), 0);
	assert_int_equal(value_len(value_string(&arena, STR("abc"))), 0);
}

static void
test_map(void **state)
{
	struct value *map = value_map(&arena, "week");

	(void)state;
	assert_null(value_find(map, STR("a")));
	value_set(&arena, map, STR("b"), value_int(&arena, 1));
	value_set(&arena, map, STR("a"), value_int(&arena, 2));
	value_set(&arena, map, STR(""), value_int(&arena, 3));
	for (int i = 0; i < 100; i++)
		value_set(&arena, map, arena_printf(&arena, "k%d", i), &value_null);
	assert_int_equal(value_len(map), 103);
	assert_str(map->map->entries[0].key, "b"); // in order of insertion
	assert_int_equal(value_find(map, STR("a"))->integer, 2);
	assert_int_equal(value_find(map, STR(""))->integer, 3);
	assert_ptr_equal(value_find(map, STR("k99")), &value_null);
	assert_null(value_find(map, STR("k100")));
	assert_null(value_find(NULL, STR("a")));
	assert_null(value_find(value_list(&arena), STR("a")));
	assert_string_equal(map->map->noun, "week");
}

static void
test_kind_names(void **state)
{
	(void)state;
	for (enum value_kind kind = VALUE_NULL; kind <= VALUE_MAP; kind++)
		assert_non_null(value_kind_name(kind));
	assert_string_equal(value_kind_name(VALUE_STRING), "text");
	assert_string_equal(value_kind_name(VALUE_MAP), "a map");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scalars),    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_list),       cmocka_unit_test(test_map),
	    cmocka_unit_test(test_kind_names),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
