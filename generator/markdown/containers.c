/*
 * Follows cmark's blocks.c. Columns count tabs to the next multiple of four;
 * indentation is what lies between the column consumed so far and the first
 * character that is not blank.
 */
#include "markdown/containers.h"

#include "base/arena.h"
#include "markdown/html_block.h"

enum { TAB_STOP = 4, CODE_INDENT = 4, MARKER_DIGITS = 9 };
enum container_kind { CONTAINER_QUOTE, CONTAINER_ITEM, CONTAINER_NOTE };

struct container {
	enum container_kind kind;
	size_t indent; // ITEM: columns up to its content
	bool empty;    // ITEM: nothing stood behind its marker, and nothing came since
};

/* What is left of a line. */
struct rest {
	const char *text;
	uint32_t at, end;    // the first byte that is not blank; the end of the line
	size_t base, column; // the column consumed so far; that of `at`
};

static void
skip_blanks(struct rest *rest)
{
	for (; rest->at < rest->end; rest->at++) {
		if (rest->text[rest->at] == '\t')
			rest->column += TAB_STOP - rest->column % TAB_STOP;
		else if (rest->text[rest->at] == ' ')
			rest->column++;
		else
			return;
	}
}

static size_t
indent(const struct rest *rest)
{
	return rest->column - rest->base;
}

static bool
is_blank(const struct rest *rest)
{
	return rest->at == rest->end;
}

static struct str
str_of(const struct rest *rest)
{
	return (struct str){rest->text + rest->at, rest->end - rest->at};
}

/* Takes a marker of `len` bytes and what blanks follow it off the rest. */
static void
consume(struct rest *rest, size_t len)
{
	rest->at += (uint32_t)len;
	rest->column += len;
	rest->base = rest->column;
	skip_blanks(rest);
}

static bool
take_quote(struct rest *rest)
{
	if (indent(rest) >= CODE_INDENT || is_blank(rest) || rest->text[rest->at] != '>')
		return false;
	consume(rest, 1);
	if (indent(rest) > 0)
		rest->base++;
	return true;
}

static bool
go_on(struct container *container, struct rest *rest)
{
	if (container->kind == CONTAINER_QUOTE)
		return take_quote(rest);
	if (is_blank(rest))
		return !container->empty;
	if (indent(rest) < container->indent)
		return false;
	rest->base += container->indent;
	container->empty = false;
	return true;
}

static size_t
run_length(struct str text, char c)
{
	size_t n = 0;

	while (n < text.len && text.at[n] == c)
		n++;
	return n;
}

static bool
is_heading(struct str text)
{
	size_t n = run_length(text, '#');

	return n >= 1 && n <= 6 && (n == text.len || ascii_is_space(text.at[n]));
}

static bool
is_rule(struct str text)
{
	size_t n = 0;

	if (text.len < 3 || (text.at[0] != '-' && text.at[0] != '*' && text.at[0] != '_'))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == text.at[0])
			n++;
		else if (!ascii_is_space(text.at[i]))
			return false;
	}
	return n >= 3;
}

static bool
is_underline(struct str text)
{
	size_t n = text.len ? run_length(text, text.at[0]) : 0;

	return n > 0 && (text.at[0] == '=' || text.at[0] == '-') &&
	       str_trim(str_skip(text, n)).len == 0;
}

static size_t
fence_length(struct str text)
{
	size_t n = text.len ? run_length(text, text.at[0]) : 0;

	if (n < 3 || (text.at[0] != '`' && text.at[0] != '~'))
		return 0;
	return text.at[0] == '`' && str_has(str_skip(text, n), STR("`")) ? 0 : n;
}

/* Bytes of a list marker; 0 when there is none that may stand here. */
static size_t
marker_length(struct str text, bool in_paragraph)
{
	size_t n = 0;
	int start;

	while (n < text.len && n < MARKER_DIGITS && ascii_is_digit(text.at[n]))
		n++;
	if (n > 0 && in_paragraph && (!str_to_int(str_slice(text, 0, n), &start) || start != 1))
		return 0;
	if (n == text.len || str_find_char(n ? STR(".)") : STR("-+*"), text.at[n]) == (n ? 2 : 3))
		return 0;
	n++;
	if (n < text.len && !ascii_is_space(text.at[n]))
		return 0;
	return in_paragraph && str_trim(str_skip(text, n)).len == 0 ? 0 : n;
}

static size_t
note_length(struct str text)
{
	size_t n = 2;

	if (!str_starts(text, STR("[^")))
		return 0;
	while (n < text.len && text.at[n] != ']' && !ascii_is_space(text.at[n]))
		n++;
	return n > 2 && str_starts(str_skip(text, n), STR("]:")) ? n + 2 : 0;
}

/* A list item; its content starts behind one to four columns of blanks. */
static struct container
take_item(struct rest *rest, size_t len)
{
	struct container item = {CONTAINER_ITEM, indent(rest) + len, false};
	size_t blanks;

	consume(rest, len);
	blanks = indent(rest);
	item.empty = is_blank(rest);
	if (blanks > CODE_INDENT || blanks < 1 || item.empty) {
		item.indent++;
		rest->base += blanks > 0;
	} else {
		item.indent += blanks;
		rest->base += blanks;
	}
	return item;
}

