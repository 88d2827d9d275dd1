/*
 * Where in HTML a template stands: a tokenizer that only remembers its state.
 *
 * It is fed the literal text of a template and asked at each expression. A value of
 * this struct is a state; it may be copied and compared, to join branches.
 */
#ifndef RENDER_TEMPLATE_CONTEXT_H
#define RENDER_TEMPLATE_CONTEXT_H

#include "base/str.h"
#include "host/host.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum context_place {
	CONTEXT_TEXT,
	CONTEXT_LESS,         // behind '<'
	CONTEXT_MARKUP,       // <!doctype …>, <?…>
	CONTEXT_COMMENT,      // <!-- … -->
	CONTEXT_TAG_NAME,     // in <name or </name
	CONTEXT_TAG,          // in a tag, between attributes
	CONTEXT_NAME,         // in an attribute's name
	CONTEXT_NAME_END,     // behind it
	CONTEXT_BEFORE_VALUE, // behind its '='
	CONTEXT_VALUE,
	CONTEXT_RAW, // in script, style, textarea, title
};

/* A name in lower case, cut where it is longer than any that matters. */
struct context_name {
	char at[24];
	size_t len;
};

struct template_context {
	enum context_place place;
	char quote;     // of the value; 0: none
	bool closing;   // the tag is </…>
	bool json;      // the script holds data
	size_t matched; // bytes of what ends a comment or raw text
	uint32_t since; // offset of the '<' of the tag or element that is open
	struct context_name element, attribute, value;
};

/* Moves over literal text that starts at the offset of the template. */
void context_read(struct template_context *context, struct str text, size_t offset);
/* A tag of ours stands here: it ends a name as white space does. */
void context_pause(struct template_context *context);
/*
 * How an expression is to be printed here. False when it may not stand here, with
 * what is wrong and how to put it right.
 */
bool context_of_expression(struct template_context *context, enum host_context *out,
			   const char **problem, const char **cure);
/* Whether both read on in the same way. */
bool context_equal(const struct template_context *a, const struct template_context *b);
/* "between tags", "in a tag", …, for messages. */
const char *context_name(const struct template_context *context);

#endif
