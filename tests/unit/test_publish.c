#include "publish/exchange.h"
#include "publish/target.h"
#include "publishing.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

static void
test_fresh(void **state)
{
	struct publishing *p = *state;

	p->target = scratch_path(&p->scratch, "a/b/public/");
	assert_true(publishing_run(p, "index.html=hello", "weeks/01.html=one", "empty.js=", NULL));
	assert_counts(p, 3, 0, 0);
	assert_int_equal(p->result.bytes, 8);
	assert_false(p->result.in_place);
	assert_file(p, "a/b/public/index.html", "hello");
	assert_file(p, "a/b/public/weeks/01.html", "one");
	assert_file(p, "a/b/public/empty.js", "");
	assert_names(p, "a/b/public", ".build.json empty.js index.html weeks ");
	assert_names(p, "a/b", "public ");
}

static void
test_manifest(void **state)
{
	struct publishing *p = *state;

	assert_true(publishing_run(p, "b=two", "a=one", NULL));
	assert_file(p, "public/.build.json",
		    "{\n"
		    "  \"lectern\": 1,\n"
		    "  \"generator\": \"Lectern test\",\n"
		    "  \"files\": [\n"
		    "    {\n"
		    "      \"path\": \"a\",\n"
		    "      \"size\": 3,\n"
		    "      \"hash\": \"0a1c6d4cf41eb499911faba7321fe1a0\"\n"
		    "    },\n"
		    "    {\n"
		    "      \"path\": \"b\",\n"
		    "      \"size\": 3,\n"
		    "      \"hash\": \"35d5c8cc887e4da96c0560bdcb29998b\"\n"
		    "    }\n"
		    "  ]\n"
		    "}\n");
}

static void
test_modes(void **state)
{
	struct publishing *p = *state;
	mode_t old = umask(077);

	scratch_write(&p->scratch, "source", "private");
	p->options.sync = true;
	assert_true(publishing_run(p, "a/b/c=x", "d<source", NULL));
	umask(0);
	assert_int_equal(publishing_mode(p, "public"), 0755);
	assert_int_equal(publishing_mode(p, "public/a"), 0755);
	assert_int_equal(publishing_mode(p, "public/a/b"), 0755);
	assert_int_equal(publishing_mode(p, "public/a/b/c"), 0644);
	assert_int_equal(publishing_mode(p, "public/d"), 0644);
	assert_int_equal(publishing_mode(p, "public/.build.json"), 0644);
	assert_true(publishing_run(p, "a/b/c=y", "d<source", NULL));
	umask(old);
	assert_counts(p, 1, 1, 0);
	assert_int_equal(publishing_mode(p, "public/a/b"), 0755);
	assert_int_equal(publishing_mode(p, "public/a/b/c"), 0644);
}

static void
test_over_old(void **state)
{
	struct publishing *p = *state;
	ino_t same, changed;

	assert_true(publishing_run(p, "same/x=1", "changed=1", "gone/deep/y=1", "gone2=1", NULL));
	same = publishing_stat(p, "public/same/x").st_ino;
	changed = publishing_stat(p, "public/changed").st_ino;
	assert_true(publishing_run(p, "same/x=1", "changed=2", "new=1", NULL));
	assert_counts(p, 2, 1, 2);
	assert_true(publishing_stat(p, "public/same/x").st_ino == same);
	assert_int_equal(publishing_stat(p, "public/same/x").st_nlink, 1);
	assert_false(publishing_stat(p, "public/changed").st_ino == changed);
	assert_file(p, "public/changed", "2");
	assert_names(p, "public", ".build.json changed new same ");
	assert_names(p, ".", "public ");
}

static void
test_nothing_to_do(void **state)
{
	struct publishing *p = *state;
	ino_t folder;

	assert_true(publishing_run(p, "a/x=1", "b=22", NULL));
	folder = publishing_stat(p, "public").st_ino;
	assert_true(publishing_run(p, "a/x=1", "b=22", NULL));
	assert_counts(p, 0, 2, 0);
	assert_int_equal(p->result.bytes, 3);
	assert_true(publishing_stat(p, "public").st_ino == folder);
	/* Another version of the program makes another manifest. */
	p->options.generator = STR("Lectern next");
	assert_true(publishing_run(p, "a/x=1", "b=22", NULL));
	assert_counts(p, 0, 2, 0);
	assert_non_null(strstr(scratch_read(&p->scratch, "public/.build.json"), "Lectern next"));
}

