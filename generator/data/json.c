/* Reads by jansson's parser. What is written needs no tree of its: json_write.c. */
#include "data/json.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "data/value.h"

#include <jansson.h>

static struct value *from_json(struct arena *arena, json_t *json);

static struct value *
list_from_json(struct arena *arena, json_t *array)
{
	struct value *list = value_list(arena);
	json_t *item;
	size_t index;

	json_array_foreach(array, index, item) value_append(arena, list, from_json(arena, item));
	return list;
}

static struct value *
map_from_json(struct arena *arena, json_t *object)
{
	struct value *map = value_map(arena, NULL);
	const char *key;
	size_t key_len;
	json_t *item;

	json_object_keylen_foreach(object, key, key_len, item)
	    value_set(arena, map, arena_dup(arena, (struct str){key, key_len}),
		      from_json(arena, item));
	return map;
}

static struct value *
from_json(struct arena *arena, json_t *json)
{
	struct str text;

	switch (json_typeof(json)) {
	case JSON_OBJECT: return map_from_json(arena, json);
	case JSON_ARRAY: return list_from_json(arena, json);
	case JSON_STRING:
		text = (struct str){json_string_value(json), json_string_length(json)};
		return value_string(arena, arena_dup(arena, text));
	case JSON_INTEGER: return value_int(arena, json_integer_value(json));
	case JSON_REAL: return value_number(arena, json_real_value(json));
	case JSON_TRUE: return value_bool(arena, true);
	case JSON_FALSE: return value_bool(arena, false);
	case JSON_NULL: break;
	}
	return ARENA_NEW(arena, struct value);
}

/* jansson stops behind what it did not expect, and quotes that: "… near 'x'". */
static uint32_t
bytes_back(struct str text)
{
	struct str near = str_skip(text, str_find(text, STR(" near '")) + 7);

	/* The byte that it cannot decode is not within the quotes. */
	if (near.len == 0 || str_has(text, STR("decode byte")))
		return 0;
	return (uint32_t)near.len - 1;
}

static void
report(const struct source *source, const json_error_t *error, size_t skipped,
       struct diag_list *diags)
{
	struct str text = str_from(error->text);
	uint32_t end = (uint32_t)skipped + (uint32_t)(error->position > 0 ? error->position : 0);
	uint32_t back = bytes_back(text);
	struct span span = {back < end ? end - back : 0, back ? end : end + 1};

	if (json_error_code(error) == json_error_out_of_memory)
		die("out of memory");
	diag_add(diags, DIAG_JSON_SYNTAX, source, span, "the JSON could not be read: %.*s",
		 STR_ARG(str_slice(text, 0, str_find(text, STR(" near ")))));
}

bool
json_parse(struct arena *arena, const struct source *source, const struct value **out,
	   struct diag_list *diags)
{
	size_t mark = str_starts(source->text, STR("\xef\xbb\xbf")) ? 3 : 0;
	struct str text = str_skip(source->text, mark);
	json_error_t error;
	json_t *json =
	    json_loadb(text.at ? text.at : "", text.len,
		       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

	*out = NULL;
	if (!json) {
		report(source, &error, mark, diags);
		return false;
	}
	*out = from_json(arena, json);
	json_decref(json);
	return true;
}
