/* Reads indexes as search.c writes them, one after the other, and writes one of the same form. */
#include "emit/search_join.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/source.h"
#include "base/vec.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/courses.h"
#include "emit/page_index.h"
#include "emit/script.h"
#include "model/course.h"
#include "model/site.h"

#include <stdlib.h>

enum { RECORDS_MOST = 100 * 1000 * 1000 }; // more is a damaged file

/* An index in its pieces. */
struct source_index {
	const struct course *course; // NULL: the front itself
	struct str pages, groups;    // rows, a line each
	struct str kinds;            // a letter a record
	struct str words;            // "word;title;text;page|…"
	size_t base;                 // records of those before it
};

/* A word of one of the indexes. */
struct joined_word {
	struct str text;
	struct str fields; // "title;text;page"
	size_t base, nrecords, index;
};

struct joining {
	struct arena arena;
	struct buf *out;
	struct source_index *indexes;
	size_t nindexes;
	VEC(struct joined_word) words;
};

/* Takes what stands between `begin` and `end` off the front of *rest. */
static bool
cut_front(struct str *rest, struct str begin, struct str end, struct str *piece)
{
	return str_starts(*rest, begin) && str_cut(rest, begin, end, piece);
}

/* A literal of the script must not end before it ends. */
static bool
is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == '\\' || text.at[i] == '"' ||
		    text.at[i] == '\'' || text.at[i] == '<')
			return false;
	return true;
}

static bool
parse_index(struct str text, struct source_index *index)
{
	return cut_front(&text, STR("lecternSearch.pages=[\n"), STR("];\n"), &index->pages) &&
	       cut_front(&text, STR("lecternSearch.groups=[\n"), STR("];\n"), &index->groups) &&
	       cut_front(&text, STR("lecternSearch.kinds=\""), STR("\";\n"), &index->kinds) &&
	       cut_front(&text, STR("lecternSearch.index='"), STR("';\n"), &index->words) &&
	       text.len == 0 && is_plain(index->kinds) && is_plain(index->words) &&
	       index->kinds.len < RECORDS_MOST;
}

/* A row of a table, "[…],"; NULL when it is none. */
static const struct value *
parse_row(struct arena *arena, struct str line)
{
	struct source source = {.text = arena_dup(arena, str_slice(line, 0, line.len - 1))};
	const struct value *row = NULL;
	struct diag_list unheard;

	diag_init(&unheard);
	if (!str_ends(line, STR("],")) || !json_parse(arena, &source, &row, &unheard))
		row = NULL;
	diag_release(&unheard);
	return row && row->kind == VALUE_LIST ? row : NULL;
}

/* A number of the row that counts records of its index. */
static bool
read_count(const struct value *row, size_t column, size_t most, size_t *count)
{
	const struct value *value = value_at(row, column);

	if (!value || value->kind != VALUE_INT || value->integer < 0 ||
	    (uint64_t)value->integer > most)
		return false;
	*count = (size_t)value->integer;
	return true;
}

static bool
join_page(struct arena *arena, const struct source_index *index, struct str line, struct buf *out)
{
	const struct value *row = parse_row(arena, line);
	struct str path = value_text(value_at(row, 0));
	size_t week, block, first;

	if (!path.len || !read_count(row, 2, RECORDS_MOST, &week) ||
	    !read_count(row, 3, RECORDS_MOST, &block) ||
	    !read_count(row, 4, index->kinds.len, &first))
		return false;
	if (index->course)
		path =
		    arena_printf(arena, "%.*s/%.*s", STR_ARG(index->course->name), STR_ARG(path));
	buf_add_char(out, '[');
	script_string(out, path);
	buf_add_char(out, ',');
	script_string(out, value_text(value_at(row, 1)));
	buf_addf(out, ",%zu,%zu,%zu", week, block, index->base + first);
	if (index->course) {
		buf_add_char(out, ',');
		script_string(out, course_text(index->course, STR("title")));
	}
	buf_add(out, STR("],\n"));
	return true;
}

