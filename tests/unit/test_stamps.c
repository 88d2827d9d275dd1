#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/pool.h"
#include "read/stamps.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;
static struct pool pool;
static struct str folder;

static struct str
in_folder(const char *name)
{
	return path_join(&arena, folder, str_from(name));
}

static void
write_file(const char *name, const char *text)
{
	assert_true(file_replace(in_folder(name).at, str_from(text)));
}

/* As if it had last been changed so many seconds before now. */
static void
age(const char *name, long seconds)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {0}};

	clock_gettime(CLOCK_REALTIME, &times[1]);
	times[1].tv_sec -= seconds;
	assert_int_equal(utimensat(AT_FDCWD, in_folder(name).at, times, 0), 0);
}

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	pool_init(&pool, 2);
	folder = folder_make_temporary(&arena);
	assert_true(folder.len);
	assert_true(folder_make(in_folder("deep/deeper").at));
	write_file("one.md", "one");
	write_file("deep/two.md", "two");
	write_file("deep/.hidden", "hidden");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	assert_true(folder_remove(folder.at));
	pool_release(&pool);
	arena_release(&arena);
	return 0;
}

/* All stamps of the folder through their text; `begun` moves the moment they are trusted before. */
static struct stamps
take(int64_t seconds)
{
	struct stamps stamps = {0}, read = {0};
	struct buf text;

	stamps_begin(&stamps);
	stamps.begun += seconds * 1000000000;
	assert_true(stamps_add(&arena, &stamps, folder));
	assert_true(stamps_hash(&stamps, &pool));
	buf_init(&text);
	stamps_write(&text, &stamps);
	assert_true(stamps_read(&arena, arena_dup(&arena, buf_str(&text)), &read));
	buf_release(&text);
	assert_int_equal(read.all.len, stamps.all.len);
	return read;
}

static void
assert_answer(struct stamps stamps, enum stamps_answer answer)
{
	assert_int_equal(stamps_compare(&arena, &stamps), answer);
}

static void
test_same(void **state)
{
	struct stamps stamps;

	(void)state;
	stamps = take(10);
	assert_int_equal(stamps.all.len, 5); // three folders, two files
	assert_answer(stamps, STAMPS_SAME);
}

static void
test_young_stamps_are_not_trusted(void **state)
{
	struct stamps stamps;

	(void)state;
	stamps = take(-10);
	assert_int_equal(stamps_compare(&arena, &stamps), STAMPS_RENEWED);
}

static void
test_touched(void **state)
{
	struct stamps stamps;

	(void)state;
	stamps = take(10);
	age("one.md", 100);
	assert_int_equal(stamps_compare(&arena, &stamps), STAMPS_RENEWED);
	assert_int_equal(stamps_compare(&arena, &stamps), STAMPS_RENEWED); // changed a moment ago
}

static void
test_changed(void **state)
{
	struct stamps stamps;

	(void)state;
	stamps = take(10);
	write_file("deep/two.md", "owt");
	assert_answer(stamps, STAMPS_CHANGED);
	write_file("deep/two.md", "two");
	assert_answer(stamps, STAMPS_RENEWED);
	write_file("deep/two.md", "longer");
	assert_answer(stamps, STAMPS_CHANGED);
}

static void
test_new_and_removed(void **state)
{
	struct stamps stamps;

	(void)state;
	stamps = take(10);
	write_file("deep/deeper/three.md", "");
	assert_answer(stamps, STAMPS_CHANGED);
	assert_int_equal(remove(in_folder("deep/deeper/three.md").at), 0);
	assert_answer(stamps, STAMPS_RENEWED);
	write_file("deep/.hidden", "other");
	write_file(".more", "hidden");
	assert_answer(stamps, STAMPS_RENEWED);
	assert_int_equal(remove(in_folder("one.md").at), 0);
	assert_answer(stamps, STAMPS_CHANGED);
}

static void
test_nothing_there(void **state)
{
	struct stamps stamps = {0};

	(void)state;
	stamps_begin(&stamps);
	assert_true(stamps_add(&arena, &stamps, in_folder("themes")));
	assert_answer(stamps, STAMPS_SAME);
	assert_true(folder_make(in_folder("themes").at));
	assert_answer(stamps, STAMPS_CHANGED);
}

static void
test_links(void **state)
{
	struct stamps stamps = take(10);

	(void)state;
	assert_int_equal(rename(in_folder("one.md").at, in_folder(".one").at), 0);
	assert_int_equal(symlink(".one", in_folder("one.md").at), 0);
	assert_answer(stamps, STAMPS_CHANGED);
	assert_false(stamps_add(&arena, &stamps, folder));
}

static void
test_stand(void **state)
{
	struct stamps stamps = take(10);

	(void)state;
	assert_true(stamps_stand(&stamps));
	age("one.md", 100);
	assert_false(stamps_stand(&stamps));
}

static void
test_a_text_that_is_none(void **state)
{
	static const char *const texts[] = {"x\n",
					    "1!\n",
					    "3! 1 1 1 1 1 a\n",
					    "1! 1 1 1 1 a\n",
					    "1! 1 1 1 1 1 \n",
					    "1! g 1 1 1 1 a\n",
					    "1! 11111111111111111 1 1 1 1 a\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct stamps stamps = {0};

		assert_false(stamps_read(&arena, str_from(texts[i]), &stamps));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_same, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_young_stamps_are_not_trusted, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_touched, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_changed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_new_and_removed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_nothing_there, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_links, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_stand, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_text_that_is_none, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