static bool
take_container(struct containers *containers, struct rest *rest, struct line_shape *shape,
	       struct container *out)
{
	size_t len;

	if (indent(rest) >= CODE_INDENT)
		return false;
	if (take_quote(rest)) {
		*out = (struct container){CONTAINER_QUOTE, 0, false};
		return true;
	}
	if (is_heading(str_of(rest)) || fence_length(str_of(rest)) ||
	    html_block_start(str_of(rest), containers->paragraph) || is_rule(str_of(rest)))
		return false;
	len = containers->footnotes ? note_length(str_of(rest)) : 0;
	if (len) {
		shape->note = (struct span){rest->at, rest->at + (uint32_t)len};
		consume(rest, len);
		rest->base = rest->column;
		*out = (struct container){CONTAINER_NOTE, CODE_INDENT, false};
		return true;
	}
	len = marker_length(str_of(rest), containers->paragraph);
	if (len)
		*out = take_item(rest, len);
	return len > 0;
}

static void
open_containers(struct containers *containers, struct rest *rest, struct line_shape *shape)
{
	struct container container;
	bool was_paragraph = containers->paragraph;
	size_t keep = shape->nmatched;

	/* A paragraph of a container that ended does not go on in a new one. */
	containers->paragraph = was_paragraph && keep == containers->len;
	while (take_container(containers, rest, shape, &container)) {
		containers->len = keep;
		containers->paragraph = false;
		shape->opened = true;
		if (keep == containers->limit) {
			shape->too_deep = true;
			return;
		}
		containers->open[keep++] = container;
		containers->len = keep;
	}
	if (!shape->opened)
		containers->paragraph = was_paragraph;
}

static void
close_unmatched(struct containers *containers, const struct line_shape *shape)
{
	if (!shape->opened)
		containers->len = shape->nmatched;
}

static enum line_kind
shape_text(struct containers *containers, struct rest *rest, const struct line_shape *shape)
{
	struct str text = str_of(rest);
	bool whole = shape->opened || shape->nmatched == containers->len;
	bool indented = indent(rest) >= CODE_INDENT;
	bool in_paragraph = containers->paragraph && whole;
	bool block = !indented && (is_heading(text) || fence_length(text) ||
				   html_block_start(text, in_paragraph) ||
				   (in_paragraph && is_underline(text)) || is_rule(text));

	if (containers->paragraph && !block)
		return LINE_TEXT; // of the paragraph; lazily, when containers are missing
	close_unmatched(containers, shape);
	containers->paragraph = !block && !indented;
	if (!block)
		return LINE_TEXT;
	containers->block_depth = containers->len;
	if (fence_length(text)) {
		containers->fence = text.at[0];
		containers->fence_len = fence_length(text);
		return LINE_FENCED;
	}
	containers->html = html_block_start(text, in_paragraph);
	if (!containers->html)
		return LINE_SINGLE;
	if (html_block_ends(containers->html, text))
		containers->html = 0;
	return LINE_HTML;
}

static bool
is_closing_fence(const struct containers *containers, const struct rest *rest)
{
	size_t n = run_length(str_of(rest), containers->fence);

	return indent(rest) < CODE_INDENT && n >= containers->fence_len &&
	       str_trim(str_skip(str_of(rest), n)).len == 0;
}

/* A line between fences or in raw HTML; false when the block has ended with its container. */
static bool
go_on_block(struct containers *containers, const struct rest *rest, struct line_shape *shape)
{
	if (!containers->fence && !containers->html)
		return false;
	if (shape->nmatched < containers->block_depth) {
		containers->fence = '\0';
		containers->html = 0;
		return false;
	}
	if (containers->fence) {
		shape->kind = LINE_FENCED;
		if (is_closing_fence(containers, rest))
			containers->fence = '\0';
		return true;
	}
	shape->kind = is_blank(rest) ? LINE_BLANK : LINE_HTML;
	if (html_block_ends(containers->html, str_of(rest)))
		containers->html = 0;
	return true;
}

void
containers_init(struct arena *arena, struct containers *containers, size_t limit)
{
	*containers = (struct containers){.limit = limit};
	containers->open = ARENA_ARRAY(arena, struct container, limit + 1);
}

struct line_shape
containers_line(struct containers *containers, const struct source *source, struct span line)
{
	struct rest rest = {source->text.at, line.start, line.end, 0, 0};
	struct line_shape shape = {.kind = LINE_BLANK};

	skip_blanks(&rest);
	while (shape.nmatched < containers->len && go_on(&containers->open[shape.nmatched], &rest))
		shape.nmatched++;
	if (!go_on_block(containers, &rest, &shape)) {
		if (!is_blank(&rest))
			open_containers(containers, &rest, &shape);
		if (is_blank(&rest)) {
			close_unmatched(containers, &shape);
			containers->paragraph = false;
		} else if (!shape.too_deep) {
			shape.kind = shape_text(containers, &rest, &shape);
		}
	}
	shape.text = rest.at;
	return shape;
}
