/*
 * Builds values from the tokens of yaml_token.c: depth and duplicate keys are
 * watched here, and what a scalar without quotes means is yaml_scalar.c's matter.
 */
#include "data/yaml.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "data/value.h"
#include "data/yaml_scalar.h"
#include "data/yaml_token.h"

enum { DEPTH_LIMIT = 32 };

static struct value *
scalar_value(struct yaml_reader *reader, const struct yaml_token *token)
{
	struct value *value = token->quoted ? value_string(reader->arena, token->text)
					    : yaml_plain_value(reader->arena, token->text);

	value->quoted = token->quoted;
	value->text = token->text;
	return value;
}

static struct value *read_value(struct yaml_reader *reader, const struct yaml_token *token,
				int depth);

static void
read_items(struct yaml_reader *reader, struct value *list, int depth)
{
	struct yaml_token token;

	while (yaml_reader_next(reader, &token)) {
		const struct value *item;

		if (token.kind == YAML_LIST_END) {
			list->span.end = token.span.end;
			break;
		}
		item = read_value(reader, &token, depth);
		value_append(reader->arena, list, item);
	}
}

static void
report_duplicate(struct yaml_reader *reader, const struct yaml_token *key,
		 const struct value_entry *first)
{
	struct diag *diag = diag_add(reader->diags, DIAG_YAML_DUPLICATE_KEY, reader->source,
				     key->span, "'%.*s' stands twice", STR_ARG(key->text));

	diag_note(reader->diags, diag, reader->source, first->key_span, "the first one is here");
	diag_cure(reader->diags, diag, "keep one of them");
	yaml_count_error(reader);
}

/* True when the token can be a key of the map; else there is a diagnostic. */
static bool
check_key(struct yaml_reader *reader, const struct yaml_token *key, const struct value *map,
	  const struct map *indices)
{
	const size_t *index;

	if (key->kind == YAML_ALIAS)
		return false;
	if (key->kind != YAML_SCALAR) {
		yaml_refuse(reader, key->span, "a key must be text",
			    "put text that starts with '{' or '[' in quotes");
		return false;
	}
	if (key->text.len == 0 || (!key->quoted && str_eq(key->text, STR("<<")))) {
		yaml_refuse(reader, key->span,
			    key->text.len ? "merge keys are not accepted" : "a key is empty",
			    "write each key with its value");
		return false;
	}
	index = map_find(indices, key->text);
	if (!index)
		return true;
	report_duplicate(reader, key, &map->map->entries[*index]);
	return false;
}

static void
add_entry(struct yaml_reader *reader, struct value *map, struct map *indices,
	  const struct yaml_token *key, const struct value *item)
{
	size_t *index = ARENA_NEW(reader->arena, size_t);

	*index = map->map->len;
	map_put(indices, reader->arena, key->text, index);
	value_set(reader->arena, map, key->text, item);
	map->map->entries[*index].key_span = key->span;
}

static void
read_entries(struct yaml_reader *reader, struct value *map, int depth)
{
	struct map indices = {0}; // key to index, so that many keys do not cost their square
	struct yaml_token key, token;

	while (yaml_reader_next(reader, &key)) {
		const struct value *item;
		bool usable;

		if (key.kind == YAML_MAP_END) {
			map->span.end = key.span.end;
			break;
		}
		usable = check_key(reader, &key, map, &indices);
		if (key.kind != YAML_SCALAR)
			read_value(reader, &key, depth);
		if (!yaml_reader_next(reader, &token))
			break;
		item = read_value(reader, &token, depth);
		if (usable)
			add_entry(reader, map, &indices, &key, item);
	}
}

/* The value that starts with the token; never NULL, but of no use once the reader has stopped. */
static struct value *
read_value(struct yaml_reader *reader, const struct yaml_token *token, int depth)
{
	bool is_list = token->kind == YAML_LIST;
	struct value *value;

	if (token->kind == YAML_SCALAR)
		value = scalar_value(reader, token);
	else if (token->kind == YAML_ALIAS)
		value = ARENA_NEW(reader->arena, struct value);
	else
		value = is_list ? value_list(reader->arena) : value_map(reader->arena, NULL);
	value->span = token->span;
	if (value->kind != VALUE_LIST && value->kind != VALUE_MAP)
		return value;
	if (depth == DEPTH_LIMIT) {
		yaml_stop_at_limit(reader, token->span.start, "the YAML is nested too deeply",
				   DEPTH_LIMIT);
		return value;
	}
	if (is_list)
		read_items(reader, value, depth + 1);
	else
		read_entries(reader, value, depth + 1);
	if (token->flow) {
		reader->last = YAML_LAST_FLOW;
		reader->last_span = value->span;
	} else {
		/* Without brackets it ends where its last value does. */
		value->span.end = reader->last_span.end;
	}
	return value;
}

static const struct value *
empty_map(struct yaml_reader *reader)
{
	struct value *map = value_map(reader->arena, NULL);

	map->span = reader->span;
	return map;
}

static const struct value *
read_stream(struct yaml_reader *reader)
{
	const struct value *root = NULL;
	struct yaml_token token;

	while (yaml_reader_next(reader, &token) && token.kind != YAML_END) {
		switch (token.kind) {
		case YAML_OTHER: break;
		case YAML_DOCUMENT:
			if (!root)
				break;
			yaml_refuse(reader, token.span, "a second document starts here",
				    "keep one document in the file");
			reader->stopped = true;
			break;
		default: root = read_value(reader, &token, 0);
		}
	}
	if (!root || (root->kind == VALUE_NULL && root->text.len == 0))
		return empty_map(reader);
	return root;
}

bool
yaml_parse(struct arena *arena, const struct source *source, struct span span,
	   const struct value **out, struct diag_list *diags)
{
	struct yaml_reader reader;

	yaml_reader_open(&reader, arena, source, span, diags);
	*out = read_stream(&reader);
	yaml_reader_close(&reader);
	if (reader.nerrors)
		*out = NULL;
	return reader.nerrors == 0;
}
