/*
 * Template text to Lua text: pure, line for line.
 *
 * `{{ expr }}` prints, escaped for the place it stands in; `{% … %}` is Lua;
 * `{# … #}` is a comment. extends, block, endblock, include, raw and endraw are
 * ours, all else is Lua. Line n of the result is line n of the template, so errors
 * need no map.
 */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;

/* What a template wants of others and gives to them, for checks before any page is rendered. */
enum template_use_kind {
	TEMPLATE_EXTENDS,
	TEMPLATE_INCLUDE,
	TEMPLATE_BLOCK,    // a block where it is printed
	TEMPLATE_OVERRIDE, // a block of the template that this one extends
};

struct template_use {
	enum template_use_kind kind;
	struct str name;  // of the template or block
	struct span span; // of the name
};

struct template
{
	struct str lua; // for host_load_template
	struct template_use *uses;
	size_t nuses;
};

/*
 * False, with all diagnostics, when the text is no template. *out lives in the arena.
 *
 * `name` is the template's own, by which it may extend the one that it takes the place
 * of: that name is written with one TEMPLATE_FARTHER behind it ("week^").
 */
#define TEMPLATE_FARTHER '^'
bool template_compile(struct arena *arena, struct str name, const struct source *source,
		      struct template *out, struct diag_list *diags);

#endif
