/*
 * What is open in a template: Lua's blocks and ours, for errors at the exact place, and
 * so that the parts of an `if` or a loop agree on where in HTML they end.
 */
#include "render/template_compiler.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>

struct diag *
compiler_complain(struct compiler *c, struct span span, const char *format, ...)
{
	va_list arguments;
	char text[256];

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	c->failed = true;
	return diag_add(c->diags, DIAG_TEMPLATE_SYNTAX, c->source, span, "%s", text);
}

void
compiler_add_line_feeds(struct compiler *c, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\n')
			buf_add_char(&c->out, '\n');
}

const char *
compiler_opener_name(const struct opener *opener)
{
	return opener->word == WORD_COUNT ? "block" : code_words[opener->word];
}

struct opener *
compiler_innermost(struct compiler *c)
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
bool
compiler_outside_of_blocks(const struct compiler *c)
{
	return c->extends && !is_inside_function(c);
}

void
compiler_open(struct compiler *c, enum code_word word, struct span span, struct str name)
{
	struct opener opener = {.word = word, .span = span, .name = name, .before = c->context};

	VEC_PUSH(c->arena, &c->openers, opener);
}

/* The HTML before and behind a piece that may be left out, or be another's place, must agree. */
void
compiler_check_joint(struct compiler *c, const struct opener *opener, struct span span,
		     const struct template_context *expected)
{
	if (context_equal(&c->context, expected))
		return;
	compiler_complain(c, span, "a part of this '%s' ends %s, another %s",
			  compiler_opener_name(opener), context_name(&c->context),
			  context_name(expected));
	c->context = *expected;
}

static void
next_branch(struct compiler *c, const struct code_mark *mark)
{
	struct opener *opener = compiler_innermost(c);

	if (!opener || opener->word != WORD_IF || opener->total) {
		compiler_complain(c, mark->span, "'%s' does not belong to an 'if'",
				  code_words[mark->word]);
		return;
	}
	if (opener->branched)
		compiler_check_joint(c, opener, mark->span, &opener->branch);
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
		compiler_complain(c, mark->span, "'%s' closes nothing", code_words[mark->word]);
		return;
	}
	if (opener->word == WORD_COUNT)
		diag = compiler_complain(c, mark->span, "'%s' closes nothing in block '%.*s'",
					 code_words[mark->word], STR_ARG(opener->name));
	else
		diag = compiler_complain(c, mark->span, "'%s' does not close '%s'",
					 code_words[mark->word], compiler_opener_name(opener));
	diag_note(c->diags, diag, c->source, opener->span, "this is open");
}

static void
close_word(struct compiler *c, const struct code_mark *mark)
{
	struct opener *opener = compiler_innermost(c);
	bool fits = opener && opener->word != WORD_COUNT &&
		    (opener->word == WORD_REPEAT) == (mark->word == WORD_UNTIL);

	if (!fits) {
		complain_about_end(c, mark, opener);
		return;
	}
	if (opener->branched)
		compiler_check_joint(c, opener, mark->span, &opener->branch);
	if (!opener->total)
		compiler_check_joint(c, opener, mark->span, &opener->before);
	if (c->context.place == CONTEXT_NAME_END || c->context.place == CONTEXT_NAME)
		c->context.place = CONTEXT_TAG;
	c->openers.len--;
}

void
compiler_follow_words(struct compiler *c, const struct code *code)
{
	for (size_t i = 0; i < code->nmarks; i++) {
		const struct code_mark *mark = &code->marks[i];

		switch (mark->word) {
		case WORD_ELSEIF:
		case WORD_ELSE: next_branch(c, mark); break;
		case WORD_UNTIL:
		case WORD_END: close_word(c, mark); break;
		default: compiler_open(c, mark->word, mark->span, (struct str){0});
		}
	}
}
