#include "parsed.h"
#include "unit.h"

#include "data/value.h"
#include "document/document.h"
#include "host/host.h"
#include "host/plugin.h"

/* A page, and one plugin that filters it. */
struct filtered {
	struct parsed page;
	struct plugin plugin;
	struct plugins plugins;
	struct plugin_page said;
	struct plugin_host *host;
	struct buf shape;
};

static void
init(struct filtered *f, const char *markdown, const char *lua, const struct host_limits *limits)
{
	struct arena *arena = &f->page.arena;
	struct value *contributes, *view;

	memset(f, 0, sizeof(*f));
	parsed_init(&f->page, markdown);
	buf_init(&f->shape);
	contributes = value_list(arena);
	value_append(arena, contributes, value_string(arena, STR("filter")));
	view = value_map(arena, "a page in 'filter'");
	f->plugin = (struct plugin){.name = STR("one"),
				    .key = STR("one"),
				    .manifest = {STR("plugin.yaml"), STR("")},
				    .source = {STR("main.lua"), str_from(lua)},
				    .contributes = contributes,
				    .options = value_map(arena, NULL)};
	f->plugin.has[PLUGIN_FILTER] = true;
	f->plugins = (struct plugins){&f->plugin, 1};
	f->said = (struct plugin_page){.view = view, .source = &f->page.source};
	f->host = plugin_host_new(&f->plugins, limits, NULL, NULL, view, &f->page.diags);
}

static bool
run(struct filtered *f)
{
	struct plugin_page *const pages[1] = {&f->said};
	struct plugin_call call = {.arena = &f->page.arena,
				   .diags = &f->page.diags,
				   .pages = pages,
				   .npages = 1,
				   .root = f->page.root};

	assert_non_null(f->host);
	return plugin_host_run(f->host, PLUGIN_FILTER, &call);
}

static void
release(struct filtered *f)
{
	plugin_host_free(f->host);
	buf_release(&f->shape);
	parsed_release(&f->page);
}

/* "document[paragraph[text]]"; fails when the links between nodes do not agree. */
static void
add_shape(struct buf *out, const struct node *node)
{
	const struct node *prev = NULL;

	buf_add(out, str_from(node_kind_name(node->kind)));
	if (node->first_child)
		buf_add_char(out, '[');
	for (const struct node *at = node->first_child; at; prev = at, at = at->next) {
		assert_ptr_equal(at->parent, node);
		assert_ptr_equal(at->prev, prev);
		if (prev)
			buf_add_char(out, ' ');
		add_shape(out, at);
	}
	assert_ptr_equal(node->last_child, prev);
	if (node->first_child)
		buf_add_char(out, ']');
}

static void
check_with(const char *markdown, const char *lua, const char *wanted,
	   const struct host_limits *limits)
{
	struct filtered f;

	init(&f, markdown, lua, limits);
	if (f.host && run(&f) && !f.page.diags.first)
		add_shape(&f.shape, f.page.root);
	else
		buf_add(&f.shape, f.page.diags.first->text);
	assert_str(buf_str(&f.shape), wanted);
	buf_reset(&f.shape);
	add_shape(&f.shape, f.page.root); // a tree still, whatever happened
	release(&f);
}

/* What becomes of the Markdown: the shape of the tree, or the text of the first error. */
static void
check(const char *markdown, const char *lua, const char *wanted)
{
	check_with(markdown, lua, wanted, &host_limits_default);
}

#define FILTER(kind, body) "return {filter = {" kind " = function(node, page) " body " end}}"

static void
places_what_is_returned(void **state)
{
	(void)state;
	check("a *b* c", FILTER("emphasis", ""), "document[paragraph[text emphasis[text] text]]");
	check("a *b* c", FILTER("emphasis", "return node"),
	      "document[paragraph[text emphasis[text] text]]");
	check("a *b* c", FILTER("emphasis", "return {}"), "document[paragraph[text text]]");
	check("a *b* c", FILTER("emphasis", "return 'x'"), "document[paragraph[text text text]]");
	check("a *b* c", FILTER("emphasis", "return {make_node('line_break'), node, 'x'}"),
	      "document[paragraph[text line_break emphasis[text] text text]]");
	check("a *b* c", FILTER("emphasis", "return node:children()"),
	      "document[paragraph[text text text]]");
	check("a *b* c", FILTER("emphasis", "return make_node('strong', {}, {node})"),
	      "document[paragraph[text strong[emphasis[text]] text]]");
}

