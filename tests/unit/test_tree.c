#include "read/tree.h"

#include "base/diag.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <sys/stat.h>

struct fixture {
	struct scratch scratch;
	struct diag_list diags;
	struct tree tree;
};

static int
setup(void **state)
{
	struct fixture *fixture = alloc_or_die(1, sizeof(*fixture));

	scratch_init(&fixture->scratch);
	scratch_folder(&fixture->scratch, "content");
	diag_init(&fixture->diags);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	diag_release(&fixture->diags);
	scratch_release(&fixture->scratch);
	free(fixture);
	return 0;
}

static bool
read_tree(struct fixture *fixture)
{
	return tree_read(&fixture->scratch.arena, scratch_path(&fixture->scratch, "content"),
			 &fixture->tree, &fixture->diags);
}

/* Paths of all entries, each with a space behind it. */
static const char *
paths(struct fixture *fixture)
{
	struct str all = STR("");

	for (size_t i = 0; i < fixture->tree.nentries; i++)
		all = arena_printf(&fixture->scratch.arena, "%.*s%.*s ", STR_ARG(all),
				   STR_ARG(fixture->tree.entries[i].path));
	return all.at;
}

static void
assert_problem(struct fixture *fixture, enum diag_code code, const char *path)
{
	assert_false(read_tree(fixture));
	assert_non_null(fixture->diags.first);
	assert_int_equal(fixture->diags.first->code, code);
	assert_true(str_ends(fixture->diags.first->path, str_from(path)));
	assert_null(fixture->diags.first->next);
}

static void
test_order(void **state)
{
	struct fixture *fixture = *state;

	scratch_write(&fixture->scratch, "content/weeks/01.md", "x");
	scratch_write(&fixture->scratch, "content/weeks-old.md", "x");
	scratch_write(&fixture->scratch, "content/weeks.md", "x");
	scratch_write(&fixture->scratch, "content/Zoo/a.png", "x");
	scratch_write(&fixture->scratch, "content/weeks/a/b/c.md", "x");
	assert_true(read_tree(fixture));
	assert_string_equal(paths(fixture),
			    "Zoo/a.png weeks-old.md weeks.md weeks/01.md weeks/a/b/c.md ");
}

static void
test_kinds(void **state)
{
	struct fixture *fixture = *state;
	const struct entry *entry;

	scratch_write(&fixture->scratch, "content/a.md", "four");
	scratch_write(&fixture->scratch, "content/b.MD", "");
	scratch_write(&fixture->scratch, "content/site.yaml", "");
	scratch_write(&fixture->scratch, "content/data.yml", "");
	scratch_write(&fixture->scratch, "content/md", "");
	scratch_write(&fixture->scratch, "content/folder.md/x.css", "");
	assert_true(read_tree(fixture));
	assert_int_equal(tree_find(&fixture->tree, STR("a.md"))->kind, ENTRY_MARKDOWN);
	assert_int_equal(tree_find(&fixture->tree, STR("b.MD"))->kind, ENTRY_MARKDOWN);
	assert_int_equal(tree_find(&fixture->tree, STR("site.yaml"))->kind, ENTRY_CONFIG);
	assert_int_equal(tree_find(&fixture->tree, STR("data.yml"))->kind, ENTRY_CONFIG);
	assert_int_equal(tree_find(&fixture->tree, STR("md"))->kind, ENTRY_ASSET);
	assert_int_equal(tree_find(&fixture->tree, STR("folder.md/x.css"))->kind, ENTRY_ASSET);
	assert_null(tree_find(&fixture->tree, STR("c.md")));
	entry = tree_find(&fixture->tree, STR("a.md"));
	assert_int_equal(entry->size, 4);
	assert_string_equal(entry->file.at, scratch_path(&fixture->scratch, "content/a.md").at);
}

static void
test_ignored(void **state)
{
	struct fixture *fixture = *state;

	scratch_write(&fixture->scratch, "content/.git/config", "");
	scratch_write(&fixture->scratch, "content/_drafts/a.md", "");
	scratch_write(&fixture->scratch, "content/a.md~", "");
	scratch_write(&fixture->scratch, "content/ids.lock", "");
	scratch_write(&fixture->scratch, "content/.hidden.md", "");
	scratch_write(&fixture->scratch, "content/b_.md", "");
	assert_true(read_tree(fixture));
	assert_string_equal(paths(fixture), "b_.md ");
}

static void
test_empty_and_missing(void **state)
{
	struct fixture *fixture = *state;

	assert_true(read_tree(fixture));
	assert_int_equal(fixture->tree.nentries, 0);
	assert_null(tree_find(&fixture->tree, STR("a.md")));
	assert_int_equal(rmdir(scratch_path(&fixture->scratch, "content").at), 0);
	assert_problem(fixture, DIAG_FILE_UNREADABLE, "content");
}

