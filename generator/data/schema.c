/*
 * Checks values against tables, and says what is wrong in the words of the one
 * who wrote the file. The same tables as JSON Schema are schema_json.c's matter.
 */
#include "data/schema.h"

#include "base/arena.h"
#include "base/diag.h"
#include "data/value.h"

#include <limits.h>

/* What a check needs on its way down. */
struct checker {
	const struct source *source;
	struct diag_list *diags;
};

/* What is checked: a key's value, or an item of a key's list. */
struct subject {
	const struct value *value;
	struct str name;      // of the key
	size_t item;          // from 1; 0 is the value itself
	struct span key_span; // where a value without text is shown
};

static void check_map(struct checker *checker, const struct schema *schema, const struct value *map,
		      struct span place);
static void check_value(struct checker *checker, const struct field *field,
			const struct subject *subject);

/* "'hours'", or "item 2 of 'tags'". */
static struct str
subject_name(struct checker *checker, const struct subject *subject)
{
	if (subject->item == 0)
		return arena_printf(&checker->diags->arena, "'%.*s'", STR_ARG(subject->name));
	return arena_printf(&checker->diags->arena, "item %zu of '%.*s'", subject->item,
			    STR_ARG(subject->name));
}

static bool
is_scalar(const struct value *value)
{
	switch (value->kind) {
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_REAL:
	case VALUE_STRING: return true;
	default: return false;
	}
}

/* Has the value the kind that the field wants? What is in it may still be wrong. */
static bool
has_kind(const struct field *field, const struct value *value)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_CHOICE: return is_scalar(value);
	case FIELD_INT:
		return value->kind == VALUE_INT && value->integer >= 0 && value->integer <= INT_MAX;
	case FIELD_NUMBER:
		return (value->kind == VALUE_INT || value->kind == VALUE_REAL) &&
		       value_real(value, 0) >= 0;
	case FIELD_BOOL: return value->kind == VALUE_BOOL;
	case FIELD_MAP: return value->kind == VALUE_MAP;
	case FIELD_LIST: return value->kind == VALUE_LIST;
	case FIELD_FREE: return !field->item || value->kind == VALUE_MAP;
	case FIELD_ONE_OF: break;
	}
	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++)
		if (has_kind(one, value))
			return true;
	return false;
}

/* "a map with 'kind' and 'title'": the keys that it must have. */
static struct str
wanted_map(struct checker *checker, const struct schema *schema)
{
	struct str all = STR("a map");
	const char *link = " with";

	for (const struct field *field = schema->fields; field->name; field++) {
		if (!field->required)
			continue;
		all = arena_printf(&checker->diags->arena, "%.*s%s '%s'", STR_ARG(all), link,
				   field->name);
		link = " and";
	}
	return all;
}

/* What the field wants, as "a number". */
static struct str
wanted(struct checker *checker, const struct field *field)
{
	struct arena *arena = &checker->diags->arena;
	struct str all = {0};

	switch (field->type) {
	case FIELD_TEXT: return STR("text");
	case FIELD_INT: return STR("a whole number");
	case FIELD_NUMBER: return STR("a number");
	case FIELD_BOOL: return STR("true or false");
	case FIELD_LIST: return STR("a list");
	case FIELD_FREE: return STR("a map");
	case FIELD_MAP: return wanted_map(checker, field->of);
	case FIELD_CHOICE:
		for (const char *const *choice = field->choices; *choice; choice++)
			all = arena_printf(arena, "%.*s%s'%s'", STR_ARG(all),
					   !all.len    ? ""
					   : choice[1] ? ", "
						       : " or ",
					   *choice);
		return all;
	case FIELD_ONE_OF: break;
	}
	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++)
		all = arena_printf(arena, "%.*s%s%.*s", STR_ARG(all), all.len ? " or " : "",
				   STR_ARG(wanted(checker, one)));
	return all;
}

static bool
wants_number(const struct field *field)
{
	if (field->type != FIELD_ONE_OF)
		return field->type == FIELD_INT || field->type == FIELD_NUMBER;
	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++)
		if (wants_number(one))
			return true;
	return false;
}

/* What the value is, as "text"; a number by its text where that is what is wrong with it. */
static struct str
actual(struct checker *checker, const struct field *field, const struct value *value)
{
	bool is_number = value->kind == VALUE_INT || value->kind == VALUE_REAL;

	if (is_number && value->text.len && wants_number(field))
		return arena_printf(&checker->diags->arena, "%.*s", STR_ARG(value->text));
	return str_from(value_kind_name(value->kind));
}

