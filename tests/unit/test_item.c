#include "base/map.h"
#include "document/facts.h"
#include "document/item.h"
#include "parsed.h"
#include "unit.h"

struct reading {
	struct parsed parsed;
	struct map ids, counters;
	struct item *items;
	size_t nitems;
};

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

static void
reading_init(struct reading *reading, const char *text)
{
	struct item_section section = {STR("s"), &reading->ids, &reading->counters};

	memset(reading, 0, sizeof(*reading));
	parsed_init(&reading->parsed, text);
	items_read(&reading->parsed.arena, &reading->parsed.source,
		   reading->parsed.root->first_child, NULL, &section, &reading->items,
		   &reading->nitems, &reading->parsed.diags);
}

static void
reading_release(struct reading *reading)
{
	parsed_release(&reading->parsed);
}

static void
reads_tasks(void **state)
{
	struct reading r;
	struct item *item;

	(void)state;
	reading_init(&r,
		     "text\n\n- [ ] Set *up* `Python` (1.5 h) {#setup}\n- [x] Learn Git (90 min)\n"
		     "\ntext\n\n1. Plain\n");
	assert_int_equal(r.nitems, 3);
	item = &r.items[0];
	assert_str(item->id, "setup");
	assert_true(item->explicit_id);
	assert_str(item->text, "Set up Python");
	assert_float_equal(item->hours.low, 1.5, 1e-9);
	assert_int_equal(item->check, CHECK_OPEN);
	assert_str(item->node->id, "s-setup");
	assert_ptr_equal(map_find(&r.ids, STR("s-setup")), item->node);
	assert_str(node_text_dup(&r.parsed.arena, item->node), "Set up Python");
	item = &r.items[1];
	assert_str(item->id, "learn-git");
	assert_false(item->explicit_id);
	assert_float_equal(item->hours.high, 1.5, 1e-9);
	assert_int_equal(item->check, CHECK_DONE);
	assert_str(r.items[2].text, "Plain");
	assert_int_equal(r.items[2].check, CHECK_NONE);
	assert_string_equal(parsed_complaint(&r.parsed.diags), "");
	reading_release(&r);
}

static void
reads_resources(void **state)
{
	struct reading r;
	struct item *item;

	(void)state;
	reading_init(&r, "- [The *Python* Tutorial](https://docs.python.org/3/): docs, free, 4 h. "
			 "Chapters 3 to 9 (of 16) are `enough`. More.\n"
			 "- [B](b): video, free with account, 2-3 h\n"
			 "- [C](c): A long sentence of advice, with a comma\n"
			 "- [D](d) (2 h)\n"
			 "- See [E](e): it is good\n");
	item = &r.items[0];
	assert_str(item->text, "The Python Tutorial");
	assert_str(item->kind, "docs");
	assert_str(item->cost, "free");
	assert_float_equal(item->hours.low, 4, 1e-9);
	assert_str(item->note, "Chapters 3 to 9 (of 16) are enough. More.");
	assert_str(item->link->text, "https://docs.python.org/3/");
	assert_str(item->id, "the-python-tutorial");
	assert_str(r.items[1].cost, "free with account");
	assert_str(r.items[1].note, "");
	assert_float_equal(r.items[1].hours.high, 3, 1e-9);
	assert_str(r.items[2].kind, "");
	assert_str(r.items[2].note, "A long sentence of advice, with a comma");
	assert_str(r.items[3].text, "D");
	assert_float_equal(r.items[3].hours.low, 2, 1e-9);
	assert_str(r.items[4].text, "See E: it is good");
	assert_non_null(r.items[4].link);
	reading_release(&r);
}

static void
reads_labels_and_children(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r, "- **Dataset:** [Iris](i) from *UCI*\n- **Data:** [J](j): dataset, free\n"
			 "- **Task**: Do it\n- **Deliverables:**\n  - One\n  - Two\n    - Three\n"
			 "- **Bold** start\n");
	assert_str(r.items[0].label, "Dataset");
	assert_str(r.items[0].text, "Iris from UCI");
	assert_str(r.items[0].id, "dataset");
	assert_str(r.items[1].text, "J");
	assert_str(r.items[1].kind, "dataset");
	assert_str(r.items[2].label, "Task");
	assert_str(r.items[2].text, "Do it");
	assert_str(r.items[3].text, "");
	assert_int_equal(r.items[3].nchildren, 2);
	assert_str(r.items[3].children[1].text, "Two");
	assert_str(r.items[3].children[1].children[0].text, "Three");
	assert_str(r.items[3].children[1].children[0].node->id, "s-three");
	assert_str(r.items[4].label, "");
	assert_str(r.items[4].text, "Bold start");
	reading_release(&r);
}

static void
gives_unique_ids(void **state)
{
	struct reading r;

	(void)state;
	reading_init(
	    &r, "- A\n  - a\n- A!\n- b {#a}\n- ???\n- x {#a}\n-\n"
		"- One very long item text that goes on and on until nobody wants to read it\n");
	assert_str(r.items[0].id, "a-1");
	assert_str(r.items[0].children[0].id, "a-2");
	assert_str(r.items[1].id, "a-3");
	assert_str(r.items[2].id, "a");
	assert_str(r.items[3].id, "item");
	assert_str(r.items[4].id, "x");
	assert_str(r.items[5].id, "item-1");
	assert_null(r.items[5].title);
	assert_str(r.items[6].id, "one-very-long-item-text-that-goes-on-and-on-until-nobody");
	assert_string_equal(parsed_complaint(&r.parsed.diags), "id-duplicate");
	reading_release(&r);
}

static void
warns_of_strange_hours(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r, "- a (1,5 h)\n- b (3 ways)\n");
	assert_string_equal(parsed_complaint(&r.parsed.diags), "hours-unreadable");
	assert_str(r.items[0].text, "a (1,5 h)");
	reading_release(&r);
}

static void
check_facts(const char *text, const char *kind, const char *cost, double hours, const char *note)
{
	struct facts facts = facts_read(str_from(text));

	assert_str(facts.kind, kind);
	assert_str(facts.cost, cost);
	assert_float_equal(facts.hours.low, hours, 1e-9);
	assert_str(facts.note, note);
}

static void
reads_facts(void **state)
{
	(void)state;
	check_facts(" docs, free, 4 h. Read 1.5 chapters. Stop", "docs", "free", 4,
		    "Read 1.5 chapters. Stop");
	check_facts("interactive course, 1.5 h", "interactive course", "", 1.5, "");
	check_facts("free", "", "free", 0, "");
	check_facts("book, 20 EUR, 30 h", "book", "20 EUR", 30, "");
	check_facts("docs, free, 4 h, more", "", "", 0, "docs, free, 4 h, more");
	check_facts("Start with the first chapter, then stop.", "", "", 0,
		    "Start with the first chapter, then stop.");
	check_facts("", "", "", 0, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_tasks),
	    cmocka_unit_test(reads_resources),
	    cmocka_unit_test(reads_labels_and_children),
	    cmocka_unit_test(gives_unique_ids),
	    cmocka_unit_test(warns_of_strange_hours),
	    cmocka_unit_test(reads_facts),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
