/* Making and reading values. Maps are searched in order: they are small where it matters. */
#include "data/value.h"

#include "base/arena.h"
#include "base/die.h"
#include "base/vec.h"

#include <math.h>

static const struct value_list no_items;

const struct value value_null = {.kind = VALUE_NULL};
const struct value value_true = {.kind = VALUE_BOOL, .boolean = true};
const struct value value_false = {.kind = VALUE_BOOL, .boolean = false};
const struct value value_no_list = {.kind = VALUE_LIST,
				    .list = (struct value_list *)(uintptr_t)&no_items};

static struct value *
new_value(struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);

	value->kind = kind;
	return value;
}

struct value *
value_bool(struct arena *arena, bool boolean)
{
	struct value *value = new_value(arena, VALUE_BOOL);

	value->boolean = boolean;
	return value;
}

struct value *
value_int(struct arena *arena, int64_t integer)
{
	struct value *value = new_value(arena, VALUE_INT);

	value->integer = integer;
	return value;
}

struct value *
value_number(struct arena *arena, double real)
{
	/* Up to here a double holds every whole number. */
	const double exact = 9007199254740992.0;
	struct value *value;

	if (fabs(real) <= exact && real == floor(real))
		return value_int(arena, (int64_t)real);
	value = new_value(arena, VALUE_REAL);
	value->real = real;
	return value;
}

struct value *
value_string(struct arena *arena, struct str text)
{
	struct value *value = new_value(arena, VALUE_STRING);

	value->text = text;
	return value;
}

struct value *
value_html(struct arena *arena, struct str html)
{
	struct value *value = new_value(arena, VALUE_HTML);

	value->text = html;
	return value;
}

struct value *
value_later(struct arena *arena, const struct value_maker *maker)
{
	struct value *value = new_value(arena, VALUE_LATER);

	value->maker = maker;
	return value;
}

const struct value *
value_string_or_null(struct arena *arena, struct str text)
{
	return text.len ? value_string(arena, text) : &value_null;
}

struct value *
value_list(struct arena *arena)
{
	struct value *value = new_value(arena, VALUE_LIST);

	value->list = ARENA_NEW(arena, struct value_list);
	return value;
}

struct value *
value_map(struct arena *arena, const char *noun)
{
	struct value *value = new_value(arena, VALUE_MAP);

	value->map = ARENA_NEW(arena, struct value_map);
	value->map->noun = noun;
	return value;
}

struct value *
value_map_of(struct arena *arena, const char *noun, size_t capacity)
{
	struct value *value = value_map(arena, noun);

	value->map->entries = ARENA_ARRAY(arena, struct value_entry, capacity);
	value->map->capacity = capacity;
	return value;
}

void
value_append(struct arena *arena, struct value *list, const struct value *item)
{
	struct value_list *items = list->list;

	BUG_IF(list->kind != VALUE_LIST || !item);
	if (items->len == items->capacity)
		items->items =
		    vec_grow(arena, items->items, &items->capacity, sizeof(*items->items));
	items->items[items->len++] = item;
}

void
value_set(struct arena *arena, struct value *map, struct str key, const struct value *item)
{
	struct value_map *entries = map->map;

	BUG_IF(map->kind != VALUE_MAP || !item);
	if (entries->len == entries->capacity)
		entries->entries = vec_grow(arena, entries->entries, &entries->capacity,
					    sizeof(*entries->entries));
	entries->entries[entries->len++] = (struct value_entry){.key = key, .value = item};
}

void
value_set_text(struct arena *arena, struct value *map, struct str key, struct str text)
{
	if (text.len)
		value_set(arena, map, key, value_string(arena, text));
}

void
value_put(struct arena *arena, struct value *map, struct str key, const struct value *item)
{
	for (size_t i = 0; i < map->map->len; i++) {
		if (str_eq(map->map->entries[i].key, key)) {
			map->map->entries[i].value = item;
			return;
		}
	}
	value_set(arena, map, key, item);
}

size_t
value_weight(const struct value *value, size_t most)
{
	size_t weight = sizeof(struct value) + (value ? value->text.len : 0);

	for (size_t i = 0; value && value->kind == VALUE_LIST && i < value->list->len; i++) {
		if (weight > most)
			return weight;
		weight += sizeof(void *) + value_weight(value->list->items[i], most - weight);
	}
	for (size_t i = 0; value && value->kind == VALUE_MAP && i < value->map->len; i++) {
		const struct value_entry *entry = &value->map->entries[i];

		weight += sizeof(*entry) + entry->key.len;
		if (weight > most)
			return weight;
		weight += value_weight(entry->value, most - weight);
	}
	return weight;
}

static struct value *
copy_all(struct arena *arena, const struct value *value, bool open)
{
	struct value *copy;

	if (value && value->kind == VALUE_LATER)
		value = value->maker->make(value->maker, arena, STR(""));
	if (!value)
		value = &value_null;
	switch (value->kind) {
	case VALUE_LIST:
		copy = value_list(arena);
		copy->list->capacity = value->list->len;
		copy->list->items = ARENA_ARRAY(arena, const struct value *, value->list->len);
		for (size_t i = 0; i < value->list->len; i++)
			value_append(arena, copy, copy_all(arena, value->list->items[i], open));
		break;
	case VALUE_MAP:
		copy = value_map_of(arena, value->map->noun, value->map->len);
		copy->map->open = open || value->map->open;
		for (size_t i = 0; i < value->map->len; i++) {
			const struct value_entry *entry = &value->map->entries[i];

			value_set(arena, copy, arena_dup(arena, entry->key),
				  copy_all(arena, entry->value, open));
		}
		break;
	default:
		copy = new_value(arena, value->kind);
		*copy = *value;
		copy->text = value->text.len ? arena_dup(arena, value->text) : (struct str){0};
	}
	return copy;
}

struct value *
value_copy(struct arena *arena, const struct value *value)
{
	return copy_all(arena, value, false);
}

struct value *
value_copy_open(struct arena *arena, const struct value *value)
{
	return copy_all(arena, value, true);
}

const struct value *
value_find(const struct value *map, struct str key)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->map->len; i++)
		if (str_eq(map->map->entries[i].key, key))
			return map->map->entries[i].value;
	return NULL;
}

size_t
value_len(const struct value *value)
{
	if (value && value->kind == VALUE_LIST)
		return value->list->len;
	if (value && value->kind == VALUE_MAP)
		return value->map->len;
	return 0;
}

const struct value *
value_at(const struct value *list, size_t index)
{
	if (!list || list->kind != VALUE_LIST || index >= list->list->len)
		return NULL;
	return list->list->items[index];
}

struct str
value_text(const struct value *value)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_REAL:
	case VALUE_STRING:
	case VALUE_HTML: return value->text;
	default: return (struct str){0};
	}
}

double
value_real(const struct value *value, double otherwise)
{
	if (value && value->kind == VALUE_INT)
		return (double)value->integer;
	if (value && value->kind == VALUE_REAL)
		return value->real;
	return otherwise;
}

bool
value_is_true(const struct value *value)
{
	return value && value->kind == VALUE_BOOL && value->boolean;
}

const char *
value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
	    [VALUE_NULL] = "nothing",       [VALUE_BOOL] = "true or false",
	    [VALUE_INT] = "a whole number", [VALUE_REAL] = "a number",
	    [VALUE_STRING] = "text",        [VALUE_HTML] = "HTML",
	    [VALUE_LIST] = "a list",        [VALUE_MAP] = "a map",
	    [VALUE_LATER] = "a value",
	};

	return names[kind];
}
