/*
 * The template compiler.
 *
 * Each piece of the template becomes a piece of Lua on the same lines: literals are
 * strings whose line feeds are escaped by a backslash, code stays as it is. On the
 * way two stacks are kept: what is open (Lua's blocks and ours), for errors at the
 * exact place, and where in HTML the text stands, for escaping.
 */
#include "render/template.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "host/host.h"
#include "render/template_code.h"
#include "render/template_context.h"

#include <stdarg.h>
#include <stdio.h>

/* An open block: Lua's, by its word, or ours (WORD_COUNT). */
struct opener {
	enum code_word word;
	struct span span;
	struct str name;                // of our block
	struct template_context before; // where HTML stood when it was opened
	struct template_context branch; // and at the end of its first branch
	bool branched;                  // an else or elseif was seen
	bool total;                     // an else was seen
};

struct compiler {
	struct arena *arena;
	struct str name;
	const struct source *source;
	struct diag_list *diags;
	struct str text;
	size_t at;
	size_t tag; // where the tag at hand starts
	bool trim;  // the tag before ended in "-}}"
	bool extends;
	bool begun; // something stood before, so it is too late to extend
	bool failed;
	struct buf out;
	struct buf code; // of the tag at hand
	struct template_context context;
	VEC(struct opener) openers;
	VEC(struct template_use) uses;
};

static struct span
span_of(size_t start, size_t end)
{
	return (struct span){(uint32_t)start, (uint32_t)end};
}

__attribute__((format(printf, 3, 4))) static struct diag *
complain(struct compiler *c, struct span span, const char *format, ...)
{
	va_list arguments;
	char text[256];

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	c->failed = true;
	return diag_add(c->diags, DIAG_TEMPLATE_SYNTAX, c->source, span, "%s", text);
}

static const char *
opener_name(const struct opener *opener)
{
	return opener->word == WORD_COUNT ? "block" : code_words[opener->word];
}

static struct opener *
innermost(struct compiler *c)
{
	return c->openers.len ? &c->openers.at[c->openers.len - 1] : NULL;
}

static bool
is_inside_function(const struct compiler *c)
{
	for (size_t i = 0; i < c->openers.len; i++)
		if (c->openers.at[i].word == WORD_COUNT || c->openers.at[i].word == WORD_FUNCTION)
			return true;
	return false;
}

/* Text here would be printed before the template that is extended, where nobody wants it. */
static bool
is_outside_of_blocks(const struct compiler *c)
{
	return c->extends && !is_inside_function(c);
}

static void
add_line_feeds(struct compiler *c, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\n')
			buf_add_char(&c->out, '\n');
}

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

	if (!trimmed.len && (!text.len || is_outside_of_blocks(c))) {
		add_line_feeds(c, text);
		return;
	}
	c->begun |= trimmed.len > 0;
	if (is_outside_of_blocks(c)) {
		size_t at = (size_t)(trimmed.at - c->text.at);

		add_line_feeds(c, text);
		complain(c, span_of(at, at + str_find_char(trimmed, '\n')),
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
	add_line_feeds(c, str_slice(c->text, c->at, first));
	add_literal(c, first, last);
	add_line_feeds(c, str_slice(c->text, last, end));
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
		complain(c, span, "there is nothing to print");
	} else if (is_outside_of_blocks(c)) {
		complain(c, span,
			 "an expression outside of a block is not printed in a template that "
			 "extends another");
	} else if (!context_of_expression(&c->context, &context, &problem, &cure)) {
		diag_cure(c->diags, complain(c, span, "%s", problem), "%s", cure);
	}
	add_expression(c, context);
}

static void
open_block(struct compiler *c, enum code_word word, struct span span, struct str name)
{
	struct opener opener = {.word = word, .span = span, .name = name, .before = c->context};

	VEC_PUSH(c->arena, &c->openers, opener);
}

