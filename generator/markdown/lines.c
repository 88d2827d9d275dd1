/* A table of line starts, as cmark counts lines. */
#include "markdown/lines.h"

#include "base/arena.h"
#include "base/vec.h"

#include <string.h>

static uint32_t
after_line(const char *text, uint32_t at, uint32_t end)
{
	while (at < end && text[at] != '\n' && text[at] != '\r')
		at++;
	if (at < end && text[at] == '\r')
		at++;
	else if (at < end)
		return at + 1;
	return at < end && text[at] == '\n' ? at + 1 : at;
}

void
lines_init(struct arena *arena, struct lines *lines, const struct source *source, struct span span)
{
	VEC(uint32_t) starts = {0};
	uint32_t at = span.start;

	VEC_PUSH(arena, &starts, at);
	while (at < span.end) {
		at = after_line(source->text.at, at, span.end);
		VEC_PUSH(arena, &starts, at);
	}
	*lines = (struct lines){source, starts.at, starts.len - 1};
}

struct span
lines_span(const struct lines *lines, size_t number)
{
	const char *text = lines->source->text.at;
	struct span line;

	if (number < 1)
		number = 1;
	if (number > lines->len)
		return (struct span){lines->starts[lines->len], lines->starts[lines->len]};
	line = (struct span){lines->starts[number - 1], lines->starts[number]};
	while (line.end > line.start && (text[line.end - 1] == '\n' || text[line.end - 1] == '\r'))
		line.end--;
	return line;
}

size_t
lines_number(const struct lines *lines, uint32_t offset)
{
	size_t low = 0, high = lines->len;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (lines->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

static void
skip_blanks(const char *text, struct span *line)
{
	while (line->start < line->end && (text[line->start] == ' ' || text[line->start] == '\t'))
		line->start++;
}

struct span
lines_text(const struct lines *lines, size_t number, size_t nquotes)
{
	const char *text = lines->source->text.at;
	struct span line = lines_span(lines, number);

	skip_blanks(text, &line);
	while (nquotes-- > 0 && line.start < line.end && text[line.start] == '>') {
		line.start++;
		skip_blanks(text, &line);
	}
	return line;
}
