#include "unit.h"

#include "base/diag.h"
#include "base/die.h"
#include "base/source.h"

static struct diag_list diags;

static int
set_up(void **state)
{
	(void)state;
	diag_init(&diags);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	diag_release(&diags);
	return 0;
}

static struct source
source_of(struct str text)
{
	return (struct source){STR("weeks/01.md"), text};
}

static void
test_position(void **state)
{
	struct source source = source_of(STR("ab\ncd\r\ne\u00e9f\rg\n"));
	static const struct {
		uint32_t offset, line, column;
	} rows[] = {
	    {0, 1, 1}, {2, 1, 3},  {3, 2, 1},  {5, 2, 3},  {6, 2, 4},
	    {7, 3, 1}, {10, 3, 3}, {12, 4, 1}, {14, 5, 1}, {999, 5, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct position position = source_position(&source, rows[i].offset);

		assert_int_equal(position.line, rows[i].line);
		assert_int_equal(position.column, rows[i].column);
	}
	assert_str(source_line(&source, 5), "cd");
	assert_str(source_line(&source, 9), "e\u00e9f");
	assert_str(source_line(&source, 999), "");
	assert_str(source_slice(&source, (struct span){3, 5}), "cd");
	assert_str(source_slice(&source, (struct span){3, 999}), "cd\r\ne\u00e9f\rg\n");
}

static void
test_empty_source_and_mark(void **state)
{
	struct source empty = {0}, marked = source_of(STR("\xef\xbb\xbf"
							  "abc\n"));

	(void)state;
	assert_int_equal(source_position(&empty, 5).line, 1);
	assert_int_equal(source_position(&empty, 5).column, 1);
	assert_str(source_line(&empty, 0), "");
	assert_int_equal(source_position(&marked, 0).column, 1);
	assert_int_equal(source_position(&marked, 3).column, 1);
	assert_int_equal(source_position(&marked, 4).column, 2);
	assert_str(source_line(&marked, 0), "abc");
}

/* A cursor that goes forward finds what a fresh look finds. */
static void
test_seek(void **state)
{
	struct source source = source_of(STR("a\r\n\r\nb\n\nc\rd\u00e9\n\r\n"));
	struct source other = source_of(STR("x\ny"));
	struct source_cursor cursor = {0};

	(void)state;
	for (uint32_t at = 0; at <= source.text.len; at++) {
		source_seek(&cursor, &source, at);
		assert_int_equal(cursor.line, source_position(&source, at).line);
		assert_int_equal(cursor.column, source_position(&source, at).column);
	}
	source_seek(&cursor, &source, 0);
	assert_int_equal(cursor.line, 1);
	source_seek(&cursor, &other, 2);
	assert_int_equal(cursor.line, 2);
	assert_str(source_line_at(&cursor), "y");
}

static void
test_print(void **state)
{
	struct source source = source_of(STR("---\nweek: 1\ntitel: Foo\n---\n"));
	struct diag *diag = diag_add(&diags, DIAG_UNKNOWN_KEY, &source, (struct span){12, 17},
				     "unknown key '%s' in a week file", "titel");

	(void)state;
	diag_note(&diags, diag, &source, (struct span){4, 8}, "the file starts here");
	diag_note(&diags, diag, NULL, (struct span){0, 0}, "without a place");
	diag_cure(&diags, diag, "did you mean '%s'?", "title");
	assert_printed(&diags, "weeks/01.md:3:1: error: unknown key 'titel' in a week file "
			       "[unknown-key]\n"
			       "    titel: Foo\n"
			       "    ^~~~~\n"
			       "weeks/01.md:2:1: note: the file starts here\n"
			       "    week: 1\n"
			       "    ^~~~\n"
			       "  note: without a place\n"
			       "  cure: did you mean 'title'?\n");
}

static void
test_print_without_source(void **state)
{
	(void)state;
	diag_add_path(&diags, DIAG_OUTPUT_FAILED, STR("public"), "no space left");
	diag_add_path(&diags, DIAG_NO_PAGES, STR(""), "the site has no page");
	diag_add(&diags, DIAG_HTML_ESCAPED, NULL, (struct span){0, 0}, "somewhere");
	diag_add_path(&diags, DIAG_IMPORT_MENDED, STR("a.md"), "mended");
	assert_printed(&diags, "public: error: no space left [output-failed]\n"
			       "lectern: error: the site has no page [no-pages]\n"
			       "lectern: warning: somewhere [html-escaped]\n"
			       "a.md: note: mended [import-mended]\n");
}

static void
test_print_color(void **state)
{
	struct source source = source_of(STR("abc"));
	char *printed;

	(void)state;
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){1, 3}, "x");
	diag_add(&diags, DIAG_HTML_ESCAPED, NULL, (struct span){0, 0}, "y");
	printed = unit_printed(&diags, true);
	assert_string_equal(printed,
			    "\x1b[1mweeks/01.md:1:2:\x1b[0m \x1b[1;31merror:\x1b[0m x "
			    "[missing-key]\n"
			    "    abc\n"
			    "     \x1b[1;32m^~\x1b[0m\n"
			    "\x1b[1mlectern:\x1b[0m \x1b[1;35mwarning:\x1b[0m y [html-escaped]\n");
	free(printed);
}

