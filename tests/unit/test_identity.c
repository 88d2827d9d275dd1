/* The lock and the matching, on sites made by hand: pages of one section of plain items. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "document/outline.h"
#include "markdown/node.h"
#include "model/identity.h"
#include "model/lock.h"
#include "model/page.h"
#include "model/site.h"
#include "unit.h"

#include <string.h>
#include <time.h>

struct fixture {
	struct site site;
	struct identity identity;
	struct diag_list diags;
};

/* A page "week-01" whose section "tasks" has the items of the lines; "#id" at the end of one. */
static void
fill_page(struct fixture *fixture, size_t index, const char *lines)
{
	struct arena *arena = &fixture->site.arena;
	struct page *page = &fixture->site.pages[index];
	struct document_section *parts = ARENA_ARRAY(arena, struct document_section, 2);
	struct map taken = {0}, counters = {0};
	struct str rest = str_from(lines), line;

	arena_init(&page->arena);
	diag_init(&page->diags);
	page->id = arena_printf(arena, "week-%02zu", index + 1);
	page->sections = ARENA_ARRAY(arena, struct section, 2);
	page->sections[0].part = &parts[0];
	page->sections[1] = (struct section){.part = &parts[1], .id = STR("tasks")};
	page->nsections = 2;
	parts[1].items = ARENA_ARRAY(arena, struct item, strlen(lines) + 1);
	while (str_split(&rest, '\n', &line)) {
		struct item *item = &parts[1].items[parts[1].nitems];
		struct node *node = node_new(arena, NODE_ITEM, (struct span){0, 0});
		size_t hash = str_find_char(line, '#');
		struct buf slug;

		if (line.len == 0)
			continue;
		buf_init(&slug);
		item->text = str_trim(str_slice(line, 0, hash));
		outline_slug(&slug, item->text);
		item->explicit_id = hash < line.len;
		item->id = item->explicit_id ? str_skip(line, hash + 1)
					     : outline_unique_id(arena, &taken, &counters,
								 arena_dup(arena, buf_str(&slug)));
		item->full =
		    arena_printf(arena, "%.*s/tasks/%.*s", STR_ARG(page->id), STR_ARG(item->id));
		map_put(&taken, arena, item->id, item);
		node->id = arena_printf(arena, "tasks-%.*s", STR_ARG(item->id));
		map_put(&page->document.ids, arena, node->id, node);
		item->node = node;
		buf_release(&slug);
		parts[1].nitems++;
	}
}

static void
init(struct fixture *fixture, const char *lock, const char *first, const char *second)
{
	struct source source = {STR("content/ids.lock"), str_from(lock)};

	memset(fixture, 0, sizeof(*fixture));
	site_init(&fixture->site, STR("."), AUDIENCE_LEARNER);
	diag_init(&fixture->diags);
	fixture->site.pages = ARENA_ARRAY(&fixture->site.arena, struct page, 2);
	fixture->site.npages = 2;
	fill_page(fixture, 0, first);
	fill_page(fixture, 1, second);
	fixture->site.lock = ARENA_NEW(&fixture->site.arena, struct lock);
	lock_read(&fixture->site.arena, source, fixture->site.lock, &fixture->diags);
	identity_assign(&fixture->site, &fixture->site.arena, &fixture->identity);
}

static void
release(struct fixture *fixture)
{
	diag_release(&fixture->diags);
	site_release(&fixture->site);
}

/* What the lock says after the matching, without its first line. */
static void
check(const char *lock, const char *first, const char *second, const char *wanted)
{
	struct fixture fixture;
	struct buf out;

	init(&fixture, lock, first, second);
	buf_init(&out);
	lock_write(&out, fixture.identity.next, fixture.identity.nnext);
	assert_str(str_skip(buf_str(&out), str_find_char(buf_str(&out), '\n') + 1), wanted);
	assert_int_equal(fixture.diags.nerrors, 0);
	buf_release(&out);
	release(&fixture);
}

