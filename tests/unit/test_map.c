#include "unit.h"

#include "base/arena.h"
#include "base/map.h"

static void
test_empty(void **state)
{
	struct map map = {0};

	(void)state;
	assert_null(map_find(&map, STR("a")));
	assert_null(map_find(&map, STR("")));
}

static void
test_many(void **state)
{
	struct arena arena;
	struct map map = {0};
	static int numbers[20000];

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 20000; i++) {
		numbers[i] = i;
		map_put(&map, &arena, arena_printf(&arena, "key %d", i), &numbers[i]);
	}
	assert_int_equal(map.len, 20000);
	for (int i = 0; i < 20000; i++) {
		int *found = map_find(&map, arena_printf(&arena, "key %d", i));

		assert_ptr_equal(found, &numbers[i]);
		assert_ptr_equal(map.entries[i].value, &numbers[i]);
	}
	assert_null(map_find(&map, STR("key")));
	assert_null(map_find(&map, STR("key 20000")));
	arena_release(&arena);
}

static void
test_replace(void **state)
{
	struct arena arena;
	struct map map = {0};
	int one = 1, two = 2;

	(void)state;
	arena_init(&arena);
	map_put(&map, &arena, STR("a"), &one);
	map_put(&map, &arena, STR("b"), &one);
	map_put(&map, &arena, STR("a"), &two);
	assert_int_equal(map.len, 2);
	assert_str(map.entries[0].key, "a");
	assert_ptr_equal(map_find(&map, STR("a")), &two);
	assert_ptr_equal(map_find(&map, STR("b")), &one);
	map_put(&map, &arena, STR(""), &two);
	assert_ptr_equal(map_find(&map, STR("")), &two);
	arena_release(&arena);
}

static void
test_keys_with_nul(void **state)
{
	struct arena arena;
	struct map map = {0};
	int one = 1, two = 2;

	(void)state;
	arena_init(&arena);
	map_put(&map, &arena, STR("a\0b"), &one);
	map_put(&map, &arena, STR("a\0c"), &two);
	assert_ptr_equal(map_find(&map, STR("a\0b")), &one);
	assert_ptr_equal(map_find(&map, STR("a\0c")), &two);
	assert_null(map_find(&map, STR("a")));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_keys_with_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