/* The node's neighbours may be gone or stand elsewhere by the time it returns. */
static void
finds_the_place_again(void **state)
{
	(void)state;
	check("a *b* `c`", FILTER("emphasis", "return {node.next.next, node, node.prev}"),
	      "document[paragraph[code emphasis[text] text text]]");
	check("a *b* `c`",
	      FILTER("emphasis", "node.next:remove() return make_node('strong', {}, {node})"),
	      "document[paragraph[text strong[emphasis[text]] code]]");
	check("a *b* `c`",
	      FILTER("emphasis", "for _, n in ipairs(node.parent:children()) do n:remove() end "
				 "return {'x', node}"),
	      "document[paragraph[text emphasis[text]]]");
	check("a *b*\n\nc", FILTER("emphasis", "node.parent:remove() return {node, 'x'}"),
	      "document[paragraph[text]]");
	check("a *b*\n\nc", FILTER("emphasis", "node.parent.next:append(node)"),
	      "document[paragraph[text] paragraph[text emphasis[text]]]");
	check("a *b* c", FILTER("emphasis", "return {node, node, node}"),
	      "document[paragraph[text emphasis[text] text]]");
}

static void
calls_children_first_and_nothing_twice(void **state)
{
	(void)state;
	check("*a **b***",
	      "local said = {} return {filter = {"
	      "emphasis = function(node) said[#said + 1] = 'emphasis' end,"
	      "strong = function(node) said[#said + 1] = 'strong' end,"
	      "document = function(node) error(table.concat(said, ' ')) end}}",
	      "strong emphasis");
	check("*a*", FILTER("emphasis", "return {node, make_node('emphasis')}"),
	      "document[paragraph[emphasis[text] emphasis]]");
	check("*a **b***\n\n**c**",
	      "return {filter = {strong = function(node) return {} end,"
	      "text = function(node) if node.text == 'a ' then node.next:remove() end end}}",
	      "document[paragraph[emphasis[text]] paragraph]");
}

static void
keeps_the_tree_a_tree(void **state)
{
	(void)state;
	check("> a", FILTER("paragraph", "node:append(node)"),
	      "a paragraph may not stand in a paragraph");
	check("> a", FILTER("quote", "node:append(node)"), "a quote cannot stand in itself");
	check("> > a",
	      FILTER("quote", "if node.first.kind == 'paragraph' then "
			      "node:append(node.parent) end"),
	      "a quote cannot stand in itself");
	check("- a", FILTER("list", "node:append(make_node('paragraph'))"),
	      "a paragraph may not stand in a list of Markdown");
	check("- a", FILTER("item", "return make_node('paragraph')"),
	      "what 'filter.item' returned cannot stand there: a paragraph may not stand in a list "
	      "of Markdown");
	check("[a](b.md) c",
	      FILTER("link", "node:append(make_node('strong', {}, {node.next, "
			     "make_node('link')}))"),
	      "a link may not stand in a link");
	check("a", FILTER("paragraph", "make_node('text'):append('x')"),
	      "a text node may not stand in a text node");
}

#define NEST(times, behind)                                                                        \
	FILTER("paragraph", "local top = node for _ = 1, " times " do "                            \
			    "top = make_node('quote', {}, {top}) end " behind)

/* A hundred containers are the most that Markdown may have, too. */
static void
bounds_the_depth(void **state)
{
	const char *const refusal = "lists and quotes stand in each other more than 100 deep";
	struct filtered f;

	(void)state;
	check("> a\n", NEST("101", "return top"), refusal);
	check("> a\n", NEST("100", "local quote = make_node('quote') quote:append(top)"), refusal);
	check("> a\n", NEST("100", "return top"),
	      "what 'filter.paragraph' returned cannot stand there: lists and quotes stand in each "
	      "other more than 100 deep");
	init(&f, "> a\n", NEST("99", "return top"), &host_limits_default);
	assert_true(run(&f));
	assert_non_null(parsed_find(&f.page, NODE_QUOTE, 99));
	release(&f);
}

