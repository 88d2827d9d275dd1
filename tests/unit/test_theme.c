#include "unit.h"

#include "base/buf.h"
#include "data/value.h"
#include "data/yaml.h"
#include "render/renderer.h"
#include "render/theme.h"
#include "scratch.h"

static struct scratch scratch;
static struct diag_list diags;
static struct theme theme;
static struct source config;

static int
set_up(void **state)
{
	(void)state;
	scratch_init(&scratch);
	diag_init(&diags);
	scratch_write(&scratch, "installed/default/theme.yaml",
		      "name: default\n"
		      "options:\n"
		      "  hours: {type: boolean, default: true, doc: Show hours.}\n"
		      "  width: {type: choice, choices: [narrow, wide], default: wide}\n"
		      "  note: {type: text, default: \"\"}\n"
		      "  level: {type: number, default: 2}\n"
		      "slots: {head: In <head>.}\n"
		      "strings:\n"
		      "  next: Next\n"
		      "  year: 2026\n");
	scratch_write(&scratch, "installed/default/layouts/base.html",
		      "<b>{% block \"main\" %}base{% endblock %}</b>");
	scratch_write(&scratch, "installed/default/layouts/page.html",
		      "{% extends \"base\" %}{% block \"main\" %}{{ t.next }} {{ t.year }} "
		      "{{ theme.width }} {{ theme.level }} {{ theme.hours }}{% endblock %}");
	scratch_write(&scratch, "installed/default/layouts/partials/x.html", "x");
	scratch_write(&scratch, "installed/default/layouts/.hidden.html", "{{");
	scratch_write(&scratch, "installed/default/layouts/notes.txt", "{{");
	scratch_write(&scratch, "installed/default/assets/site.css", "a");
	scratch_write(&scratch, "installed/default/assets/fonts/a.woff2", "b");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	diag_release(&diags);
	scratch_release(&scratch);
	return 0;
}

/* `settings` is what stands in site.yaml below `theme:`; NULL: nothing. */
static bool
load(const char *settings)
{
	struct theme_places places = {scratch_path(&scratch, "site"),
				      scratch_path(&scratch, "installed")};
	const struct value *value = NULL;

	config = (struct source){STR("site.yaml"), str_from(settings)};
	if (settings)
		assert_true(yaml_parse(&scratch.arena, &config,
				       (struct span){0, (uint32_t)config.text.len}, &value,
				       &diags));
	return theme_load(&scratch.arena, &places, value, &config, &theme, &diags);
}

static void
assert_loads(const char *settings, int line)
{
	if (load(settings))
		return;
	diag_print(&diags, stderr, false);
	_fail(__FILE__, line);
}

static const char *
rendered(const char *layout)
{
	struct renderer *renderer = renderer_new(&theme, NULL, NULL, NULL, &diags);
	struct value *page = value_map(&scratch.arena, "a page");
	struct buf out;
	const char *text = "(failed)";

	buf_init(&out);
	value_set(&scratch.arena, page, STR("output"), value_string(&scratch.arena, STR("x.html")));
	if (renderer && renderer_page(renderer, str_from(layout), page, page, &out, &diags))
		text = arena_dup(&scratch.arena, buf_str(&out)).at;
	else
		diag_print(&diags, stderr, false);
	buf_release(&out);
	renderer_free(renderer);
	return text;
}

static void
assert_problem(const char *settings, const char *text, const char *subject, const char *cure,
	       int line)
{
	if (load(settings))
		_fail(__FILE__, line);
	unit_assert_str(diags.first->text, str_from(text), __FILE__, line);
	if (subject)
		unit_assert_str(source_slice(diags.first->place.source, diags.first->place.span),
				str_from(subject), __FILE__, line);
	unit_assert_str(diags.first->cure, str_from(cure), __FILE__, line);
	diag_release(&diags);
}

