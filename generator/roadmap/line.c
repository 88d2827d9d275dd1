/*
 * Lines and their kinds. A line is looked at alone, save for fences, underlined
 * headings and footnotes, which need their neighbours. Marks that word processors
 * leave at the start of a line (•, ☐) count as list items.
 */
#include "roadmap/line.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "roadmap/mojibake.h"

struct fence {
	char mark;  // 0 outside a fence
	size_t len; // of its opening
};

/* Bullets that are no Markdown, and the box that some of them draw. */
static const struct {
	struct str text;
	enum check_state check;
} bullets[] = {
    {STR_INIT("•"), CHECK_NONE}, {STR_INIT("◦"), CHECK_NONE}, {STR_INIT("▪"), CHECK_NONE},
    {STR_INIT("●"), CHECK_NONE}, {STR_INIT("‣"), CHECK_NONE}, {STR_INIT("☐"), CHECK_OPEN},
    {STR_INIT("⬜"), CHECK_OPEN}, {STR_INIT("☑"), CHECK_DONE}, {STR_INIT("✅"), CHECK_DONE},
};

static size_t
count_leading(struct str text, char c)
{
	size_t n = 0;

	while (n < text.len && text.at[n] == c)
		n++;
	return n;
}

static struct str
trim_end(struct str text)
{
	while (text.len && ascii_is_space(text.at[text.len - 1]))
		text.len--;
	return text;
}

/* White space at the start as spaces; a tab goes to the next multiple of four. */
static struct str
expand_indent(struct arena *arena, struct str text, size_t *indent)
{
	size_t columns = 0, i = 0;

	for (; i < text.len && (text.at[i] == ' ' || text.at[i] == '\t'); i++)
		columns = text.at[i] == ' ' ? columns + 1 : (columns / 4 + 1) * 4;
	*indent = columns;
	if (columns == i)
		return text;
	text = str_skip(text, i);
	return arena_printf(arena, "%*s%.*s", (int)columns, "", STR_ARG(text));
}

bool
line_take_id(struct str *text, struct str *id)
{
	size_t open = text->len;

	if (!str_ends(*text, STR("}")))
		return false;
	while (open && text->at[open - 1] != '{')
		open--;
	if (open < 2 || !str_starts(str_skip(*text, open), STR("#")))
		return false;
	*id = str_slice(*text, open + 1, text->len - 1);
	*text = trim_end(str_slice(*text, 0, open - 1));
	return true;
}

static bool
read_heading(struct line *line, struct str text)
{
	size_t level = count_leading(text, '#');
	struct str inner = str_trim(str_skip(text, level)), closing;

	if (line->indent > 3 || level == 0 || level > 6 || inner.len == 0)
		return false;
	/* "##Week 1" is no heading, but it was meant to be one; "#tag" was not. */
	if (level == 1 && !ascii_is_space(text.at[level]))
		return false;
	closing = inner;
	while (closing.len && closing.at[closing.len - 1] == '#')
		closing.len--;
	if (closing.len < inner.len && closing.len && closing.at[closing.len - 1] == ' ')
		inner = trim_end(closing);
	line->kind = LINE_HEADING;
	line->level = (int)level;
	line_take_id(&inner, &line->id);
	line->inner = inner;
	return true;
}

static bool
is_rule(struct str text)
{
	size_t marks = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == text.at[0])
			marks++;
		else if (text.at[i] != ' ')
			return false;
	}
	return marks >= 3 && str_find_char(STR("-*_"), text.at[0]) < 3;
}

/* Bytes of a Markdown list marker; 0 when there is none. */
static size_t
marker_len(struct str text, bool *ordered)
{
	size_t digits = 0;

	*ordered = false;
	if (text.len && str_find_char(STR("-*+"), text.at[0]) < 3)
		return 1;
	while (digits < text.len && ascii_is_digit(text.at[digits]))
		digits++;
	*ordered = true;
	if (digits == 0 || digits > 9 || digits == text.len)
		return 0;
	return text.at[digits] == '.' || text.at[digits] == ')' ? digits + 1 : 0;
}

