#include "unit.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdalign.h>

static void
test_pieces(void **state)
{
	struct arena arena;
	unsigned char *last = NULL;

	(void)state;
	arena_init(&arena);
	for (size_t size = 0; size < 3000; size++) {
		unsigned char *piece = arena_alloc(&arena, size);

		assert_non_null(piece);
		assert_int_equal((uintptr_t)piece % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(piece[i], 0);
		memset(piece, 0xff, size); // the next piece must be zeroed nevertheless
		if (last && size > 1)
			assert_int_equal(last[0], 0xff);
		last = piece;
	}
	assert_true(arena.total >= 3000 * 2999 / 2);
	arena_release(&arena);
	assert_null(arena.chunk);
	arena_release(&arena);
}

static void
test_huge_piece(void **state)
{
	struct arena arena;
	char *small, *huge, *after;

	(void)state;
	arena_init(&arena);
	small = arena_alloc(&arena, 1);
	huge = arena_alloc(&arena, (size_t)20 << 20);
	after = arena_alloc(&arena, 1);
	*small = 'a';
	huge[((size_t)20 << 20) - 1] = 'b';
	*after = 'c';
	assert_int_equal(*small, 'a');
	assert_int_equal(huge[((size_t)20 << 20) - 1], 'b');
	arena_release(&arena);
}

static void
test_text(void **state)
{
	struct arena arena;
	struct str copy, none = {0};
	char text[] = "a\0b";

	(void)state;
	arena_init(&arena);
	copy = arena_dup(&arena, (struct str){text, 3});
	text[0] = 'x';
	assert_true(str_eq(copy, STR("a\0b")));
	assert_int_equal(copy.at[3], '\0');
	copy = arena_dup(&arena, none);
	assert_int_equal(copy.len, 0);
	assert_int_equal(copy.at[0], '\0');
	copy = arena_printf(&arena, "%d-%.*s", 42, STR_ARG(STR("abc")));
	assert_str(copy, "42-abc");
	assert_int_equal(strlen(copy.at), copy.len);
	assert_int_equal(arena_printf(&arena, "%50000s", "").len, 50000);
	arena_release(&arena);
}

static void
test_rewind(void **state)
{
	struct arena arena;
	struct arena_mark mark;
	char *kept, *first, *again;

	(void)state;
	arena_init(&arena);
	mark = arena_mark(&arena);
	arena_alloc(&arena, 100);
	arena_rewind(&arena, mark);
	assert_null(arena.chunk);
	kept = arena_alloc(&arena, 10);
	memcpy(kept, "kept", 5);
	mark = arena_mark(&arena);
	first = arena_alloc(&arena, 64);
	memset(first, 'x', 64);
	for (int i = 0; i < 100; i++)
		arena_alloc(&arena, 100000);
	arena_rewind(&arena, mark);
	assert_int_equal(arena.total, mark.total);
	again = arena_alloc(&arena, 64);
	assert_ptr_equal(first, again);
	assert_int_equal(again[63], 0);
	assert_string_equal(kept, "kept");
	arena_release(&arena);
}

static void
test_reset(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	arena_reset(&arena);
	for (int i = 0; i < 100; i++)
		arena_alloc(&arena, 10000);
	arena_reset(&arena);
	assert_non_null(arena.chunk);
	assert_int_equal(arena.total, 0);
	assert_non_null(arena_alloc(&arena, 10));
	arena_release(&arena);
}

static void
test_vec(void **state)
{
	struct arena arena;
	VEC(int) numbers = {0};

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 10000; i++)
		VEC_PUSH(&arena, &numbers, i);
	assert_int_equal(numbers.len, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers.at[i], i);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pieces), cmocka_unit_test(test_huge_piece),
	    cmocka_unit_test(test_text),   cmocka_unit_test(test_rewind),
	    cmocka_unit_test(test_reset),  cmocka_unit_test(test_vec),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
