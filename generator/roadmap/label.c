/* Labels: the forms in which authors write them. */
#include "roadmap/label.h"

#include "base/arena.h"
#include "roadmap/line.h"
#include "roadmap/text.h"
#include "roadmap/wording.h"

/* What a wording means at a place; LABEL_NONE when it is not known. */
static struct label
label_find(struct arena *arena, struct str label_words, enum label_place place)
{
	struct str folded = text_fold(arena, label_words);
	struct label label = {.text = str_trim(label_words)};

	if (place == PLACE_WEEK)
		label.role = role_of_heading(text_skip_signs(label.text), NULL, 0);
	if (label.role != ROLE_NONE)
		label.kind = LABEL_ROLE;
	for (const struct wording *row = wordings_of(place); row->text.len && !label.kind; row++)
		if (str_eq(row->text, folded)) {
			label.kind = row->kind;
			label.role = row->role;
		}
	/* The model's own wordings once more, in other punctuation: "Mini-Project". */
	if (!label.kind && place == PLACE_WEEK) {
		label.role = role_of_heading(folded, NULL, 0);
		label.kind = label.role == ROLE_NONE ? LABEL_NONE : LABEL_ROLE;
	}
	return label;
}

enum { BOLD_LIMIT = 80 }; // bytes of a bold line that may be a heading

static struct str
without_colon(struct str text)
{
	text = str_trim(text);
	return str_ends(text, STR(":")) ? str_trim(str_slice(text, 0, text.len - 1)) : text;
}

/* A label's words: marks, colon and parenthesis gone; the parenthesis in *note. */
static struct str
clean_words(struct arena *arena, struct str words, struct str *note)
{
	struct str text = text_plain(arena, words), rest;

	*note = (struct str){0};
	text_take_parenthesis(without_colon(text), &rest, note);
	return without_colon(rest);
}

static struct label
find_clean(struct arena *arena, struct str words, enum label_place place)
{
	struct str note, text = clean_words(arena, words, &note);
	struct label label = label_find(arena, text, place);

	label.note = note;
	/* "1. Topics" */
	if (!label.kind && text.len > 3 && ascii_is_digit(text.at[0])) {
		struct str unnumbered = str_trim(str_skip(text, str_find_char(text, '.') + 1));
		struct label found = label_find(arena, unnumbered, place);

		found.note = note;
		if (found.kind)
			return found;
	}
	return label;
}

/* Marks that make a heading bold, which it is anyway; also one without its partner. */
static struct str
strip_bold(struct str text)
{
	struct str inside = text;

	if (str_starts(inside, STR("**")))
		inside = str_skip(inside, 2);
	if (str_ends(inside, STR("**")))
		inside.len -= 2;
	return str_has(inside, STR("**")) ? text : str_trim(inside);
}

/* "Estimated Time: 13 hours" in one: the words before the colon, if they are known. */
static struct label
find_with_rest(struct arena *arena, struct str text, enum label_place place)
{
	size_t colon = str_find_char(text, ':');
	struct label label = {0};

	if (colon < text.len && colon <= 48)
		label = find_clean(arena, str_slice(text, 0, colon), place);
	if (label.kind)
		label.rest = strip_bold(str_trim(str_skip(text, colon + 1)));
	return label;
}

static struct label
read_heading(struct arena *arena, const struct line *line, enum label_place place)
{
	struct str inner = strip_bold(line->inner);
	struct label label = find_clean(arena, inner, place), with_rest;

	if (!label.kind) {
		with_rest = find_with_rest(arena, inner, place);
		if (with_rest.kind)
			label = with_rest;
	}
	if (!label.kind)
		label = (struct label){.kind = LABEL_OTHER, .text = inner};
	label.level = line->level;
	return label;
}

/* The marks around bold text at the front: "**", "__"; empty when there are none. */
static struct str
bold_mark(struct str text)
{
	if (str_starts(text, STR("**")))
		return STR("**");
	return str_starts(text, STR("__")) ? STR("__") : (struct str){0};
}

/* "(Free Only):" behind a bold label is its note. */
static struct str
take_note(struct str rest, struct str *note)
{
	size_t close = str_find_char(rest, ')');

	if (!str_starts(rest, STR("(")) || close == rest.len)
		return rest;
	*note = str_trim(str_slice(rest, 1, close));
	rest = str_trim(str_skip(rest, close + 1));
	return str_starts(rest, STR(":")) ? str_trim(str_skip(rest, 1)) : rest;
}

/* A short bold line is a label by its form; an id at its end would be the heading's. */
static struct label
unknown_bold(struct str text)
{
	struct str id;

	line_take_id(&text, &id);
	if (text.len == 0 || text.len > BOLD_LIMIT)
		return (struct label){0};
	return (struct label){.kind = LABEL_OTHER, .text = without_colon(text)};
}

/* "**Label:** rest", "**Label**: rest", "**Label: rest**", "**Label**". */
static struct label
read_bold(struct arena *arena, struct str text, enum label_place place)
{
	struct str mark = bold_mark(text), inside, rest;
	size_t close = str_find(str_skip(text, mark.len), mark);
	bool colon;
	struct label label;

	inside = str_slice(text, mark.len, mark.len + close);
	rest = str_trim(str_skip(text, mark.len + close + mark.len));
	colon = str_ends(inside, STR(":")) || str_starts(rest, STR(":"));
	if (mark.len + close >= text.len || inside.len == 0 || inside.at[0] == ' ')
		return (struct label){0};
	if (str_starts(rest, STR(":")))
		rest = str_trim(str_skip(rest, 1));
	label = find_clean(arena, inside, place);
	if (label.kind && (colon || rest.len == 0 || str_starts(rest, STR("(")))) {
		label.rest = take_note(rest, &label.note);
	} else if (rest.len == 0) {
		struct label with_rest = find_with_rest(arena, inside, place);

		if (with_rest.kind)
			label = with_rest;
		else
			label = unknown_bold(inside);
	} else {
		label.kind = LABEL_NONE;
	}
	label.level = LEVEL_BOLD;
	return label;
}

/* "Topics:", "Time: 5 hours"; the words must be known, or any prose with a colon would do. */
static struct label
read_plain(struct arena *arena, struct str text, enum label_place place)
{
	struct label label = find_with_rest(arena, text, place);

	label.level = LEVEL_PLAIN;
	return label;
}

static struct label
read_text(struct arena *arena, struct str text, enum label_place place)
{
	struct str rest = text_skip_signs(text);
	struct str signs = str_slice(text, 0, text.len - rest.len);
	size_t marks = str_find_char(signs, '*') < signs.len ? str_find_char(signs, '*')
							     : str_find(signs, STR("__"));

	/* Emoji may stand before the bold text, or in it. */
	if (marks < signs.len && bold_mark(str_skip(text, marks)).len)
		return read_bold(arena, str_skip(text, marks), place);
	return read_plain(arena, text, place);
}

struct label
label_read(struct arena *arena, const struct line *line, enum label_place place, bool items)
{
	struct label label = {0};

	if (line->kind == LINE_HEADING)
		return read_heading(arena, line, place);
	if (line->kind == LINE_TEXT && line->indent < 4 && !line_is_row(line))
		return read_text(arena, str_trim(line->text), place);
	if (line->kind == LINE_ITEM && items && line->check == CHECK_NONE) {
		label = read_text(arena, line->inner, place);
		label.level = LEVEL_ITEM;
		if (label.kind == LABEL_OTHER)
			label.kind = LABEL_NONE;
	}
	return label;
}