static struct str
take_box(struct str inner, enum check_state *check)
{
	static const struct {
		struct str text;
		enum check_state check;
	} boxes[] = {{STR_INIT("[ ] "), CHECK_OPEN},
		     {STR_INIT("[] "), CHECK_OPEN},
		     {STR_INIT("[x] "), CHECK_DONE},
		     {STR_INIT("[X] "), CHECK_DONE}};

	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		if (str_starts(inner, boxes[i].text)) {
			*check = boxes[i].check;
			return str_trim(str_skip(inner, boxes[i].text.len));
		}
	return inner;
}

static bool
read_bullet(struct line *line, struct str text)
{
	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		struct str rest = str_skip(text, bullets[i].text.len);

		if (!str_starts(text, bullets[i].text) || !str_starts(rest, STR(" ")))
			continue;
		line->kind = LINE_ITEM;
		line->check = bullets[i].check;
		line->inner = str_trim(rest);
		line->offset = line->indent + 2;
		return true;
	}
	return false;
}

static bool
read_item(struct line *line, struct str text)
{
	bool ordered;
	size_t marker = marker_len(text, &ordered), spaces;

	if (marker == 0)
		return read_bullet(line, text);
	spaces = count_leading(str_skip(text, marker), ' ');
	if (marker < text.len && spaces == 0)
		return false;
	line->kind = LINE_ITEM;
	line->ordered = ordered;
	line->offset = line->indent + marker + (spaces && spaces < 5 ? spaces : 1);
	line->inner = take_box(str_trim(str_skip(text, marker + spaces)), &line->check);
	if (marker + spaces == text.len)
		line->inner = (struct str){0};
	return true;
}

/* "[label]: destination 'title'" and "[^label]: text". */
static bool
is_definition(struct str text)
{
	size_t close = str_find_char(text, ']');
	struct str label = str_slice(text, 1, close);
	struct str rest = str_skip(text, close + 1), title;

	if (text.len == 0 || text.at[0] != '[' || str_trim(label).len == 0 ||
	    !str_starts(rest, STR(":")))
		return false;
	rest = str_trim(str_skip(rest, 1));
	if (rest.len == 0 || str_starts(label, STR("^")))
		return rest.len > 0;
	title = str_trim(str_skip(rest, str_find_char(rest, ' ')));
	return title.len == 0 || str_find_char(STR("\"'("), title.at[0]) < 3;
}

/* Opens or closes a fence; true when the line is code. */
static bool
read_fence(struct fence *fence, struct str text)
{
	char mark = text.len ? text.at[0] : 0;
	size_t len = mark == '`' || mark == '~' ? count_leading(text, mark) : 0;
	struct str rest = str_skip(text, len);

	if (fence->mark) {
		if (mark == fence->mark && len >= fence->len && str_trim(rest).len == 0)
			fence->mark = 0;
		return true;
	}
	if (len < 3 || (mark == '`' && str_find_char(rest, '`') < rest.len))
		return false;
	*fence = (struct fence){mark, len};
	return true;
}

static void
classify(struct line *line, struct fence *fence)
{
	struct str text = trim_end(str_skip(line->text, line->indent));

	if (read_fence(fence, text))
		line->kind = LINE_CODE;
	else if (text.len == 0)
		line->kind = LINE_BLANK;
	else if (read_heading(line, text))
		line->kind = LINE_HEADING;
	else if (line->indent < 4 && is_rule(text))
		line->kind = LINE_RULE;
	else if (read_item(line, text))
		line->kind = LINE_ITEM;
	else if (line->indent < 4 && is_definition(text))
		line->kind = LINE_DEFINITION;
	else
		line->kind = LINE_TEXT;
}

static bool
is_all(struct str text, char c)
{
	return text.len && count_leading(text, c) == text.len;
}

/*
 * A line of '=' or '-' below one line of text makes it a heading. Below a longer
 * paragraph '---' was meant as a rule, whatever the letter of Markdown says.
 */
