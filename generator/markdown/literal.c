/*
 * Entities are recognised, not looked up: how many bytes of the literal a named
 * one became shows in how the two go on behind it.
 */
#include "markdown/literal.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "markdown/node.h"

enum { ENTITY_LONGEST = 34, DIGITS_MOST = 8, REPLACEMENT = 0xfffd };

static int
digit_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* The code point of "#126;" or "#x7e;"; -1 when it is no numeric entity. */
static int32_t
numeric_entity(struct str body, size_t *len)
{
	bool hex = body.len > 1 && ascii_lower(body.at[1]) == 'x';
	size_t at = hex ? 2 : 1, first = at;
	int64_t value = 0;

	while (at < body.len && at - first < DIGITS_MOST &&
	       digit_value(body.at[at]) < (hex ? 16 : 10))
		value = value * (hex ? 16 : 10) + digit_value(body.at[at++]);
	if (at == first || at >= body.len || body.at[at] != ';')
		return -1;
	*len = at + 1;
	if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return REPLACEMENT;
	return (int32_t)value;
}

/* Length of "name;", 0 when it is none. */
static size_t
named_entity(struct str body)
{
	size_t at = 0;

	while (at < body.len && at < ENTITY_LONGEST && ascii_is_alnum(body.at[at]))
		at++;
	return at > 0 && at < body.len && body.at[at] == ';' ? at + 1 : 0;
}

/* Whether the literal can go on as the written text does. */
static bool
goes_on(struct str written, struct str literal)
{
	if (written.len == 0 || literal.len == 0)
		return written.len == 0 || ascii_is_space(written.at[0]);
	if (written.at[0] == '&')
		return true;
	if (written.at[0] == '\\' && written.len > 1 && ascii_is_punct(written.at[1]))
		return literal.at[0] == written.at[1];
	return written.at[0] == literal.at[0];
}

static bool
step_numeric(struct str written, struct str literal, struct literal_step *step)
{
	struct str rest = literal;
	size_t len;
	int32_t code_point = numeric_entity(str_skip(written, 1), &len);

	if (code_point < 0 || utf8_next(&rest) != code_point)
		return false;
	*step = (struct literal_step){1 + len, literal.len - rest.len, true};
	return true;
}

static bool
step_named(struct str written, struct str literal, struct literal_step *step)
{
	size_t len = 1 + named_entity(str_skip(written, 1));
	struct str name = str_slice(written, 1, len - 1), after = str_skip(written, len);
	struct str rest = literal, shorter;

	if (len == 1)
		return false;
	if (!str_eq(name, STR("amp")) && !str_eq(name, STR("AMP")) &&
	    str_starts(literal, str_slice(written, 0, len)))
		return false; // no such entity: it stands for itself
	utf8_next(&rest);
	shorter = rest;
	if (!goes_on(after, rest) && utf8_next(&rest) >= 0 && !goes_on(after, rest))
		rest = shorter;
	*step = (struct literal_step){len, literal.len - rest.len, true};
	return true;
}

bool
literal_step(struct str written, struct str literal, struct literal_step *step)
{
	if (written.len == 0 || literal.len == 0)
		return false;
	if (written.at[0] == '\\' && written.len > 1 && ascii_is_punct(written.at[1]) &&
	    written.at[1] == literal.at[0]) {
		*step = (struct literal_step){2, 1, true};
		return true;
	}
	if (written.at[0] == '&' && written.len > 2 && written.at[1] == '#' &&
	    step_numeric(written, literal, step))
		return true;
	if (written.at[0] == '&' && step_named(written, literal, step))
		return true;
	*step = (struct literal_step){1, 1, false};
	return written.at[0] == literal.at[0];
}

static bool
fill(struct literal_map *map, struct str written, struct str literal, uint32_t offset)
{
	struct literal_step step;
	size_t at = 0;

	while (at < literal.len) {
		if (!literal_step(written, str_skip(literal, at), &step))
			return false;
		for (size_t i = 0; i < step.literal; i++, at++) {
			map->offsets[at] = offset;
			map->escaped[at] = step.escaped;
		}
		written = str_skip(written, step.written);
		offset += (uint32_t)step.written;
	}
	map->offsets[at] = offset;
	return true;
}

struct literal_map
literal_map(struct arena *arena, const struct source *source, const struct node *node)
{
	struct literal_map map = {
	    ARENA_ARRAY(arena, uint32_t, node->text.len + 1),
	    ARENA_ARRAY(arena, bool, node->text.len + 1),
	};

	if (fill(&map, source_slice(source, node->span), node->text, node->span.start))
		return map;
	for (size_t i = 0; i < node->text.len; i++) {
		map.offsets[i] = node->span.start;
		map.escaped[i] = false;
	}
	map.offsets[node->text.len] = node->span.end;
	return map;
}

struct span
literal_span(const struct literal_map *map, size_t from, size_t to)
{
	return (struct span){map->offsets[from], map->offsets[to]};
}
