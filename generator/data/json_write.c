/*
 * Walks a value and writes it at once. Braces, commas and line feeds are ours; how a text is
 * escaped and a real number is spelt, jansson says. What it cannot hold is made to fit:
 * numbers that are not finite become null, bytes that are not UTF-8 U+FFFD.
 */
#include "data/json.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/utf8.h"
#include "data/value.h"

#include <inttypes.h>

#include <jansson.h>

/* Reals are written as short as this many digits allow, the same on every machine. */
enum { DIGITS = 15, INDENT = 2 };

/* One text on its way. */
struct writer {
	struct buf *out;
	bool pretty;
	size_t depth; // of lists and maps that are open
};

/* As jansson writes it, which is released; into the room that the buf has, else once more. */
static void
add_json(struct buf *out, json_t *json)
{
	size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(DIGITS);
	size_t room, len;

	if (!json)
		die("out of memory");
	room = out->capacity > out->len ? out->capacity - out->len - 1 : 0;
	len = json_dumpb(json, out->at + out->len, room, flags);
	if (len > room) {
		buf_reserve(out, len);
		len = json_dumpb(json, out->at + out->len, len, flags);
	}
	if (!len)
		die("out of memory");
	out->len += len;
	buf_truncate(out, out->len);
	json_decref(json);
}

/* The text with U+FFFD for each byte that is not UTF-8. */
static void
add_mended(struct buf *out, struct str text)
{
	struct buf mended;

	buf_init(&mended);
	while (text.len)
		utf8_put(&mended, utf8_next(&text));
	add_json(out, json_stringn_nocheck(mended.at, mended.len));
	buf_release(&mended);
}

/* True when nothing in it is written otherwise than it is. */
static bool
is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < ' ' || c >= 0x7f || c == '"' || c == '\\')
			return false;
	}
	return true;
}

static void
add_text(struct buf *out, struct str text)
{
	size_t bad_at;

	if (is_plain(text)) {
		buf_add_char(out, '"');
		buf_add(out, text);
		buf_add_char(out, '"');
	} else if (utf8_is_valid(text, &bad_at)) {
		add_json(out, json_stringn_nocheck(text.at, text.len));
	} else {
		add_mended(out, text);
	}
}

static void
add_real(struct buf *out, double real)
{
	json_t *json = json_real(real);

	if (json)
		add_json(out, json);
	else
		buf_add(out, STR("null"));
}

static void
begin_line(struct writer *writer)
{
	if (!writer->pretty)
		return;
	buf_add_char(writer->out, '\n');
	buf_fill(writer->out, ' ', writer->depth * INDENT);
}

static void
begin_member(struct writer *writer, bool first)
{
	if (!first)
		buf_add_char(writer->out, ',');
	begin_line(writer);
}

static void
open_bracket(struct writer *writer, char bracket)
{
	buf_add_char(writer->out, bracket);
	writer->depth++;
}

static void
close_bracket(struct writer *writer, char bracket, bool empty)
{
	writer->depth--;
	if (!empty)
		begin_line(writer);
	buf_add_char(writer->out, bracket);
}

static void write_value(struct writer *writer, const struct value *value);

static void
write_list(struct writer *writer, const struct value *list)
{
	open_bracket(writer, '[');
	for (size_t i = 0; i < value_len(list); i++) {
		begin_member(writer, i == 0);
		write_value(writer, value_at(list, i));
	}
	close_bracket(writer, ']', value_len(list) == 0);
}

static void
write_map(struct writer *writer, const struct value *map)
{
	open_bracket(writer, '{');
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];

		begin_member(writer, i == 0);
		add_text(writer->out, entry->key);
		buf_add(writer->out, writer->pretty ? STR(": ") : STR(":"));
		write_value(writer, entry->value);
	}
	close_bracket(writer, '}', value_len(map) == 0);
}

static void
write_later(struct writer *writer, const struct value *value)
{
	struct arena arena;

	arena_init(&arena);
	write_value(writer, value->maker->make(value->maker, &arena, STR("")));
	arena_release(&arena);
}

static void
write_value(struct writer *writer, const struct value *value)
{
	struct buf *out = writer->out;

	switch (value->kind) {
	case VALUE_NULL: buf_add(out, STR("null")); break;
	case VALUE_BOOL: buf_add(out, value->boolean ? STR("true") : STR("false")); break;
	case VALUE_INT: buf_addf(out, "%" PRId64, value->integer); break;
	case VALUE_REAL: add_real(out, value->real); break;
	case VALUE_STRING:
	case VALUE_HTML: add_text(out, value->text); break;
	case VALUE_LIST: write_list(writer, value); break;
	case VALUE_MAP: write_map(writer, value); break;
	case VALUE_LATER: write_later(writer, value); break;
	}
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
	struct writer writer = {.out = out, .pretty = style == JSON_PRETTY};
	struct buf compact;

	if (style != JSON_SCRIPT) {
		write_value(&writer, value);
		if (writer.pretty)
			buf_add_char(out, '\n');
		return;
	}
	buf_init(&compact);
	writer.out = &compact;
	write_value(&writer, value);
	add_for_script(out, buf_str(&compact));
	buf_release(&compact);
}
