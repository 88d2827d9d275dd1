/* Declared options and what a site sets: the types, and which of the two values counts. */
#include "data/option.h"

#include "base/arena.h"
#include "base/diag.h"
#include "data/schema.h"
#include "data/value.h"

static const char *const option_types[] = {"text", "boolean", "number", "choice", "list", NULL};

static const struct field choice_item = {.type = FIELD_TEXT};

static const struct field option_fields[] = {
    {.name = "type",
     .type = FIELD_CHOICE,
     .required = true,
     .choices = option_types,
     .doc = "What the option holds."},
    {.name = "default", .type = FIELD_FREE, .doc = "Its value when site.yaml sets none."},
    {.name = "choices",
     .type = FIELD_LIST,
     .item = &choice_item,
     .doc = "For type choice: what it may be."},
    {.name = "doc", .type = FIELD_TEXT, .doc = "A sentence for the owner of a site."},
    {.name = NULL},
};

static const struct schema option_schema = {.noun = "an option",
					    .doc = "An option that a site may set.",
					    .fields = option_fields};
const struct field option_item = {.type = FIELD_MAP, .of = &option_schema};

bool
option_is_text(const struct value *value)
{
	return value->kind == VALUE_STRING || value->kind == VALUE_INT ||
	       value->kind == VALUE_REAL || value->kind == VALUE_BOOL;
}

const struct value *
option_as_text(struct arena *arena, const struct value *value)
{
	return value->kind == VALUE_STRING ? value : value_string(arena, value->text);
}

struct span
option_span(const struct value_entry *entry)
{
	return entry->value->span.end ? entry->value->span : entry->key_span;
}

const struct value_entry *
option_entry(const struct value *map, struct str name)
{
	for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->map->len; i++)
		if (str_eq(map->map->entries[i].key, name))
			return &map->map->entries[i];
	return NULL;
}

static bool
is_choice(const struct value *choices, struct str text)
{
	for (size_t i = 0; i < value_len(choices); i++)
		if (str_eq(value_at(choices, i)->text, text))
			return true;
	return false;
}

static const char *
wanted(struct str type)
{
	if (str_eq(type, STR("boolean")))
		return "true or false";
	if (str_eq(type, STR("number")))
		return "a number";
	return str_eq(type, STR("list")) ? "a list of texts" : "a text";
}

static struct str
list_choices(struct arena *arena, const struct value *choices)
{
	struct str list = {0};

	for (size_t i = 0; i < value_len(choices); i++)
		list = arena_printf(arena, "%.*s%s'%.*s'", STR_ARG(list), i ? ", " : "",
				    STR_ARG(value_at(choices, i)->text));
	return list;
}

/* The list with texts only; NULL when it is none or holds something else. */
static const struct value *
text_list(struct arena *arena, const struct value *value)
{
	struct value *list = value_list(arena);

	if (value->kind != VALUE_LIST)
		return NULL;
	for (size_t i = 0; i < value_len(value); i++) {
		if (!option_is_text(value_at(value, i)))
			return NULL;
		value_append(arena, list, option_as_text(arena, value_at(value, i)));
	}
	return list;
}

/* The value as the option's type wants it, or NULL. */
static const struct value *
fit(struct arena *arena, const struct value *option, const struct value *value)
{
	struct str type = value_text(value_find(option, STR("type")));

	if (str_eq(type, STR("boolean")))
		return value->kind == VALUE_BOOL ? value : NULL;
	if (str_eq(type, STR("number")))
		return value->kind == VALUE_INT || value->kind == VALUE_REAL ? value : NULL;
	if (str_eq(type, STR("list")))
		return text_list(arena, value);
	if (!option_is_text(value))
		return NULL;
	if (str_eq(type, STR("choice")) &&
	    !is_choice(value_find(option, STR("choices")), value->text))
		return NULL;
	return option_as_text(arena, value);
}

static const struct value *
check(const struct option_reader *reader, const struct value_entry *option,
      const struct value_entry *entry, const struct source *source)
{
	struct str type = value_text(value_find(option->value, STR("type")));
	const struct value *value = fit(reader->arena, option->value, entry->value);
	const struct value *choices = value_find(option->value, STR("choices"));

	if (value)
		return value;
	if (str_eq(type, STR("choice")))
		diag_add(reader->diags, DIAG_WRONG_TYPE, source, option_span(entry),
			 "option '%.*s' of %s is one of %.*s", STR_ARG(option->key), reader->owner,
			 STR_ARG(list_choices(reader->arena, choices)));
	else
		diag_add(reader->diags, DIAG_WRONG_TYPE, source, option_span(entry),
			 "option '%.*s' of %s wants %s, not %s", STR_ARG(option->key),
			 reader->owner, wanted(type), value_kind_name(entry->value->kind));
	return NULL;
}

const struct value *
option_choose(const struct option_reader *reader, const struct value_entry *option,
	      const struct value *settings)
{
	const struct value_entry *own = option_entry(settings, option->key);
	const struct value_entry *fallback = option_entry(option->value, STR("default"));
	const struct value *value = &value_null;

	if (fallback && fallback->value->kind != VALUE_NULL)
		value = check(reader, option, fallback, reader->manifest);
	if (own && own->value->kind != VALUE_NULL)
		value = check(reader, option, own, reader->site);
	return value;
}