static void
test_file_becomes_folder(void **state)
{
	struct publishing *p = *state;

	assert_true(publishing_run(p, "a=1", "b/c=1", NULL));
	assert_true(publishing_run(p, "a/x=1", "b=1", NULL));
	assert_counts(p, 2, 0, 2);
	assert_file(p, "public/a/x", "1");
	assert_file(p, "public/b", "1");
}

/* A file changed by hand, though as long as before, is not taken for what was published. */
static void
test_edited_by_hand(void **state)
{
	struct publishing *p = *state;
	struct timespec later[2];

	assert_true(publishing_run(p, "a=right", "b=right", "c=right", "d=right", NULL));
	scratch_write(&p->scratch, "public/a", "wrong");
	clock_gettime(CLOCK_REALTIME, &later[0]);
	later[0].tv_sec += 10;
	later[1] = later[0];
	assert_int_equal(utimensat(AT_FDCWD, scratch_path(&p->scratch, "public/a").at, later, 0),
			 0);
	assert_int_equal(unlink(scratch_path(&p->scratch, "public/b").at), 0);
	assert_int_equal(chmod(scratch_path(&p->scratch, "public/c").at, 0600), 0);
	assert_true(publishing_run(p, "a=right", "b=right", "c=right", "d=right", NULL));
	assert_counts(p, 3, 1, 0);
	assert_file(p, "public/a", "right");
	assert_file(p, "public/b", "right");
	assert_int_equal(publishing_mode(p, "public/c"), 0644);
}

static void
test_copies(void **state)
{
	struct publishing *p = *state;
	char *large = alloc_or_die(1, 1 << 20);
	ino_t inode;

	for (size_t i = 0; i < 1 << 20; i++)
		large[i] = (char)('a' + i * 7 % 26);
	large[(1 << 20) - 1] = '\0';
	scratch_write(&p->scratch, "large", large);
	scratch_write(&p->scratch, "small", "1");
	scratch_write(&p->scratch, "empty", "");
	assert_true(publishing_run(p, "l<large", "s<small", "e<empty", NULL));
	assert_file(p, "public/l", large);
	assert_file(p, "public/e", "");
	assert_int_equal(p->result.bytes, 1 << 20);
	inode = publishing_stat(p, "public/l").st_ino;
	scratch_write(&p->scratch, "small", "2");
	assert_true(publishing_run(p, "l<large", "s<small", "e<empty", NULL));
	assert_counts(p, 1, 2, 0);
	assert_file(p, "public/s", "2");
	assert_true(publishing_stat(p, "public/l").st_ino == inode);
	/* Copied or written, the manifest is the same. */
	assert_true(publishing_run(p, arena_printf(&p->scratch.arena, "l=%s", large).at, "s=2",
				   "e=", NULL));
	assert_counts(p, 0, 3, 0);
	free(large);
}

static void
test_copy_unreadable(void **state)
{
	struct publishing *p = *state;

	assert_true(publishing_run(p, "a=old", NULL));
	assert_false(publishing_run(p, "a=new", "b<nothing", NULL));
	assert_refused(p, DIAG_FILE_UNREADABLE);
	assert_true(str_ends(p->diags.first->path, STR("/nothing")));
	assert_false(publishing_run(p, "a=new", "b<public", NULL));
	assert_refused(p, DIAG_FILE_UNREADABLE);
	assert_file(p, "public/a", "old");
	assert_names(p, ".", "public ");
}

static void
test_foreign_folder(void **state)
{
	struct publishing *p = *state;

	scratch_write(&p->scratch, "public/thesis.doc", "years");
	assert_false(publish_check(p->target, STR(""), &p->diags));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_false(publishing_run(p, "a=1", NULL));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_names(p, "public", "thesis.doc ");
	assert_names(p, ".", "public ");
}

