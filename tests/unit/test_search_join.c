/* Joining search data: records and words of the second index stand behind those of the first. */
#include "unit.h"

#include "base/buf.h"
#include "base/diag.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/search_join.h"
#include "model/course.h"
#include "model/site.h"
#include "scratch.h"

static const char own[] = "lecternSearch.pages=[\n[\"index.html\",\"Front\",0,0,0],\n];\n"
			  "lecternSearch.groups=[\n[\"aaaaaaaa\",0],\n];\n"
			  "lecternSearch.kinds=\"s\";\n"
			  "lecternSearch.index='front;0|word;;0.2';\n";

static const char other[] = "lecternSearch.pages=[\n[\"weeks/1.html\",\"A ] week\",1,2,0],\n"
			    "[\"b.html\",\"B\",0,0,2],\n];\n"
			    "lecternSearch.groups=[\n[\"bbbbbbbb\",0],\n[\"cccccccc\",2],\n];\n"
			    "lecternSearch.kinds=\"stp\";\n"
			    "lecternSearch.index='all;0;1 1;2|word;0 1.3 1;2';\n";

static const char joined[] = "lecternSearch.pages=[\n[\"index.html\",\"Front\",0,0,0],\n"
			     "[\"maths/weeks/1.html\",\"A ] "
			     "week\",1,2,1,\"M\"],\n[\"maths/b.html\",\"B\",0,0,3,\"M\"],\n];\n"
			     "lecternSearch.groups=[\n[\"aaaaaaaa\",0],\n"
			     "[\"bbbbbbbb\",1,\"../../maths/assets/search/text-1\"],\n"
			     "[\"cccccccc\",3,\"../../maths/assets/search/text-2\"],\n];\n"
			     "lecternSearch.kinds=\"sstp\";\n"
			     "lecternSearch.index='all;1;2 1;3|front;0|word;1 1.3 1;0.2 3';\n";

/* A front with one course, whose index holds the text. */
struct fixture {
	struct scratch scratch;
	struct site site;
	struct course course;
};

static void
fixture_init(struct fixture *fixture)
{
	struct value *about;

	memset(fixture, 0, sizeof(*fixture));
	scratch_init(&fixture->scratch);
	about = value_map(&fixture->scratch.arena, NULL);
	value_set(&fixture->scratch.arena, about, STR("title"),
		  value_string(&fixture->scratch.arena, STR("M")));
	fixture->course = (struct course){.name = STR("maths"),
					  .about = about,
					  .search = scratch_path(&fixture->scratch, "index.js")};
	fixture->site.courses = &fixture->course;
	fixture->site.ncourses = 1;
}

/* Whether they can be joined; one diagnostic when not. */
static bool
join(struct fixture *fixture, struct str text, struct buf *out)
{
	struct diag_list diags;
	bool good;

	diag_init(&diags);
	buf_reset(out);
	BUG_IF(!file_replace(fixture->course.search.at, text));
	good = search_join(out, &fixture->site, str_from(own), &diags);
	assert_int_equal(diags.nerrors, good ? 0 : 1);
	if (!good)
		assert_int_equal(diags.first->code, DIAG_PART_DAMAGED);
	diag_release(&diags);
	return good;
}

static void
test_join(void **state)
{
	struct fixture fixture;
	struct buf out;

	(void)state;
	fixture_init(&fixture);
	buf_init(&out);
	assert_true(join(&fixture, str_from(other), &out));
	assert_str(buf_str(&out), joined);
	buf_release(&out);
	scratch_release(&fixture.scratch);
}

static void
test_nothing(void **state)
{
	static const char empty[] = "lecternSearch.pages=[\n];\nlecternSearch.groups=[\n];\n"
				    "lecternSearch.kinds=\"\";\nlecternSearch.index='';\n";
	struct fixture fixture;
	struct buf out;

	(void)state;
	fixture_init(&fixture);
	buf_init(&out);
	assert_true(join(&fixture, str_from(empty), &out));
	assert_str(buf_str(&out), own);
	fixture.course.search = STR("");
	buf_reset(&out);
	assert_true(search_join(&out, &fixture.site, str_from(own), NULL));
	assert_str(buf_str(&out), own);
	buf_release(&out);
	scratch_release(&fixture.scratch);
}

/* What comes out is literals and nothing else, so that no part brings a script of its own. */
static void
assert_harmless(struct str text)
{
	static const char *const heads[] = {"lecternSearch.pages=[\n",
					    "];\nlecternSearch.groups=[\n",
					    "];\nlecternSearch.kinds=\"",
					    "\";\nlecternSearch.index='"};
	struct str rest = text;

	for (size_t i = 0; i < 4; i++) {
		size_t at = str_find(rest, str_from(heads[i]));

		assert_true(at < rest.len);
		if (i == 0)
			assert_int_equal(at, 0);
		if (i == 3)
			assert_int_equal(str_find_char(str_slice(rest, 0, at), '"'), at);
		rest = str_skip(rest, at + strlen(heads[i]));
	}
	assert_true(str_ends(rest, STR("';\n")));
	rest = str_slice(rest, 0, rest.len - 3);
	assert_int_equal(str_find_char(rest, '\''), rest.len);
	assert_int_equal(str_find_char(rest, '\\'), rest.len);
	assert_int_equal(str_find_char(rest, '\n'), rest.len);
}

/* Each byte of an index becomes another, or is gone, or the end: it is joined or refused. */
static void
test_damage(void **state)
{
	static const char replacements[] = "\0\n\"'\\];|,. 9x<\xff";
	struct fixture fixture;
	size_t nrefused = 0;
	struct buf out;

	(void)state;
	fixture_init(&fixture);
	buf_init(&out);
	for (size_t i = 0; i < sizeof(other) - 1; i++)
		for (size_t k = 0; k < sizeof(replacements) + 1; k++) {
			struct str text = arena_dup(&fixture.scratch.arena, str_from(other));
			char *bytes = (char *)(uintptr_t)text.at;

			if (k < sizeof(replacements) - 1) {
				bytes[i] = replacements[k];
			} else if (k < sizeof(replacements)) {
				memmove(bytes + i, bytes + i + 1, text.len - i - 1);
				text.len--;
			} else {
				text.len = i;
			}
			if (join(&fixture, text, &out))
				assert_harmless(buf_str(&out));
			else
				nrefused++;
		}
	assert_true(nrefused > 2000);
	buf_release(&out);
	scratch_release(&fixture.scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_join),
					   cmocka_unit_test(test_nothing),
					   cmocka_unit_test(test_damage)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