/* The field's sentence without its full stop; what it wants where it has none. */
static struct str
doc_of(struct checker *checker, const struct field *field)
{
	struct str doc = str_from(field->doc);

	if (doc.len == 0)
		return wanted(checker, field);
	return str_slice(doc, 0, doc.len - str_ends(doc, STR(".")));
}

/* A hint for what is probably meant, when the kind of the value is wrong. */
static void
cure_kind(struct checker *checker, struct diag *diag, const struct field *field,
	  const struct value *value)
{
	struct str text = value->text;

	if (wants_number(field) && value_real(value, 0) < 0)
		diag_cure(checker->diags, diag, "it cannot be less than 0");
	else if (wants_number(field) && value->kind == VALUE_INT)
		diag_cure(checker->diags, diag, "it cannot be more than %d", INT_MAX);
	else if (wants_number(field) && value->kind == VALUE_STRING && value->quoted && text.len &&
		 ascii_is_digit(text.at[0]))
		diag_cure(checker->diags, diag, "write it without quotes");
	else if (field->type == FIELD_BOOL && is_scalar(value))
		diag_cure(checker->diags, diag, "write true or false, without quotes");
	else if (field->type == FIELD_LIST && is_scalar(value) && text.len && !value->quoted)
		diag_cure(checker->diags, diag, "write [%.*s]", STR_ARG(text));
	else if (field->type == FIELD_TEXT && value->kind == VALUE_MAP)
		diag_cure(checker->diags, diag, "text with ': ' or '{' in it must be in quotes");
	else if (field->type == FIELD_TEXT && value->kind == VALUE_LIST)
		diag_cure(checker->diags, diag, "text that starts with '[' must be in quotes");
	else if (field->doc)
		diag_cure(checker->diags, diag, "%.*s", STR_ARG(doc_of(checker, field)));
}

static void
report_kind(struct checker *checker, const struct field *field, const struct subject *subject)
{
	const struct value *value = subject->value;
	bool empty = value->span.start == value->span.end;
	struct str name = subject_name(checker, subject);
	struct str want = wanted(checker, field);
	struct diag *diag;

	if (value->kind == VALUE_NULL) {
		diag = diag_add(checker->diags, DIAG_WRONG_TYPE, checker->source,
				empty ? subject->key_span : value->span,
				"%.*s has no value, it wants %.*s", STR_ARG(name), STR_ARG(want));
		diag_cure(checker->diags, diag, "give it one, or remove the line");
		return;
	}
	diag = diag_add(checker->diags, DIAG_WRONG_TYPE, checker->source, value->span,
			"%.*s wants %.*s, this is %.*s", STR_ARG(name), STR_ARG(want),
			STR_ARG(actual(checker, field, value)));
	cure_kind(checker, diag, field, value);
}

static size_t
count_choices(const struct field *field)
{
	size_t n = 0;

	while (field->choices[n])
		n++;
	return n;
}

static void
check_choice(struct checker *checker, const struct field *field, const struct subject *subject)
{
	struct arena *arena = &checker->diags->arena;
	size_t nchoices = count_choices(field);
	struct str *choices = ARENA_ARRAY(arena, struct str, nchoices);
	struct str text = subject->value->text, nearest;
	struct diag *diag;

	for (size_t i = 0; i < nchoices; i++) {
		choices[i] = str_from(field->choices[i]);
		if (str_eq(choices[i], text))
			return;
	}
	diag = diag_add(checker->diags, DIAG_WRONG_TYPE, checker->source, subject->value->span,
			"%.*s wants %.*s, this is '%.*s'", STR_ARG(subject_name(checker, subject)),
			STR_ARG(wanted(checker, field)), STR_ARG(text));
	nearest = diag_nearest(text, choices, nchoices);
	if (nearest.len)
		diag_cure(checker->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

static void
check_items(struct checker *checker, const struct field *field, const struct subject *subject)
{
	const struct value *list = subject->value;

	for (size_t i = 0; field->item && i < value_len(list); i++) {
		struct subject item = {value_at(list, i), subject->name, i + 1, subject->key_span};

		check_value(checker, field->item, &item);
	}
}

static void
check_free(struct checker *checker, const struct field *field, const struct value *map)
{
	for (size_t i = 0; field->item && i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];
		struct subject subject = {entry->value, entry->key, 0, entry->key_span};

		check_value(checker, field->item, &subject);
	}
}

static bool
fits(struct checker *checker, const struct field *field, const struct subject *subject)
{
	struct diag_list unseen;
	struct checker trial = {checker->source, &unseen};
	bool good;

	diag_init(&unseen);
	check_value(&trial, field, subject);
	good = unseen.nerrors == 0;
	diag_release(&unseen);
	return good;
}

/* Where several alternatives have the value's kind and none fits, the first one reports. */
static void
check_one_of(struct checker *checker, const struct field *field, const struct subject *subject)
{
	const struct field *first = NULL;
	size_t nfitting = 0;

	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++) {
		if (!has_kind(one, subject->value))
			continue;
		if (!first)
			first = one;
		nfitting++;
	}
	for (const struct field *one = first; nfitting > 1 && one->type != FIELD_ONE_OF; one++)
		if (has_kind(one, subject->value) && fits(checker, one, subject))
			return;
	check_value(checker, first, subject);
}