static void
read_underline(struct line *lines, size_t i)
{
	struct str text = str_trim(lines[i].text);
	struct line *above = &lines[i - 1];
	bool alone = i == 1 || lines[i - 2].kind == LINE_BLANK || lines[i - 2].kind == LINE_RULE;

	if (above->kind != LINE_TEXT || !alone || line_is_row(above) || above->indent > 3)
		return;
	if (!is_all(text, '=') && !(is_all(text, '-') && lines[i].kind == LINE_RULE))
		return;
	above->kind = LINE_HEADING;
	above->level = text.at[0] == '=' ? 1 : 2;
	above->inner = str_trim(above->text);
	line_take_id(&above->inner, &above->id);
	lines[i].kind = LINE_UNDERLINE;
}

/* Indented lines directly behind a footnote's definition belong to it. */
static void
read_neighbours(struct line_list *lines)
{
	for (size_t i = 1; i < lines->len; i++) {
		struct line *line = &lines->at[i];

		if (line->kind == LINE_TEXT || line->kind == LINE_RULE)
			read_underline(lines->at, i);
		if (lines->at[i - 1].kind == LINE_DEFINITION && line->indent >= 4 &&
		    line->kind != LINE_BLANK)
			line->kind = LINE_DEFINITION;
	}
}

/* Takes one line off the source; it ends in LF, CRLF or CR. */
static struct span
next_line(struct str text, size_t *at)
{
	size_t start = *at, end = start;

	while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
		end++;
	*at = end + 1;
	if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n')
		*at = end + 2;
	return (struct span){(uint32_t)start, (uint32_t)end};
}

void
line_list_read(struct arena *arena, const struct source *source, size_t from,
	       struct line_list *lines, struct mend_count *count, struct diag_list *diags)
{
	VEC(struct line) list = {0};
	struct fence fence = {0};

	for (size_t at = from; at < source->text.len;) {
		struct line line = {.span = next_line(source->text, &at)};

		line.text = mojibake_mend(arena, source, line.span, count, diags);
		line.text = expand_indent(arena, line.text, &line.indent);
		classify(&line, &fence);
		VEC_PUSH(arena, &list, line);
	}
	*lines = (struct line_list){source, list.at, list.len};
	read_neighbours(lines);
}

struct span
line_list_span(const struct line_list *lines, size_t first, size_t end)
{
	if (first >= end)
		return (struct span){0};
	return (struct span){lines->at[first].span.start, lines->at[end - 1].span.end};
}

static bool
is_empty(const struct line *line)
{
	return line->kind == LINE_BLANK || line->kind == LINE_RULE || line->kind == LINE_UNDERLINE;
}

void
line_list_trim(const struct line_list *lines, size_t *first, size_t *end)
{
	while (*first < *end && is_empty(&lines->at[*first]))
		++*first;
	while (*first < *end && is_empty(&lines->at[*end - 1]))
		--*end;
}

/* True when the line cannot be part of the item, whatever its indentation. */
static bool
ends_item(const struct line_list *lines, const struct line *item, size_t i)
{
	const struct line *line = &lines->at[i];
	bool behind_blank = lines->at[i - 1].kind == LINE_BLANK;

	if (line->kind == LINE_BLANK || line->indent >= item->offset)
		return false;
	if (line->kind == LINE_CODE && lines->at[i - 1].kind == LINE_CODE)
		return false; // within a fence indentation says nothing
	if (line->kind == LINE_ITEM || line->kind == LINE_CODE)
		return line->indent < item->indent + 2;
	if (line->kind != LINE_TEXT)
		return true;
	return behind_blank && line->indent < item->indent + 2;
}

size_t
line_list_item(const struct line_list *lines, size_t first, size_t end)
{
	while (first < end && lines->at[first].kind != LINE_ITEM)
		first++;
	return first;
}

size_t
line_item_end(const struct line_list *lines, size_t item, size_t end)
{
	size_t i = item + 1;

	while (i < end && !ends_item(lines, &lines->at[item], i))
		i++;
	while (i > item + 1 && lines->at[i - 1].kind == LINE_BLANK)
		i--;
	return i;
}

bool
line_is_row(const struct line *line)
{
	return line->kind == LINE_TEXT && str_starts(str_trim(line->text), STR("|"));
}

bool
line_has_link(const struct line *line)
{
	return str_has(line->text, STR("](")) || str_has(line->text, STR("][")) ||
	       str_has(line->text, STR("[^"));
}