static void
ends_handles_with_the_page(void **state)
{
	struct filtered f;

	(void)state;
	init(&f, "a",
	     "local kept return {filter = {text = function(node) "
	     "if kept then return kept.text end kept = node end}}",
	     &host_limits_default);
	assert_true(run(&f));
	assert_false(run(&f));
	assert_str(f.page.diags.first->text,
		   "no longer valid here: it was given to an earlier call, and kept");
	release(&f);
	check("a *b*",
	      FILTER("document", "local seen = {} "
				 "for _, n in ipairs(node:find()) do seen[n] = true end "
				 "local e = node:find('emphasis')[1] "
				 "assert(seen[e] and e == e.first.parent) e:remove()"),
	      "document[paragraph[text]]");
}

static void
bounds_what_a_page_costs(void **state)
{
	const struct host_limits small = {.memory = 4 << 20,
					  .instructions = 1000 * 1000,
					  .output = 1 << 20,
					  .processor = 10 * 1000};
	const char *const memory = "the plugin used more than 4 MiB of memory";
	const char *const steps = "the plugin did not end within 1000 thousand steps";

	(void)state;
	check_with("a", FILTER("text", "while true do node.text = ('x'):rep(100000) end"), memory,
		   &small);
	check_with("a", FILTER("text", "while true do node:plain() end"), steps, &small);
	check_with("a", FILTER("document", "while true do node:find('text') end"), steps, &small);
}

/* What is made stands in the text where the filter looked. */
static void
gives_new_nodes_a_place(void **state)
{
	struct filtered f;
	struct node *code;

	(void)state;
	init(&f, "a\n\n## b *c*\n",
	     FILTER("emphasis", "node.parent:append(make_node('code', {text = 'x'}))"),
	     &host_limits_default);
	assert_true(run(&f));
	code = parsed_find(&f.page, NODE_CODE, 0);
	assert_str(source_slice(&f.page.source, code->span), "*c*");
	release(&f);
}

static void
trusts_markup_only(void **state)
{
	struct filtered f;

	(void)state;
	init(&f, "<i>a</i>\n",
	     FILTER("html", "if node.text == '<i>' then node.text = html('<i>') "
			    "else node.text = node.parent.first.text end"),
	     &host_limits_default);
	assert_true(run(&f));
	assert_true(parsed_find(&f.page, NODE_HTML, 0)->trusted);
	assert_false(parsed_find(&f.page, NODE_HTML, 1)->trusted);
	assert_str(parsed_html(&f.page), "<p><i>a&lt;i&gt;</p>\n");
	release(&f);
}

static void
tidies_tables_and_footnotes(void **state)
{
	struct filtered f;
	struct document document = {0};

	(void)state;
	init(&f,
	     "|a|\n|-|\n|b|\n\nx[^1] y[^2] z[^1]\n\n[^1]: One[^3]\n\n[^2]: Two\n\n[^3]: Three\n",
	     "return {filter = {"
	     "row = function(node) node.header = true end,"
	     "footnote = function(node) if node.label == '1' then return {} end end,"
	     "document = function(node) node:append(make_node('rule')) end}}",
	     &host_limits_default);
	assert_true(run(&f));
	document.root = f.page.root;
	document_tidy(&f.page.arena, &document, &(struct document_options){0});
	add_shape(&f.shape, f.page.root);
	assert_str(buf_str(&f.shape),
		   "document[table[row[cell[text]] row[cell[text]]] "
		   "paragraph[text text footnote_reference text] rule footnote[paragraph[text]]]");
	assert_int_equal(parsed_find(&f.page, NODE_FOOTNOTE_REFERENCE, 0)->level, 1);
	assert_int_equal(parsed_find(&f.page, NODE_FOOTNOTE, 0)->level, 1);
	assert_true(parsed_find(&f.page, NODE_CELL, 0)->header);
	assert_false(parsed_find(&f.page, NODE_ROW, 1)->header);
	release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(places_what_is_returned),
	    cmocka_unit_test(finds_the_place_again),
	    cmocka_unit_test(calls_children_first_and_nothing_twice),
	    cmocka_unit_test(keeps_the_tree_a_tree),
	    cmocka_unit_test(bounds_the_depth),
	    cmocka_unit_test(ends_handles_with_the_page),
	    cmocka_unit_test(bounds_what_a_page_costs),
	    cmocka_unit_test(gives_new_nodes_a_place),
	    cmocka_unit_test(trusts_markup_only),
	    cmocka_unit_test(tidies_tables_and_footnotes),
	};

	markdown_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