/* The HTML before and behind a piece that may be left out, or be another's place, must agree. */
static void
check_joint(struct compiler *c, const struct opener *opener, struct span span,
	    const struct template_context *expected)
{
	if (context_equal(&c->context, expected))
		return;
	complain(c, span, "a part of this '%s' ends %s, another %s", opener_name(opener),
		 context_name(&c->context), context_name(expected));
	c->context = *expected;
}

static void
next_branch(struct compiler *c, const struct code_mark *mark)
{
	struct opener *opener = innermost(c);

	if (!opener || opener->word != WORD_IF || opener->total) {
		complain(c, mark->span, "'%s' does not belong to an 'if'", code_words[mark->word]);
		return;
	}
	if (opener->branched)
		check_joint(c, opener, mark->span, &opener->branch);
	else
		opener->branch = c->context;
	opener->branched = true;
	opener->total = mark->word == WORD_ELSE;
	c->context = opener->before;
}

static void
complain_about_end(struct compiler *c, const struct code_mark *mark, const struct opener *opener)
{
	struct diag *diag;

	if (!opener) {
		complain(c, mark->span, "'%s' closes nothing", code_words[mark->word]);
		return;
	}
	if (opener->word == WORD_COUNT)
		diag = complain(c, mark->span, "'%s' closes nothing in block '%.*s'",
				code_words[mark->word], STR_ARG(opener->name));
	else
		diag = complain(c, mark->span, "'%s' does not close '%s'", code_words[mark->word],
				opener_name(opener));
	diag_note(c->diags, diag, c->source, opener->span, "this is open");
}

static void
close_word(struct compiler *c, const struct code_mark *mark)
{
	struct opener *opener = innermost(c);
	bool fits = opener && opener->word != WORD_COUNT &&
		    (opener->word == WORD_REPEAT) == (mark->word == WORD_UNTIL);

	if (!fits) {
		complain_about_end(c, mark, opener);
		return;
	}
	if (opener->branched)
		check_joint(c, opener, mark->span, &opener->branch);
	if (!opener->total)
		check_joint(c, opener, mark->span, &opener->before);
	if (c->context.place == CONTEXT_NAME_END || c->context.place == CONTEXT_NAME)
		c->context.place = CONTEXT_TAG;
	c->openers.len--;
}

static void
follow_words(struct compiler *c, const struct code *code)
{
	for (size_t i = 0; i < code->nmarks; i++) {
		const struct code_mark *mark = &code->marks[i];

		switch (mark->word) {
		case WORD_ELSEIF:
		case WORD_ELSE: next_branch(c, mark); break;
		case WORD_UNTIL:
		case WORD_END: close_word(c, mark); break;
		default: open_block(c, mark->word, mark->span, (struct str){0});
		}
	}
}

/* A tag of ours, taken apart: word "name" rest. Slices of c->code, except the spans. */
struct directive {
	struct str before; // white space
	struct str gap;    // between word and name
	struct str name;
	struct str rest;
	struct span span; // of the name in the template, or of the tag
};

/* The name is looked up in the template's text to tell its place. */
static bool
take_name(struct compiler *c, struct str word, size_t start, size_t end, struct directive *out)
{
	struct str code = buf_str(&c->code);
	size_t at = (size_t)(str_trim(code).at - code.at) + word.len;
	struct str rest = str_skip(code, at);
	struct str tag = str_slice(c->text, start, end);
	size_t quote;

	out->before = str_slice(code, 0, at - word.len);
	out->span = span_of(start, end);
	for (quote = 0; quote < rest.len && ascii_is_space(rest.at[quote]); quote++)
		;
	if (quote == rest.len || (rest.at[quote] != '"' && rest.at[quote] != '\''))
		return false;
	out->gap = str_slice(rest, 0, quote);
	out->name = str_skip(rest, quote + 1);
	out->name = str_slice(out->name, 0, str_find_char(out->name, rest.at[quote]));
	out->rest = str_skip(rest, quote + out->name.len + 2);
	at = str_find(tag, str_slice(rest, quote, quote + out->name.len + 1)) + 1;
	out->name = arena_dup(c->arena, out->name);
	if (out->name.len && at < tag.len)
		out->span = span_of(start + at, start + at + out->name.len);
	return out->name.len && str_find_char(out->name, '\\') == out->name.len &&
	       str_find_char(out->name, '\n') == out->name.len;
}

