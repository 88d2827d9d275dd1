/* Units: a table of words, numbers in digits, words and Roman figures, and ranges. */
#include "roadmap/unit.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "roadmap/text.h"

struct unit_word {
	struct str word; // folded
	enum unit_rank rank;
	const char *language;
};

static const struct unit_word words[] = {
    {STR_INIT("week"), UNIT_WEEK, "en"},        {STR_INIT("weeks"), UNIT_WEEK, "en"},
    {STR_INIT("wk"), UNIT_WEEK, "en"},          {STR_INIT("woche"), UNIT_WEEK, "de"},
    {STR_INIT("wochen"), UNIT_WEEK, "de"},      {STR_INIT("semaine"), UNIT_WEEK, "fr"},
    {STR_INIT("semaines"), UNIT_WEEK, "fr"},    {STR_INIT("semana"), UNIT_WEEK, "es"},
    {STR_INIT("semanas"), UNIT_WEEK, "es"},     {STR_INIT("module"), UNIT_MODULE, NULL},
    {STR_INIT("modules"), UNIT_MODULE, NULL},   {STR_INIT("modul"), UNIT_MODULE, "de"},
    {STR_INIT("módulo"), UNIT_MODULE, "es"},    {STR_INIT("módulos"), UNIT_MODULE, "es"},
    {STR_INIT("modulo"), UNIT_MODULE, "es"},    {STR_INIT("unit"), UNIT_UNIT, "en"},
    {STR_INIT("units"), UNIT_UNIT, "en"},       {STR_INIT("einheit"), UNIT_UNIT, "de"},
    {STR_INIT("einheiten"), UNIT_UNIT, "de"},   {STR_INIT("unité"), UNIT_UNIT, "fr"},
    {STR_INIT("unidad"), UNIT_UNIT, "es"},      {STR_INIT("sprint"), UNIT_SPRINT, NULL},
    {STR_INIT("sprints"), UNIT_SPRINT, NULL},   {STR_INIT("lesson"), UNIT_LESSON, "en"},
    {STR_INIT("lessons"), UNIT_LESSON, "en"},   {STR_INIT("lecture"), UNIT_LESSON, "en"},
    {STR_INIT("lectures"), UNIT_LESSON, "en"},  {STR_INIT("session"), UNIT_LESSON, NULL},
    {STR_INIT("sessions"), UNIT_LESSON, NULL},  {STR_INIT("lektion"), UNIT_LESSON, "de"},
    {STR_INIT("lektionen"), UNIT_LESSON, "de"}, {STR_INIT("vorlesung"), UNIT_LESSON, "de"},
    {STR_INIT("leçon"), UNIT_LESSON, "fr"},     {STR_INIT("séance"), UNIT_LESSON, "fr"},
    {STR_INIT("lección"), UNIT_LESSON, "es"},   {STR_INIT("sesión"), UNIT_LESSON, "es"},
    {STR_INIT("day"), UNIT_DAY, "en"},          {STR_INIT("days"), UNIT_DAY, "en"},
    {STR_INIT("tag"), UNIT_DAY, "de"},          {STR_INIT("tage"), UNIT_DAY, "de"},
    {STR_INIT("jour"), UNIT_DAY, "fr"},         {STR_INIT("jours"), UNIT_DAY, "fr"},
    {STR_INIT("día"), UNIT_DAY, "es"},          {STR_INIT("días"), UNIT_DAY, "es"},
    {STR_INIT("dia"), UNIT_DAY, "es"},          {STR_INIT("chapter"), UNIT_CHAPTER, "en"},
    {STR_INIT("chapters"), UNIT_CHAPTER, "en"}, {STR_INIT("kapitel"), UNIT_CHAPTER, "de"},
    {STR_INIT("chapitre"), UNIT_CHAPTER, "fr"}, {STR_INIT("capítulo"), UNIT_CHAPTER, "es"},
    {STR_INIT("phase"), UNIT_PHASE, NULL},      {STR_INIT("phases"), UNIT_PHASE, NULL},
    {STR_INIT("phasen"), UNIT_PHASE, "de"},     {STR_INIT("fase"), UNIT_PHASE, "es"},
    {STR_INIT("stage"), UNIT_PHASE, "en"},      {STR_INIT("part"), UNIT_PHASE, "en"},
    {STR_INIT("teil"), UNIT_PHASE, "de"},       {STR_INIT("partie"), UNIT_PHASE, "fr"},
    {STR_INIT("parte"), UNIT_PHASE, "es"},      {STR_INIT("etapa"), UNIT_PHASE, "es"},
    {STR_INIT("étape"), UNIT_PHASE, "fr"},      {STR_INIT("month"), UNIT_PHASE, "en"},
    {STR_INIT("months"), UNIT_PHASE, "en"},     {STR_INIT("monat"), UNIT_PHASE, "de"},
    {STR_INIT("mois"), UNIT_PHASE, "fr"},       {STR_INIT("mes"), UNIT_PHASE, "es"},
};

