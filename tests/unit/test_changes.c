/* Which lines changed, as `git diff -U0 --no-prefix` says. */
#include "base/arena.h"
#include "model/changes.h"
#include "unit.h"

static struct arena arena;
static struct changes changes;

static void
parse(const char *diff)
{
	changes = (struct changes){0};
	changes_parse(&arena, str_from(diff), &changes);
}

static bool
has(const char *path, uint32_t line)
{
	return changes_have(&changes, str_from(path), line, line);
}

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
test_hunks(void **state)
{
	(void)state;
	parse("diff --git weeks/01.md weeks/01.md\nindex 1..2 100644\n--- weeks/01.md\n"
	      "+++ weeks/01.md\n@@ -3 +3 @@ A heading\n-old\n+new\n@@ -9,2 +9,3 "
	      "@@\n-a\n-b\n+a\n+b\n+c\n"
	      "diff --git a.md a.md\n--- a.md\n+++ a.md\n@@ -0,0 +1,2 @@\n+x\n+y\n");
	assert_false(has("weeks/01.md", 2));
	assert_true(has("weeks/01.md", 3));
	assert_false(has("weeks/01.md", 4));
	assert_false(has("weeks/01.md", 8));
	assert_true(has("weeks/01.md", 9) && has("weeks/01.md", 11));
	assert_false(has("weeks/01.md", 12));
	assert_true(has("a.md", 1) && has("a.md", 2));
	assert_false(has("a.md", 3));
	assert_false(has("b.md", 1));
	assert_true(changes_have(&changes, STR("weeks/01.md"), 1, 3));
	assert_true(changes_have(&changes, STR("weeks/01.md"), 11, 20));
	assert_false(changes_have(&changes, STR("weeks/01.md"), 4, 8));
}

/* Lines that were only taken out change nothing that is there. */
static void
test_removed(void **state)
{
	(void)state;
	parse("diff --git a.md a.md\n--- a.md\n+++ a.md\n@@ -4,2 +3,0 @@\n-x\n-y\n"
	      "diff --git gone.md gone.md\ndeleted file mode 100644\n--- gone.md\n+++ /dev/null\n"
	      "@@ -1 +0,0 @@\n-z\n");
	for (uint32_t line = 0; line < 6; line++)
		assert_false(has("a.md", line));
	assert_false(has("gone.md", 1));
}

/* Text of a hunk may look like what stands around hunks. */
static void
test_disguise(void **state)
{
	(void)state;
	parse("diff --git a.md a.md\n--- a.md\n+++ a.md\n@@ -1,2 +1,3 @@\n--- b.md\n-+++ b.md\n"
	      "+++ c.md\n+@@ -1 +90 @@\n+diff --git d.md d.md\n\\ No newline at end of file\n"
	      "@@ -7 +8 @@\n-x\n\\ No newline at end of file\n+y\n");
	assert_true(has("a.md", 1) && has("a.md", 3) && has("a.md", 8));
	assert_false(has("a.md", 90));
	assert_false(has("b.md", 1) || has("c.md", 1) || has("c.md", 8) || has("d.md", 8));
}

/* A tab ends a name with a space in it; quotes, a name that is written with escapes. */
static void
test_names(void **state)
{
	(void)state;
	parse("diff --git a b.md a b.md\n--- a b.md\t\n+++ a b.md\t\n@@ -1 +1 @@\n-x\n+y\n"
	      "diff --git \"q\\\"\\tt\\303\\251.md\" \"q\\\"\\tt\\303\\251.md\"\n--- "
	      "\"q\\\"\\tt\\303\\251.md\"\n"
	      "+++ \"q\\\"\\tt\\303\\251.md\"\n@@ -2 +2 @@\n-x\n+y\n"
	      "diff --git old.md new.md\nsimilarity index 100%\nrename from old.md\nrename to "
	      "new.md\n"
	      "diff --git picture.png picture.png\nBinary files picture.png and picture.png "
	      "differ\n");
	assert_true(has("a b.md", 1));
	assert_true(has("q\"\tt\303\251.md", 2));
	assert_false(has("old.md", 1) || has("new.md", 1) || has("picture.png", 1));
}

static void
test_nonsense(void **state)
{
	static const char *const texts[] = {"",
					    "\n",
					    "@@ -1 +1 @@\n+x\n",
					    "+++ ",
					    "+++ \"",
					    "+++ \"a\\",
					    "+++ a\n@@ -",
					    "+++ a\n@@ -1,",
					    "+++ a\n@@ -99999999999 +99999999999,99999999999 @@"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		parse(texts[i]);
		assert_false(has("b", 1));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hunks),    cmocka_unit_test(test_removed),
	    cmocka_unit_test(test_disguise), cmocka_unit_test(test_names),
	    cmocka_unit_test(test_nonsense),
	};

	return cmocka_run_group_tests_name("changes", tests, set_up, tear_down);
}
