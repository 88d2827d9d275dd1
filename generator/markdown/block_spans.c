/* Only lines are taken from cmark; columns and ends are looked up in the source. */
#include "markdown/block_spans.h"

#include "markdown/content.h"
#include "markdown/lines.h"
#include "markdown/node.h"

static size_t
count_quotes(const struct node *node)
{
	size_t n = 0;

	for (; node; node = node->parent)
		n += node->kind == NODE_QUOTE;
	return n;
}

static size_t
count_line_ends(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == '\n';
	return n;
}

/* Bytes c at the front. */
static size_t
run_of(struct str text, char c)
{
	size_t n = 0;

	while (n < text.len && text.at[n] == c)
		n++;
	return n;
}

static uint32_t
without_trailing_blanks(const struct lines *lines, struct span line)
{
	const char *text = lines->source->text.at;

	while (line.end > line.start && (text[line.end - 1] == ' ' || text[line.end - 1] == '\t'))
		line.end--;
	return line.end;
}

static uint32_t
line_end(const struct lines *lines, size_t number)
{
	return without_trailing_blanks(lines, lines_span(lines, number));
}

/* Whether a line holds nothing but bytes of `set`, and `must` among them. */
static bool
is_made_of(struct str line, struct str set, char must)
{
	for (size_t i = 0; i < line.len; i++)
		if (str_find_char(set, line.at[i]) == set.len)
			return false;
	return str_find_char(line, must) < line.len;
}

/* The line of the table's head: the one before the first that looks like `|---|:-:|`. */
static size_t
head_line(const struct lines *lines, const struct node *node, size_t first)
{
	size_t nquotes = count_quotes(node);

	for (size_t number = first + 1; number <= lines->len; number++) {
		struct span text = lines_text(lines, number, nquotes);

		if (is_made_of(source_slice(lines->source, text), STR("|:- \t\v\f"), '-'))
			return number - 1;
	}
	return first;
}

/* Whether a heading is one of `# …`, not an underlined one. */
static bool
has_hashes(const struct source *source, const struct node *heading)
{
	struct str text = str_skip(source->text, heading->span.start);
	size_t level = (size_t)heading->level;

	if (text.len == 0 || text.at[0] != '#')
		return false;
	return text.len <= level || ascii_is_space(text.at[level]);
}

/* The last line of a heading: of underlined ones that with the line. */
static size_t
last_line_of_heading(const struct lines *lines, const struct node *node, size_t first)
{
	size_t nquotes = count_quotes(node);

	if (has_hashes(lines->source, node))
		return first;
	for (size_t number = first + 1; number <= lines->len; number++) {
		struct str line = source_slice(lines->source, lines_text(lines, number, nquotes));

		if (is_made_of(line, STR("= \t"), '=') || is_made_of(line, STR("- \t"), '-'))
			return number;
	}
	return first;
}

/* Bytes of the line before an offset. */
static uint32_t
margin(const struct lines *lines, uint32_t offset)
{
	return offset - lines_span(lines, lines_number(lines, offset)).start;
}

/* Whether a line closes a fenced block: the same fence, in the same containers. */
static bool
closes_fence(const struct lines *lines, const struct node *code, size_t number)
{
	struct span text = lines_text(lines, number, count_quotes(code));
	struct str line = str_trim(source_slice(lines->source, text));
	struct str prefix =
	    source_slice(lines->source, (struct span){lines_span(lines, number).start, text.start});
	char fence = lines->source->text.at[code->span.start];
	size_t nquotes = 0;

	for (size_t i = 0; i < prefix.len; i++)
		nquotes += prefix.at[i] == '>';
	if (nquotes < count_quotes(code) || line.len < 3 || run_of(line, fence) < line.len)
		return false;
	return code->parent->kind != NODE_ITEM ||
	       prefix.len >= margin(lines, code->parent->first_child->span.start);
}

static size_t
last_line_of_code(const struct lines *lines, const struct node *node, struct block_place place)
{
	size_t first = (size_t)place.first_line, content = count_line_ends(node->text);

	if (!place.fenced)
		return first + (content ? content - 1 : 0);
	if (first + content + 1 > lines->len || !closes_fence(lines, node, first + content + 1))
		return first + content;
	return first + content + 1;
}

static uint32_t
start_of(const struct lines *lines, struct block_place place)
{
	struct span line = lines_span(lines, (size_t)place.first_line);
	uint32_t start =
	    line.start + (place.first_column > 0 ? (uint32_t)place.first_column - 1 : 0);

	return start > line.end ? line.end : start;
}

