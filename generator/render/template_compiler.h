/* What the files of the template compiler share while one template is compiled. */
#ifndef RENDER_TEMPLATE_COMPILER_H
#define RENDER_TEMPLATE_COMPILER_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"
#include "render/template.h"
#include "render/template_code.h"
#include "render/template_context.h"

#include <stdbool.h>
#include <stddef.h>

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

static inline struct span
span_of(size_t start, size_t end)
{
	return (struct span){(uint32_t)start, (uint32_t)end};
}

/* template_opener.c */
/* An error of the template; returned for notes and a cure. */
struct diag *compiler_complain(struct compiler *c, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The line feeds of a text that is not printed, so that lines stay where they are. */
void compiler_add_line_feeds(struct compiler *c, struct str text);
struct opener *compiler_innermost(struct compiler *c);
/* "if", "block", …, for messages. */
const char *compiler_opener_name(const struct opener *opener);
/* In a template that extends another, and in none of its blocks or functions. */
bool compiler_outside_of_blocks(const struct compiler *c);
void compiler_open(struct compiler *c, enum code_word word, struct span span, struct str name);
/* HTML must stand here as `expected`, for this is where the opener's part ends. */
void compiler_check_joint(struct compiler *c, const struct opener *opener, struct span span,
			  const struct template_context *expected);
/* Opens and closes what the words of a tag open and close. */
void compiler_follow_words(struct compiler *c, const struct code *code);

/* template_directive.c: compiles the tag [start, end) if it is one of ours. */
bool compiler_directive(struct compiler *c, size_t start, size_t end);

#endif
