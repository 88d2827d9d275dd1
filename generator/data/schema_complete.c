/* Checked maps as who reads them wants them: with all keys that the table knows. */
#include "data/schema.h"

#include "base/arena.h"
#include "data/value.h"

static const struct value *complete(struct arena *arena, const struct field *field,
				    const struct value *value);

static const struct value *
complete_items(struct arena *arena, const struct field *item, const struct value *list)
{
	struct value *items = value_list(arena);

	for (size_t i = 0; i < value_len(list); i++)
		value_append(arena, items, complete(arena, item, value_at(list, i)));
	return items;
}

/* The value as it is where the table says nothing of what is in it. */
static const struct value *
complete(struct arena *arena, const struct field *field, const struct value *value)
{
	if (!value)
		return &value_null;
	if (field->type == FIELD_MAP && value->kind == VALUE_MAP)
		return schema_complete(arena, field->of, value);
	if (field->type == FIELD_LIST && value->kind == VALUE_LIST && field->item)
		return complete_items(arena, field->item, value);
	if (field->type == FIELD_FREE)
		return value_copy_open(arena, value);
	if (field->type != FIELD_ONE_OF)
		return value;
	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++)
		if (one->type == (value->kind == VALUE_MAP ? FIELD_MAP : FIELD_LIST))
			return complete(arena, one, value);
	return value;
}

struct value *
schema_complete(struct arena *arena, const struct schema *schema, const struct value *map)
{
	struct value *all = value_map(arena, schema->noun);

	for (const struct field *field = schema->fields; field->name; field++) {
		struct str name = str_from(field->name);

		value_set(arena, all, name, complete(arena, field, value_find(map, name)));
	}
	/* Where maps of two tables may stand, it may be the other's. */
	for (size_t i = 0; i < value_len(map); i++)
		if (!value_find(all, map->map->entries[i].key))
			value_set(arena, all, map->map->entries[i].key, map->map->entries[i].value);
	return all;
}
