#include "base/pool.h"
#include "parsed.h"
#include "unit.h"

#define CMARK_NO_SHORT_NAMES // they are the names of our own nodes
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

static int
set_up(void **state)
{
	(void)state;
	markdown_init();
	return 0;
}

/* The tree's kinds, children in brackets: "paragraph[text strong[text]]". */
static void
add_shape(struct buf *out, const struct node *first)
{
	for (const struct node *at = first; at; at = at->next) {
		buf_addf(out, "%s%s", at->prev ? " " : "", node_kind_name(at->kind));
		if (!at->first_child)
			continue;
		buf_add_char(out, '[');
		add_shape(out, at->first_child);
		buf_add_char(out, ']');
	}
}

static void
check_shape(const char *text, const char *wanted)
{
	struct parsed parsed;
	struct buf shape;

	parsed_init(&parsed, text);
	buf_init(&shape);
	add_shape(&shape, parsed.root->first_child);
	assert_str(buf_str(&shape), wanted);
	buf_release(&shape);
	parsed_release(&parsed);
}

static void
makes_our_tree(void **state)
{
	(void)state;
	check_shape("", "");
	check_shape("a *b*\n\n---\n", "paragraph[text emphasis[text]] rule");
	check_shape("# a\n\n    b\n", "heading[text] code_block");
	check_shape("> - a\n>   1. b\n",
		    "quote[list[item[paragraph[text] list[item[paragraph[text]]]]]]");
	check_shape("|a|\n|-|\n|b|\n", "table[row[cell[text]] row[cell[text]]]");
	check_shape("a[^1]\n\n[^1]: b\n",
		    "paragraph[text footnote_reference] footnote[paragraph[text]]");
	check_shape("~~a~~ ~b c www.d.e f", "paragraph[strike[text] text link[text] text]");
	check_shape("> [!NOTE]\n> a", "callout[paragraph[text]]");
	check_shape("> [!NOTE]\n", "callout");
	check_shape("> \\[!NOTE]\n> a", "quote[paragraph[text soft_break text]]");
}

static void
checks_properties(struct parsed *p)
{
	struct node *node = parsed_find(p, NODE_LIST, 0);

	assert_true(node->ordered && node->tight);
	assert_int_equal(node->start, 3);
	assert_int_equal(parsed_find(p, NODE_ITEM, 0)->check, CHECK_DONE);
	assert_int_equal(parsed_find(p, NODE_ITEM, 1)->check, CHECK_NONE);
	node = parsed_find(p, NODE_LINK, 0);
	assert_str(node->text, "u&v");
	assert_str(node->title, "t\"");
	assert_false(node->automatic);
	assert_true(parsed_find(p, NODE_LINK, 1)->automatic);
	node = parsed_find(p, NODE_CODE_BLOCK, 0);
	assert_str(node->title, "py x");
	assert_str(node->text, "c\n");
	assert_int_equal(parsed_find(p, NODE_HEADING, 0)->level, 2);
	assert_str(parsed_find(p, NODE_HEADING, 0)->id, "i-d");
	assert_true(parsed_find(p, NODE_CELL, 1)->header);
	assert_int_equal(parsed_find(p, NODE_CELL, 1)->align, ALIGN_RIGHT);
	assert_int_equal(parsed_find(p, NODE_CELL, 3)->align, ALIGN_RIGHT);
}

static void
keeps_properties(void **state)
{
	struct parsed p;

	(void)state;
	parsed_init(&p, "3. [x] a\n4. b\n\n[l](u&amp;v 't\"') <http://a.b>\n\n```py x\nc\n```\n\n"
			"## h {#i-d}\n\n|a|b|\n|-|-:|\n|c|d|\n");
	checks_properties(&p);
	parsed_release(&p);
}

static void
joins_footnotes(void **state)
{
	struct parsed p;
	struct node *first, *again;

	(void)state;
	parsed_init(&p, "a[^x] b[^y] c[^x]\n\n[^y]: 1\n[^x]: 2\n[^unused]: 3\n");
	first = parsed_find(&p, NODE_FOOTNOTE_REFERENCE, 0);
	again = parsed_find(&p, NODE_FOOTNOTE_REFERENCE, 2);
	assert_str(first->text, "x");
	assert_int_equal(first->level, 1);
	assert_int_equal(first->uses, 1);
	assert_int_equal(again->uses, 2);
	assert_ptr_equal(first->target, parsed_find(&p, NODE_FOOTNOTE, 0));
	assert_ptr_equal(first->target, again->target);
	assert_int_equal(first->target->uses, 2);
	assert_str(parsed_find(&p, NODE_FOOTNOTE, 1)->text, "y");
	assert_printed(&p.diags, "page.md:5:1: warning: nothing refers to the footnote 'unused' "
				 "[footnote-unused]\n"
				 "    [^unused]: 3\n"
				 "    ^~~~~~~~~~\n");
	parsed_release(&p);
}

