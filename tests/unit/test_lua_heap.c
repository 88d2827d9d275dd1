#include "unit.h"

#include "host/lua_heap.h"

#include <string.h>

enum { PIECES = 200, ROUNDS = 20000, LARGEST = 2000 };

/* Every piece holds its own number, whatever happens to the others. */
static void
test_many(void **state)
{
	struct lua_heap heap = {.limit = 16 << 20};
	unsigned char *pieces[PIECES] = {0};
	size_t sizes[PIECES] = {0};
	unsigned random = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		size_t i, size;

		random = random * 1103515245 + 12345;
		i = random >> 8 & 0xff;
		size = (random >> 16) % (random & 0x80 ? LARGEST : 64);
		if (i >= PIECES)
			continue;
		for (size_t at = 0; at < sizes[i]; at++)
			assert_int_equal(pieces[i][at], i);
		pieces[i] = lua_heap_resize(&heap, pieces[i], sizes[i], size);
		assert_true(pieces[i] || !size);
		assert_int_equal((size_t)pieces[i] % LUA_HEAP_STEP, 0);
		if (size)
			memset(pieces[i], (int)i, size);
		sizes[i] = size;
	}
	lua_heap_release(&heap);
	assert_null(heap.chunk);
	assert_null(heap.large);
}

/* What was given back is there again; beyond the cap there is nothing, and nothing is lost. */
static void
test_cap(void **state)
{
	struct lua_heap heap = {.limit = 40 * 1024};
	void *last = NULL, *piece, *first = lua_heap_resize(&heap, NULL, 0, 100);

	(void)state;
	memcpy(first, "first", sizeof("first"));
	while ((piece = lua_heap_resize(&heap, NULL, 0, 500)) != NULL)
		last = piece;
	assert_null(lua_heap_resize(&heap, first, 100, 500));
	assert_string_equal(first, "first");
	lua_heap_resize(&heap, last, 500, 0);
	assert_ptr_equal(lua_heap_resize(&heap, NULL, 0, 512), last);
	lua_heap_release(&heap);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
