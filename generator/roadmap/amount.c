/* Amounts of time; decimal commas and words of four languages. */
#include "roadmap/amount.h"

#include "base/arena.h"
#include "roadmap/text.h"

#include <stdlib.h>

enum { LENGTH_LIMIT = 64 }; // bytes of an amount with all its words

struct unit_of_time {
	struct str word;
	bool minutes;
};

static const struct unit_of_time units[] = {
    {STR_INIT("h"), false},      {STR_INIT("hr"), false},      {STR_INIT("hrs"), false},
    {STR_INIT("hour"), false},   {STR_INIT("hours"), false},   {STR_INIT("std"), false},
    {STR_INIT("stunde"), false}, {STR_INIT("stunden"), false}, {STR_INIT("heure"), false},
    {STR_INIT("heures"), false}, {STR_INIT("hora"), false},    {STR_INIT("horas"), false},
    {STR_INIT("m"), true},       {STR_INIT("min"), true},      {STR_INIT("mins"), true},
    {STR_INIT("minute"), true},  {STR_INIT("minutes"), true},  {STR_INIT("minuten"), true},
    {STR_INIT("minuto"), true},  {STR_INIT("minutos"), true},
};

/* Words around an amount that say no more than that it is one, folded. */
static const struct str prefixes[] = {
    STR_INIT(""),         STR_INIT("ca"),          STR_INIT("approx"),         STR_INIT("about"),
    STR_INIT("est"),      STR_INIT("estimated"),   STR_INIT("estimated time"), STR_INIT("time"),
    STR_INIT("duration"), STR_INIT("dauer"),       STR_INIT("approximately"),  STR_INIT("around"),
    STR_INIT("zeit"),     STR_INIT("etwa"),        STR_INIT("environ"),        STR_INIT("durée"),
    STR_INIT("duración"), STR_INIT("zeitaufwand"), STR_INIT("aprox"),
};
static const struct str suffixes[] = {
    STR_INIT(""),           STR_INIT("week"),     STR_INIT("per week"),  STR_INIT("a week"),
    STR_INIT("total"),      STR_INIT("in total"), STR_INIT("pro woche"), STR_INIT("woche"),
    STR_INIT("each week"),  STR_INIT("approx"),   STR_INIT("insgesamt"), STR_INIT("par semaine"),
    STR_INIT("por semana"), STR_INIT("gesamt"),   STR_INIT("this week"),
};

static bool
is_among(struct arena *arena, struct str text, const struct str *words, size_t nwords)
{
	struct str folded = text_fold(arena, text);

	for (size_t i = 0; i < nwords; i++)
		if (str_eq(folded, words[i]))
			return true;
	return false;
}

/* Takes digits with one point or comma off the front, as a decimal with a point. */
static bool
take_number(struct arena *arena, struct str *text, struct str *number, double *value)
{
	size_t len = 0;
	bool point = false;
	char *copy;

	while (len < text->len && len < 9) {
		char c = text->at[len];
		bool digit_behind = len + 1 < text->len && ascii_is_digit(text->at[len + 1]);

		if (!ascii_is_digit(c) &&
		    (point || len == 0 || !digit_behind || (c != '.' && c != ',')))
			break;
		point = point || !ascii_is_digit(c);
		len++;
	}
	if (len == 0)
		return false;
	*number = arena_dup(arena, str_slice(*text, 0, len));
	copy = (char *)number->at;
	for (size_t i = 0; i < len; i++)
		if (copy[i] == ',')
			copy[i] = '.';
	*value = strtod(copy, NULL); // the locale is "C"
	*text = str_skip(*text, len);
	return true;
}

static struct str
skip_spaces(struct str text)
{
	while (text.len && (text.at[0] == ' ' || str_starts(text, STR("\u00a0"))))
		text = str_skip(text, text.at[0] == ' ' ? 1 : 2);
	return text;
}

static bool
take_dash(struct str *text)
{
	static const struct str dashes[] = {STR_INIT("-"),   STR_INIT("–"),    STR_INIT("—"),
					    STR_INIT("to "), STR_INIT("bis "), STR_INIT("à "),
					    STR_INIT("a ")};
	struct str rest = skip_spaces(*text);

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
		if (str_starts(rest, dashes[i])) {
			*text = skip_spaces(str_skip(rest, dashes[i].len));
			return true;
		}
	return false;
}

static const struct unit_of_time *
take_unit(struct str *text)
{
	struct str rest = skip_spaces(*text), word;
	size_t len = 0;

	if (str_starts(rest, STR("-"))) // "a 2-hour lab"
		rest = str_skip(rest, 1);
	while (len < rest.len && ascii_is_alpha(rest.at[len]))
		len++;
	word = str_slice(rest, 0, len);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_eq_fold(word, units[i].word)) {
			*text = str_skip(rest, len);
			if (str_starts(*text, STR(".")))
				*text = str_skip(*text, 1);
			return &units[i];
		}
	return NULL;
}