/* Where cmark itself errs: lazy lines, cells, definitions, underlined headings, ends of code. */
static void
knows_where_things_are(void **state)
{
	struct parsed p;

	(void)state;
	parsed_init(&p, "> - a &amp; b\n>   *c\n> d* e\nlazy **f** \\* `g\nh` i\n");
	assert_str(parsed_written(&p, NODE_TEXT, 0), "a &amp; b");
	assert_str(parsed_written(&p, NODE_EMPHASIS, 0), "*c\n> d*");
	assert_str(parsed_written(&p, NODE_STRONG, 0), "**f**");
	assert_str(parsed_written(&p, NODE_CODE, 0), "`g\nh`");
	assert_str(parsed_written(&p, NODE_TEXT, 7), " i");
	parsed_release(&p);

	parsed_init(&p, "[a]: /b\n  \"t\"\n[c]: d\nText [a][] ![i][c] end\n===\n\nb\n");
	assert_str(parsed_written(&p, NODE_HEADING, 0), "Text [a][] ![i][c] end\n===");
	assert_str(parsed_written(&p, NODE_LINK, 0), "[a][]");
	assert_str(parsed_written(&p, NODE_IMAGE, 0), "![i][c]");
	assert_str(parsed_written(&p, NODE_PARAGRAPH, 0), "b");
	parsed_release(&p);

	parsed_init(&p, "p\n  |a \\| b| *c* |\n|-|-|\n| d | `e\\|f` |\n");
	assert_str(parsed_written(&p, NODE_PARAGRAPH, 0), "p");
	assert_str(parsed_written(&p, NODE_TABLE, 0), "|a \\| b| *c* |\n|-|-|\n| d | `e\\|f` |");
	assert_str(parsed_written(&p, NODE_CELL, 0), "a \\| b");
	assert_str(parsed_written(&p, NODE_EMPHASIS, 0), "*c*");
	assert_str(parsed_written(&p, NODE_CODE, 0), "`e\\|f`");
	parsed_release(&p);

	parsed_init(&p, "> ```\n> a\n\n```\nb\n```\n\n<!-- c\n\nd -->\n\n- e\n\n  f\n\ng\n");
	assert_str(parsed_written(&p, NODE_CODE_BLOCK, 0), "```\n> a");
	assert_str(parsed_written(&p, NODE_CODE_BLOCK, 1), "```\nb\n```");
	assert_str(parsed_written(&p, NODE_HTML_BLOCK, 0), "<!-- c\n\nd -->");
	assert_str(parsed_written(&p, NODE_ITEM, 0), "- e\n\n  f");
	parsed_release(&p);
}

static void
counts_from_the_top_of_the_file(void **state)
{
	struct parsed p;

	(void)state;
	parsed_init(&p, "");
	p.source.text =
	    STR("---\r\nx\r\n---\r\na *b*\r\n\r\n[^1]: c ~~d~~\r\n\r\ne[^1] www.f.g\r\n");
	p.root = markdown_parse(&p.arena, &p.source, (struct span){13, (uint32_t)p.source.text.len},
				&(struct markdown_options){0}, &p.diags);
	assert_str(parsed_written(&p, NODE_EMPHASIS, 0), "*b*");
	assert_str(parsed_written(&p, NODE_FOOTNOTE_REFERENCE, 0), "[^1]");
	assert_str(parsed_written(&p, NODE_LINK, 0), "www.f.g");
	assert_str(parsed_written(&p, NODE_FOOTNOTE, 0), "[^1]: c ~~d~~");
	assert_str(parsed_written(&p, NODE_STRIKE, 0), "~~d~~");
	parsed_release(&p);
}

static void
checks_ids(void **state)
{
	struct parsed p;

	(void)state;
	parsed_init(&p, "# A {#Ok_no}\n\n- b `c` {#it-1}\n- d \\{#e}\n- f {#g} h\n\ni {#j}\n");
	assert_str(parsed_find(&p, NODE_HEADING, 0)->id, "");
	assert_str(node_text_dup(&p.arena, parsed_find(&p, NODE_HEADING, 0)), "A");
	assert_str(parsed_find(&p, NODE_ITEM, 0)->id, "it-1");
	assert_str(source_slice(&p.source, parsed_find(&p, NODE_ITEM, 0)->id_span), "it-1");
	assert_str(node_text_dup(&p.arena, parsed_find(&p, NODE_ITEM, 0)), "b c");
	assert_str(node_text_dup(&p.arena, parsed_find(&p, NODE_ITEM, 1)), "d {#e}");
	assert_str(node_text_dup(&p.arena, parsed_find(&p, NODE_ITEM, 2)), "f {#g} h");
	assert_str(node_text_dup(&p.arena, p.root->last_child), "i {#j}");
	assert_string_equal(parsed_complaint(&p.diags), "id-invalid");
	parsed_release(&p);
}

