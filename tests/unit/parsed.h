/* A Markdown text parsed for a test, with what it is made into. */
#ifndef TESTS_PARSED_H
#define TESTS_PARSED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "markdown/markdown.h"
#include "markdown/node.h"
#include "render/html.h"

#include <string.h>

struct parsed {
	struct arena arena;
	struct source source;
	struct diag_list diags;
	struct node *root; // NULL when it was refused
	struct buf html;
};

static inline void
parsed_init_with(struct parsed *parsed, struct str text, const struct markdown_options *options)
{
	memset(parsed, 0, sizeof(*parsed));
	arena_init(&parsed->arena);
	diag_init(&parsed->diags);
	buf_init(&parsed->html);
	parsed->source = (struct source){STR("page.md"), text};
	parsed->root =
	    markdown_parse(&parsed->arena, &parsed->source, (struct span){0, (uint32_t)text.len},
			   options, &parsed->diags);
}

static inline void
parsed_init(struct parsed *parsed, const char *text)
{
	parsed_init_with(parsed, str_from(text), &(struct markdown_options){0});
}

static inline void
parsed_release(struct parsed *parsed)
{
	buf_release(&parsed->html);
	diag_release(&parsed->diags);
	arena_release(&parsed->arena);
}

static inline struct str
parsed_html(struct parsed *parsed)
{
	struct html_options options = {.source = &parsed->source, .diags = &parsed->diags};

	buf_reset(&parsed->html);
	if (parsed->root)
		html_node(&parsed->html, parsed->root, &options);
	return buf_str(&parsed->html);
}

/* The nth node of a kind, from 0, in document order; NULL when there are fewer. */
static inline struct node *
parsed_find(struct parsed *parsed, enum node_kind kind, int nth)
{
	for (struct node *at = parsed->root; at; at = node_next(parsed->root, at))
		if (at->kind == kind && nth-- == 0)
			return at;
	return NULL;
}

/* The source text of the nth node of a kind. */
static inline struct str
parsed_written(struct parsed *parsed, enum node_kind kind, int nth)
{
	struct node *node = parsed_find(parsed, kind, nth);

	return node ? source_slice(&parsed->source, node->span) : STR("(none)");
}

/* Slug of the only diagnostic; "" when there is none, "several" when there are more. */
static inline const char *
parsed_complaint(const struct diag_list *diags)
{
	if (!diags->first)
		return "";
	return diags->first == diags->last ? diag_catalogue[diags->first->code].slug : "several";
}

#endif
