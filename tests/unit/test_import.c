/*
 * The importer: what it counts in roadmaps of many shapes, and that no word is lost.
 *
 * Fixtures are tests/import/NAME.md. The real roadmap is not part of the repository;
 * LECTERN_SEED says where it is.
 */
#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"
#include "import/import.h"
#include "roadmap/amount.h"
#include "roadmap/mojibake.h"
#include "roadmap/text.h"
#include "roadmap/unit.h"

#include <unistd.h>

struct expectation {
	const char *name;
	struct import_report counts;
	size_t nlinks, nrenumbered; // reported
	/* Words that may occur less often than in the roadmap, besides the labels below. */
	const char *dropped;
};

/* Words of labels, units and times: they have become headings, keys and numbers. */
static const char labels[] =
    "week weeks module modules day phase semaine woche month "
    "h hr hrs hour hours m min minutes std stunden minuten heures estimated time duration dauer "
    "topics to cover tasks resources free only my leave blank if no specific from your list "
    "mini project ethics best practices outcomes weekly stretch goals goal self assessment "
    "checklist interview prep questions prerequisites requires requirements key skills job "
    "relevance capstone executive summary json bonus learning objectives exercises homework "
    "practice check prérequis voraussetzungen objectif do todo final deliverables and und "
    "title description language per";

static const struct expectation expectations[] = {
    {.name = "modules",
     .counts = {.weeks = 2,
		.topics = 5,
		.tasks = 5,
		.hours = 9.5,
		.resources = 4,
		.projects = 1,
		.outcomes = 2,
		.pages = 3},
     .nlinks = 3,
     .nrenumbered = 1,
     .dropped = "notes html md"}, // a link whose text was its address
    {.name = "days",
     .counts = {.weeks = 5, .tasks = 8, .hours = 3.25, .questions = 2},
     .nrenumbered = 1,
     .dropped = ""},
    {.name = "deutsch",
     .counts = {.weeks = 3,
		.topics = 4,
		.tasks = 5,
		.hours = 4.5,
		.resources = 1,
		.projects = 1,
		.outcomes = 1,
		.questions = 1,
		.pages = 1},
     .dropped = ""},
    {.name = "ranges",
     .counts = {.weeks = 4, .topics = 7, .tasks = 4, .hours = 20, .projects = 1, .stretch = 1},
     .nrenumbered = 4,
     .dropped = "1 2 4"}, // weeks asked for by their old numbers
    {.name = "phases",
     .counts = {.weeks = 4,
		.blocks = 2,
		.topics = 9,
		.tasks = 4,
		.hours = 10,
		.resources = 2,
		.pages = 1,
		.unplaced = 1},
     .dropped = ""},
    {.name = "bold",
     .counts = {.weeks = 3,
		.topics = 5,
		.tasks = 2,
		.hours = 2,
		.projects = 1,
		.self_assessment = 2,
		.stretch = 1,
		.pages = 1},
     .dropped = ""},
    {.name = "mojibake",
     .counts = {.weeks = 3,
		.topics = 3,
		.tasks = 7,
		.hours = 6.25,
		.mended = 23,
		.unmended = 1,
		.unplaced = 1},
     .dropped = "2 5"}, // "2,5 heures" is 2.5 h
    {.name = "days-in-weeks",
     .counts = {.weeks = 2, .tasks = 6, .hours = 7, .projects = 1, .capstones = 1, .unplaced = 1},
     .dropped = "30"}, // "1h 30m" is 1.5 h
    {.name = "plain", .counts = {.weeks = 4, .topics = 2, .resources = 2}, .dropped = ""},
    {.name = "list", .counts = {.weeks = 3, .topics = 1, .tasks = 2, .hours = 0.25}, .dropped = ""},
    {.name = "flat",
     .counts = {.weeks = 2, .tasks = 3, .hours = 1, .outcomes = 1, .pages = 1},
     .nlinks = 3,
     .dropped = "1 2 that"}, // numbers of headings; the title of an image
    {.name = "gaps",
     .counts = {.weeks = 4, .blocks = 2, .topics = 5, .pages = 1},
     .nrenumbered = 2,
     .dropped = ""},
};