static void
leaves_extensions_out(void **state)
{
	struct parsed p;
	struct buf shape;

	(void)state;
	parsed_init_with(&p, STR("|a|\n|-|\n\n~~b~~ www.c.d\n\n> [!NOTE]\n\n# e {#f}\n\n- [ ] g\n"),
			 &(struct markdown_options){.commonmark = true});
	buf_init(&shape);
	add_shape(&shape, p.root->first_child);
	assert_str(buf_str(&shape),
		   "paragraph[text soft_break text] paragraph[text] "
		   "quote[paragraph[text]] heading[text] list[item[paragraph[text]]]");
	buf_release(&shape);
	parsed_release(&p);
}

/* A text for each number, with all that must not be mixed up between threads. */
static struct str
sample(struct arena *arena, size_t number)
{
	int n = (int)(number % 97);

	return arena_printf(arena,
			    "# Page %d\n\n| a%d | ~~b~~ |\n|---|:-:|\n| www.c%d.org | `d` |\n\n"
			    "- [ ] e%d ~f~ (1 h) {#g%d}\n- [x] <http://h.i/%d>\n  1. j@k%d.lm\n\n"
			    "> [!TIP]\n> n[^1] *o* **p ~~%d~~**\n\n[^1]: q: %d\n\n"
			    "```\n~~r~~ : w\n```\n",
			    n, n, n, n, n, n, n, n, n);
}

enum { JOBS = 4000, THREADS = 8 };

struct rendering {
	struct arena arena;
	struct str pages[97]; // as one thread makes them
	unsigned char is_wrong[JOBS];
	bool with_strikethrough; // by cmark itself, with the extension we do not use
};

/* What we would do if cmark's own strikethrough could be trusted. */
static struct str
render_by_cmark(struct arena *arena, struct str text)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;
	struct str html;
	char *out;

	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("strikethrough"));
	cmark_parser_feed(parser, text.at, text.len);
	root = cmark_parser_finish(parser);
	out = cmark_render_html(root, CMARK_OPT_DEFAULT, NULL);
	html = arena_dup(arena, str_from(out));
	free(out);
	cmark_node_free(root);
	cmark_parser_free(parser);
	return html;
}

static struct str
render_sample(struct arena *arena, size_t number, bool with_strikethrough)
{
	struct str text = sample(arena, number), html;
	struct parsed parsed;

	if (with_strikethrough)
		return render_by_cmark(arena, text);
	parsed_init_with(&parsed, text, &(struct markdown_options){0});
	html = arena_dup(arena, parsed_html(&parsed));
	parsed_release(&parsed);
	return html;
}

static void
render_job(struct worker *worker, size_t index, void *context)
{
	struct rendering *rendering = context;
	struct str html = render_sample(&worker->scratch, index, rendering->with_strikethrough);

	rendering->is_wrong[index] = !str_eq(html, rendering->pages[index % 97]);
}

static int
count_wrong_pages(bool with_strikethrough)
{
	static struct rendering rendering;
	struct pool pool;
	int wrong = 0;

	rendering = (struct rendering){.with_strikethrough = with_strikethrough};
	arena_init(&rendering.arena);
	for (size_t i = 0; i < 97; i++)
		rendering.pages[i] = render_sample(&rendering.arena, i, with_strikethrough);
	pool_init(&pool, THREADS);
	pool_run(&pool, JOBS, render_job, &rendering);
	pool_release(&pool);
	for (size_t i = 0; i < JOBS; i++)
		wrong += rendering.is_wrong[i];
	arena_release(&rendering.arena);
	return wrong;
}

/*
 * LECTERN_RELAPSE=1 runs it with cmark's strikethrough, which edits a table that all
 * threads share: then the test must fail. (Not under a sanitizer: that reports it first.)
 */
static void
is_the_same_in_threads(void **state)
{
	const char *relapse = getenv("LECTERN_RELAPSE");

	(void)state;
	assert_int_equal(count_wrong_pages(relapse && *relapse == '1'), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(makes_our_tree),
	    cmocka_unit_test(keeps_properties),
	    cmocka_unit_test(joins_footnotes),
	    cmocka_unit_test(knows_where_things_are),
	    cmocka_unit_test(counts_from_the_top_of_the_file),
	    cmocka_unit_test(checks_ids),
	    cmocka_unit_test(leaves_extensions_out),
	    cmocka_unit_test(is_the_same_in_threads),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
