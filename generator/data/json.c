/*
 * Goes through jansson's tree both ways. What jansson cannot hold is made to fit:
 * numbers that are not finite become null, bytes that are not UTF-8 U+FFFD.
 */
#include "data/json.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/utf8.h"
#include "data/value.h"

#include <stdlib.h>

#include <jansson.h>

/* Reals are written as short as this many digits allow, the same on every machine. */
enum {
	DIGITS = 15,
	ROOM = 64, // bytes, at first
};

/*
 * What jansson's trees are made of while this thread writes one; its functions have no
 * argument for it. NULL: the heap.
 */
static _Thread_local struct arena *current_arena;

static void *
take(size_t size)
{
	return current_arena ? arena_alloc(current_arena, size) : malloc(size);
}

static void
give_back(void *piece)
{
	if (!current_arena)
		free(piece);
}

void
json_init(void)
{
	json_set_alloc_funcs(take, give_back);
}

static json_t *
have(json_t *json)
{
	if (!json)
		die("out of memory");
	return json;
}

/* The text with U+FFFD for each byte that is not UTF-8; only then does it need the buf. */
static struct str
mended(struct str text, struct buf *buf)
{
	size_t bad_at;

	if (!text.at)
		return STR("");
	if (utf8_is_valid(text, &bad_at))
		return text;
	while (text.len)
		utf8_put(buf, utf8_next(&text));
	return buf_str(buf);
}

static json_t *
string_to_json(struct str text)
{
	struct buf buf;
	struct str good;
	json_t *json;

	buf_init(&buf);
	good = mended(text, &buf);
	json = have(json_stringn_nocheck(good.at, good.len));
	buf_release(&buf);
	return json;
}

static json_t *to_json(const struct value *value);

static json_t *
list_to_json(const struct value *list)
{
	json_t *array = have(json_array());

	for (size_t i = 0; i < value_len(list); i++)
		if (json_array_append_new(array, to_json(value_at(list, i))))
			die("out of memory");
	return array;
}

static json_t *
map_to_json(const struct value *map)
{
	json_t *object = have(json_object());
	struct buf buf;

	buf_init(&buf);
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];
		struct str key;

		buf_reset(&buf);
		key = mended(entry->key, &buf);
		if (json_object_setn_new_nocheck(object, key.at, key.len, to_json(entry->value)))
			die("out of memory");
	}
	buf_release(&buf);
	return object;
}

static json_t *to_json(const struct value *value);

static json_t *
later_to_json(const struct value *value)
{
	struct arena arena;
	json_t *json;

	arena_init(&arena);
	json = to_json(value->maker->make(value->maker, &arena, STR("")));
	arena_release(&arena);
	return json;
}

static json_t *
to_json(const struct value *value)
{
	json_t *real;

	switch (value->kind) {
	case VALUE_NULL: break;
	case VALUE_BOOL: return have(json_boolean(value->boolean));
	case VALUE_INT: return have(json_integer(value->integer));
	case VALUE_REAL: real = json_real(value->real); return real ? real : json_null();
	case VALUE_STRING:
	case VALUE_HTML: return string_to_json(value->text);
	case VALUE_LIST: return list_to_json(value);
	case VALUE_MAP: return map_to_json(value);
	case VALUE_LATER: return later_to_json(value);
	}
	return json_null();
}

/* Into the room that the buf has; a second time when that was not enough. */
static void
dump(struct buf *out, const struct value *value, size_t layout)
{
	struct arena arena;
	json_t *json;
	size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(DIGITS) | layout;
	size_t room = 0, len = ROOM;

	arena_init(&arena);
	current_arena = &arena;
	json = to_json(value);
	while (len > room) {
		buf_reserve(out, len);
		room = out->capacity - out->len - 1;
		len = json_dumpb(json, out->at + out->len, room, flags);
		if (!len)
			die("out of memory");
	}
	out->len += len;
	buf_truncate(out, out->len);
	json_decref(json);
	current_arena = NULL;
	arena_release(&arena);
}

/*
 * In JSON these occur within strings alone, so they may be escaped wherever they
 * stand: '<' and '&' end or change a script for HTML, U+2028 and U+2029 once
 * ended a line for JavaScript.
 */
static void
add_for_script(struct buf *out, struct str json)
{
	while (json.len) {
		size_t plain = 0;
		struct str separator;

		while (plain < json.len &&
		       !str_has(STR("<>&\xe2"), str_slice(json, plain, plain + 1)))
			plain++;
		buf_add(out, str_slice(json, 0, plain));
		json = str_skip(json, plain);
		separator = str_slice(json, 0, 3);
		if (str_eq(separator, STR("\u2028")) || str_eq(separator, STR("\u2029"))) {
			buf_addf(out, "\\u202%c", separator.at[2] == '\xa8' ? '8' : '9');
			json = str_skip(json, 3);
		} else if (json.len && json.at[0] == '\xe2') {
			buf_add_char(out, json.at[0]);
			json = str_skip(json, 1);
		} else if (json.len) {
			buf_addf(out, "\\u%04x", (unsigned)json.at[0]);
			json = str_skip(json, 1);
		}
	}
}

void
json_write(struct buf *out, const struct value *value, enum json_style style)
{
	struct buf compact;

	switch (style) {
	case JSON_PRETTY:
		dump(out, value, JSON_INDENT(2));
		buf_add_char(out, '\n');
		break;
	case JSON_SCRIPT:
		buf_init(&compact);
		dump(&compact, value, JSON_COMPACT);
		add_for_script(out, buf_str(&compact));
		buf_release(&compact);
		break;
	default: dump(out, value, JSON_COMPACT); // here jansson's macro, which took the name over
	}
}

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