static void
assert_caret(struct str text, struct span span, const char *wanted)
{
	struct source source = source_of(text);
	struct diag_list list;
	char *printed;

	diag_init(&list);
	diag_add(&list, DIAG_MISSING_KEY, &source, span, "x");
	printed = unit_printed(&list, false);
	assert_string_equal(strchr(printed, '\n') + 1, wanted);
	free(printed);
	diag_release(&list);
}

static void
test_caret(void **state)
{
	(void)state;
	assert_caret(STR("abc\ndef"), (struct span){1, 1}, "    abc\n     ^\n");
	assert_caret(STR("abc\ndef"), (struct span){2, 1}, "    abc\n      ^\n");
	assert_caret(STR("abc\ndef"), (struct span){1, 6}, "    abc\n     ^~\n");
	assert_caret(STR("abc\ndef"), (struct span){3, 4}, "    abc\n       ^\n");
	assert_caret(STR("abc"), (struct span){77, 99}, "    abc\n       ^\n");
	assert_caret(STR("a\tb"), (struct span){2, 3}, "    a b\n      ^\n");
	assert_caret(STR("ab\r\ncd"), (struct span){1, 5}, "    ab\n     ^\n");
	assert_caret(STR("\u4f60\u597d!"), (struct span){3, 6}, "    \u4f60\u597d!\n      ^~\n");
	assert_caret(STR("e\u0301x"), (struct span){3, 4}, "    e\u0301x\n     ^\n");
	assert_caret(STR("\xef\xbb\xbf"
			 "abc"),
		     (struct span){4, 6}, "    abc\n     ^~\n");
	assert_caret(STR("a\n\nb"), (struct span){2, 2}, "");
	assert_caret(STR(""), (struct span){0, 0}, "");
}

static void
test_hostile_text(void **state)
{
	struct source source = {STR("a\x1b]0;x\x07\n::error::.md"),
				STR("x\x1b[31m\x00\xff\u202e\xc2\x9by\u00e9")};

	(void)state;
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){1, 2}, "key '%s'",
		 "\x1b[2J\r\n\x7f");
	diag_cure(&diags, diags.first, "\x1b");
	assert_printed(&diags,
		       "a\\x1B]0;x\\x07\\x0A::error::.md:1:2: error: key '\\x1B[2J\\x0D\\x0A\\x7F' "
		       "[missing-key]\n"
		       "    x\\x1B[31m\\x00\\xFF\\xE2\\x80\\xAE\\xC2\\x9By\u00e9\n"
		       "     ^~~~\n"
		       "  cure: \\x1B\n");
}

/* A long line, the caret near its start, middle and end. */
static void
test_long_line(void **state)
{
	char *line = malloc(100001), *printed, *shown, *caret;
	static const uint32_t places[] = {0, 5, 61, 50000, 99990, 99999, 100000};
	struct source source;

	(void)state;
	memset(line, 'a', 100000);
	line[100000] = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct str text;

		memset(line, 'a', 100000);
		memset(line + places[i], 'b', places[i] + 3 <= 100000 ? 3 : 100000 - places[i]);
		source = source_of((struct str){line, 100000});
		diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){places[i], places[i] + 3},
			 "x");
		printed = unit_printed(&diags, false);
		shown = strchr(printed, '\n') + 1;
		caret = strchr(shown, '\n') + 1;
		text = (struct str){shown, (size_t)(caret - shown) - 1};
		assert_in_range(text.len, 20, 4 + 160 + 4);
		assert_int_equal(str_has(text, STR("    \u2026")), places[i] > 60);
		assert_int_equal(str_ends(text, STR("\u2026")), places[i] < 99900);
		/* Columns to the caret are columns to the first b; the ellipsis has three bytes. */
		assert_int_equal(strspn(caret, " ") + (places[i] > 60 ? 2 : 0),
				 str_find_char(text, 'b'));
		assert_int_equal(strspn(strchr(caret, '^') + 1, "~"), places[i] + 3 <= 100000 ? 2
								      : places[i] == 99999    ? 0
											      : 0);
		free(printed);
		diag_release(&diags);
	}
	free(line);
}