/* To extend a template's own name is to extend the one behind it; to include it is recursion. */
static void
resolve_name(struct compiler *c, struct directive *directive)
{
	struct str base = c->name;

	while (base.len && base.at[base.len - 1] == TEMPLATE_FARTHER)
		base.len--;
	if (str_eq(directive->name, base))
		directive->name =
		    arena_printf(c->arena, "%.*s%c", STR_ARG(c->name), TEMPLATE_FARTHER);
}

static void
remember_use(struct compiler *c, enum template_use_kind kind, const struct directive *directive)
{
	struct template_use use = {kind, directive->name, directive->span};

	VEC_PUSH(c->arena, &c->uses, use);
}

static void
add_call(struct compiler *c, const char *function, const struct directive *directive)
{
	buf_add(&c->out, directive->before);
	buf_addf(&c->out, " %s(", function);
	buf_add(&c->out, directive->gap);
	buf_addf(&c->out, "\"%.*s\"", STR_ARG(directive->name));
}

static void
refuse_rest(struct compiler *c, const struct directive *directive, const char *word)
{
	if (str_trim(directive->rest).len)
		complain(c, directive->span, "nothing may follow the name in '%s'", word);
}

static void
compile_extends(struct compiler *c, struct directive *directive)
{
	if (c->begun || c->extends) {
		complain(c, directive->span, "'extends' is not the first thing in the template");
		return;
	}
	refuse_rest(c, directive, "extends");
	c->extends = true;
	/* The white space and comments before it are not printed. */
	buf_truncate(&c->out, STR(HOST_TEMPLATE_HEAD).len);
	add_line_feeds(c, str_slice(c->text, 0, c->tag));
	resolve_name(c, directive);
	remember_use(c, TEMPLATE_EXTENDS, directive);
	add_call(c, "__extends", directive);
	buf_add(&c->out, STR(");"));
	add_line_feeds(c, directive->rest);
}

static void
compile_include(struct compiler *c, struct directive *directive)
{
	if (is_outside_of_blocks(c))
		complain(c, directive->span,
			 "'include' outside of a block is not printed in a template that extends "
			 "another");
	else if (c->context.place != CONTEXT_TEXT)
		complain(c, directive->span, "'include' stands %s; it may only stand between tags",
			 context_name(&c->context));
	remember_use(c, TEMPLATE_INCLUDE, directive);
	add_call(c, "__include", directive);
	if (str_trim(directive->rest).len)
		buf_add_char(&c->out, ',');
	buf_add(&c->out, directive->rest);
	buf_add(&c->out, STR(");"));
}

static bool
is_printed_text(const struct template_context *context)
{
	return context->place == CONTEXT_TEXT ||
	       (context->place == CONTEXT_RAW &&
		(str_eq((struct str){context->element.at, context->element.len}, STR("title"))));
}

static void
check_block(struct compiler *c, const struct directive *directive)
{
	if (!is_printed_text(&c->context))
		complain(c, directive->span, "a block stands %s; it may only stand between tags",
			 context_name(&c->context));
	for (size_t i = 0; i < c->uses.len; i++) {
		const struct template_use *use = &c->uses.at[i];

		if (use->kind < TEMPLATE_BLOCK || !str_eq(use->name, directive->name))
			continue;
		diag_note(c->diags,
			  complain(c, directive->span, "block '%.*s' is defined twice",
				   STR_ARG(directive->name)),
			  c->source, use->span, "it was defined here");
		return;
	}
}