/* "30m" behind "1h ". */
static bool
take_minutes(struct arena *arena, struct str *text, double *minutes)
{
	struct str rest = skip_spaces(*text), number;
	const struct unit_of_time *unit;

	if (!take_number(arena, &rest, &number, minutes))
		return false;
	unit = take_unit(&rest);
	if ((unit && !unit->minutes) || (!unit && rest.len))
		return false;
	*text = rest;
	return true;
}

/* Number, range and unit off the front; *text is what stands behind. */
static bool
take_amount(struct arena *arena, struct str *text, struct amount *out)
{
	struct str low, high = {0}, behind;
	double from, to, minutes;
	const struct unit_of_time *unit;

	if (!take_number(arena, text, &low, &from))
		return false;
	to = from;
	unit = take_unit(text); // also in "2h-3h"
	behind = *text;
	if (take_dash(&behind) && take_number(arena, &behind, &high, &to)) {
		unit = take_unit(&behind);
		*text = behind;
	}
	if (!unit || to < from)
		return false;
	out->exact = high.len == 0;
	out->hours = (from + to) / 2 / (unit->minutes ? 60 : 1);
	if (out->exact && !unit->minutes && take_minutes(arena, text, &minutes)) {
		out->hours += minutes / 60;
		out->text = arena_printf(arena, "%g h", out->hours);
		return true;
	}
	out->text = arena_printf(arena, "%.*s%s%.*s %s", STR_ARG(low), high.len ? "-" : "",
				 STR_ARG(high), unit->minutes ? "min" : "h");
	return true;
}

bool
amount_read(struct arena *arena, struct str text, struct amount *out)
{
	size_t start = 0;

	if (text.len > LENGTH_LIMIT)
		return false;
	while (start < text.len && !ascii_is_digit(text.at[start]))
		start++;
	if (start == text.len || !is_among(arena, str_slice(text, 0, start), prefixes,
					   sizeof(prefixes) / sizeof(prefixes[0])))
		return false;
	text = str_skip(text, start);
	return take_amount(arena, &text, out) &&
	       is_among(arena, text, suffixes, sizeof(suffixes) / sizeof(suffixes[0]));
}

/* The last amount in brackets, wherever it stands. */
static bool
take_bracketed(struct arena *arena, struct str text, struct str *rest, struct amount *out)
{
	for (size_t i = text.len; i > 0; i--) {
		char open = text.at[i - 1], close = open == '(' ? ')' : ']';
		struct str behind = str_skip(text, i), before = str_slice(text, 0, i - 1);
		size_t end = str_find_char(behind, close);

		if ((open != '(' && open != '[') || end == behind.len)
			continue;
		if (!amount_read(arena, str_slice(behind, 0, end), out))
			continue;
		before = str_trim(before);
		behind = str_trim(str_skip(behind, end + 1));
		if (before.len == 0 && str_find_char(STR(":-"), behind.len ? behind.at[0] : 0) < 2)
			behind = str_trim(str_skip(behind, 1));
		*rest = arena_printf(arena, "%.*s%s%.*s", STR_ARG(before),
				     before.len && behind.len && !ascii_is_punct(behind.at[0]) ? " "
											       : "",
				     STR_ARG(behind));
		return rest->len > 0;
	}
	return false;
}

/* "… - 2h", "…: 90 min"; the separators, longest first. */
static bool
take_trailing(struct arena *arena, struct str text, struct str *rest, struct amount *out)
{
	static const struct str separators[] = {STR_INIT(" – "), STR_INIT(" — "), STR_INIT(" - "),
						STR_INIT(": "),  STR_INIT(", "),  STR_INIT(" | "),
						STR_INIT(" ~")};

	for (size_t i = text.len; i > 0; i--)
		for (size_t k = 0; k < sizeof(separators) / sizeof(separators[0]); k++) {
			struct str behind = str_skip(text, i);

			if (!str_starts(behind, separators[k]))
				continue;
			behind = str_skip(behind, separators[k].len);
			if (!amount_read(arena, behind, out))
				continue;
			*rest = str_trim(str_slice(text, 0, i));
			return true;
		}
	return false;
}

/* "2h: …", "90 min - …". */
static bool
take_leading(struct arena *arena, struct str text, struct str *rest, struct amount *out)
{
	static const struct str separators[] = {STR_INIT(": "), STR_INIT(" - "), STR_INIT(" – "),
						STR_INIT(" — ")};
	struct str behind = text;

	if (!take_amount(arena, &behind, out))
		return false;
	for (size_t k = 0; k < sizeof(separators) / sizeof(separators[0]); k++)
		if (str_starts(behind, separators[k])) {
			*rest = str_trim(str_skip(behind, separators[k].len));
			return rest->len > 0;
		}
	return false;
}

bool
amount_take(struct arena *arena, struct str text, struct str *rest, struct amount *out)
{
	*rest = text;
	if (take_bracketed(arena, text, rest, out) || take_trailing(arena, text, rest, out) ||
	    take_leading(arena, text, rest, out))
		return true;
	*rest = text;
	return false;
}