/* What fits is shown whole, and wide characters count double. */
static void
test_width_limit(void **state)
{
	char line[3 * 200], *printed;
	struct source source;

	(void)state;
	memset(line, 'a', sizeof(line));
	source = source_of((struct str){line, 160});
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){159, 160}, "x");
	printed = unit_printed(&diags, false);
	assert_null(strstr(printed, "\u2026"));
	free(printed);
	diag_release(&diags);
	for (size_t i = 0; i < sizeof(line); i += 3)
		memcpy(line + i, "\u4f60", 3);
	source = source_of((struct str){line, 3 * 81});
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){0, 3}, "x");
	printed = unit_printed(&diags, false);
	assert_non_null(strstr(printed, "\u2026"));
	free(printed);
}

static void
test_counts_and_status(void **state)
{
	(void)state;
	assert_int_equal(diag_status(&diags), STATUS_OK);
	diag_add_path(&diags, DIAG_IMPORT_MENDED, STR("a"), "note");
	diag_add_path(&diags, DIAG_HTML_ESCAPED, STR("a"), "warning");
	assert_int_equal(diag_status(&diags), STATUS_OK);
	assert_int_equal(diags.nwarnings, 1);
	diag_make_strict(&diags);
	assert_int_equal(diags.nwarnings, 0);
	assert_int_equal(diags.nerrors, 1);
	assert_int_equal(diag_status(&diags), STATUS_CONTENT);
	diag_add_path(&diags, DIAG_HTML_ESCAPED, STR("a"), "warning");
	assert_int_equal(diags.nerrors, 2);
	assert_int_equal(diags.last->level, DIAG_ERROR);
	diag_add_path(&diags, DIAG_OUTPUT_LOCKED, STR("a"), "fatal");
	assert_int_equal(diags.nfatals, 1);
	assert_int_equal(diag_status(&diags), STATUS_ENVIRONMENT);
}

static void
test_merge(void **state)
{
	struct source source = source_of(STR("abc"));
	struct diag_list from;

	(void)state;
	diag_init(&from);
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){0, 1}, "first");
	diag_merge(&diags, &from);
	diag_make_strict(&diags);
	diag_add(&from, DIAG_HTML_ESCAPED, &source, (struct span){1, 2}, "second");
	diag_note(&from, from.first, &source, (struct span){2, 3}, "note one");
	diag_note(&from, from.first, NULL, (struct span){2, 3}, "note two");
	diag_cure(&from, from.first, "cure");
	diag_add_path(&from, DIAG_OUTPUT_LOCKED, STR("public"), "third");
	diag_merge(&diags, &from);
	assert_null(from.first);
	assert_int_equal(from.nwarnings + from.nfatals, 0);
	diag_release(&from); // nothing of it is needed any more
	assert_int_equal(diags.nerrors, 2);
	assert_int_equal(diags.nfatals, 1);
	assert_printed(&diags, "weeks/01.md:1:1: error: first [missing-key]\n"
			       "    abc\n    ^\n"
			       "weeks/01.md:1:2: error: second [html-escaped]\n"
			       "    abc\n     ^\n"
			       "weeks/01.md:1:3: note: note one\n"
			       "    abc\n      ^\n"
			       "  note: note two\n"
			       "  cure: cure\n"
			       "public: error: third [output-locked]\n");
}

/* What a rule of a plugin says is kept whole, and what is suppressed is kept but not shown. */
static void
test_merge_rules(void **state)
{
	struct source source = source_of(STR("abc"));
	struct diag_fix fix = {{0, 3}, STR("xyz")};
	struct diag_list from;
	struct diag *diag;

	(void)state;
	diag_init(&from);
	diag = diag_add(&from, DIAG_HTML_ESCAPED, &source, (struct span){0, 1}, "shown");
	diag->rule = arena_dup(&from.arena, STR("links/moved"));
	diag->facts = arena_dup(&from.arena, STR("{}"));
	diag->fix = &fix;
	diag_add(&from, DIAG_HTML_ESCAPED, &source, (struct span){0, 1}, "not");
	from.last->suppressed = true;
	diag_merge(&diags, &from);
	fix.text = STR("gone");
	assert_int_equal(diags.nwarnings, 1);
	assert_str(diags.first->fix->text, "xyz");
	assert_int_equal(diags.first->fix->span.end, 3);
	assert_str(diags.first->facts, "{}");
	assert_true(diags.last->suppressed);
	assert_str(diag_slug(diags.last), "html-escaped");
	assert_printed(&diags, "weeks/01.md:1:1: warning: shown [links/moved]\n    abc\n    ^\n");
}