static void
test_manifest_not_trusted(void **state)
{
	struct publishing *p = *state;
	static const char *const manifests[] = {
	    "",
	    "[]",
	    "{\"lectern\": 2, \"files\": []}",
	    "{\"lectern\": 1}",
	    "{\"lectern\": 1, \"files\": [{\"path\": \"a\", \"size\": -1, \"hash\": \"\"}]}",
	    "{\"lectern\": 1, \"files\": [{\"path\": \"../victim\", \"size\": 1, \"hash\": \"\"}]}",
	    "{\"lectern\": 1, \"files\": [{\"path\": \"/victim\", \"size\": 1, \"hash\": \"\"}]}",
	    "{\"lectern\": 1, \"files\": [{\"path\": \"a\", \"size\": 1, \"hash\": \"xyz\"}]}",
	};

	scratch_write(&p->scratch, "victim", "safe");
	for (size_t i = 0; i < sizeof(manifests) / sizeof(*manifests); i++) {
		scratch_write(&p->scratch, "public/.build.json", manifests[i]);
		assert_false(publishing_run(p, "b=1", NULL));
		assert_refused(p, DIAG_OUTPUT_FOREIGN);
	}
	assert_file(p, "victim", "safe");
	assert_names(p, "public", ".build.json ");
}

static void
test_empty_folder(void **state)
{
	struct publishing *p = *state;

	scratch_folder(&p->scratch, "public");
	assert_true(publish_check(p->target, STR(""), &p->diags));
	assert_true(publishing_run(p, "a=1", NULL));
	assert_file(p, "public/a", "1");
	assert_true(publishing_run(p, NULL));
	assert_names(p, "public", ".build.json ");
}

/* Each is refused by check and publish, and is as before. */
static void
refuse(struct publishing *p, struct str target)
{
	p->target = target;
	assert_false(publish_check(target, STR(""), &p->diags));
	assert_refused(p, DIAG_OUTPUT_FAILED);
	assert_false(publishing_run(p, "a=1", NULL));
	assert_refused(p, DIAG_OUTPUT_FAILED);
}

static void
test_not_a_folder(void **state)
{
	struct publishing *p = *state;

	scratch_write(&p->scratch, "file", "text");
	scratch_folder(&p->scratch, "folder");
	scratch_link(&p->scratch, "link", "folder");
	scratch_link(&p->scratch, "dangling", "nothing");
	refuse(p, scratch_path(&p->scratch, "file"));
	refuse(p, scratch_path(&p->scratch, "link"));
	refuse(p, scratch_path(&p->scratch, "link/"));
	refuse(p, scratch_path(&p->scratch, "dangling"));
	refuse(p, scratch_path(&p->scratch, "file/public"));
	refuse(p, scratch_path(&p->scratch, "file/public/.."));
	refuse(p, STR("/"));
	refuse(p, STR(""));
	refuse(p, STR("a\0b"));
	assert_file(p, "file", "text");
	assert_names(p, ".", "dangling file folder link ");
	assert_names(p, "folder", "");
}

static void
test_parent_not_writable(void **state)
{
	struct publishing *p = *state;

	if (geteuid() == 0 && access("/proc/self", F_OK) != 0) {
		print_message("skipped: root may write everywhere and there is no /proc\n");
		skip();
	}
	if (geteuid() == 0) {
		/* Root may write everywhere, but nobody makes files in /proc. */
		p->target = STR("/proc/public");
	} else {
		scratch_folder(&p->scratch, "closed");
		assert_int_equal(chmod(scratch_path(&p->scratch, "closed").at, 0555), 0);
		p->target = scratch_path(&p->scratch, "closed/public");
		assert_false(publish_check(p->target, STR(""), &p->diags));
	}
	assert_false(publishing_run(p, "a=1", NULL));
	assert_refused(p, DIAG_OUTPUT_FAILED);
}

static void
test_check_makes_nothing(void **state)
{
	struct publishing *p = *state;

	assert_true(publish_check(scratch_path(&p->scratch, "a/b/public"), STR(""), &p->diags));
	assert_names(p, ".", "");
}

static void
test_this_folder(void **state)
{
	struct publishing *p = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY);

	scratch_folder(&p->scratch, "public");
	assert_int_equal(chdir(p->target.at), 0);
	p->target = STR(".");
	assert_true(publishing_run(p, "a=1", NULL));
	assert_int_equal(chdir(".."), 0);
	p->target = STR("public");
	assert_true(publishing_run(p, "a=1", "b=1", NULL));
	assert_counts(p, 1, 1, 0);
	assert_int_equal(fchdir(here), 0);
	close(here);
	assert_names(p, "public", ".build.json a b ");
	assert_names(p, ".", "public ");
}

