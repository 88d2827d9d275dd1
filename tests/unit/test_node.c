#include "base/arena.h"
#include "base/buf.h"
#include "markdown/node.h"
#include "unit.h"

/* document(paragraph(text "a", strong(text "b"), text "c"), rule) */
struct tree {
	struct arena arena;
	struct node *root, *paragraph, *a, *strong, *b, *c, *rule;
};

static struct node *
make(struct tree *tree, struct node *parent, enum node_kind kind, const char *text)
{
	struct node *node = node_new(&tree->arena, kind, (struct span){0, 0});

	node->text = str_from(text);
	if (parent)
		node_append(parent, node);
	return node;
}

static void
tree_init(struct tree *tree)
{
	arena_init(&tree->arena);
	tree->root = make(tree, NULL, NODE_DOCUMENT, NULL);
	tree->paragraph = make(tree, tree->root, NODE_PARAGRAPH, NULL);
	tree->a = make(tree, tree->paragraph, NODE_TEXT, "a");
	tree->strong = make(tree, tree->paragraph, NODE_STRONG, NULL);
	tree->b = make(tree, tree->strong, NODE_TEXT, "b");
	tree->c = make(tree, tree->paragraph, NODE_TEXT, "c");
	tree->rule = make(tree, tree->root, NODE_RULE, NULL);
}

static void
walks_in_document_order(void **state)
{
	struct tree t;
	struct node *at;

	(void)state;
	tree_init(&t);
	const struct node *wanted[] = {t.paragraph, t.a, t.strong, t.b, t.c, t.rule, NULL};
	at = t.root;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		at = node_next(t.root, at);
		assert_ptr_equal(at, wanted[i]);
	}
	assert_ptr_equal(node_skip(t.root, t.strong), t.c);
	assert_ptr_equal(node_skip(t.root, t.paragraph), t.rule);
	assert_null(node_skip(t.paragraph, t.c));
	assert_null(node_next(t.b, t.b));
	arena_release(&t.arena);
}

static void
links_and_unlinks(void **state)
{
	struct tree t;
	struct node *new;

	(void)state;
	tree_init(&t);
	node_unlink(t.strong);
	assert_ptr_equal(t.a->next, t.c);
	assert_ptr_equal(t.c->prev, t.a);
	assert_null(t.strong->parent);
	node_insert_before(t.a, t.strong);
	assert_ptr_equal(t.paragraph->first_child, t.strong);
	node_unlink(t.c);
	assert_ptr_equal(t.paragraph->last_child, t.a);
	node_insert_after(t.strong, t.c);
	assert_ptr_equal(t.strong->next, t.c);
	assert_ptr_equal(t.c->next, t.a);
	new = make(&t, NULL, NODE_TEXT, "d");
	node_insert_after(t.a, new);
	assert_ptr_equal(t.paragraph->last_child, new);
	arena_release(&t.arena);
}

static void
reads_text(void **state)
{
	struct tree t;
	struct node *code;

	(void)state;
	tree_init(&t);
	assert_str(node_text_dup(&t.arena, t.root), "abc");
	make(&t, t.paragraph, NODE_SOFT_BREAK, NULL);
	make(&t, t.paragraph, NODE_HTML, "<br>");
	make(&t, t.paragraph, NODE_CODE, "d");
	code = make(&t, t.root, NODE_CODE_BLOCK, "e\n");
	assert_str(node_text_dup(&t.arena, t.root), "abc d e");
	assert_str(node_text_dup(&t.arena, code), "e");
	assert_false(node_is_inline(code));
	assert_true(node_is_inline(t.a));
	arena_release(&t.arena);
}

static void
names_all_kinds(void **state)
{
	(void)state;
	for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
		assert_non_null(node_kind_name((enum node_kind)kind));
	assert_string_equal(node_kind_name(NODE_CODE_BLOCK), "code_block");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(walks_in_document_order),
	    cmocka_unit_test(links_and_unlinks),
	    cmocka_unit_test(reads_text),
	    cmocka_unit_test(names_all_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