static void
test_fold(void **state)
{
	const struct source source = {STR("main.lua"), STR("abc\n")};
	const char *const texts[] = {"same", "other", "same", "same", "other", "third"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		diag_add(&diags, DIAG_PLUGIN_ERROR, &source, (struct span){0, 1}, "%s", texts[i]);
	diag_add(&diags, DIAG_PLUGIN_ERROR, &source, (struct span){1, 2}, "same");
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){0, 1}, "same");
	diag_add(&diags, DIAG_MISSING_KEY, &source, (struct span){0, 1}, "same");
	diag_add(&diags, DIAG_PLUGIN_ERROR, &source, (struct span){1, 2}, "same");
	diag_fold(&diags, DIAG_PLUGIN_ERROR, "page");
	assert_int_equal(diags.nerrors, 6);
	assert_ptr_equal(diags.last->next, NULL);
	assert_printed(&diags, "main.lua:1:1: error: same [plugin-error]\n    abc\n    ^\n"
			       "  note: and for 2 more pages\n"
			       "main.lua:1:1: error: other [plugin-error]\n    abc\n    ^\n"
			       "  note: and for 1 more page\n"
			       "main.lua:1:1: error: third [plugin-error]\n    abc\n    ^\n"
			       "main.lua:1:2: error: same [plugin-error]\n    abc\n     ^\n"
			       "  note: and for 1 more page\n"
			       "main.lua:1:1: error: same [missing-key]\n    abc\n    ^\n"
			       "main.lua:1:1: error: same [missing-key]\n    abc\n    ^\n");
}

static void
test_catalogue(void **state)
{
	(void)state;
	for (enum diag_code code = 0; code < DIAG_COUNT; code++) {
		const struct diag_entry *entry = &diag_catalogue[code];

		assert_int_equal(diag_find(str_from(entry->slug)), code); // no slug stands twice
		assert_true(strlen(entry->page) > 20);
		for (const char *c = entry->slug; *c; c++)
			assert_true(*c == '-' || ascii_is_digit(*c) || (*c >= 'a' && *c <= 'z'));
	}
	assert_int_equal(diag_find(STR("no-such-slug")), DIAG_COUNT);
	assert_int_equal(diag_find(STR("")), DIAG_COUNT);
}

static void
test_nearest(void **state)
{
	static const struct str names[] = {STR_INIT("title"),  STR_INIT("hours"),
					   STR_INIT("week"),   STR_INIT("weeks"),
					   STR_INIT("id"),     STR_INIT("prerequisites"),
					   STR_INIT("summary")};
	static const struct {
		const char *wanted, *nearest;
	} rows[] = {
	    {"titel", "title"},
	    {"TITLE", "title"},
	    {"hors", "hours"},
	    {"wek", "week"},
	    {"weekx", "week"}, // as near as "weeks", but first
	    {"weks", "weeks"},
	    {"weekss", "weeks"},
	    {"ID", "id"},
	    {"ix", ""},
	    {"prerequsite", "prerequisites"},
	    {"sumary", "summary"},
	    {"ttl", ""},
	    {"colour", ""},
	    {"", ""},
	    {"tilte", "title"},
	};
	struct str none = {0};
	char longest[300];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(diag_nearest(str_from(rows[i].wanted), names, 7), rows[i].nearest);
	assert_str(diag_nearest(STR("title"), NULL, 0), "");
	assert_str(diag_nearest(none, names, 7), "");
	memset(longest, 'a', sizeof(longest));
	assert_str(diag_nearest((struct str){longest, sizeof(longest)}, names, 7), "");
	assert_str(diag_nearest((struct str){longest, 255}, &(struct str){longest, 254}, 1),
		   arena_dup(&diags.arena, (struct str){longest, 254}).at);
}

/* Many diagnostics in one long file must not cost its square. */
static void
test_many(void **state)
{
	size_t len = (size_t)2 << 20;
	char *text = malloc(len), *printed;
	struct source source;

	(void)state;
	memset(text, 'a', len);
	for (size_t i = 63; i < len; i += 64)
		text[i] = '\n';
	source = source_of((struct str){text, len});
	for (uint32_t at = 0; at < len; at += 64)
		diag_add(&diags, DIAG_HTML_ESCAPED, &source, (struct span){at, at + 1}, "x");
	printed = unit_printed(&diags, false);
	assert_non_null(strstr(printed, "weeks/01.md:32768:1: warning"));
	free(printed);
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_position),
	    TEST(test_empty_source_and_mark),
	    TEST(test_seek),
	    TEST(test_print),
	    TEST(test_print_without_source),
	    TEST(test_print_color),
	    TEST(test_caret),
	    TEST(test_hostile_text),
	    TEST(test_long_line),
	    TEST(test_width_limit),
	    TEST(test_counts_and_status),
	    TEST(test_merge),
	    TEST(test_merge_rules),
	    TEST(test_fold),
	    TEST(test_catalogue),
	    TEST(test_nearest),
	    TEST(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
