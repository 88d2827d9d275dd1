/* A field is known by its form: an amount of time, a price, one or two words. */
#include "document/facts.h"

#include <stdbool.h>
#include <stddef.h>

enum { KIND_WORDS_MOST = 2 };

/* Where the full stop that ends the facts stands; the text's length when there is none. */
static size_t
find_stop(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '.' && (i + 1 == text.len || ascii_is_space(text.at[i + 1])))
			return i;
	return text.len;
}

static bool
is_cost(struct str field)
{
	struct str word = str_slice(field, 0, str_find_char(field, ' '));

	return str_eq_fold(word, STR("free")) || str_eq_fold(word, STR("paid"));
}

static bool
is_kind(struct str field)
{
	size_t words = 1;

	for (size_t i = 0; i < field.len; i++) {
		words += field.at[i] == ' ';
		if (!ascii_is_alnum(field.at[i]) && field.at[i] != ' ' && field.at[i] != '-' &&
		    (unsigned char)field.at[i] < 0x80)
			return false;
	}
	return field.len > 0 && words <= KIND_WORDS_MOST;
}

/* A field that is neither time nor cost, behind the kind, is taken for the cost. */
static bool
read_field(struct facts *facts, struct str field)
{
	if (!hours_is_given(facts->hours) && hours_parse(field, &facts->hours))
		return true;
	if (!facts->cost.len && (is_cost(field) || facts->kind.len)) {
		facts->cost = field;
		return true;
	}
	if (facts->kind.len || !is_kind(field))
		return false;
	facts->kind = field;
	return true;
}

struct facts
facts_read(struct str text)
{
	struct facts facts = {.note = str_trim(text)};
	struct str rest, field;
	size_t stop = find_stop(facts.note);
	struct str note = str_trim(str_skip(facts.note, stop + 1));

	rest = str_slice(facts.note, 0, stop);
	while (str_split(&rest, ',', &field))
		if (!read_field(&facts, str_trim(field)))
			return (struct facts){.note = facts.note};
	facts.note = note;
	return facts;
}
