/* Values to JSON and back. json.c, which reads, is the door of jansson. */
#ifndef DATA_JSON_H
#define DATA_JSON_H

#include "base/source.h"

#include <stdbool.h>

struct arena;
struct buf;
struct diag_list;
struct value;

enum json_style {
	JSON_COMPACT,
	JSON_PRETTY, // two spaces a level, a line feed at the end
	JSON_SCRIPT, // compact, with '<', '>', '&', U+2028 and U+2029 escaped: safe inside <script>
};

/* Appends the value; maps in their order; VALUE_HTML is written as a string. */
void json_write(struct buf *out, const struct value *value, enum json_style style);
/* Parses one JSON text into the arena; false with a diagnostic where it is none. */
bool json_parse(struct arena *arena, const struct source *source, const struct value **out,
		struct diag_list *diags);

#endif
