/*
 * The template compiler.
 *
 * Each piece of the template becomes a piece of Lua on the same lines: literals are
 * strings whose line feeds are escaped by a backslash, code stays as it is. On the
 * way two things are followed: what is open (template_opener.c), and where in HTML the
 * text stands (template_context.c), for escaping.
 */
#include "render/template.h"

#include "base/arena.h"
#include "render/template_compiler.h"

/* As Lua's %q: a line feed becomes a backslash and a line feed, which Lua's lexer counts. */
static void
add_quoted(struct compiler *c, struct str text)
{
	buf_add(&c->out, STR(" __raw\""));
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i];

		if (byte == '\r' && i + 1 < text.len && text.at[i + 1] == '\n')
			continue;
		if (byte == '"' || byte == '\\' || byte == '\n') {
			buf_add_char(&c->out, '\\');
			buf_add_char(&c->out, byte);
		} else if ((unsigned char)byte < ' ' && byte != '\t') {
			buf_addf(&c->out, "\\%03d", byte);
		} else {
			buf_add_char(&c->out, byte);
		}
	}
	buf_add(&c->out, STR("\";"));
}

static void
add_literal(struct compiler *c, size_t start, size_t end)
{
	struct str text = str_slice(c->text, start, end);
	struct str trimmed = str_trim(text);

	if (!trimmed.len && (!text.len || compiler_outside_of_blocks(c))) {
		compiler_add_line_feeds(c, text);
		return;
	}
	c->begun |= trimmed.len > 0;
	if (compiler_outside_of_blocks(c)) {
		size_t at = (size_t)(trimmed.at - c->text.at);

		compiler_add_line_feeds(c, text);
		compiler_complain(
		    c, span_of(at, at + str_find_char(trimmed, '\n')),
		    "text outside of a block is not printed in a template that extends "
		    "another");
		return;
	}
	add_quoted(c, text);
	context_read(&c->context, text, start);
}

/* A literal up to a tag, without the white space that the tags at its ends take away. */
static void
read_literal(struct compiler *c, size_t end, bool trim_end)
{
	size_t first = c->at, last = end;

	while (c->trim && first < last && ascii_is_space(c->text.at[first]))
		first++;
	while (trim_end && last > first && ascii_is_space(c->text.at[last - 1]))
		last--;
	compiler_add_line_feeds(c, str_slice(c->text, c->at, first));
	add_literal(c, first, last);
	compiler_add_line_feeds(c, str_slice(c->text, last, end));
	c->trim = false;
	c->at = end;
}

static void
add_expression(struct compiler *c, enum host_context context)
{
	static const char *const printers[HOST_CONTEXT_COUNT] = {
	    [HOST_RAW] = "__raw", [HOST_TEXT] = "__text", [HOST_ATTRIBUTE] = "__attribute",
	    [HOST_URL] = "__url", [HOST_JSON] = "__json",
	};
	struct str code = buf_str(&c->code);
	struct str trimmed = str_trim(code);

	/* In JSON everything is printed by json(), once. */
	if (context == HOST_JSON && str_starts(trimmed, STR("json(")))
		code = str_skip(code, (size_t)(trimmed.at - code.at) + 4);
	buf_addf(&c->out, " %s((", printers[context]);
	buf_add(&c->out, code);
	buf_add(&c->out, STR("));"));
}

/* `start` is where the tag starts, `code` what was read of it. */
static void
compile_expression(struct compiler *c, size_t start, const struct code *code)
{
	struct span span = span_of(start, code->end);
	enum host_context context = HOST_TEXT;
	const char *problem, *cure;

	c->begun = true;
	if (str_trim(buf_str(&c->code)).len == 0) {
		compiler_complain(c, span, "there is nothing to print");
	} else if (compiler_outside_of_blocks(c)) {
		compiler_complain(
		    c, span,
		    "an expression outside of a block is not printed in a template that "
		    "extends another");
	} else if (!context_of_expression(&c->context, &context, &problem, &cure)) {
		diag_cure(c->diags, compiler_complain(c, span, "%s", problem), "%s", cure);
	}
	add_expression(c, context);
}

/* Everything up to {% endraw %} is text. */
static bool
compile_raw(struct compiler *c, size_t start, const struct code *code)
{
	c->at = code->end;
	c->trim = code->trim;
	for (size_t at = code->end; at + 2 <= c->text.len; at++) {
		struct buf ignored;
		struct code end;
		struct str word;
		bool trim = at + 2 < c->text.len && c->text.at[at + 2] == '-';

		if (c->text.at[at] != '{' || c->text.at[at + 1] != '%')
			continue;
		word = str_skip(c->text, at + (trim ? 3 : 2));
		while (word.len && ascii_is_space(word.at[0]))
			word = str_skip(word, 1);
		if (!str_starts(word, STR("endraw")))
			continue;
		buf_init(&ignored);
		if (code_read(c->arena, c->text, (size_t)(word.at - c->text.at), '%', &ignored,
			      &end)) {
			read_literal(c, at, trim);
			compiler_add_line_feeds(c, str_slice(c->text, at, end.end));
			c->at = end.end;
			c->trim = end.trim;
			buf_release(&ignored);
			return true;
		}
		buf_release(&ignored);
	}
	compiler_complain(c, span_of(start, code->end), "'raw' is not closed by 'endraw'");
	return false;
}