static const struct expectation seed = {
    .name = "roadmap",
    .counts = {.weeks = 16,
	       .blocks = 4,
	       .topics = 80,
	       .tasks = 81,
	       .hours = 212,
	       .resources = 64,
	       .own_resources = 16,
	       .projects = 16,
	       .capstones = 4,
	       .ethics = 80,
	       .outcomes = 64,
	       .stretch = 24,
	       .self_assessment = 20,
	       .questions = 25,
	       .pages = 4,
	       .boxes = 26,
	       .mended = 8},
    .dropped = "",
};

static size_t
count_code(const struct diag_list *diags, enum diag_code code)
{
	size_t n = 0;

	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		n += diag->code == code;
	return n;
}

static void
compare_counts(const struct expectation *expected, const struct import_report *report)
{
	const struct import_report *wanted = &expected->counts;

	print_message("# %s\n", expected->name);
	assert_int_equal(report->weeks, wanted->weeks);
	assert_int_equal(report->blocks, wanted->blocks);
	assert_int_equal(report->topics, wanted->topics);
	assert_int_equal(report->tasks, wanted->tasks);
	assert_true(report->hours > wanted->hours - 1e-9 && report->hours < wanted->hours + 1e-9);
	assert_int_equal(report->resources, wanted->resources);
	assert_int_equal(report->own_resources, wanted->own_resources);
	assert_int_equal(report->projects, wanted->projects);
	assert_int_equal(report->capstones, wanted->capstones);
	assert_int_equal(report->ethics, wanted->ethics);
	assert_int_equal(report->outcomes, wanted->outcomes);
	assert_int_equal(report->stretch, wanted->stretch);
	assert_int_equal(report->self_assessment, wanted->self_assessment);
	assert_int_equal(report->questions, wanted->questions);
	assert_int_equal(report->pages, wanted->pages);
	if (wanted->boxes)
		assert_int_equal(report->boxes, wanted->boxes);
	assert_int_equal(report->mended, wanted->mended);
	assert_int_equal(report->unmended, wanted->unmended);
	assert_int_equal(report->unplaced, wanted->unplaced);
}

/* Counts words of a text, with digits and letters apart, in the map of int. */
static void
count_words(struct arena *arena, struct str text, struct map *words)
{
	struct str folded = text_fold(arena, text), word;

	while (str_split(&folded, ' ', &word))
		while (word.len) {
			size_t len = 1;
			bool digit = ascii_is_digit(word.at[0]);
			struct str token;
			int *count;

			while (len < word.len && ascii_is_digit(word.at[len]) == digit)
				len++;
			token = str_slice(word, 0, len);
			word = str_skip(word, len);
			count = map_find(words, token);
			if (!count) {
				count = ARENA_NEW(arena, int);
				map_put(words, arena, token, count);
			}
			++*count;
		}
}

static struct str
mended(struct arena *arena, const struct source *source)
{
	struct mend_count count = {0};
	struct diag_list diags;
	struct str text;

	diag_init(&diags);
	text = mojibake_mend(arena, source, (struct span){0, (uint32_t)source->text.len}, &count,
			     &diags);
	diag_release(&diags);
	return text;
}

static void
check_words(struct arena *arena, const struct expectation *expected, const struct source *source,
	    const struct import_report *report)
{
	struct map in = {0}, out = {0}, allowed = {0};
	size_t nmissing = 0;

	count_words(arena, mended(arena, source), &in);
	for (size_t i = 0; i < report->nfiles; i++)
		count_words(arena, report->files[i].bytes, &out);
	count_words(arena, str_from(labels), &allowed);
	count_words(arena, str_from(expected->dropped), &allowed);
	for (size_t i = 0; i < in.len; i++) {
		struct str word = in.entries[i].key;
		const int *wanted = in.entries[i].value, *found = map_find(&out, word);

		if ((found && *found >= *wanted) || map_find(&allowed, word))
			continue;
		print_error("%s: '%.*s' occurs %d times, written %d times\n", expected->name,
			    STR_ARG(word), *wanted, found ? *found : 0);
		nmissing++;
	}
	assert_int_equal(nmissing, 0);
}