#define LOADS(settings) assert_loads(settings, __LINE__)
#define PROBLEM(settings, text, subject, cure)                                                     \
	assert_problem(settings, text, subject, cure, __LINE__)

static void
test_default(void **state)
{
	(void)state;
	LOADS(NULL);
	assert_str(theme.name, "default");
	assert_int_equal(theme.nlayouts, 3);
	assert_str(theme.layouts[2].name, "partials/x");
	assert_int_equal(theme.nassets, 2);
	assert_str(theme.assets[0].name, "fonts/a.woff2");
	assert_non_null(theme_find_asset(&theme, STR("site.css")));
	assert_null(theme_find_asset(&theme, STR("site.cs")));
	assert_non_null(theme_find_layout(&theme, STR("base")));
	assert_null(theme_find_layout(&theme, STR("")));
	assert_string_equal(rendered("page"), "<b>Next 2026 wide 2 true</b>");
}

static void
test_settings(void **state)
{
	(void)state;
	LOADS("options: {hours: false, width: narrow, level: 1.5}\nstrings: {next: Weiter, year: "
	      "1}\n");
	assert_string_equal(rendered("page"), "<b>Weiter 1 narrow 1.5 false</b>");
	LOADS("name: default\noptions:\nstrings: {next: }\n");
	assert_string_equal(rendered("page"), "<b>Next 2026 wide 2 true</b>");
}

static void
test_setting_problems(void **state)
{
	(void)state;
	PROBLEM("options: {widht: wide}", "theme 'default' has no option 'widht'", "widht",
		"did you mean 'width'?");
	PROBLEM("options: {hours: 3}",
		"option 'hours' of the theme wants true or false, not a whole number", "3", "");
	PROBLEM("options: {level: high}", "option 'level' of the theme wants a number, not text",
		"high", "");
	PROBLEM("options: {width: broad}", "option 'width' of the theme is one of 'narrow', 'wide'",
		"broad", "");
	PROBLEM("options: {note: [1]}", "option 'note' of the theme wants a text, not a list", NULL,
		"");
	PROBLEM("options: 3", "'options' of the theme wants a map, not a whole number", "3", "");
	PROBLEM("strings: {nxt: a}", "theme 'default' has no string 'nxt'", "nxt",
		"did you mean 'next'?");
	PROBLEM("strings: {next: {a: 1}}", "string 'next' of the theme wants a text, not a map",
		NULL, "");
}

static void
test_theme_missing(void **state)
{
	(void)state;
	PROBLEM("name: defualt", "there is no theme 'defualt'", "defualt",
		"did you mean 'default'?");
	PROBLEM("name: ../installed/default", "there is no theme '../installed/default'",
		"../installed/default", "");
	scratch_write(&scratch, "site/themes/mine/theme.yaml", "parent: other\n");
	PROBLEM("name: mine", "there is no theme 'other'", "other", "");
	scratch_write(&scratch, "site/themes/mine/theme.yaml", "parent: mine\n");
	PROBLEM("name: mine", "theme 'mine' is its own parent, or has more than 6 of them", "mine",
		"");
}

static void
test_nearest_wins(void **state)
{
	(void)state;
	scratch_write(&scratch, "installed/calm/theme.yaml",
		      "name: calm\nparent: quiet\noptions: {level: {type: number, default: 7}}\n");
	scratch_write(&scratch, "installed/calm/assets/site.css", "calm");
	scratch_write(&scratch, "installed/quiet/theme.yaml",
		      "slots: {aside: Beside the text., head: Mine.}\n"
		      "strings: {next: Onward, more: More}\n");
	scratch_write(&scratch, "installed/quiet/layouts/partials/x.html", "quiet");
	scratch_write(&scratch, "site/themes/calm/assets/own.css", "own");
	LOADS("name: calm\nstrings: {more: Even more}\n");
	assert_str(theme.name, "calm");
	assert_int_equal(theme.nassets, 3);
	assert_true(str_ends(theme_find_asset(&theme, STR("site.css"))->path,
			     STR("installed/calm/assets/site.css")));
	assert_true(str_ends(theme_find_asset(&theme, STR("own.css"))->path,
			     STR("site/themes/calm/assets/own.css")));
	assert_int_equal(value_len(theme.slots), 2);
	assert_str(value_text(value_find(theme.slots, STR("head"))), "Mine.");
	assert_non_null(value_find(theme.slots, STR("aside")));
	assert_string_equal(rendered("page"), "<b>Onward 2026 wide 7 true</b>");
	assert_string_equal(rendered("partials/x"), "quiet");
}