static const struct str number_words[] = {
    STR_INIT("zero"),    STR_INIT("one"),      STR_INIT("two"),      STR_INIT("three"),
    STR_INIT("four"),    STR_INIT("five"),     STR_INIT("six"),      STR_INIT("seven"),
    STR_INIT("eight"),   STR_INIT("nine"),     STR_INIT("ten"),      STR_INIT("eleven"),
    STR_INIT("twelve"),  STR_INIT("thirteen"), STR_INIT("fourteen"), STR_INIT("fifteen"),
    STR_INIT("sixteen"),
};

static const struct str roman_numbers[] = {
    STR_INIT(""),  STR_INIT("I"),  STR_INIT("II"),  STR_INIT("III"),  STR_INIT("IV"),
    STR_INIT("V"), STR_INIT("VI"), STR_INIT("VII"), STR_INIT("VIII"), STR_INIT("IX"),
    STR_INIT("X"), STR_INIT("XI"), STR_INIT("XII"),
};

static struct str
skip_spaces(struct str text)
{
	while (text.len && (text.at[0] == ' ' || str_starts(text, STR("\u00a0"))))
		text = str_skip(text, text.at[0] == ' ' ? 1 : 2);
	return text;
}

/* The word at the front: letters and marks only. */
static struct str
front_word(struct str text)
{
	struct str rest = text;

	for (;;) {
		struct str next = rest;
		int32_t code_point = utf8_next(&next);

		if (code_point < 0 || !utf8_is_word(code_point) || code_point == '_' ||
		    (code_point < 0x80 && ascii_is_digit((char)code_point)))
			return str_slice(text, 0, text.len - rest.len);
		rest = next;
	}
}

static const struct unit_word *
take_word(struct arena *arena, struct str *text)
{
	struct str word = front_word(*text), folded = text_fold(arena, word);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (word.len && str_eq(folded, words[i].word)) {
			*text = str_skip(*text, word.len);
			return &words[i];
		}
	return NULL;
}

static bool
take_digits(struct str *text, int *number)
{
	size_t len = 0;

	while (len < text->len && ascii_is_digit(text->at[len]))
		len++;
	if (len == 0 || len > 4 || !str_to_int(str_slice(*text, 0, len), number))
		return false;
	if (len < text->len && (ascii_is_alpha(text->at[len]) || (text->at[len] & 0x80)) &&
	    !str_starts(str_skip(*text, len), STR("–")) &&
	    !str_starts(str_skip(*text, len), STR("—")) &&
	    !str_starts(str_skip(*text, len), STR("\u00a0")))
		return false; // "3D"
	*text = str_skip(*text, len);
	return true;
}

static bool
take_number(struct str *text, int *number)
{
	struct str word = front_word(*text);

	if (take_digits(text, number))
		return true;
	for (size_t i = 0; i < sizeof(number_words) / sizeof(number_words[0]); i++)
		if (word.len && str_eq_fold(word, number_words[i])) {
			*number = (int)i;
			*text = str_skip(*text, word.len);
			return true;
		}
	for (size_t i = 1; i < sizeof(roman_numbers) / sizeof(roman_numbers[0]); i++)
		if (str_eq(word, roman_numbers[i])) {
			*number = (int)i;
			*text = str_skip(*text, word.len);
			return true;
		}
	return false;
}

/* What may stand between the two numbers of a range. */
static bool
take_range_sign(struct str *text)
{
	static const struct str signs[] = {
	    STR_INIT("-"),    STR_INIT("–"),        STR_INIT("—"),    STR_INIT("&"),
	    STR_INIT("+"),    STR_INIT("/"),        STR_INIT(".."),   STR_INIT("to "),
	    STR_INIT("and "), STR_INIT("through "), STR_INIT("bis "), STR_INIT("und "),
	    STR_INIT("à "),   STR_INIT("et "),      STR_INIT("a "),   STR_INIT("y "),
	};
	struct str rest = skip_spaces(*text);

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(rest, signs[i])) {
			*text = skip_spaces(str_skip(rest, signs[i].len));
			return true;
		}
	return false;
}

/* True where a label may end: nothing, or punctuation, follows. */
static bool
is_mark(struct str rest)
{
	static const struct str marks[] = {STR_INIT(":"), STR_INIT("."), STR_INIT("-"),
					   STR_INIT("–"), STR_INIT("—"), STR_INIT("|"),
					   STR_INIT("("), STR_INIT(")"), STR_INIT("·"),
					   STR_INIT("•"), STR_INIT(">"), STR_INIT("：")};

	rest = skip_spaces(rest);
	if (rest.len == 0)
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(rest, marks[i]))
			return true;
	return false;
}

