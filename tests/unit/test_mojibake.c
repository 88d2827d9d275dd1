/* Characters that were UTF-8 read as Windows-1252: what is mended, what is kept. */
#include "unit.h"

#include "base/arena.h"
#include "roadmap/mojibake.h"

struct row {
	const char *damaged, *wanted;
	size_t nmended, nunmended;
};

static void
check(const struct row *row)
{
	struct mend_count count = {0};
	struct diag_list diags;
	struct arena arena;
	struct source source = {STR("roadmap.md"), str_from(row->damaged)};
	struct span line = {0, (uint32_t)source.text.len};
	struct str text;

	arena_init(&arena);
	diag_init(&diags);
	text = mojibake_mend(&arena, &source, line, &count, &diags);
	if (count.mended != row->nmended || count.unmended != row->nunmended)
		print_error("in '%s'\n", row->damaged);
	assert_str(text, row->wanted);
	assert_int_equal(count.mended, row->nmended);
	assert_int_equal(count.unmended, row->nunmended);
	assert_int_equal(diags.nwarnings, row->nunmended);
	diag_release(&diags);
	arena_release(&arena);
}

static void
check_all(const struct row *rows, size_t nrows)
{
	for (size_t i = 0; i < nrows; i++)
		check(&rows[i]);
}

#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof((rows)[0]))

static void
test_mended(void **state)
{
	static const struct row rows[] = {
	    {"modelsâ€”core", "models—core", 1, 0},
	    {"## ðŸ“‹ Summary", "## 📋 Summary", 1, 0},
	    {"ðŸŽ¯ and ðŸš€", "🎯 and 🚀", 2, 0},
	    {"itâ€™s", "it’s", 1, 0},
	    {"dÃ©jÃ\u00a0 vu", "déjà vu", 2, 0},
	    {"LÃ©gumes", "Légumes", 1, 0},
	    {"20 Â°C", "20 °C", 1, 0},
	    {"x â†’ y", "x → y", 1, 0},
	    {"ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет", 1, 0},
	    {"zÅ‚oty", "złoty", 1, 0},
	    {"æ—¥æœ¬", "日本", 1, 0},
	    /* Bytes that Windows-1252 has no character for stay C1 controls. */
	    {"â€œquotedâ€\xc2\x9d"
	     "",
	     "“quoted”", 2, 0},
	    {"ðŸ\xc2\x8d"
	     "°",
	     "🍰", 1, 0},
	    /* Read as ISO 8859-1. */
	    {"a \u00e2\xc2\x80"
	     "\xc2\x94"
	     " b",
	     "a — b", 1, 0},
	    /* Twice. */
	    {"fraÃƒÂ®che", "fraîche", 1, 0},
	    {"Ã¢â‚¬â€œ", "–", 1, 0},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void
test_honest(void **state)
{
	static const struct row rows[] = {
	    {"plain ASCII", "plain ASCII", 0, 0},
	    {"déjà vu — “naïve” ½ × 3 °C", "déjà vu — “naïve” ½ × 3 °C", 0, 0},
	    {"CAFÉ…", "CAFÉ…", 0, 0},
	    {"»Spaß«", "»Spaß«", 0, 0},
	    {"„MENÜ“", "„MENÜ“", 0, 0},
	    {"“touché”—he said", "“touché”—he said", 0, 0},
	    {"ŽÍŽALA", "ŽÍŽALA", 0, 0},
	    {"日本 Привет 📋", "日本 Привет 📋", 0, 0},
	    {"", "", 0, 0},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void
test_uncertain(void **state)
{
	static const struct row rows[] = {
	    {"â€œquotedâ€, he said", "“quotedâ€, he said", 1, 1}, // its last byte is gone
	    {"ðŸ", "ðŸ", 0, 1},
	    {"ðŸ“", "ðŸ“", 0, 1},
	    {"voilÃ ", "voilÃ ", 0, 1},
	    {"ï¿½", "ï¿½", 0, 1}, // the replacement character says nothing
	    {"lost \ufffd", "lost \ufffd", 0, 1},
	    {"AMANHÃ”", "AMANHÃ”", 0, 1},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void
test_report(void **state)
{
	struct mend_count count = {0};
	struct diag_list diags;
	struct arena arena;
	struct source source = {STR("roadmap.md"), STR("one\ntwoâ€”three\n")};

	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	mojibake_mend(&arena, &source, (struct span){4, 4 + 15}, &count, &diags);
	assert_printed(&diags,
		       "roadmap.md:2:4: note: 'â€”' was UTF-8 read as Windows-1252 and has become "
		       "'—' [import-mended]\n"
		       "    twoâ€”three\n"
		       "       ^~~\n");
	diag_release(&diags);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mended),
	    cmocka_unit_test(test_honest),
	    cmocka_unit_test(test_uncertain),
	    cmocka_unit_test(test_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