/* One block of one layout is changed; the layout extends the one that it takes the place of. */
static void
test_extends_own_name(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/layouts/page.html",
		      "{% extends \"page\" %}{% block \"main\" %}my {{ parent() }}{% endblock %}");
	LOADS(NULL);
	assert_int_equal(theme.nlayouts, 4);
	assert_string_equal(rendered("page"), "<b>my Next 2026 wide 2 true</b>");
	scratch_write(&scratch, "site/themes/default/layouts/new.html", "{% extends \"new\" %}");
	PROBLEM(NULL, "the layout has no parent: no theme behind this one has a layout 'new'",
		"new", "");
}

/* A partial that stands around the one that it takes the place of, also where both are nested. */
static void
test_include_parent(void **state)
{
	(void)state;
	scratch_write(&scratch, "installed/default/layouts/partials/x.html",
		      "{{ args.n or \"-\" }}{% if args.n and args.n > 0 then %}"
		      "{% include \"partials/x\" {n = args.n - 1} %}{% end %}");
	scratch_write(&scratch, "installed/default/layouts/page.html",
		      "{% include \"partials/x\" {n = 1} %}");
	scratch_write(&scratch, "site/themes/mine/theme.yaml", "parent: default\n");
	scratch_write(&scratch, "site/themes/mine/layouts/partials/x.html",
		      "[{% include parent %}|{%- include\nparent {} %}]");
	scratch_write(&scratch, "site/themes/default/layouts/partials/x.html",
		      "({% include parent %})");
	scratch_write(&scratch, "site/themes/mine/layouts/page.html", "{% extends parent %}");
	LOADS("name: mine");
	assert_string_equal(rendered("page"), "[(1[(0)|(-)])|(-)]");
	scratch_write(&scratch, "site/themes/mine/layouts/new.html", "{% include parent %}");
	PROBLEM("name: mine",
		"the layout has no parent: no theme behind this one has a layout 'new'", "parent",
		"");
	scratch_write(&scratch, "site/themes/mine/layouts/new.html", "{% include parents %}");
	PROBLEM("name: mine", "'include' wants a name in quotes behind it", "{% include parents %}",
		"");
	scratch_write(&scratch, "site/themes/mine/layouts/new.html", "{% extends parent 1 %}");
	PROBLEM("name: mine", "nothing may follow the name in 'extends'", "parent", "");
	scratch_write(&scratch, "site/themes/mine/layouts/new.html",
		      "{% block parent %}{% endblock %}");
	PROBLEM("name: mine", "'block' wants a name in quotes behind it", "{% block parent %}", "");
}

static void
test_same_folder_once(void **state)
{
	(void)state;
	scratch_folder(&scratch, "site/themes");
	scratch_link(&scratch, "site/themes/default", "../../installed/default");
	LOADS(NULL);
	assert_int_equal(theme.nlayouts, 3);
	scratch_write(&scratch, "installed/default/layouts/page.html", "{% extends \"page\" %}");
	PROBLEM(NULL, "the layout has no parent: no theme behind this one has a layout 'page'",
		"page", "");
}