static void
keeps_what_has_not_changed(void **state)
{
	static const char lock[] = "week-01/tasks/a\tA\nweek-01/tasks/b\tretired\tB\n"
				   "week-01/tasks/c\talias\tweek-01/tasks/a\n";

	(void)state;
	check(lock, "A", "", lock);
	check("", "A\nA\n", "", "week-01/tasks/a\tA\nweek-01/tasks/a-1\tA\n");
}

static void
prefers_words_over_ids_and_place_over_words(void **state)
{
	(void)state;
	/* The second of two with the same words is the one that went. */
	check("week-01/tasks/a\tA\nweek-01/tasks/a-1\tA\n", "A", "",
	      "week-01/tasks/a\tA\nweek-01/tasks/a-1\tA\n");
	/* A copy elsewhere is new; what stayed keeps its id. */
	check("week-02/tasks/read-it\tRead it\n", "Read it", "Read it",
	      "week-01/tasks/read-it\tRead it\nweek-02/tasks/read-it\tRead it\n");
	/* Moved, for nothing else in the course has these words. */
	check("week-02/tasks/read-it\tRead it\n", "Read it", "",
	      "week-02/tasks/read-it\tmoved\tweek-01/tasks\tRead it\n");
	/* Two candidates: nobody knows which has moved. */
	check("week-02/tasks/read-it\tRead it\nweek-02/tasks/two\tRead it\n", "Read it", "",
	      "week-01/tasks/read-it\tRead it\nweek-02/tasks/read-it\tRead it\n"
	      "week-02/tasks/two\tRead it\n");
}

static void
pairs_the_most_alike_first(void **state)
{
	(void)state;
	check("week-01/tasks/x\tone two three four\nweek-01/tasks/y\tone two three five\n",
	      "one two three five six\none two three four six\n", "",
	      "week-01/tasks/x\tone two three four six\nweek-01/tasks/y\tone two three five six\n");
	/* Split: the nearer part keeps the id. */
	check("week-01/tasks/x\tread and write and test\n", "test\nread and write\n", "",
	      "week-01/tasks/test\ttest\nweek-01/tasks/x\tread and write\n");
	/* Below half: new. */
	check("week-01/tasks/x\tone two three\n", "one four five", "",
	      "week-01/tasks/one-four-five\tone four five\nweek-01/tasks/x\tone two three\n");
}

static void
obeys_explicit_ids(void **state)
{
	(void)state;
	check("week-01/tasks/a\tA\n", "Something else #a", "", "week-01/tasks/a\tSomething else\n");
	check("week-01/tasks/a\tA\nweek-01/tasks/z\talias\tweek-01/tasks/a\n", "A #b", "",
	      "week-01/tasks/a\talias\tweek-01/tasks/b\nweek-01/tasks/b\tA\n"
	      "week-01/tasks/z\talias\tweek-01/tasks/b\n");
	/* Two ids exchanged go with the ids. */
	check("week-01/tasks/a\tA\nweek-01/tasks/b\tB\n", "A #b\nB #a", "",
	      "week-01/tasks/a\tB\nweek-01/tasks/b\tA\n");
	/* A moved item keeps its full id, and the id it asks for is then taken at home. */
	check("week-01/tasks/a\tA\n", "", "A #a", "week-01/tasks/a\tmoved\tweek-02/tasks\tA\n");
	check("week-01/tasks/a\tmoved\tweek-02/tasks\tA\n", "New #a", "A #a",
	      "week-01/tasks/a\tmoved\tweek-02/tasks\tA\nweek-01/tasks/a-1\tNew\n");
	/* Retired, and an alias: only an author can have them back. */
	check("week-01/tasks/a\tretired\tA\n", "A", "",
	      "week-01/tasks/a\tretired\tA\nweek-01/tasks/a-1\tA\n");
	check("week-01/tasks/a\tretired\tA\n", "A #a", "", "week-01/tasks/a\tA\n");
	check("week-01/tasks/a\talias\tweek-01/tasks/b\nweek-01/tasks/b\tB\n", "B #a", "",
	      "week-01/tasks/a\tB\nweek-01/tasks/b\talias\tweek-01/tasks/a\n");
}

