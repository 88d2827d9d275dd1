/*
 * JSON written piece by piece, for what is too large to be held as one value: an object
 * of values and of lists whose items are JSON texts. The bytes are those that json_write
 * would give for the whole, pretty.
 */
#ifndef DATA_JSON_PIECES_H
#define DATA_JSON_PIECES_H

#include "base/str.h"

#include <stdbool.h>

struct buf;
struct value;

struct json_pieces {
	struct buf *out; // borrowed
	bool some;       // members, or items of the list that is open, are written
};

void json_pieces_begin(struct json_pieces *pieces, struct buf *out);
void json_pieces_member(struct json_pieces *pieces, struct str key, const struct value *value);
void json_pieces_list_begin(struct json_pieces *pieces, struct str key);
/* `json` is what json_write gave, pretty. */
void json_pieces_list_item(struct json_pieces *pieces, struct str json);
void json_pieces_list_end(struct json_pieces *pieces);
void json_pieces_end(struct json_pieces *pieces);

#endif
