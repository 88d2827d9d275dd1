/* The grammar of destinations, titles and labels (CommonMark 0.29, sections 4.7 and 6.5). */
#include "markdown/reference.h"

#include <stdbool.h>

enum { PARENTHESES_DEEPEST = 32, LABEL_LONGEST = 1000 };

/* A place in a text, and whether it went well so far. */
struct scan {
	struct str text;
	size_t at;
};

static char
peek(const struct scan *scan)
{
	return scan->at < scan->text.len ? scan->text.at[scan->at] : '\0';
}

static bool
take(struct scan *scan, char c)
{
	if (peek(scan) != c)
		return false;
	scan->at++;
	return true;
}

/* Past one character, or two when the first escapes the second. */
static void
advance(struct scan *scan)
{
	scan->at++;
	if (scan->text.at[scan->at - 1] == '\\' && ascii_is_punct(peek(scan)))
		scan->at++;
}

static void
skip_blanks(struct scan *scan)
{
	while (peek(scan) == ' ' || peek(scan) == '\t')
		scan->at++;
}

static void
skip_space(struct scan *scan)
{
	while (scan->at < scan->text.len && ascii_is_space(peek(scan)))
		scan->at++;
}

static bool
skip_label(struct scan *scan)
{
	size_t start = scan->at;

	if (!take(scan, '['))
		return false;
	while (scan->at < scan->text.len && peek(scan) != '[' && peek(scan) != ']')
		advance(scan);
	return scan->at - start <= LABEL_LONGEST && take(scan, ']');
}

static bool
skip_pointed(struct scan *scan)
{
	while (scan->at < scan->text.len && peek(scan) != '<' && peek(scan) != '>' &&
	       peek(scan) != '\n')
		advance(scan);
	return take(scan, '>');
}

static bool
skip_destination(struct scan *scan)
{
	size_t open = 0;

	if (take(scan, '<'))
		return skip_pointed(scan);
	while (scan->at < scan->text.len && !ascii_is_space(peek(scan))) {
		if (peek(scan) == '(' && ++open > PARENTHESES_DEEPEST)
			return false;
		if (peek(scan) == ')' && open-- == 0)
			return true;
		advance(scan);
	}
	return scan->at < scan->text.len; // cmark lets a '(' stand open before white space
}

static bool
skip_title(struct scan *scan)
{
	char close = peek(scan);

	if (close != '"' && close != '\'' && close != '(')
		return false;
	close = close == '(' ? ')' : close;
	scan->at++;
	while (scan->at < scan->text.len && peek(scan) != close)
		advance(scan);
	return take(scan, close);
}

static bool
skip_line_end(struct scan *scan)
{
	skip_blanks(scan);
	return take(scan, '\n') || scan->at == scan->text.len;
}

size_t
reference_definition(struct str text)
{
	struct scan scan = {text, 0};
	struct scan without_title;
	size_t start;

	if (!skip_label(&scan) || str_trim(str_slice(text, 1, scan.at - 1)).len == 0 ||
	    !take(&scan, ':'))
		return 0;
	skip_space(&scan);
	start = scan.at;
	if (!skip_destination(&scan) || scan.at == start)
		return 0;
	without_title = scan;
	skip_space(&scan);
	if (scan.at > without_title.at && skip_title(&scan) && skip_line_end(&scan))
		return scan.at;
	return skip_line_end(&without_title) ? without_title.at : 0;
}

static bool
skip_inline(struct scan *scan)
{
	size_t end;

	if (!take(scan, '('))
		return false;
	skip_space(scan);
	if (!skip_destination(scan))
		return false;
	end = scan->at;
	skip_space(scan);
	if (scan->at > end && skip_title(scan))
		skip_space(scan);
	return take(scan, ')');
}

size_t
reference_tail(struct str text)
{
	struct scan scan = {text, 0};

	if (skip_inline(&scan))
		return scan.at;
	scan.at = 0;
	return skip_label(&scan) ? scan.at : 0;
}