/* The second number, when there is one; `Week 1 - 3 ways to start` has none. */
static void
take_last(struct arena *arena, struct str *text, struct unit *out)
{
	struct str rest = *text;
	bool spaced;
	int last;

	out->last = out->first;
	if (!take_range_sign(&rest))
		return;
	spaced = text->len && text->at[0] == ' ';
	take_word(arena, &rest); // "Week 1 - Week 2"
	rest = skip_spaces(rest);
	if (!take_digits(&rest, &last) || last <= out->first)
		return;
	if (spaced && !is_mark(rest) && !str_starts(rest, STR(",")))
		return;
	out->last = last;
	*text = rest;
}

/* "3. Woche", "1st week": the number before the word. */
static bool
take_ordinal(struct arena *arena, struct str *text, struct unit *out)
{
	static const struct str endings[] = {STR_INIT("."),  STR_INIT("st"), STR_INIT("nd"),
					     STR_INIT("rd"), STR_INIT("th"), STR_INIT("ª"),
					     STR_INIT("e"),  STR_INIT("re")};
	struct str rest = *text;
	const struct unit_word *word = NULL;
	size_t digits = 0;

	while (digits < rest.len && ascii_is_digit(rest.at[digits]))
		digits++;
	if (!str_to_int(str_slice(rest, 0, digits), &out->first))
		return false;
	rest = str_skip(rest, digits);
	for (size_t i = 0; !word && i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct str behind = str_skip(rest, endings[i].len);

		if (!str_starts(rest, endings[i]) || !str_starts(behind, STR(" ")))
			continue;
		behind = skip_spaces(behind);
		word = take_word(arena, &behind);
		*text = behind;
	}
	if (!word || !is_mark(*text))
		return false; // "1. Week 2" is a numbered heading
	out->last = out->first;
	out->rank = word->rank;
	out->language = word->language;
	return true;
}

/* Word and number, "Week #3", "Weeks 3-4", off the front. */
static bool
take_named(struct arena *arena, struct str *text, struct unit *out)
{
	struct str rest = *text;
	const struct unit_word *word = take_word(arena, &rest);

	if (!word)
		return false;
	rest = skip_spaces(rest);
	if (str_starts(rest, STR("#")))
		rest = str_skip(rest, 1);
	if (!take_number(&rest, &out->first))
		return false;
	out->rank = word->rank;
	out->language = word->language;
	take_last(arena, &rest, out);
	*text = rest;
	return true;
}

static bool
take_label(struct arena *arena, struct str *text, struct unit *out)
{
	struct str before = *text, rest = *text;

	*out = (struct unit){0};
	if (!take_named(arena, &rest, out)) {
		rest = before;
		if (!take_ordinal(arena, &rest, out))
			return false;
	}
	out->label = str_slice(before, 0, before.len - rest.len);
	out->marked = is_mark(rest);
	*text = rest;
	return true;
}

/* What follows a label, without the punctuation that joins the two. */
static struct str
behind_label(struct str text)
{
	static const struct str joints[] = {STR_INIT(":"), STR_INIT("."), STR_INIT("-"),
					    STR_INIT("–"), STR_INIT("—"), STR_INIT("|"),
					    STR_INIT("·"), STR_INIT("•"), STR_INIT(">"),
					    STR_INIT("：")};

	text = skip_spaces(text);
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (str_starts(text, joints[i]))
			return behind_label(str_skip(text, joints[i].len));
	return str_trim(text);
}

static bool
read_trailing(struct arena *arena, struct str text, struct unit *out)
{
	struct str title, inside;

	if (!text_take_parenthesis(text, &title, &inside) || !take_label(arena, &inside, out))
		return false;
	out->title = title;
	out->trailing = true;
	return str_trim(inside).len == 0;
}

/* Number of a numbered heading, "1. ", off the front. */
static struct str
skip_numbering(struct str text)
{
	size_t len = 0;

	while (len < text.len && ascii_is_digit(text.at[len]))
		len++;
	if (len && len < text.len && (text.at[len] == '.' || text.at[len] == ')'))
		return skip_spaces(str_skip(text, len + 1));
	return text;
}

bool
unit_read(struct arena *arena, struct str text, struct unit *out)
{
	struct str rest = text_skip_signs(text);

	if (take_label(arena, &rest, out)) {
		out->title = behind_label(rest);
		return true;
	}
	rest = skip_numbering(text_skip_signs(text));
	if (take_label(arena, &rest, out)) {
		out->title = behind_label(rest);
		return true;
	}
	return read_trailing(arena, text, out);
}

bool
unit_find(struct arena *arena, struct str text, struct unit *out, size_t *at, size_t *len)
{
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = str_skip(text, i);
		bool inside = i && (ascii_is_alnum(text.at[i - 1]) || (text.at[i - 1] & 0x80));

		if (inside || !(ascii_is_alpha(rest.at[0]) || (rest.at[0] & 0x80)))
			continue;
		*out = (struct unit){0};
		if (!take_named(arena, &rest, out))
			continue;
		*at = i;
		*len = text.len - i - rest.len;
		out->label = str_slice(text, i, i + *len);
		return true;
	}
	return false;
}