static void
compile_block(struct compiler *c, struct directive *directive)
{
	bool overrides = is_outside_of_blocks(c);

	refuse_rest(c, directive, "block");
	check_block(c, directive);
	remember_use(c, overrides ? TEMPLATE_OVERRIDE : TEMPLATE_BLOCK, directive);
	add_call(c, overrides ? "__define" : "__block", directive);
	buf_add(&c->out, STR(",function()"));
	add_line_feeds(c, directive->rest);
	open_block(c, WORD_COUNT, directive->span, directive->name);
}

static void
compile_endblock(struct compiler *c, size_t start, size_t end)
{
	struct opener *opener = innermost(c);
	struct span span = span_of(start, end);

	buf_add(&c->out, STR(" end);"));
	add_line_feeds(c, str_slice(c->text, start, end));
	while (opener && opener->word != WORD_COUNT) {
		complain(c, opener->span, "'%s' is not closed in its block", opener_name(opener));
		c->openers.len--;
		opener = innermost(c);
	}
	if (!opener) {
		complain(c, span, "'endblock' closes nothing");
		return;
	}
	check_joint(c, opener, span, &opener->before);
	c->openers.len--;
}

/* True when the word is ours and not a variable of the author's: `block = 1`, `include.x()`. */
static bool
is_directive(struct str code, struct str word)
{
	struct str rest;

	if (!str_starts(code, word))
		return false;
	rest = str_skip(code, word.len);
	if (rest.len && (ascii_is_alnum(rest.at[0]) || rest.at[0] == '_'))
		return false;
	rest = str_trim(rest);
	return !rest.len || !(rest.at[0] == '=' || rest.at[0] == '.' || rest.at[0] == ':' ||
			      rest.at[0] == ',' || rest.at[0] == '[');
}

static bool
compile_named(struct compiler *c, size_t start, size_t end)
{
	static const struct {
		struct str word;
		void (*compile)(struct compiler *c, struct directive *directive);
	} directives[] = {{STR_INIT("extends"), compile_extends},
			  {STR_INIT("include"), compile_include},
			  {STR_INIT("block"), compile_block}};
	struct str code = str_trim(buf_str(&c->code));

	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		struct directive directive = {0};

		if (!is_directive(code, directives[i].word))
			continue;
		if (take_name(c, directives[i].word, start, end, &directive))
			directives[i].compile(c, &directive);
		else
			complain(c, directive.span, "'%.*s' wants a name in quotes behind it",
				 STR_ARG(directives[i].word));
		return true;
	}
	return false;
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
			add_line_feeds(c, str_slice(c->text, at, end.end));
			c->at = end.end;
			c->trim = end.trim;
			buf_release(&ignored);
			return true;
		}
		buf_release(&ignored);
	}
	complain(c, span_of(start, code->end), "'raw' is not closed by 'endraw'");
	return false;
}

static bool
compile_statement(struct compiler *c, size_t start, const struct code *code)
{
	struct str trimmed = str_trim(buf_str(&c->code));

	context_pause(&c->context);
	if (str_eq(trimmed, STR("raw"))) {
		add_line_feeds(c, str_slice(c->text, start, code->end));
		return compile_raw(c, start, code);
	}
	if (is_directive(trimmed, STR("endblock"))) {
		compile_endblock(c, start, code->end);
	} else if (str_eq(trimmed, STR("endraw"))) {
		complain(c, span_of(start, code->end), "'endraw' closes nothing");
	} else if (!compile_named(c, start, code->end)) {
		follow_words(c, code);
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
		complain(c, span_of(start, start + 2), "this comment is not closed");
		return false;
	}
	add_line_feeds(c, str_slice(c->text, start, end));
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
		complain(c, code.place, "%s", code.problem);
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

		complain(c, opener->span, "'%s' is not closed", opener_name(opener));
	}
	if (c->openers.len == 0 && c->context.place != CONTEXT_TEXT)
		complain(c,
			 span_of(c->context.since,
				 c->context.since +
				     str_find_char(str_skip(c->text, c->context.since), '\n')),
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