static void
check_value(struct checker *checker, const struct field *field, const struct subject *subject)
{
	if (!has_kind(field, subject->value)) {
		report_kind(checker, field, subject);
		return;
	}
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_INT:
	case FIELD_NUMBER:
	case FIELD_BOOL: break;
	case FIELD_CHOICE: check_choice(checker, field, subject); break;
	case FIELD_MAP: check_map(checker, field->of, subject->value, subject->value->span); break;
	case FIELD_LIST: check_items(checker, field, subject); break;
	case FIELD_FREE: check_free(checker, field, subject->value); break;
	case FIELD_ONE_OF: check_one_of(checker, field, subject); break;
	}
}

static const struct field *
find_field(const struct schema *schema, struct str name)
{
	for (const struct field *field = schema->fields; field->name; field++)
		if (str_eq(str_from(field->name), name))
			return field;
	return NULL;
}

static void
report_unknown(struct checker *checker, const struct schema *schema,
	       const struct value_entry *entry)
{
	struct arena *arena = &checker->diags->arena;
	struct diag *diag =
	    diag_add(checker->diags, DIAG_UNKNOWN_KEY, checker->source, entry->key_span,
		     "unknown key '%.*s' in %s", STR_ARG(entry->key), schema->noun);
	struct str known = {0}, nearest, *names;
	size_t nnames = 0;

	while (schema->fields[nnames].name)
		nnames++;
	names = ARENA_ARRAY(arena, struct str, nnames);
	for (size_t i = 0; i < nnames; i++)
		names[i] = str_from(schema->fields[i].name);
	nearest = diag_nearest(entry->key, names, nnames);
	if (nearest.len) {
		diag_cure(checker->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
		return;
	}
	for (size_t i = 0; i < nnames; i++)
		known = arena_printf(arena, "%.*s%s%.*s", STR_ARG(known), i ? ", " : "",
				     STR_ARG(names[i]));
	diag_cure(checker->diags, diag, "known here: %.*s", STR_ARG(known));
}

static void
check_map(struct checker *checker, const struct schema *schema, const struct value *map,
	  struct span place)
{
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];
		const struct field *field = find_field(schema, entry->key);
		struct subject subject = {entry->value, entry->key, 0, entry->key_span};

		if (field)
			check_value(checker, field, &subject);
		else
			report_unknown(checker, schema, entry);
	}
	for (const struct field *field = schema->fields; field->name; field++) {
		struct diag *diag;

		if (!field->required || value_find(map, str_from(field->name)))
			continue;
		diag = diag_add(checker->diags, DIAG_MISSING_KEY, checker->source, place,
				"'%s' is missing in %s", field->name, schema->noun);
		diag_cure(checker->diags, diag, "add '%s:' (%.*s)", field->name,
			  STR_ARG(doc_of(checker, field)));
	}
}

bool
schema_check(const struct schema *schema, const struct source *source, const struct value *map,
	     struct span place, struct diag_list *diags)
{
	struct checker checker = {source, diags};
	size_t before = diags->nerrors;

	if (map && map->kind == VALUE_MAP)
		check_map(&checker, schema, map, place);
	else
		diag_add(diags, DIAG_WRONG_TYPE, source, map ? map->span : place,
			 "%s wants keys with values, this is %s", schema->noun,
			 value_kind_name(map ? map->kind : VALUE_NULL));
	return diags->nerrors == before;
}
