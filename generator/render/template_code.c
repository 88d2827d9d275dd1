/*
 * A lexer for as much of Lua as it takes to find the end of a tag: strings, comments,
 * braces, and the words that open and close blocks. All else is Lua's own to judge.
 */
#include "render/template_code.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

const char *const code_words[WORD_COUNT] = {
    [WORD_IF] = "if",       [WORD_ELSEIF] = "elseif",
    [WORD_ELSE] = "else",   [WORD_FUNCTION] = "function",
    [WORD_DO] = "do",       [WORD_REPEAT] = "repeat",
    [WORD_UNTIL] = "until", [WORD_END] = "end",
};

struct reader {
	struct arena *arena;
	struct str text;
	size_t at;
	char close;
	size_t depth; // of braces
	struct buf *out;
	struct code *code;
};

static char
look(const struct reader *reader, size_t ahead)
{
	return reader->at + ahead < reader->text.len ? reader->text.at[reader->at + ahead] : '\0';
}

/* Carriage returns go: a line feed alone ends a line for Lua and for us. */
static void
copy(struct reader *reader, size_t n)
{
	for (; n && reader->at < reader->text.len; n--, reader->at++)
		if (reader->text.at[reader->at] != '\r')
			buf_add_char(reader->out, reader->text.at[reader->at]);
}

static bool
fail(struct reader *reader, size_t start, size_t end, const char *problem)
{
	reader->code->problem = problem;
	reader->code->place = (struct span){(uint32_t)start, (uint32_t)end};
	return false;
}

static bool
read_string(struct reader *reader)
{
	size_t start = reader->at;
	char quote = look(reader, 0);

	copy(reader, 1);
	while (reader->at < reader->text.len && look(reader, 0) != quote) {
		if (look(reader, 0) == '\n')
			break;
		if (look(reader, 0) == '\\' && look(reader, 1) == 'z') {
			copy(reader, 2);
			while (ascii_is_space(look(reader, 0)))
				copy(reader, 1);
		} else if (look(reader, 0) == '\\') {
			copy(reader, look(reader, 1) == '\r' ? 3 : 2);
		} else {
			copy(reader, 1);
		}
	}
	if (look(reader, 0) != quote)
		return fail(reader, start, reader->at, "a string is not closed");
	copy(reader, 1);
	return true;
}

/* Length of the long bracket "[==[" here, or 0. */
static size_t
long_bracket(const struct reader *reader, size_t ahead)
{
	size_t len = 1;

	if (look(reader, ahead) != '[')
		return 0;
	while (look(reader, ahead + len) == '=')
		len++;
	return look(reader, ahead + len) == '[' ? len + 1 : 0;
}

/* Offset behind the "]==]" that closes a bracket of that length, or 0. */
static size_t
long_end(const struct reader *reader, size_t bracket)
{
	for (size_t i = reader->at + bracket; i + bracket <= reader->text.len; i++) {
		size_t n = 1;

		if (reader->text.at[i] != ']')
			continue;
		while (n < bracket - 1 && reader->text.at[i + n] == '=')
			n++;
		if (n == bracket - 1 && reader->text.at[i + n] == ']')
			return i + bracket;
	}
	return 0;
}

static bool
read_long_string(struct reader *reader, size_t bracket)
{
	size_t end = long_end(reader, bracket);

	if (!end)
		return fail(reader, reader->at, reader->at + bracket,
			    "a long string is not closed");
	copy(reader, end - reader->at);
	return true;
}

static bool
at_close(const struct reader *reader)
{
	if (look(reader, 0) == '-' && look(reader, 1) == reader->close && look(reader, 2) == '}')
		return reader->close == '%' || reader->depth == 0;
	if (look(reader, 0) != reader->close || look(reader, 1) != '}')
		return false;
	return reader->close == '%' || reader->depth == 0;
}

/* A comment becomes a space; its line feeds stay. One of a line ends with the tag, too. */
static bool
read_comment(struct reader *reader)
{
	size_t bracket = long_bracket(reader, 2), end;

	if (bracket) {
		reader->at += 2;
		end = long_end(reader, bracket);
		if (!end)
			return fail(reader, reader->at - 2, reader->at + bracket,
				    "a comment is not closed");
		for (; reader->at < end; reader->at++)
			if (look(reader, 0) == '\n')
				buf_add_char(reader->out, '\n');
	} else {
		reader->at += 2;
		while (reader->at < reader->text.len && look(reader, 0) != '\n' &&
		       !at_close(reader))
			reader->at++;
	}
	buf_add_char(reader->out, ' ');
	return true;
}

static void
mark_word(struct reader *reader, struct str word, size_t start)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		VEC(struct code_mark)
		marks = {reader->code->marks, reader->code->nmarks, reader->code->capacity};
		struct code_mark mark = {(enum code_word)i,
					 {(uint32_t)start, (uint32_t)(start + word.len)}};

		if (!str_eq(word, str_from(code_words[i])))
			continue;
		VEC_PUSH(reader->arena, &marks, mark);
		reader->code->marks = marks.at;
		reader->code->nmarks = marks.len;
		reader->code->capacity = marks.capacity;
		return;
	}
}

static void
read_word(struct reader *reader)
{
	size_t start = reader->at;

	while (ascii_is_alnum(look(reader, 0)) || look(reader, 0) == '_')
		copy(reader, 1);
	mark_word(reader, str_slice(reader->text, start, reader->at), start);
}

static void
read_other(struct reader *reader)
{
	char c = look(reader, 0);

	if (c == '{')
		reader->depth++;
	if (c == '}' && reader->depth)
		reader->depth--;
	copy(reader, 1);
}

/* A mark of the wrong kind means that the right one is missing before it. */
static bool
is_foreign_mark(const struct reader *reader)
{
	char c = look(reader, 0), d = look(reader, 1);

	if (c == '{' && (d == '%' || d == '#'))
		return d == '%' || look(reader, 2) == '}' || look(reader, 2) == ' ';
	if (reader->close == '%')
		return c == '}' && d == '}' && reader->depth == 0;
	return c == '%' && d == '}';
}

bool
code_read(struct arena *arena, struct str text, size_t offset, char close, struct buf *out,
	  struct code *code)
{
	struct reader reader = {arena, text, offset, close, 0, out, code};

	*code = (struct code){0};
	while (reader.at < text.len && !at_close(&reader)) {
		char c = look(&reader, 0);
		size_t bracket = long_bracket(&reader, 0);
		bool good = true;

		if (is_foreign_mark(&reader))
			return fail(&reader, offset - 2, offset, "this tag is not closed");
		if (c == '"' || c == '\'')
			good = read_string(&reader);
		else if (bracket)
			good = read_long_string(&reader, bracket);
		else if (c == '-' && look(&reader, 1) == '-')
			good = read_comment(&reader);
		else if (ascii_is_alnum(c) || c == '_')
			read_word(&reader);
		else
			read_other(&reader);
		if (!good)
			return false;
	}
	if (reader.at >= text.len)
		return fail(&reader, offset - 2, offset, "this tag is not closed");
	code->trim = look(&reader, 0) == '-';
	code->end = reader.at + (code->trim ? 3 : 2);
	return true;
}