static bool
join_group(struct arena *arena, const struct source_index *index, struct str line, size_t number,
	   struct buf *out)
{
	const struct value *row = parse_row(arena, line);
	struct str stamp = value_text(value_at(row, 0));
	size_t first;

	if (!stamp.len || !is_plain(stamp) || !read_count(row, 1, index->kinds.len, &first))
		return false;
	buf_addf(out, "[\"%.*s\",%zu", STR_ARG(stamp), index->base + first);
	if (index->course)
		buf_addf(out, ",\"../../%.*s/assets/search/text-%zu\"",
			 STR_ARG(index->course->name), number);
	buf_add(out, STR("],\n"));
	return true;
}

static bool
join_pages(struct joining *joining, const struct source_index *index)
{
	struct str rest = index->pages, line;
	bool good = true;

	while (good && str_split(&rest, '\n', &line) && line.len) {
		struct arena_mark mark = arena_mark(&joining->arena);

		good = join_page(&joining->arena, index, line, joining->out);
		arena_rewind(&joining->arena, mark);
	}
	return good;
}

static bool
join_groups(struct joining *joining, const struct source_index *index)
{
	struct str rest = index->groups, line;
	size_t number = 0;
	bool good = true;

	while (good && str_split(&rest, '\n', &line) && line.len) {
		struct arena_mark mark = arena_mark(&joining->arena);

		good = join_group(&joining->arena, index, line, ++number, joining->out);
		arena_rewind(&joining->arena, mark);
	}
	return good;
}

static void
take_words(struct joining *joining, const struct source_index *index, size_t number)
{
	struct str rest = index->words, word;

	while (rest.len && str_split(&rest, '|', &word)) {
		size_t end = str_find_char(word, ';');

		VEC_PUSH(&joining->arena, &joining->words,
			 ((struct joined_word){.text = str_slice(word, 0, end),
					       .fields = str_skip(word, end + 1),
					       .base = index->base,
					       .nrecords = index->kinds.len,
					       .index = number}));
	}
}

static int
compare_words(const void *a, const void *b)
{
	const struct joined_word *left = a, *right = b;
	int order = str_compare(left->text, right->text);

	return order ? order : (left->index > right->index) - (left->index < right->index);
}

/* Digits off the front; false when there are none, or too many. */
static bool
take_number(struct str *text, size_t *number)
{
	size_t len = 0;

	for (*number = 0; len < text->len && len < 9 && ascii_is_digit(text->at[len]); len++)
		*number = *number * 10 + (size_t)(text->at[len] - '0');
	*text = str_skip(*text, len);
	return len > 0;
}

/* Postings of one index behind those before it, "15 4.3 1"; *before is the last record written. */
static bool
join_postings(struct buf *out, const struct joined_word *word, struct str postings, size_t *before,
	      bool *some)
{
	struct str posting;
	size_t record = 0;

	while (str_split(&postings, ' ', &posting)) {
		size_t step, count = 1;

		if (!take_number(&posting, &step))
			return false;
		if (posting.len && posting.at[0] == '.') {
			posting = str_skip(posting, 1);
			if (!take_number(&posting, &count))
				return false;
		}
		record += step;
		if (posting.len || record >= word->nrecords || word->base + record < *before)
			return false;
		if (*some)
			buf_add_char(out, ' ');
		script_number(out, word->base + record - *before);
		if (count > 1) {
			buf_add_char(out, '.');
			script_number(out, count);
		}
		*before = word->base + record;
		*some = true;
	}
	return true;
}

static struct str
field_of(const struct joined_word *word, enum search_field field)
{
	struct str rest = word->fields, piece = {0};

	for (size_t i = 0; i <= (size_t)field; i++)
		if (!str_split(&rest, ';', &piece))
			return (struct str){0};
	return piece;
}

/*
 * The word and its fields, from all indexes that have it: [word, word + nwords). NULL, or the one
 * that is damaged.
 */
