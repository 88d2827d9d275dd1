#include "publishing.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#ifdef __linux__
#include <sys/mount.h>
#endif

static void
assert_in_place(const struct publishing *p)
{
	assert_true(p->result.in_place);
	assert_non_null(p->diags.first);
	assert_int_equal(p->diags.first->code, DIAG_OUTPUT_IN_PLACE);
	assert_int_equal(diag_status(&p->diags), STATUS_OK);
}

/* A first site by the usual way, then names that somebody else put into it. */
static void
publish_first(struct publishing *p)
{
	assert_true(
	    publishing_run(p, "index.html=1", "weeks/01.html=1", "old/deep/x=1", "same=1", NULL));
	scratch_write(&p->scratch, "public/.git/HEAD", "ref");
	scratch_write(&p->scratch, "public/CNAME", "example.org");
	scratch_write(&p->scratch, "public/weeks/notes.txt", "mine");
}

static void
test_foreign_names_stay(void **state)
{
	struct publishing *p = *state;
	ino_t folder, same;

	publish_first(p);
	folder = publishing_stat(p, "public").st_ino;
	same = publishing_stat(p, "public/same").st_ino;
	p->options.sync = true;
	assert_true(
	    publishing_run(p, "index.html=2", "weeks/01.html=2", "new/y=2", "same=1", NULL));
	assert_in_place(p);
	assert_counts(p, 3, 1, 1);
	assert_names(p, "public", ".build.json .git CNAME index.html new same weeks ");
	assert_file(p, "public/.git/HEAD", "ref");
	assert_file(p, "public/CNAME", "example.org");
	assert_file(p, "public/weeks/notes.txt", "mine");
	assert_file(p, "public/weeks/01.html", "2");
	assert_file(p, "public/new/y", "2");
	assert_true(publishing_stat(p, "public").st_ino == folder);
	assert_true(publishing_stat(p, "public/same").st_ino == same);
	assert_names(p, ".", "public ");
}

static void
test_nothing_to_do(void **state)
{
	struct publishing *p = *state;

	publish_first(p);
	assert_true(
	    publishing_run(p, "index.html=1", "weeks/01.html=1", "old/deep/x=1", "same=1", NULL));
	assert_counts(p, 0, 4, 0);
	assert_null(p->diags.first);
}

/* What makes the folder a repository of pages, which cannot be empty. */
static void
test_lone_git(void **state)
{
	struct publishing *p = *state;

	scratch_write(&p->scratch, "public/.git", "gitdir: elsewhere");
	assert_true(publish_check(p->target, STR(""), &p->diags));
	assert_true(publishing_run(p, "a/b=1", "index.html=1", NULL));
	assert_in_place(p);
	assert_names(p, "public", ".build.json .git a index.html ");
	assert_true(publishing_run(p, "index.html=1", NULL));
	assert_counts(p, 0, 1, 1);
	assert_names(p, "public", ".build.json .git index.html ");
}

static void
test_modes(void **state)
{
	struct publishing *p = *state;
	mode_t old;

	publish_first(p);
	old = umask(077);
	assert_true(publishing_run(p, "index.html=2", "new/y=2", NULL));
	umask(old);
	assert_int_equal(publishing_mode(p, "public/new"), 0755);
	assert_int_equal(publishing_mode(p, "public/new/y"), 0644);
	assert_int_equal(publishing_mode(p, "public/.build.json"), 0644);
}

static void
test_foreign_in_the_way(void **state)
{
	struct publishing *p = *state;

	publish_first(p);
	assert_false(publishing_run(p, "index.html=2", "CNAME=ours", NULL));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_false(publishing_run(p, "index.html=2", "CNAME/x=ours", NULL));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_false(publishing_run(p, "index.html=2", "weeks=ours", NULL));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_file(p, "public/CNAME", "example.org");
	assert_file(p, "public/index.html", "1");
	assert_names(p, "public", ".build.json .git CNAME index.html old same weeks ");
}

/* A link in the target leads to what is not ours, even where our names are behind it. */
static void
test_link_not_followed(void **state)
{
	struct publishing *p = *state;

	publish_first(p);
	scratch_write(&p->scratch, "victim/x", "1");
	assert_int_equal(folder_remove(scratch_path(&p->scratch, "public/old/deep").at), true);
	scratch_link(&p->scratch, "public/old/deep", "../../victim");
	assert_true(publishing_run(p, "index.html=2", NULL));
	assert_file(p, "victim/x", "1");
	assert_false(publishing_run(p, "index.html=3", "old/deep/x=2", NULL));
	assert_refused(p, DIAG_OUTPUT_FOREIGN);
	assert_file(p, "victim/x", "1");
	assert_file(p, "public/index.html", "2");
}

