/* Definitions. */
#include "roadmap/definition.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "roadmap/line.h"

static struct str
lower(struct arena *arena, struct str text)
{
	char *copy = (char *)arena_dup(arena, text).at;

	for (size_t i = 0; i < text.len; i++)
		copy[i] = ascii_lower(copy[i]);
	return (struct str){copy, text.len};
}

struct definition *
definitions_find(struct arena *arena, const struct line_list *lines, size_t *ndefinitions)
{
	VEC(struct definition) found = {0};

	for (size_t i = 0; i < lines->len; i++) {
		struct str text = str_trim(lines->at[i].text);
		struct definition definition = {.first = i, .end = i + 1};

		if (lines->at[i].kind != LINE_DEFINITION)
			continue;
		while (definition.end < lines->len &&
		       lines->at[definition.end].kind == LINE_DEFINITION &&
		       lines->at[definition.end].indent >= 4)
			definition.end++;
		definition.label = lower(arena, str_slice(text, 0, str_find_char(text, ']') + 1));
		VEC_PUSH(arena, &found, definition);
		i = definition.end - 1;
	}
	*ndefinitions = found.len;
	return found.at;
}

static void
put_definition(const struct line_list *lines, const struct definition *definition, struct buf *page)
{
	for (size_t i = definition->first; i < definition->end; i++)
		buf_addf(page, "%.*s\n", STR_ARG(lines->at[i].text));
}

void
definitions_append(struct arena *arena, const struct line_list *lines,
		   struct definition *definitions, size_t ndefinitions, struct buf *page)
{
	struct str text = ndefinitions ? lower(arena, buf_str(page)) : (struct str){0};
	bool first = true;

	for (size_t i = 0; i < ndefinitions; i++) {
		if (!str_has(text, definitions[i].label))
			continue;
		if (first)
			buf_add_char(page, '\n');
		first = false;
		definitions[i].used = true;
		put_definition(lines, &definitions[i], page);
	}
}

void
definitions_append_unused(const struct line_list *lines, const struct definition *definitions,
			  size_t ndefinitions, struct buf *page)
{
	for (size_t i = 0; i < ndefinitions; i++)
		if (!definitions[i].used) {
			buf_add_char(page, '\n');
			put_definition(lines, &definitions[i], page);
		}
}