static void
test_link_inside(void **state)
{
	struct fixture *fixture = *state;

	scratch_write(&fixture->scratch, "content/real/a.md", "12345");
	scratch_link(&fixture->scratch, "content/b.md", "real/a.md");
	scratch_link(&fixture->scratch, "content/twin", "real");
	assert_true(read_tree(fixture));
	assert_string_equal(paths(fixture), "b.md real/a.md twin/a.md ");
	assert_int_equal(tree_find(&fixture->tree, STR("b.md"))->size, 5);
}

static void
test_link_outside(void **state)
{
	struct fixture *fixture = *state;

	scratch_write(&fixture->scratch, "content-secret/a.md", "secret");
	scratch_link(&fixture->scratch, "content/a.md", "../content-secret/a.md");
	assert_problem(fixture, DIAG_LINK_OUTSIDE, "content/a.md");
	assert_int_equal(fixture->tree.nentries, 0);
}

static void
test_link_outside_folder(void **state)
{
	struct fixture *fixture = *state;

	scratch_link(&fixture->scratch, "content/etc", "/etc");
	assert_problem(fixture, DIAG_LINK_OUTSIDE, "content/etc");
}

static void
test_link_nowhere(void **state)
{
	struct fixture *fixture = *state;

	scratch_link(&fixture->scratch, "content/a.md", "b.md");
	assert_problem(fixture, DIAG_LINK_OUTSIDE, "content/a.md");
}

static void
test_link_loop(void **state)
{
	struct fixture *fixture = *state;

	scratch_folder(&fixture->scratch, "content/a");
	scratch_link(&fixture->scratch, "content/a/up", "..");
	assert_problem(fixture, DIAG_LINK_OUTSIDE, "content/a/up");
}

/* Forty folders that each link to the next twice would be 2^40 paths. */
static void
test_link_doubling(void **state)
{
	struct fixture *fixture = *state;
	char name[32], to[32];

	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "content/d%02d", i);
		scratch_folder(&fixture->scratch, name);
		snprintf(to, sizeof(to), "../d%02d", i + 1);
		snprintf(name, sizeof(name), "content/d%02d/x", i);
		if (i < 39)
			scratch_link(&fixture->scratch, name, to);
		snprintf(name, sizeof(name), "content/d%02d/y", i);
		if (i < 39)
			scratch_link(&fixture->scratch, name, to);
	}
	assert_false(read_tree(fixture));
	assert_in_range(fixture->diags.nerrors, 1, 200);
}

static void
test_special(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mkfifo(scratch_path(&fixture->scratch, "content/a.md").at, 0600), 0);
	assert_problem(fixture, DIAG_FILE_SPECIAL, "content/a.md");
}

static void
test_link_to_special(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mkfifo(scratch_path(&fixture->scratch, "content/_pipe").at, 0600), 0);
	scratch_link(&fixture->scratch, "content/a.md", "_pipe");
	assert_problem(fixture, DIAG_FILE_SPECIAL, "content/a.md");
}

static void
test_all_problems(void **state)
{
	struct fixture *fixture = *state;

	scratch_write(&fixture->scratch, "content/good.md", "");
	scratch_link(&fixture->scratch, "content/one.md", "/etc/passwd");
	scratch_link(&fixture->scratch, "content/two.md", "/etc/group");
	assert_false(read_tree(fixture));
	assert_int_equal(fixture->diags.nerrors, 2);
	assert_string_equal(paths(fixture), "good.md ");
}

/* content/d/d/…/a.md with so many folders. */
static void
make_deep(struct fixture *fixture, int depth)
{
	struct str path = STR("content");

	for (int i = 0; i < depth; i++)
		path = path_join(&fixture->scratch.arena, path, STR("d"));
	scratch_write(&fixture->scratch, path_join(&fixture->scratch.arena, path, STR("a.md")).at,
		      "");
}

static void
test_depth(void **state)
{
	struct fixture *fixture = *state;

	make_deep(fixture, TREE_DEPTH);
	assert_true(read_tree(fixture));
	assert_int_equal(fixture->tree.nentries, 1);
	make_deep(fixture, TREE_DEPTH + 200);
	assert_problem(fixture, DIAG_FOLDER_TOO_DEEP, "/d/d/d");
	assert_int_equal(fixture->tree.nentries, 1);
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_order),         TEST(test_kinds),
	    TEST(test_ignored),       TEST(test_link_inside),
	    TEST(test_link_outside),  TEST(test_link_outside_folder),
	    TEST(test_link_nowhere),  TEST(test_link_loop),
	    TEST(test_link_doubling), TEST(test_special),
	    TEST(test_depth),         TEST(test_link_to_special),
	    TEST(test_all_problems),  TEST(test_empty_and_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