static const struct joined_word *
join_word(struct buf *out, const struct joined_word *word, size_t nwords)
{
	size_t waiting = 0;

	buf_add(out, word->text);
	for (enum search_field field = 0; field < FIELD_COUNT; field++) {
		size_t before = 0;
		bool some = false;

		waiting++;
		for (size_t i = 0; i < nwords; i++) {
			struct str postings = field_of(&word[i], field);

			if (!postings.len)
				continue;
			for (; waiting; waiting--)
				buf_add_char(out, ';');
			if (!join_postings(out, &word[i], postings, &before, &some))
				return &word[i];
		}
	}
	return NULL;
}

/* NULL, or a word that is damaged. */
static const struct joined_word *
join_words(struct joining *joining)
{
	const struct joined_word *damaged = NULL;
	struct joined_word *words;

	for (size_t i = 0; i < joining->nindexes; i++)
		take_words(joining, &joining->indexes[i], i);
	words = joining->words.at;
	if (joining->words.len)
		qsort(words, joining->words.len, sizeof(*words), compare_words);
	for (size_t i = 0, next; i < joining->words.len && !damaged; i = next) {
		for (next = i + 1; next < joining->words.len; next++)
			if (!str_eq(words[next].text, words[i].text))
				break;
		if (i)
			buf_add_char(joining->out, '|');
		damaged = join_word(joining->out, &words[i], next - i);
	}
	return damaged;
}

static bool
tell_damaged(const struct source_index *index, struct diag_list *diags)
{
	BUG_IF(!index->course); // our own index is as we write it
	return course_file_damaged(index->course->search, diags);
}

static bool
write_all(struct joining *joining, struct diag_list *diags)
{
	const struct joined_word *damaged;

	buf_add(joining->out, STR("lecternSearch.pages=[\n"));
	for (size_t i = 0; i < joining->nindexes; i++)
		if (!join_pages(joining, &joining->indexes[i]))
			return tell_damaged(&joining->indexes[i], diags);
	buf_add(joining->out, STR("];\nlecternSearch.groups=[\n"));
	for (size_t i = 0; i < joining->nindexes; i++)
		if (!join_groups(joining, &joining->indexes[i]))
			return tell_damaged(&joining->indexes[i], diags);
	buf_add(joining->out, STR("];\nlecternSearch.kinds=\""));
	for (size_t i = 0; i < joining->nindexes; i++)
		buf_add(joining->out, joining->indexes[i].kinds);
	buf_add(joining->out, STR("\";\nlecternSearch.index='"));
	damaged = join_words(joining);
	buf_add(joining->out, STR("';\n"));
	return !damaged || tell_damaged(&joining->indexes[damaged->index], diags);
}

/* The front's index first, then those of the courses that have one, by name. */
static bool
read_all(struct joining *joining, const struct site *site, struct str own, struct diag_list *diags)
{
	const struct course **courses = courses_by_name(&joining->arena, site);
	size_t base = 0;

	joining->indexes = ARENA_ARRAY(&joining->arena, struct source_index, site->ncourses + 1);
	for (size_t i = 0; i <= site->ncourses; i++) {
		struct source_index *index = &joining->indexes[joining->nindexes];
		struct str text = own;

		index->course = i ? courses[i - 1] : NULL;
		if (i && !index->course->search.len)
			continue;
		if (i && !course_file_read(&joining->arena, index->course, index->course->search,
					   &text, diags))
			return false;
		if (!parse_index(text, index))
			return tell_damaged(index, diags);
		index->base = base;
		base += index->kinds.len;
		joining->nindexes++;
	}
	return true;
}

bool
search_join(struct buf *out, const struct site *site, struct str own, struct diag_list *diags)
{
	struct joining joining = {.out = out};
	bool good;

	arena_init(&joining.arena);
	good = read_all(&joining, site, own, diags) && write_all(&joining, diags);
	arena_release(&joining.arena);
	return good;
}