static void
test_locked(void **state)
{
	struct publishing *p = *state;
	struct target target;
	int pipe_fds[2], status;
	char ready;
	pid_t child;

	assert_true(publishing_run(p, "a=1", NULL));
	assert_true(target_init(&p->scratch.arena, p->target, &target, &p->diags));
	assert_int_equal(pipe(pipe_fds), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!target_lock(&target, &p->diags) || write(pipe_fds[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(pipe_fds[0], &ready, 1), 1);
	assert_false(publishing_run(p, "a=2", NULL));
	assert_refused(p, DIAG_OUTPUT_LOCKED);
	assert_file(p, "public/a", "1");
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	/* The lock went with the process, though its file is there. */
	assert_names(p, ".", ".public.lock public ");
	assert_true(publishing_run(p, "a=2", NULL));
	assert_file(p, "public/a", "2");
	assert_names(p, ".", "public ");
}

static void
test_leftovers(void **state)
{
	struct publishing *p = *state;

	scratch_write(&p->scratch, ".public.stage.4711/weeks/x", "half");
	scratch_write(&p->scratch, ".public.stage.notes/x", "not ours");
	scratch_write(&p->scratch, ".public.stage.old/x", "not ours, for it has no manifest");
	scratch_write(&p->scratch, ".public2.stage.1/x", "another target's");
	assert_true(publishing_run(p, "a=1", NULL));
	assert_names(p, ".", ".public.stage.notes .public.stage.old .public2.stage.1 public ");
}

static void
test_by_steps(void **state)
{
	struct publishing *p = *state;
	struct target target;
	const char *stage = scratch_path(&p->scratch, "stage").at;

	assert_true(publishing_run(p, "a=1", NULL));
	scratch_write(&p->scratch, "stage/a", "2");
	assert_true(target_init(&p->scratch.arena, p->target, &target, &p->diags));
	assert_int_equal(exchange_by_steps(&p->scratch.arena, &target, stage), EXCHANGE_DONE);
	assert_file(p, "public/a", "2");
	assert_file(p, "stage/a", "1");
	/* What is not there cannot be published, and the old comes back. */
	stage = scratch_path(&p->scratch, "nothing").at;
	assert_int_equal(exchange_by_steps(&p->scratch.arena, &target, stage), EXCHANGE_FAILED);
	assert_int_equal(errno, ENOENT);
	assert_file(p, "public/a", "2");
	assert_names(p, ".", "public stage ");
}

static void
test_repair_after_steps(void **state)
{
	struct publishing *p = *state;
	const char *aside = scratch_path(&p->scratch, ".public.stage.old").at;

	/* Killed between the two steps: the old site comes back, then the new is published. */
	assert_true(publishing_run(p, "a=1", "b=1", NULL));
	assert_int_equal(rename(p->target.at, aside), 0);
	assert_true(publishing_run(p, "a=1", "b=2", NULL));
	assert_counts(p, 1, 1, 0);
	assert_names(p, ".", "public ");
	/* Killed after them: the old site is removed. */
	assert_int_equal(rename(p->target.at, aside), 0);
	scratch_folder(&p->scratch, "public");
	assert_true(publishing_run(p, "a=1", NULL));
	assert_names(p, ".", "public ");
}

/* The disk is full, or as good as that. */
static void
test_file_size_limit(void **state)
{
	const char *large = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
			    "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789";
	struct publishing *p = *state;
	struct rlimit old, small;
	bool published;

	scratch_write(&p->scratch, "large", large);
	assert_true(publishing_run(p, "a=old", "b=old", NULL));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 100;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	published = publishing_run(p, "a=new", "b<large", NULL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(published);
	assert_refused(p, DIAG_OUTPUT_FAILED);
	assert_string_equal(p->diags.first->text.at, "cannot write 'b': File too large");
	assert_file(p, "public/a", "old");
	assert_names(p, ".", "large public ");
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, publishing_setup, publishing_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_fresh),
	    TEST(test_manifest),
	    TEST(test_modes),
	    TEST(test_over_old),
	    TEST(test_nothing_to_do),
	    TEST(test_file_becomes_folder),
	    TEST(test_edited_by_hand),
	    TEST(test_copies),
	    TEST(test_copy_unreadable),
	    TEST(test_foreign_folder),
	    TEST(test_manifest_not_trusted),
	    TEST(test_empty_folder),
	    TEST(test_not_a_folder),
	    TEST(test_parent_not_writable),
	    TEST(test_check_makes_nothing),
	    TEST(test_this_folder),
	    TEST(test_locked),
	    TEST(test_leftovers),
	    TEST(test_by_steps),
	    TEST(test_repair_after_steps),
	    TEST(test_file_size_limit),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	publishing_by_sink = true;
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
