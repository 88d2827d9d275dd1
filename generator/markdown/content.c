/* Undoes for positions what the block parser did to the text. */
#include "markdown/content.h"

#include "base/arena.h"
#include "markdown/lines.h"

/* Room for a content of that many bytes; it is reused by the next. */
static void
content_reset(struct arena *arena, struct content *content, size_t capacity)
{
	content->len = 0;
	if (content->capacity > capacity)
		return;
	content->capacity = capacity * 2 + 256;
	content->at = ARENA_ARRAY(arena, char, content->capacity);
	content->offsets = ARENA_ARRAY(arena, uint32_t, content->capacity);
}

static void
add(struct content *content, char c, uint32_t offset)
{
	content->at[content->len] = c;
	content->offsets[content->len++] = offset;
}

static void
add_line(struct content *content, const struct source *source, struct span line)
{
	for (uint32_t at = line.start; at < line.end; at++)
		add(content, source->text.at[at], at);
	add(content, '\n', line.end);
	content->offsets[content->len] = line.end;
}

void
content_of_lines(struct arena *arena, struct content *content, const struct lines *lines,
		 size_t first, size_t last, uint32_t start, size_t nquotes)
{
	struct span line = lines_span(lines, first);

	content_reset(arena, content,
		      lines_span(lines, last).end - line.start + (last - first) + 2);
	if (start > line.start && start <= line.end)
		line.start = start;
	add_line(content, lines->source, line);
	for (size_t number = first + 1; number <= last; number++)
		add_line(content, lines->source, lines_text(lines, number, nquotes));
}

void
content_of_cell(struct arena *arena, struct content *content, const struct source *source,
		struct span cell)
{
	const char *text = source->text.at;

	content_reset(arena, content, cell.end - cell.start + 1);
	for (uint32_t at = cell.start; at < cell.end; at++) {
		uint32_t offset = at;

		if (text[at] == '\\' && at + 1 < cell.end && text[at + 1] == '|')
			at++;
		add(content, text[at], offset);
	}
	content->offsets[content->len] = cell.end;
}

struct span
content_span(const struct content *content, size_t from, size_t to)
{
	return (struct span){content->offsets[from], content->offsets[to]};
}
