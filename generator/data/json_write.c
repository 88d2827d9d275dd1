/*
 * Writes values as they are, without a tree in between. What JSON cannot hold is made to fit:
 * numbers that are not finite become null, bytes that are not UTF-8 U+FFFD.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "data/json.h"
#include "data/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Reals are written as short as this many digits allow, the same on every machine. */
enum { DIGITS = 15, INDENT = 2, NUMBER_MOST = 32 };

struct writer {
	struct buf *out;
	bool pretty;
	unsigned depth; // of lists and maps around
};

static void
add_escape(struct buf *out, unsigned char c)
{
	static const char short_ones[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = strchr(short_ones, c);

	if (c && found) {
		buf_add_char(out, '\\');
		buf_add_char(out, letters[found - short_ones]);
	} else {
		buf_addf(out, "\\u%04X", c);
	}
}

static void
write_good_text(struct buf *out, struct str text)
{
	size_t start = 0;

	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, str_slice(text, start, i));
		add_escape(out, c);
		start = i + 1;
	}
	buf_add(out, str_slice(text, start, text.len));
	buf_add_char(out, '"');
}

static void
write_text(struct buf *out, struct str text)
{
	struct buf mended;
	size_t bad_at;

	if (utf8_is_valid(text, &bad_at)) {
		write_good_text(out, text);
		return;
	}
	buf_init(&mended);
	while (text.len)
		utf8_put(&mended, utf8_next(&text));
	write_good_text(out, buf_str(&mended));
	buf_release(&mended);
}

/* "1.5", "2.0", "1e20", "1e-7": never taken for an integer, exponents without '+' and zeros. */
static void
write_real(struct buf *out, double number)
{
	char text[NUMBER_MOST], *exponent;

	if (!isfinite(number)) {
		buf_add(out, STR("null"));
		return;
	}
	snprintf(text, sizeof(text), "%.*g", DIGITS, number);
	exponent = strchr(text, 'e');
	buf_add(out,
		str_slice(str_from(text), 0, exponent ? (size_t)(exponent - text) : sizeof(text)));
	if (!exponent) {
		if (!strchr(text, '.'))
			buf_add(out, STR(".0"));
		return;
	}
	buf_add(out, exponent[1] == '-' ? STR("e-") : STR("e"));
	exponent += 2; // printf writes a sign always
	buf_add(out, str_from(exponent + strspn(exponent, "0")));
}

static void
begin_line(const struct writer *writer)
{
	if (!writer->pretty)
		return;
	buf_add_char(writer->out, '\n');
	for (unsigned rest = INDENT * writer->depth; rest;) {
		struct str spaces = str_slice(STR("                "), 0, rest);

		buf_add(writer->out, spaces);
		rest -= (unsigned)spaces.len;
	}
}

/* Before each item of a list or a map, and behind the last. */
static void
begin_item(struct writer *writer, char open, size_t index)
{
	buf_add_char(writer->out, index ? ',' : open);
	writer->depth += index == 0;
	begin_line(writer);
}

static void
end_items(struct writer *writer, const char *empty, size_t len)
{
	if (!len) {
		buf_add(writer->out, str_from(empty));
		return;
	}
	writer->depth--;
	begin_line(writer);
	buf_add_char(writer->out, empty[1]);
}

static void write_value(struct writer *writer, const struct value *value);

static void
write_map(struct writer *writer, const struct value *map)
{
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];

		begin_item(writer, '{', i);
		write_text(writer->out, entry->key);
		buf_add(writer->out, writer->pretty ? STR(": ") : STR(":"));
		write_value(writer, entry->value);
	}
	end_items(writer, "{}", value_len(map));
}

static void
write_list(struct writer *writer, const struct value *list)
{
	for (size_t i = 0; i < value_len(list); i++) {
		begin_item(writer, '[', i);
		write_value(writer, value_at(list, i));
	}
	end_items(writer, "[]", value_len(list));
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
	case VALUE_REAL: write_real(out, value->real); break;
	case VALUE_STRING:
	case VALUE_HTML: write_text(out, value->text); break;
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
		if (style == JSON_PRETTY)
			buf_add_char(out, '\n');
		return;
	}
	buf_init(&compact);
	writer.out = &compact;
	write_value(&writer, value);
	add_for_script(out, buf_str(&compact));
	buf_release(&compact);
}
