#include "data/value.h"
#include "document/document.h"
#include "parsed.h"
#include "unit.h"

struct page {
	struct arena arena;
	struct diag_list diags;
	struct document document;
	bool fine;
};

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

static void
page_init(struct page *page, struct str text, bool instructor)
{
	struct document_options options = {.instructor = instructor};

	memset(page, 0, sizeof(*page));
	arena_init(&page->arena);
	diag_init(&page->diags);
	page->document.source = (struct source){STR("page.md"), text};
	page->fine = document_parse(&page->arena, &page->document, &options, &page->diags);
}

static void
page_release(struct page *page)
{
	diag_release(&page->diags);
	arena_release(&page->arena);
}

/* What a page with this text is refused or warned for. */
static void
check_complaint(struct str text, const char *wanted, uint32_t at)
{
	struct page page;

	page_init(&page, text, false);
	assert_string_equal(parsed_complaint(&page.diags), wanted);
	assert_int_equal(page.fine, *wanted == '\0');
	if (page.diags.first)
		assert_int_equal(page.diags.first->place.span.start, at);
	page_release(&page);
}

static void
refuses_damaged_text(void **state)
{
	struct buf large;

	(void)state;
	check_complaint(STR("ab\xff"), "invalid-utf8", 2);
	check_complaint(STR("ab\xc3"), "invalid-utf8", 2);
	check_complaint(STR("abc\0d"), "nul-byte", 3);
	check_complaint(STR("---\ntitle: x\n"), "front-matter-open", 0);
	check_complaint(STR("---\n- a\n---\n"), "wrong-type", 4);
	check_complaint(STR("---\na: b: c\n---\n"), "yaml-syntax", 7);
	check_complaint(STR(""), "", 0);
	check_complaint(STR("---"), "front-matter-open", 0);
	check_complaint(STR("----\n"), "", 0);
	buf_init(&large);
	buf_add(&large, STR("---\na: "));
	while (large.len < 70000)
		buf_add(&large, STR("xxxxxxxxxx"));
	buf_add(&large, STR("\n---\n"));
	check_complaint(buf_str(&large), "yaml-limit", 0);
	buf_release(&large);
}

static void
check_front(struct str text, struct str wanted_yaml, const char *wanted_text)
{
	struct page page;

	page_init(&page, text, false);
	assert_true(page.fine);
	assert_int_equal(page.document.front->kind, VALUE_MAP);
	assert_true(
	    str_eq(source_slice(&page.document.source, page.document.front_span), wanted_yaml));
	assert_str(node_text_dup(&page.arena, page.document.root), wanted_text);
	page_release(&page);
}

static void
finds_front_matter(void **state)
{
	(void)state;
	check_front(STR("---\na: 1\n---\nb"), STR("a: 1\n"), "b");
	check_front(STR("\xef\xbb\xbf---\r\na: 1\r\n---\r\nb"), STR("a: 1\r\n"), "b");
	check_front(STR("\xef\xbb\xbf"
			"b"),
		    STR(""), "b");
	check_front(STR("---  \n---\nb"), STR(""), "b");
	check_front(STR("b\n\n---\na: 1\n---\n"), STR(""), "b a: 1");
	check_front(STR("---\na: '---'\n---\n---\n"), STR("a: '---'\n"), "");
}

static void
parts_sections(void **state)
{
	struct page page;
	struct document *document = &page.document;

	(void)state;
	page_init(
	    &page,
	    STR("---\ntitle: T\n---\n# Title\n\nLead.\n\n- l\n\n## Tasks\n\n- [ ] a (1 h)\n"
		"\n### Sub\n\n- b\n\n> ## Quoted\n\n## Empty\n\n# Late\n\n- c\n\n## End\n\nx[^1]\n"
		"\n[^1]: n\n"),
	    false);
	assert_true(page.fine);
	assert_str(value_text(value_find(document->front, STR("title"))), "T");
	assert_int_equal(document->outline.nheadings, 7);
	assert_int_equal(document->nsections, 5);
	assert_null(document->sections[0].heading);
	assert_int_equal(document->sections[0].nitems, 1);
	assert_str(document->sections[0].items[0].node->id, "l");
	assert_str(document->sections[1].heading->text, "Tasks");
	assert_int_equal(document->sections[1].nitems, 2);
	assert_str(document->sections[1].items[1].node->id, "tasks-b");
	assert_ptr_equal(map_find(&document->ids, STR("tasks-a")),
			 document->sections[1].items[0].node);
	assert_null(document->sections[2].first);
	assert_str(document->sections[3].heading->text, "Late");
	assert_str(document->sections[3].items[0].node->id, "late-c");
	assert_int_equal(document->sections[4].end->kind, NODE_FOOTNOTE);
	page_release(&page);
}

static const char secret_text[] = "A[^a].\n\n> [!INSTRUCTOR]\n> secret[^s] b[^b]\n\n## Q\n\n"
				  "1. Why?\n\n   > [!ANSWER]\n   > ## secret heading {#secret-id}\n"
				  "   > - secret item[^a]\n\n2. How[^b]?\n\n> [!NOTE]\n> kept\n\n"
				  "[^s]: secret note[^t]\n[^a]: note a\n[^b]: note b\n"
				  "[^t]: secret too\n";

/* Whether any text, id, heading or item of the page holds the word. */
static bool
knows_word(struct page *page, struct str word)
{
	const struct document *document = &page->document;
	struct html_options options = {.source = &document->source};
	struct buf all;
	bool found;

	buf_init(&all);
	html_node(&all, document->root, &options);
	for (size_t i = 0; i < document->ids.len; i++)
		buf_add(&all, document->ids.entries[i].key);
	for (size_t i = 0; i < document->outline.nheadings; i++)
		buf_add(&all, document->outline.headings[i].text);
	found = str_has(buf_str(&all), word);
	buf_release(&all);
	return found;
}

static void
keeps_answers_from_learners(void **state)
{
	struct page page;
	struct node *footnote;

	(void)state;
	page_init(&page, str_from(secret_text), false);
	assert_true(page.fine);
	assert_false(knows_word(&page, STR("secret")));
	assert_true(knows_word(&page, STR("kept")));
	assert_int_equal(page.document.sections[1].nitems, 2);
	footnote = page.document.root->last_child;
	assert_str(footnote->text, "b");
	assert_int_equal(footnote->level, 2);
	assert_int_equal(footnote->uses, 1);
	assert_int_equal(footnote->prev->kind, NODE_FOOTNOTE);
	assert_int_not_equal(footnote->prev->prev->kind, NODE_FOOTNOTE);
	page_release(&page);

	page_init(&page, str_from(secret_text), true);
	assert_true(knows_word(&page, STR("secret-id")));
	assert_true(knows_word(&page, STR("secret too")));
	page_release(&page);
}

/* A broken page is still read, so that all its problems show in one run. */
static void
reports_all_at_once(void **state)
{
	struct page page;

	(void)state;
	page_init(&page, STR("---\na: b: c\n---\n# x {#Y}\n\n- z (1,5 h)\n"), false);
	assert_false(page.fine);
	assert_int_equal(page.diags.nerrors, 2);
	assert_int_equal(page.diags.nwarnings, 1);
	page_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_damaged_text), cmocka_unit_test(finds_front_matter),
	    cmocka_unit_test(parts_sections),       cmocka_unit_test(keeps_answers_from_learners),
	    cmocka_unit_test(reports_all_at_once),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
