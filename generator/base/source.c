/*
 * Lines and columns, found by scanning: only diagnostics ask. A line ends in LF,
 * CRLF or a lone CR, as in CommonMark.
 */
#include "base/source.h"

#include "base/utf8.h"

/* Bytes of a byte order mark at the top, which editors do not show. */
static uint32_t
mark_len(struct str text)
{
	return str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
}

static bool
is_line_start(struct str text, size_t at)
{
	char before = text.at[at - 1];

	return before == '\n' || (before == '\r' && (at == text.len || text.at[at] != '\n'));
}

void
source_seek(struct source_cursor *cursor, const struct source *source, uint32_t offset)
{
	struct str text = source->text;

	if (offset > text.len)
		offset = (uint32_t)text.len;
	if (cursor->source != source || offset < cursor->start)
		*cursor = (struct source_cursor){source, mark_len(text), 1, 0};
	for (size_t at = (size_t)cursor->start + 1; at <= offset; at++) {
		if (!is_line_start(text, at))
			continue;
		cursor->start = (uint32_t)at;
		cursor->line++;
	}
	cursor->column = (uint32_t)utf8_count(str_slice(text, cursor->start, offset)) + 1;
}

struct position
source_position(const struct source *source, uint32_t offset)
{
	struct source_cursor cursor = {0};

	source_seek(&cursor, source, offset);
	return (struct position){cursor.line, cursor.column};
}

struct str
source_line_at(const struct source_cursor *cursor)
{
	struct str text = cursor->source->text;
	size_t end = cursor->start;

	while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
		end++;
	return str_slice(text, cursor->start, end);
}

struct str
source_line(const struct source *source, uint32_t offset)
{
	struct source_cursor cursor = {0};

	source_seek(&cursor, source, offset);
	return source_line_at(&cursor);
}

struct str
source_slice(const struct source *source, struct span span)
{
	return str_slice(source->text, span.start, span.end);
}