static void
check(const struct expectation *expected, const char *path)
{
	struct import_report report;
	struct diag_list diags;
	struct arena arena;
	struct source source = {.path = str_from(path)};

	arena_init(&arena);
	diag_init(&diags);
	assert_true(file_read(&arena, path, 1 << 24, &source.text));
	assert_true(import_convert(&arena, &source, &report, &diags));
	assert_int_equal(diags.nerrors + diags.nfatals, 0);
	compare_counts(expected, &report);
	assert_int_equal(count_code(&diags, DIAG_IMPORT_LINK), expected->nlinks);
	assert_int_equal(count_code(&diags, DIAG_IMPORT_RENUMBERED), expected->nrenumbered);
	check_words(&arena, expected, &source, &report);
	diag_release(&diags);
	arena_release(&arena);
}

static void
test_fixtures(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(expectations) / sizeof(expectations[0]); i++) {
		char path[256];

		snprintf(path, sizeof(path), "tests/import/%s.md", expectations[i].name);
		check(&expectations[i], path);
	}
}

static const struct import_file *
find_file(const struct import_report *report, const char *path)
{
	for (size_t i = 0; i < report->nfiles; i++)
		if (str_eq(report->files[i].path, str_from(path)))
			return &report->files[i];
	fail_msg("no file %s", path);
	return NULL;
}

static void
test_seed(void **state)
{
	const char *path =
	    getenv("LECTERN_SEED") ? getenv("LECTERN_SEED") : "../shared/seed/roadmap.md";

	(void)state;
	if (access(path, R_OK) != 0) {
		print_message("skipped: %s absent\n", path);
		skip();
	}
	check(&seed, path);
}

/* Converts a text given in the test. */
struct conversion {
	struct arena arena;
	struct diag_list diags;
	struct source source;
	struct import_report report;
	bool converted;
};

static void
convert(struct conversion *conversion, struct str text)
{
	arena_init(&conversion->arena);
	diag_init(&conversion->diags);
	conversion->source = (struct source){STR("roadmap.md"), text};
	conversion->converted = import_convert(&conversion->arena, &conversion->source,
					       &conversion->report, &conversion->diags);
}

static void
release(struct conversion *conversion)
{
	diag_release(&conversion->diags);
	arena_release(&conversion->arena);
}

static void
test_week_file(void **state)
{
	struct conversion conversion;

	(void)state;
	convert(&conversion, STR("# C: the Language\n\n"
				 "## Weeks 1-2: Ways In\n**Goal:** Begin\n\n"
				 "## Week 1: Types [x], \"y\"\n\n"
				 "**Estimated Time: 4 hours**\n\n"
				 "**Topics to Cover:**\n- `int`\n\n"
				 "**Tasks:**\n- Read (1.5 hrs)\n  twice\n\n"
				 "**Capstone Project:**\n"
				 "- **Deliverables:** a, b (c, d), and e\n\n"
				 "## Week 2: More\n\n"
				 "**Prerequisites:** Week 1 types\n"));
	assert_true(conversion.converted);
	assert_str(find_file(&conversion.report, "weeks/01-types-x-y.md")->bytes,
		   "---\n"
		   "week: 1\n"
		   "title: Types [x], \"y\"\n"
		   "summary: int\n"
		   "hours: 4\n"
		   "project: {kind: capstone, title: \"Types [x], \\\"y\\\"\"}\n"
		   "---\n"
		   "\n"
		   "## Topics\n"
		   "\n"
		   "- `int`\n"
		   "\n"
		   "## Tasks\n"
		   "\n"
		   "- [ ] Read (1.5 h)\n"
		   "  twice\n"
		   "\n"
		   "## Capstone Project\n"
		   "\n"
		   "- **Deliverables:**\n"
		   "  - A\n"
		   "  - B (c, d)\n"
		   "  - E\n");
	assert_str(find_file(&conversion.report, "weeks/02-more.md")->bytes,
		   "---\n"
		   "week: 2\n"
		   "title: More\n"
		   "prerequisites:\n"
		   "  - {week: 1, note: types}\n"
		   "---\n");
	release(&conversion);
}