/* cmark starts a footnote behind its mark. */
static uint32_t
start_of_footnote(const struct lines *lines, uint32_t start)
{
	struct str text = lines->source->text;
	uint32_t at = start, first = lines_span(lines, lines_number(lines, start)).start;

	while (at > first && !str_starts(str_skip(text, at), STR("[^")))
		at--;
	return at;
}

static void
open_table(const struct lines *lines, struct node *table, struct block_place place)
{
	size_t head = head_line(lines, table, (size_t)place.first_line);

	if (head > (size_t)place.first_line)
		table->span.start = lines_text(lines, head, count_quotes(table)).start;
	table->span.end = line_end(lines, head + 1);
}

static void
open_row(const struct lines *lines, struct node *row, struct block_place place)
{
	size_t line = (size_t)place.first_line;

	if (row->header) {
		row->span.start = row->parent->span.start;
		line = lines_number(lines, row->span.start);
	} else {
		row->span.start = lines_text(lines, line, count_quotes(row)).start;
	}
	row->span.end = line_end(lines, line);
}

void
block_spans_open(const struct lines *lines, struct node *node, struct block_place place)
{
	size_t first = (size_t)place.first_line, last = first;

	node->span.start = node->span.end = start_of(lines, place);
	switch (node->kind) {
	case NODE_TABLE: open_table(lines, node, place); return;
	case NODE_ROW: open_row(lines, node, place); return;
	case NODE_FOOTNOTE: node->span.start = start_of_footnote(lines, node->span.start); return;
	case NODE_PARAGRAPH:
		last = place.before_table ? head_line(lines, node, first) - 1
					  : (size_t)place.last_line;
		break;
	case NODE_HEADING: last = last_line_of_heading(lines, node, first); break;
	case NODE_CODE_BLOCK: last = last_line_of_code(lines, node, place); break;
	case NODE_HTML_BLOCK: last = first + count_line_ends(node->text) - 1; break;
	case NODE_RULE: break;
	default: return;
	}
	node->span.end = line_end(lines, last);
	if (node->span.end < node->span.start)
		node->span.end = node->span.start;
}

void
block_spans_close(const struct lines *lines, struct node *root)
{
	for (struct node *node = root; node; node = node_next(root, node)) {
		if (node_is_inline(node))
			continue;
		if (!node->first_child && node->span.end == node->span.start)
			node->span.end = line_end(lines, lines_number(lines, node->span.start));
		for (struct node *at = node->parent; at && at->span.end < node->span.end;
		     at = at->parent)
			at->span.end = node->span.end;
	}
}

/* Where the text of a heading starts: behind `#` marks, if it has them. */
static uint32_t
content_start(const struct lines *lines, const struct node *node)
{
	struct str text = lines->source->text;
	uint32_t at = node->span.start;

	if (node->kind != NODE_HEADING || !has_hashes(lines->source, node))
		return at;
	at += (uint32_t)node->level;
	while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t'))
		at++;
	return at;
}

void
block_content(struct arena *arena, struct content *content, const struct lines *lines,
	      const struct node *node)
{
	size_t first = lines_number(lines, node->span.start);
	size_t last = lines_number(lines, node->span.end);

	if (node->kind == NODE_CELL)
		content_of_cell(arena, content, lines->source, node->span);
	else
		content_of_lines(arena, content, lines, first, last, content_start(lines, node),
				 count_quotes(node));
}

/* The next cell of a row in [*at, end); cells are parted by '|', but not by `\|`. */
static struct span
next_cell(const char *text, uint32_t *at, uint32_t end)
{
	struct span cell = {*at, *at};

	while (cell.end < end &&
	       (text[cell.end] != '|' || (cell.end > cell.start && text[cell.end - 1] == '\\')))
		cell.end++;
	*at = cell.end < end ? cell.end + 1 : end;
	while (cell.start < cell.end && ascii_is_space(text[cell.start]))
		cell.start++;
	while (cell.end > cell.start && ascii_is_space(text[cell.end - 1]))
		cell.end--;
	return cell;
}

void
block_spans_cells(const struct source *source, struct node *row)
{
	uint32_t at = row->span.start;

	if (at < row->span.end && source->text.at[at] == '|')
		at++;
	for (struct node *cell = row->first_child; cell; cell = cell->next)
		cell->span = next_cell(source->text.at, &at, row->span.end);
}
