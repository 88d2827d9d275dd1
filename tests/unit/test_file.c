#include "unit.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;
static char folder[] = "/tmp/lectern-test-file-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return mkdtemp(folder) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	folder_remove(folder);
	arena_release(&arena);
	return 0;
}

/* A path in the test's folder. */
static const char *
in(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name).at;
}

static void
test_read_what_was_made(void **state)
{
	struct str bytes = STR("a\0b\r\n\xff"), text;

	(void)state;
	assert_true(file_create(in("made"), bytes));
	assert_true(file_read(&arena, in("made"), 100, &text));
	assert_true(str_eq(text, bytes));
	assert_int_equal(text.at[text.len], '\0');
	assert_int_equal(file_info(in("made")).kind, FILE_REGULAR);
	assert_int_equal(file_info(in("made")).size, 6);
	assert_false(file_create(in("made"), STR("other")));
	assert_int_equal(errno, EEXIST);
	assert_true(file_read(&arena, in("made"), 100, &text));
	assert_true(str_eq(text, bytes));
	assert_true(file_create(in("empty"), (struct str){0}));
	assert_true(file_read(&arena, in("empty"), 0, &text));
	assert_int_equal(text.len, 0);
	assert_non_null(text.at);
}

static void
test_read_huge(void **state)
{
	size_t len = ((size_t)9 << 20) + 7;
	char *bytes = malloc(len);
	struct str text;

	(void)state;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i % 251);
	assert_true(file_create(in("huge"), (struct str){bytes, len}));
	assert_true(file_read(&arena, in("huge"), len, &text));
	assert_true(str_eq(text, (struct str){bytes, len}));
	assert_false(file_read(&arena, in("huge"), len - 1, &text));
	assert_int_equal(errno, EFBIG);
	assert_null(text.at);
	free(bytes);
}

static void
test_read_refuses(void **state)
{
	struct str text;

	(void)state;
	assert_false(file_read(&arena, in("nowhere"), 100, &text));
	assert_int_equal(errno, ENOENT);
	assert_false(file_read(&arena, folder, 100, &text));
	assert_int_equal(errno, EINVAL);
	assert_int_equal(mkfifo(in("fifo"), 0600), 0);
	assert_false(file_read(&arena, in("fifo"), 100, &text)); // and does not block
	assert_int_equal(errno, EINVAL);
	assert_int_equal(file_info(in("fifo")).kind, FILE_OTHER);
	assert_false(file_read(&arena, "/dev/null", 100, &text));
	assert_int_equal(errno, EINVAL);
}

/* The system says that these are empty, and they are not. */
static void
test_read_what_grows(void **state)
{
	struct str text;

	(void)state;
	if (access("/proc/self/smaps", R_OK))
		skip();
	assert_true(file_read(&arena, "/proc/self/smaps", (size_t)64 << 20, &text));
	assert_true(text.len > 1000);
	assert_false(file_read(&arena, "/proc/self/smaps", 100, &text));
	assert_int_equal(errno, EFBIG);
}

static void
test_failed_create_leaves_nothing(void **state)
{
	struct rlimit limit, small;
	char bytes[8192] = {0};

	(void)state;
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(file_create(in("cut"), (struct str){bytes, sizeof(bytes)}));
	assert_int_equal(errno, EFBIG);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(file_info(in("cut")).kind, FILE_ABSENT);
	assert_false(file_create(in("no/such/folder"), STR("a")));
	assert_int_equal(errno, ENOENT);
}