static void
test_refused(void **state)
{
	struct conversion conversion;

	(void)state;
	convert(&conversion, STR("# Thoughts\n\nNone in week 3.\n"));
	assert_false(conversion.converted);
	assert_int_equal(count_code(&conversion.diags, DIAG_IMPORT_NO_WEEKS), 1);
	release(&conversion);
	convert(&conversion, STR("# Week 1\n\xff\n"));
	assert_false(conversion.converted);
	assert_int_equal(count_code(&conversion.diags, DIAG_TEXT_INVALID), 1);
	release(&conversion);
	convert(&conversion, STR("# Week 1\n\0\n"));
	assert_false(conversion.converted);
	assert_int_equal(count_code(&conversion.diags, DIAG_TEXT_NUL), 1);
	release(&conversion);
	convert(&conversion, (struct str){0});
	assert_false(conversion.converted);
	release(&conversion);
}

/* A text that is cut anywhere is converted or refused, and nothing else happens. */
static void
test_cut(void **state)
{
	struct arena arena;
	struct str text;

	(void)state;
	arena_init(&arena);
	assert_true(file_read(&arena, "tests/import/flat.md", 1 << 20, &text));
	for (size_t len = 0; len <= text.len; len++) {
		struct conversion conversion;

		convert(&conversion, str_slice(text, 0, len));
		release(&conversion);
	}
	arena_release(&arena);
}

static void
test_run(void **state)
{
	char folder[] = "/tmp/lectern-import-XXXXXX";
	struct import_report report;
	struct diag_list diags;
	struct arena arena;
	struct import_options options = {.file = STR("tests/import/plain.md"), .dry_run = true};
	struct str site, home, before, after;

	(void)state;
	arena_init(&arena);
	diag_init(&diags);
	assert_non_null(mkdtemp(folder));
	site = path_join(&arena, str_from(folder), STR("site"));
	home = path_join(&arena, site, STR("content/index.md"));
	options.output = site;
	assert_true(import_run(&arena, &options, &report, &diags));
	assert_int_equal(file_info(site.at).kind, FILE_ABSENT);
	options.dry_run = false;
	assert_true(import_run(&arena, &options, &report, &diags));
	assert_true(file_read(&arena, home.at, 1 << 20, &before));

	/* It never overwrites without being told to, and then says every file. */
	assert_true(file_replace(home.at, STR("mine")));
	assert_false(import_run(&arena, &options, &report, &diags));
	assert_int_equal(count_code(&diags, DIAG_IMPORT_EXISTS), report.nfiles);
	assert_true(file_read(&arena, home.at, 1 << 20, &after));
	assert_str(after, "mine");
	options.force = true;
	assert_true(import_run(&arena, &options, &report, &diags));
	assert_true(file_read(&arena, home.at, 1 << 20, &after));
	assert_true(str_eq(before, after));

	options.file = STR("tests/import/absent.md");
	assert_false(import_run(&arena, &options, &report, &diags));
	assert_int_equal(count_code(&diags, DIAG_FILE_UNREADABLE), 1);
	assert_true(folder_remove(folder));
	diag_release(&diags);
	arena_release(&arena);
}