static void
test_file_becomes_folder(void **state)
{
	struct publishing *p = *state;

	publish_first(p);
	assert_true(publishing_run(p, "same/x=2", "old=2", "weeks/01.html=1", NULL));
	assert_in_place(p);
	assert_file(p, "public/same/x", "2");
	assert_file(p, "public/old", "2");
	assert_true(publishing_run(p, "same=1", "old/deep/x=1", NULL));
	assert_file(p, "public/same", "1");
	assert_file(p, "public/old/deep/x", "1");
	assert_names(p, "public/weeks", "notes.txt ");
}

/* The journal of a run that was killed: no file of it is trusted, all are ours. */
static void
test_after_kill(void **state)
{
	struct publishing *p = *state;

	publish_first(p);
	assert_true(publishing_run(p, "a=1", "b=1", NULL));
	scratch_write(&p->scratch, "public/b", "2");
	scratch_write(&p->scratch, "public/c", "2");
	scratch_write(&p->scratch, "public/.lectern.stage/0", "half");
	scratch_write(&p->scratch, "public/.build.json",
		      "{\"lectern\": 1, \"generator\": \"Lectern test\", \"files\": ["
		      "{\"path\": \"a\", \"size\": 0, \"hash\": \"\"},"
		      "{\"path\": \"b\", \"size\": 0, \"hash\": \"\"},"
		      "{\"path\": \"c\", \"size\": 0, \"hash\": \"\"}]}");
	assert_true(publishing_run(p, "a=1", "b=1", NULL));
	assert_counts(p, 2, 0, 1);
	assert_file(p, "public/b", "1");
	assert_names(p, "public", ".build.json .git CNAME a b weeks ");
	/* Killed at the very end: all is as wanted, but for the stage. */
	scratch_folder(&p->scratch, "public/.lectern.stage");
	assert_true(publishing_run(p, "a=1", "b=1", NULL));
	assert_counts(p, 0, 2, 0);
	assert_names(p, "public", ".build.json .git CNAME a b weeks ");
}

#ifdef __linux__
/* In a child with mounts of its own: the target is a file system of 64 KiB. */
static int
publish_to_mount(struct publishing *p)
{
	char *large = alloc_or_die(1, 100001);
	bool done;

	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", p->target.at, "tmpfs", 0, "size=64k,mode=0755") != 0)
		return 77;
	memset(large, 'x', 100000);
	large[100000] = '\0';
	scratch_write(&p->scratch, "large", large);
	done = publishing_run(p, "index.html=1", "a/b=1", NULL) && p->result.in_place &&
	       /* It is full; the site is as it was. */
	       !publishing_run(p, "index.html=2", "a/b<large", NULL) &&
	       p->diags.first->code == DIAG_OUTPUT_IN_PLACE &&
	       p->diags.last->code == DIAG_OUTPUT_FAILED &&
	       str_has(p->diags.last->text, STR("No space left on device")) &&
	       strcmp(scratch_read(&p->scratch, "public/index.html"), "1") == 0 &&
	       strcmp(scratch_names(&p->scratch, "public"), ".build.json a index.html ") == 0 &&
	       publishing_run(p, "index.html=3", NULL) &&
	       strcmp(scratch_names(&p->scratch, "public"), ".build.json index.html ") == 0;
	free(large);
	return done ? 0 : 1;
}

static void
test_mount(void **state)
{
	struct publishing *p = *state;
	int status;
	pid_t child;

	scratch_folder(&p->scratch, "public");
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(publish_to_mount(p));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77) {
		print_message("skipped: may not mount here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}
#endif

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, publishing_setup, publishing_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_foreign_names_stay),
	    TEST(test_nothing_to_do),
	    TEST(test_lone_git),
	    TEST(test_modes),
	    TEST(test_foreign_in_the_way),
	    TEST(test_link_not_followed),
	    TEST(test_file_becomes_folder),
	    TEST(test_after_kill),
#ifdef __linux__
	    TEST(test_mount),
#endif
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	publishing_by_sink = true;
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
