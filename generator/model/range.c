/* Ranges of week numbers. */
#include "model/range.h"

/* The en dash, which word processors make of a hyphen. */
static const struct str dash = STR_INIT("\xe2\x80\x93");

bool
range_parse(struct str text, int *first, int *last)
{
	size_t at = str_find_char(text, '-');
	size_t width = 1;
	int from, to;

	if (at == text.len) {
		at = str_find(text, dash);
		width = dash.len;
	}
	if (!str_to_int(str_trim(str_slice(text, 0, at)), &from))
		return false;
	to = from;
	if (at < text.len && !str_to_int(str_trim(str_skip(text, at + width)), &to))
		return false;
	if (to < from)
		return false;
	*first = from;
	*last = to;
	return true;
}