static void
test_units(void **state)
{
	static const struct {
		const char *text;
		enum unit_rank rank;
		int first, last;
		const char *label, *title;
	} rows[] = {
	    {"Week 1: Loops", UNIT_WEEK, 1, 1, "Week 1", "Loops"},
	    {"📅 WEEK #2 – Loops", UNIT_WEEK, 2, 2, "WEEK #2", "Loops"},
	    {"Weeks 3–4: Loops", UNIT_WEEK, 3, 4, "Weeks 3–4", "Loops"},
	    {"Week 3 - Week 5: Loops", UNIT_WEEK, 3, 5, "Week 3 - Week 5", "Loops"},
	    {"Week 1 - 3 ways to loop", UNIT_WEEK, 1, 1, "Week 1", "3 ways to loop"},
	    {"Week 1 - 3D graphics", UNIT_WEEK, 1, 1, "Week 1", "3D graphics"},
	    {"Week Two. Loops", UNIT_WEEK, 2, 2, "Week Two", "Loops"},
	    {"Phase III | Loops", UNIT_PHASE, 3, 3, "Phase III", "Loops"},
	    {"3. Woche: Schleifen", UNIT_WEEK, 3, 3, "3. Woche", "Schleifen"},
	    {"Semaine 4 : Boucles", UNIT_WEEK, 4, 4, "Semaine 4", "Boucles"},
	    {"Módulo 2. Bucles", UNIT_MODULE, 2, 2, "Módulo 2", "Bucles"},
	    {"2. Day 7", UNIT_DAY, 7, 7, "Day 7", ""},
	    {"Loops (Weeks 1 to 4)", UNIT_WEEK, 1, 4, "Weeks 1 to 4", "Loops"},
	};
	static const char *const others[] = {
	    "Unit tests",  "Weekend 3",       "Next Steps After Week 16",
	    "Daytona 500", "Parts of speech", ""};
	struct arena arena;
	struct unit unit;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(unit_read(&arena, str_from(rows[i].text), &unit));
		assert_int_equal(unit.rank, rows[i].rank);
		assert_int_equal(unit.first, rows[i].first);
		assert_int_equal(unit.last, rows[i].last);
		assert_str(unit.label, rows[i].label);
		assert_str(unit.title, rows[i].title);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(unit_read(&arena, str_from(others[i]), &unit));
	arena_release(&arena);
}

static void
test_amounts(void **state)
{
	static const struct {
		const char *text, *rest, *amount;
		double hours;
	} rows[] = {
	    {"Read (1.5 hrs)", "Read", "1.5 h", 1.5},
	    {"Read (90 min)", "Read", "90 min", 1.5},
	    {"Read - 2h", "Read", "2 h", 2},
	    {"Read: 2 hours", "Read", "2 h", 2},
	    {"Read [2–3 hours]", "Read", "2-3 h", 2.5},
	    {"Read (~2h)", "Read", "2 h", 2},
	    {"Read (estimated time: 1h 30m)", "Read", "1.5 h", 1.5},
	    {"2h: Read", "Read", "2 h", 2},
	    {"(2h) Read", "Read", "2 h", 2},
	    {"Lesen (1,5 Std.)", "Lesen", "1.5 h", 1.5},
	    {"[Read](https://example.org/) (2 h)", "[Read](https://example.org/)", "2 h", 2},
	};
	static const char *const others[] = {"Read",  "Read (1-2)",  "Read chapter 3",
					     "(2 h)", "Walk (3 km)", "Read [this](2h)x"};
	struct arena arena;
	struct amount amount;
	struct str rest;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(amount_take(&arena, str_from(rows[i].text), &rest, &amount));
		assert_str(rest, rows[i].rest);
		assert_str(amount.text, rows[i].amount);
		assert_true(amount.hours == rows[i].hours);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]) - 1; i++) {
		assert_false(amount_take(&arena, str_from(others[i]), &rest, &amount));
		assert_str(rest, others[i]);
	}
	arena_release(&arena);
}

static void
test_phrases(void **state)
{
	struct arena arena;
	struct str *phrases;
	size_t nphrases;

	(void)state;
	arena_init(&arena);
	phrases = text_phrases(&arena, STR("lists, maps (hash, tree), and `a, b`"), &nphrases);
	assert_int_equal(nphrases, 3);
	assert_str(phrases[1], "maps (hash, tree)");
	assert_str(phrases[2], "`a, b`");
	phrases = text_phrases(&arena, STR("One. Two, three."), &nphrases);
	assert_int_equal(nphrases, 1);
	text_phrases(&arena, (struct str){0}, &nphrases);
	assert_int_equal(nphrases, 0);
	assert_str(text_slug(&arena, STR("📊 C++ & Größe!"), STR("x")), "c-groesse");
	assert_str(text_slug(&arena, STR("Привет"), STR("week")), "week");
	assert_str(text_plain(&arena, STR("**A** [b](c) `d_e` f_g \\* ![h](i)[^1]")),
		   "A b d_e f_g * h");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fixtures),  cmocka_unit_test(test_seed),
	    cmocka_unit_test(test_week_file), cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_cut),       cmocka_unit_test(test_run),
	    cmocka_unit_test(test_units),     cmocka_unit_test(test_amounts),
	    cmocka_unit_test(test_phrases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
