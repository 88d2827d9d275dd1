#include "base/map.h"
#include "document/outline.h"
#include "parsed.h"
#include "unit.h"

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

static void
check_slug(const char *text, const char *wanted)
{
	struct buf slug;

	buf_init(&slug);
	outline_slug(&slug, str_from(text));
	assert_str(buf_str(&slug), wanted);
	buf_release(&slug);
}

static void
slugs_as_github_does(void **state)
{
	(void)state;
	check_slug("Ethics & Best Practices", "ethics--best-practices");
	check_slug("Mini Project", "mini-project");
	check_slug("  What's new in 3.12?  ", "whats-new-in-312");
	check_slug("snake_case and kebab-case", "snake_case-and-kebab-case");
	check_slug("\u00c4rger \u00fcber \u65e5\u672c\u8a9e",
		   "\u00e4rger-\u00fcber-\u65e5\u672c\u8a9e");
	check_slug("a/b \U0001f600 c", "ab--c");
	check_slug("!?", "");
}

/* The ids of a text's headings, each with a space behind it. */
static void
check_ids(const char *text, const char *wanted, const char *complaint)
{
	struct parsed parsed;
	struct outline outline;
	struct map ids = {0};
	struct buf all;

	buf_init(&all);
	parsed_init(&parsed, text);
	outline_make(&parsed.arena, &parsed.source, parsed.root, &ids, &outline, &parsed.diags);
	for (size_t i = 0; i < outline.nheadings; i++) {
		const struct heading *heading = &outline.headings[i];

		buf_addf(&all, "%.*s ", STR_ARG(heading->id));
		assert_ptr_equal(map_find(&ids, heading->id), heading->node);
		assert_true(str_eq(heading->node->id, heading->id));
		assert_int_equal(heading->node->level, heading->level);
	}
	assert_str(buf_str(&all), wanted);
	assert_string_equal(parsed_complaint(&parsed.diags), complaint);
	buf_release(&all);
	parsed_release(&parsed);
}

static void
gives_unique_ids(void **state)
{
	(void)state;
	check_ids("# A\n\n## B\n\n## B\n\nB\n===\n", "a b b-1 b-2 ", "");
	check_ids("# B-1\n\n# B\n\n# B\n", "b-1 b b-2 ", "");
	check_ids("# A\n\n# Other {#a}\n", "a-1 a ", "");
	check_ids("# ?\n\n# !\n", "section section-1 ", "");
	check_ids("> # Quoted *one* `two`\n\n- # listed\n", "quoted-one-two listed ", "");
	check_ids("# A {#x}\n\n# B {#x}\n", "x b ", "id-duplicate");
	check_ids("no heading", "", "");
}

static void
says_where_ids_clash(void **state)
{
	struct parsed parsed;
	struct outline outline;
	struct map ids = {0};

	(void)state;
	parsed_init(&parsed, "# A {#x}\n\n## B {#x}\n");
	outline_make(&parsed.arena, &parsed.source, parsed.root, &ids, &outline, &parsed.diags);
	assert_int_equal(parsed.diags.first->place.span.start, 17);
	assert_int_equal(parsed.diags.first->notes->place.span.start, 6);
	assert_str(outline.headings[1].text, "B");
	parsed_release(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slugs_as_github_does),
	    cmocka_unit_test(gives_unique_ids),
	    cmocka_unit_test(says_where_ids_clash),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
