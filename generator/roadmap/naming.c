/*
 * Every line that could name a unit is a candidate; then one rank of units is chosen,
 * and for it the form that is most of a heading.
 */
#include "roadmap/naming.h"

#include "base/arena.h"
#include "base/vec.h"
#include "roadmap/line.h"
#include "roadmap/text.h"

/* Candidates are compared with each other; lines beyond this many stay text. */
enum { CANDIDATE_LIMIT = 5000 };

enum form { FORM_HEADING, FORM_BOLD, FORM_PLAIN, FORM_ITEM, FORMS };

struct candidate {
	enum form form;
	struct naming naming;
};

struct candidates {
	struct candidate *at;
	size_t len, capacity;
};

static bool
is_bold(struct str text)
{
	text = text_skip_signs(text).len == text.len ? text : str_trim(text);
	return str_starts(text, STR("**")) || str_starts(text, STR("__"));
}

static bool
stands_alone(const struct line_list *lines, size_t i)
{
	return i == 0 || lines->at[i - 1].kind != LINE_TEXT;
}

/* The form in which a line could name a unit; FORMS when it cannot. */
static enum form
form_of(const struct line_list *lines, size_t i)
{
	const struct line *line = &lines->at[i];

	if (line->kind == LINE_HEADING)
		return FORM_HEADING;
	if (line->indent)
		return FORMS;
	if (line->kind == LINE_ITEM && line->check == CHECK_NONE)
		return FORM_ITEM;
	if (line->kind != LINE_TEXT || line_is_row(line) || str_starts(line->text, STR(">")))
		return FORMS;
	if (is_bold(line->text))
		return FORM_BOLD;
	return FORM_PLAIN;
}

static struct str
words_of(const struct line *line)
{
	return line->kind == LINE_TEXT ? line->text : line->inner;
}

/* What is no heading must look like a name and not like the start of a sentence. */
static bool
is_name(enum form form, const struct unit *unit)
{
	if (form == FORM_HEADING)
		return true;
	if (!unit->marked || unit->trailing)
		return false;
	return form == FORM_BOLD || (unit->title.len <= 80 && !str_ends(unit->title, STR(".")));
}

/* A plain line within a paragraph must at least count on from the one before. */
static bool
counts_on(const struct candidates *found, const struct unit *unit)
{
	for (size_t i = found->len; i > 0; i--)
		if (found->at[i - 1].form == FORM_PLAIN)
			return found->at[i - 1].naming.unit.rank == unit->rank &&
			       found->at[i - 1].naming.unit.last + 1 == unit->first;
	return false;
}

static struct candidates
find_candidates(struct arena *arena, const struct line_list *lines)
{
	struct candidates found = {0};
	bool title = true; // a title may name all the weeks: "Python (Weeks 1-8)"

	for (size_t i = 0; i < lines->len && found.len < CANDIDATE_LIMIT; i++) {
		struct candidate candidate = {form_of(lines, i), {.line = i}};
		struct str words;
		bool is_title = title && candidate.form == FORM_HEADING && lines->at[i].level == 1;

		if (candidate.form == FORMS)
			continue;
		title = title && candidate.form != FORM_HEADING;
		words = text_plain(arena, words_of(&lines->at[i]));
		if (!unit_read(arena, words, &candidate.naming.unit))
			continue;
		if (is_title && candidate.naming.unit.trailing)
			continue;
		if (candidate.form == FORM_PLAIN && !stands_alone(lines, i) &&
		    !counts_on(&found, &candidate.naming.unit))
			continue;
		if (is_name(candidate.form, &candidate.naming.unit))
			VEC_PUSH(arena, &found, candidate);
	}
	return found;
}

/* A range is a block when a part of it is a unit of its own. */
static void
mark_blocks(struct candidates *found)
{
	for (size_t i = 0; i < found->len; i++) {
		struct unit *range = &found->at[i].naming.unit;

		for (size_t k = 0; k < found->len && range->last > range->first; k++) {
			const struct unit *other = &found->at[k].naming.unit;

			if (other->rank == range->rank && other->first >= range->first &&
			    other->last <= range->last &&
			    other->last - other->first < range->last - range->first)
				found->at[i].naming.block = true;
		}
	}
}

static size_t
count(const struct candidates *found, enum unit_rank rank, enum form form)
{
	size_t n = 0;

	for (size_t i = 0; i < found->len; i++)
		n += found->at[i].naming.unit.rank == rank && found->at[i].form == form &&
		     !found->at[i].naming.block;
	return n;
}

/*
 * The most week-like rank that occurs at least `least` times in one form; among its
 * forms the most heading-like. Plain lines and list items need company to count.
 */
static bool
choose(const struct candidates *found, size_t least, enum unit_rank *rank, enum form *form)
{
	for (int r = 0; r < UNIT_RANKS; r++)
		for (int f = FORM_HEADING; f <= FORM_PLAIN; f++) {
			size_t need = f == FORM_PLAIN ? 2 : least;

			*rank = (enum unit_rank)r;
			*form = (enum form)f;
			if (count(found, *rank, *form) >= need)
				return true;
		}
	for (int r = 0; r < UNIT_RANKS; r++) {
		*rank = (enum unit_rank)r;
		*form = FORM_ITEM;
		if (least == 1 && count(found, *rank, *form) >= 2)
			return true;
	}
	return false;
}

/* What belonged to the item becomes the text below a heading. */
static void
unindent(struct line_list *lines, size_t item)
{
	size_t end = line_item_end(lines, item, lines->len), offset = lines->at[item].offset;

	for (size_t i = item + 1; i < end; i++) {
		struct line *line = &lines->at[i];
		size_t columns = line->indent < offset ? line->indent : offset;

		line->text = str_skip(line->text, columns);
		line->indent -= columns;
		if (line->kind == LINE_ITEM)
			line->offset -= columns;
	}
}

static void
make_heading(struct line_list *lines, const struct candidate *candidate)
{
	struct line *line = &lines->at[candidate->naming.line];

	if (candidate->form == FORM_HEADING)
		return;
	if (candidate->form == FORM_ITEM)
		unindent(lines, candidate->naming.line);
	line->inner = words_of(line);
	line->kind = LINE_HEADING;
	line->level = LEVEL_UNMARKED;
}

struct naming *
naming_find(struct arena *arena, struct line_list *lines, size_t *nnamings)
{
	struct candidates found = find_candidates(arena, lines);
	VEC(struct naming) namings = {0};
	enum unit_rank rank;
	enum form form;

	*nnamings = 0;
	mark_blocks(&found);
	if (!choose(&found, 2, &rank, &form) && !choose(&found, 1, &rank, &form))
		return NULL;
	for (size_t i = 0; i < found.len; i++) {
		const struct candidate *candidate = &found.at[i];

		if (candidate->naming.unit.rank != rank || candidate->form != form)
			continue;
		make_heading(lines, candidate);
		VEC_PUSH(arena, &namings, candidate->naming);
	}
	*nnamings = namings.len;
	return namings.at;
}