static void
puts_ids_into_items_and_pages(void **state)
{
	struct fixture fixture;
	const struct item *items;
	const struct map *ids;

	(void)state;
	init(&fixture, "week-01/tasks/a\tone two\nweek-01/tasks/b\tthree four\n",
	     "one two three\nthree four #c\n", "");
	items = fixture.site.pages[0].sections[1].part->items;
	ids = &fixture.site.pages[0].document.ids;
	assert_str(items[0].full, "week-01/tasks/a");
	assert_str(items[0].id, "a");
	assert_str(items[0].node->id, "tasks-a");
	assert_ptr_equal(map_find(ids, STR("tasks-a")), items[0].node);
	assert_null(map_find(ids, STR("tasks-one-two-three")));
	assert_str(items[1].full, "week-01/tasks/c");
	assert_int_equal(items[1].naliases, 1);
	assert_str(items[1].aliases[0], "week-01/tasks/b");
	assert_int_equal(fixture.identity.counts[CHANGE_REWORDED], 1);
	assert_int_equal(fixture.identity.counts[CHANGE_ALIASED], 1);
	release(&fixture);
}

static void
retires(void **state)
{
	struct fixture fixture;

	(void)state;
	init(&fixture, "week-01/tasks/a\tA\nweek-01/tasks/b\talias\tweek-01/tasks/a\n", "C", "");
	assert_false(identity_retire(fixture.site.lock, STR("week-01/tasks/b")));
	assert_false(identity_retire(fixture.site.lock, STR("week-01/tasks/c")));
	identity_retire_vanished(&fixture.identity);
	for (size_t i = 0; i < fixture.identity.nnext; i++)
		if (str_eq(fixture.identity.next[i].id, STR("week-01/tasks/a")))
			assert_int_equal(fixture.identity.next[i].kind, LOCK_RETIRED);
	assert_true(identity_retire(fixture.site.lock, STR("week-01/tasks/a")));
	release(&fixture);
}

/* 20,000 items of one section, each alike to each of as many lines of the lock. */
static void
is_not_slow_where_all_are_alike(void **state)
{
	struct buf lock, page;
	struct fixture fixture;
	clock_t start;

	(void)state;
	buf_init(&lock);
	buf_init(&page);
	for (int i = 0; i < 20000; i++) {
		buf_addf(&lock, "week-01/tasks/x%d\tcan explain the thing %d\n", i, i);
		buf_addf(&page, "can explain the matter %d\n", i);
	}
	start = clock();
	init(&fixture, lock.at, page.at, "");
	assert_int_equal(fixture.identity.counts[CHANGE_REWORDED], 400);
	assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
	release(&fixture);
	buf_release(&page);
	buf_release(&lock);
}

static void
reads_any_bytes(void **state)
{
	static const char *const texts[] = {
	    "",
	    "\n\n",
	    "\t",
	    "\xef\xbb\xbf",
	    "a/b/c",
	    "a/b/c\t",
	    "a/b/c\t\t",
	    "a\t",
	    "//\t",
	    "a/b/c\tx\r\n",
	    "/a/b\t",
	    "a/b/\tx",
	    "a/b/c\talias",
	    "a/b/c\talias\t",
	    "\t\t\t\t\t",
	    "a/b/c\tmoved\t/\tx",
	    "#",
	    "a/b/c\tmoved\ta/b\tx",
	    "a/b/c\tretired\t",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct fixture fixture;

		init(&fixture, texts[i], "A", "B");
		release(&fixture);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_what_has_not_changed),
	    cmocka_unit_test(prefers_words_over_ids_and_place_over_words),
	    cmocka_unit_test(pairs_the_most_alike_first),
	    cmocka_unit_test(obeys_explicit_ids),
	    cmocka_unit_test(puts_ids_into_items_and_pages),
	    cmocka_unit_test(retires),
	    cmocka_unit_test(is_not_slow_where_all_are_alike),
	    cmocka_unit_test(reads_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
