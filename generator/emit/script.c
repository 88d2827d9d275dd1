/*
 * Written straight into the text, because a search index is hundreds of thousands of small
 * numbers: as values for jansson, or through printf, they would cost more than all pages do.
 */
#include "emit/script.h"

#include "base/buf.h"

#include <stdbool.h>

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' &&
	       c != '&' && c != '\xe2';
}

/* The character at the front, escaped; how many bytes it was. */
static size_t
escape(struct buf *out, struct str text)
{
	struct str separator = str_slice(text, 0, 3);

	if (text.at[0] == '"' || text.at[0] == '\\') {
		buf_add_char(out, '\\');
		buf_add_char(out, text.at[0]);
	} else if (str_eq(separator, STR("\u2028")) || str_eq(separator, STR("\u2029"))) {
		buf_add(out, separator.at[2] == '\xa8' ? STR("\\u2028") : STR("\\u2029"));
		return 3;
	} else if (text.at[0] == '\xe2') {
		buf_add_char(out, text.at[0]);
	} else {
		buf_addf(out, "\\u%04x", (unsigned)(unsigned char)text.at[0]);
	}
	return 1;
}

void
script_string(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	while (text.len) {
		size_t plain = 0;

		while (plain < text.len && is_plain(text.at[plain]))
			plain++;
		buf_add(out, str_slice(text, 0, plain));
		text = str_skip(text, plain);
		if (text.len)
			text = str_skip(text, escape(out, text));
	}
	buf_add_char(out, '"');
}

void
script_number(struct buf *out, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	buf_add(out, (struct str){digits + at, sizeof(digits) - at});
}