static void
test_mode(void **state)
{
	struct stat status;
	mode_t old = umask(0);

	(void)state;
	assert_true(file_create(in("mode"), STR("a")));
	umask(old);
	assert_int_equal(stat(in("mode"), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
}

static void
test_replace(void **state)
{
	struct str text, *names;
	size_t nnames;

	(void)state;
	assert_true(folder_make(in("replace")));
	assert_true(file_replace(in("replace/a"), STR("one")));
	assert_true(file_replace(in("replace/a"), STR("two and more")));
	assert_true(file_read(&arena, in("replace/a"), 100, &text));
	assert_str(text, "two and more");
	assert_int_equal(mkdir(in("replace/b"), 0700), 0);
	assert_true(file_create(in("replace/b/c"), STR("")));
	assert_false(file_replace(in("replace/b"), STR("x"))); // a folder stands there
	assert_true(folder_list(&arena, in("replace"), &names, &nnames));
	assert_int_equal(nnames, 2); // no sibling is left
	assert_false(file_replace(in("nowhere/a"), STR("x")));
	assert_int_equal(errno, ENOENT);
}

static void
test_info(void **state)
{
	(void)state;
	assert_int_equal(file_info(in("absent")).kind, FILE_ABSENT);
	assert_int_equal(file_info(folder).kind, FILE_FOLDER);
	assert_int_equal(symlink(folder, in("link")), 0);
	assert_int_equal(file_info(in("link")).kind, FILE_LINK);
	assert_int_equal(symlink("nothing", in("dangling")), 0);
	assert_int_equal(file_info(in("dangling")).kind, FILE_LINK);
}

static void
test_make(void **state)
{
	(void)state;
	assert_true(folder_make(in("deep/er//and/deeper/")));
	assert_int_equal(file_info(in("deep/er/and/deeper")).kind, FILE_FOLDER);
	assert_true(folder_make(in("deep/er")));
	assert_true(folder_make("/"));
	assert_true(file_create(in("deep/file"), STR("")));
	assert_false(folder_make(in("deep/file")));
	assert_int_equal(errno, EEXIST);
	assert_false(folder_make(in("deep/file/below")));
}

static void
test_remove(void **state)
{
	struct str text;

	(void)state;
	assert_true(folder_make(in("kept")));
	assert_true(file_create(in("kept/file"), STR("kept")));
	assert_true(folder_make(in("gone/a/b/c")));
	assert_true(file_create(in("gone/a/file"), STR("x")));
	assert_int_equal(symlink(in("kept"), in("gone/a/link")), 0);
	assert_int_equal(symlink("../../kept/file", in("gone/link")), 0);
	assert_int_equal(mkfifo(in("gone/fifo"), 0600), 0);
	for (int i = 0; i < 500; i++)
		assert_true(file_create(arena_printf(&arena, "%s/gone/%d", folder, i).at, STR("")));
	assert_true(folder_remove(in("gone")));
	assert_int_equal(file_info(in("gone")).kind, FILE_ABSENT);
	assert_true(file_read(&arena, in("kept/file"), 10, &text)); // links were not followed
	assert_int_equal(symlink(in("kept"), in("way")), 0);
	assert_false(folder_remove(in("way")));
	assert_int_equal(file_info(in("kept/file")).kind, FILE_REGULAR);
	assert_false(folder_remove(in("kept/file")));
	assert_false(folder_remove(in("nowhere")));
	assert_int_equal(errno, ENOENT);
}

static void
test_list(void **state)
{
	static const char *const wanted[] = {".hidden", "B", "a", "a.b", "\xc3\xa9"};
	struct str *names;
	size_t nnames;

	(void)state;
	assert_true(folder_make(in("list")));
	assert_true(folder_list(&arena, in("list"), &names, &nnames));
	assert_int_equal(nnames, 0);
	for (size_t i = 5; i-- > 0;)
		assert_true(
		    file_create(arena_printf(&arena, "%s/list/%s", folder, wanted[i]).at, STR("")));
	assert_true(folder_list(&arena, in("list"), &names, &nnames));
	assert_int_equal(nnames, 5);
	for (size_t i = 0; i < 5; i++)
		assert_str(names[i], wanted[i]);
	assert_false(folder_list(&arena, in("nowhere"), &names, &nnames));
	assert_int_equal(errno, ENOENT);
	assert_int_equal(nnames, 0);
	assert_false(folder_list(&arena, in("list/a"), &names, &nnames));
	assert_int_equal(errno, ENOTDIR);
}

static void
test_real_paths(void **state)
{
	struct str real, program;

	(void)state;
	assert_true(folder_make(in("real")));
	assert_int_equal(symlink("real", in("unreal")), 0);
	real = file_real_path(&arena, in("unreal"));
	assert_true(str_ends(real, STR("/real")));
	assert_int_equal(file_real_path(&arena, in("nowhere")).len, 0);
	program = file_program(&arena);
	assert_true(str_has(program, STR("test_file")));
	assert_int_equal(program.at[0], '/');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_read_what_was_made),
	    cmocka_unit_test(test_read_huge),
	    cmocka_unit_test(test_read_refuses),
	    cmocka_unit_test(test_read_what_grows),
	    cmocka_unit_test(test_failed_create_leaves_nothing),
	    cmocka_unit_test(test_mode),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_info),
	    cmocka_unit_test(test_make),
	    cmocka_unit_test(test_remove),
	    cmocka_unit_test(test_list),
	    cmocka_unit_test(test_real_paths),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