static bool
compile_statement(struct compiler *c, size_t start, const struct code *code)
{
	struct str trimmed = str_trim(buf_str(&c->code));

	context_pause(&c->context);
	if (str_eq(trimmed, STR("raw"))) {
		compiler_add_line_feeds(c, str_slice(c->text, start, code->end));
		return compile_raw(c, start, code);
	}
	if (str_eq(trimmed, STR("endraw"))) {
		compiler_complain(c, span_of(start, code->end), "'endraw' closes nothing");
	} else if (!compiler_directive(c, start, code->end)) {
		compiler_follow_words(c, code);
		buf_add_char(&c->out, ' ');
		buf_add(&c->out, buf_str(&c->code));
		buf_add_char(&c->out, ';');
		c->begun |= trimmed.len > 0;
	}
	return true;
}

static bool
read_comment(struct compiler *c, size_t start)
{
	size_t end = start + 2 + str_find(str_skip(c->text, start + 2), STR("#}"));

	if (end >= c->text.len) {
		compiler_complain(c, span_of(start, start + 2), "this comment is not closed");
		return false;
	}
	compiler_add_line_feeds(c, str_slice(c->text, start, end));
	c->at = end + 2;
	c->trim = c->text.at[end - 1] == '-' && end > start + 3;
	return true;
}

static bool
read_tag(struct compiler *c, size_t start, bool trim)
{
	char kind = c->text.at[start + 1];
	size_t inside = start + (trim ? 3 : 2);
	struct code code;

	if (kind == '#')
		return read_comment(c, start);
	c->tag = start;
	buf_reset(&c->code);
	if (!code_read(c->arena, c->text, inside, kind == '{' ? '}' : '%', &c->code, &code)) {
		compiler_complain(c, code.place, "%s", code.problem);
		return false;
	}
	c->at = code.end;
	c->trim = code.trim;
	if (kind == '%')
		return compile_statement(c, start, &code);
	compile_expression(c, start, &code);
	return true;
}

/* Offset of the next "{{", "{%" or "{#", or the end. */
static size_t
find_tag(const struct compiler *c)
{
	size_t at = c->at;

	for (;; at++) {
		at += str_find_char(str_skip(c->text, at), '{');
		if (at + 1 >= c->text.len)
			return c->text.len;
		if (c->text.at[at + 1] == '{' || c->text.at[at + 1] == '%' ||
		    c->text.at[at + 1] == '#')
			return at;
	}
}

static bool
compile_all(struct compiler *c)
{
	while (c->at < c->text.len) {
		size_t start = find_tag(c);
		bool trim = start + 2 < c->text.len && c->text.at[start + 2] == '-';

		read_literal(c, start, trim);
		if (start < c->text.len && !read_tag(c, start, trim))
			return false;
	}
	return true;
}

static void
check_end(struct compiler *c)
{
	for (size_t i = 0; i < c->openers.len; i++) {
		const struct opener *opener = &c->openers.at[i];

		compiler_complain(c, opener->span, "'%s' is not closed",
				  compiler_opener_name(opener));
	}
	if (c->openers.len == 0 && c->context.place != CONTEXT_TEXT)
		compiler_complain(c,
				  span_of(c->context.since,
					  c->context.since +
					      str_find_char(str_skip(c->text, c->context.since),
							    '\n')),
				  "the template ends %s", context_name(&c->context));
}

bool
template_compile(struct arena *arena, struct str name, const struct source *source,
		 struct template *out, struct diag_list *diags)
{
	struct compiler c = {
	    .arena = arena,
	    .name = name,
	    .source = source,
	    .diags = diags,
	    .text = source->text,
	};

	buf_init(&c.out);
	buf_init(&c.code);
	if (str_starts(c.text, STR("\xef\xbb\xbf")))
		c.at = 3;
	buf_add(&c.out, STR(HOST_TEMPLATE_HEAD));
	if (compile_all(&c))
		check_end(&c);
	buf_add(&c.out, STR(HOST_TEMPLATE_TAIL));
	*out = (struct template){
	    .lua = arena_dup(arena, buf_str(&c.out)),
	    .uses = c.uses.at,
	    .nuses = c.uses.len,
	};
	buf_release(&c.out);
	buf_release(&c.code);
	return !c.failed;
}
