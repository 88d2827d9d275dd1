/* Indents what json_write made: line feeds stand between tokens alone, never within strings. */
#include "data/json_pieces.h"

#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"

/* The text on a line of its own, or behind a key. */
static void
add_indented(struct buf *out, struct str json, struct str indent)
{
	struct str line;

	if (str_ends(json, STR("\n")))
		json.len--;
	for (bool first = true; str_split(&json, '\n', &line); first = false) {
		if (!first) {
			buf_add_char(out, '\n');
			buf_add(out, indent);
		}
		buf_add(out, line);
	}
}

static void
begin_piece(struct json_pieces *pieces, struct str indent)
{
	if (pieces->some)
		buf_add_char(pieces->out, ',');
	buf_add_char(pieces->out, '\n');
	buf_add(pieces->out, indent);
	pieces->some = true;
}

static void
add_key(struct json_pieces *pieces, struct str key)
{
	const struct value name = {.kind = VALUE_STRING, .text = key};

	begin_piece(pieces, STR("  "));
	json_write(pieces->out, &name, JSON_COMPACT);
	buf_add(pieces->out, STR(": "));
}

static void
end_piece(struct json_pieces *pieces, struct str behind)
{
	if (pieces->some)
		buf_add(pieces->out, behind);
	pieces->some = true;
}

void
json_pieces_begin(struct json_pieces *pieces, struct buf *out)
{
	*pieces = (struct json_pieces){.out = out};
	buf_add_char(out, '{');
}

void
json_pieces_member(struct json_pieces *pieces, struct str key, const struct value *value)
{
	struct buf json;

	add_key(pieces, key);
	buf_init(&json);
	json_write(&json, value, JSON_PRETTY);
	add_indented(pieces->out, buf_str(&json), STR("  "));
	buf_release(&json);
}

void
json_pieces_list_begin(struct json_pieces *pieces, struct str key)
{
	add_key(pieces, key);
	buf_add_char(pieces->out, '[');
	pieces->some = false;
}

void
json_pieces_list_item(struct json_pieces *pieces, struct str json)
{
	begin_piece(pieces, STR("    "));
	add_indented(pieces->out, json, STR("    "));
}

void
json_pieces_list_end(struct json_pieces *pieces)
{
	end_piece(pieces, STR("\n  "));
	buf_add_char(pieces->out, ']');
}

void
json_pieces_end(struct json_pieces *pieces)
{
	end_piece(pieces, STR("\n"));
	buf_add(pieces->out, STR("}\n"));
}