static void
test_layout_problems(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/layouts/a.html",
		      "{% extends \"bsae\" %}{% block \"main\" %}{% endblock %}");
	PROBLEM(NULL, "there is no layout 'bsae'", "bsae", "did you mean 'base'?");
	scratch_write(&scratch, "site/themes/default/layouts/a.html",
		      "{% if page.never then %}{% include \"partials/y\" %}{% end %}");
	PROBLEM(NULL, "there is no layout 'partials/y'", "partials/y",
		"did you mean 'partials/x'?");
	scratch_write(&scratch, "site/themes/default/layouts/a.html",
		      "{% extends \"base\" %}{% block \"mian\" %}{% endblock %}");
	PROBLEM(NULL, "there is no block 'mian' to override", "mian", "did you mean 'main'?");
	scratch_write(&scratch, "site/themes/default/layouts/a.html", "{% extends \"b\" %}");
	scratch_write(&scratch, "site/themes/default/layouts/b.html", "{% extends \"a\" %}");
	PROBLEM(NULL, "this layout extends itself in the end", "b", "");
	scratch_write(&scratch, "site/themes/default/layouts/a.html", "ab\xff");
	scratch_write(&scratch, "site/themes/default/layouts/b.html", "{{ 1");
	assert_false(load(NULL));
	assert_int_equal(diags.nerrors, 2);
	assert_int_equal(diags.first->code, DIAG_TEXT_INVALID);
	assert_int_equal(diags.last->code, DIAG_TEMPLATE_SYNTAX);
}

static void
test_manifest_problems(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/theme.yaml", "nmae: x\n");
	PROBLEM(NULL, "unknown key 'nmae' in theme.yaml", "nmae", "did you mean 'name'?");
	scratch_write(&scratch, "site/themes/default/theme.yaml",
		      "options: {a: {type: number, default: x}}\n");
	PROBLEM(NULL, "option 'a' of the theme wants a number, not text", "x", "");
	scratch_write(&scratch, "site/themes/default/theme.yaml", "options: {a: {type: thing}}\n");
	assert_false(load(NULL));
	assert_int_equal(diags.first->code, DIAG_WRONG_TYPE);
}

/* A page of its own has a layout of its name, and a title among the strings. */
static void
test_pages(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/layouts/all.html", "all");
	scratch_write(&scratch, "site/themes/default/theme.yaml",
		      "pages:\n  all: {title: next}\n  page: {title: year, data: links}\n");
	LOADS(NULL);
	assert_int_equal(theme.npages, 2);
	assert_str(theme.pages[0].data, "");
	assert_str(theme.pages[1].data, "links");
	assert_str(theme.pages[0].name, "all");
	assert_str(theme.pages[0].title, "Next");
	LOADS("pages: [all]\nstrings: {next: Weiter}\n");
	assert_int_equal(theme.npages, 1);
	assert_str(theme.pages[0].title, "Weiter");
}

static void
test_page_problems(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/theme.yaml", "pages: {al: {title: next}}\n");
	PROBLEM(NULL, "the theme has no layout 'al' for its page", "al", "");
	scratch_write(&scratch, "site/themes/default/theme.yaml", "pages: {page: {title: nxt}}\n");
	PROBLEM(NULL, "the theme has no string 'nxt'", "nxt", "did you mean 'next'?");
	scratch_write(&scratch, "site/themes/default/theme.yaml", "pages: {page: {title: next}}\n");
	PROBLEM("pages: [pag]", "the theme has no page 'pag'", "pag", "did you mean 'page'?");
}

static void
test_asset_names(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/default/assets/a:b.css", "x");
	scratch_write(&scratch, "site/themes/default/assets/a.css~", "x");
	PROBLEM(NULL, "a file with this name cannot be published", NULL, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_default),           TEST(test_settings),         TEST(test_setting_problems),
	    TEST(test_theme_missing),     TEST(test_nearest_wins),     TEST(test_extends_own_name),
	    TEST(test_include_parent),    TEST(test_same_folder_once), TEST(test_layout_problems),
	    TEST(test_manifest_problems), TEST(test_asset_names),      TEST(test_pages),
	    TEST(test_page_problems),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
