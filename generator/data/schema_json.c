/*
 * Tables as JSON Schema, for editors that complete and check YAML. A schema used
 * within another becomes a definition of its own, so that one may hold itself.
 */
#include "data/schema.h"

#include "base/arena.h"
#include "base/vec.h"
#include "data/value.h"

struct definition {
	const struct schema *schema;
	struct str name;
};

struct writer {
	struct arena *arena;
	bool output;           // text is a string, nothing else
	struct definition *at; // in order of first use
	size_t len, capacity;
};

static struct value *field_to_json(struct writer *writer, const struct field *field);

static void
set_text(struct writer *writer, struct value *map, struct str key, const char *text)
{
	if (text)
		value_set(writer->arena, map, key, value_string(writer->arena, str_from(text)));
}

/* "a week file" becomes "week-file". */
static struct str
name_of(struct arena *arena, const char *noun)
{
	struct str name = arena_dup(arena, str_from(noun));

	if (str_starts(name, STR("a ")))
		name = str_skip(name, 2);
	else if (str_starts(name, STR("an ")))
		name = str_skip(name, 3);
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]))
			((char *)name.at)[i] = '-';
	return name;
}

static bool
is_taken(const struct writer *writer, struct str name)
{
	for (size_t i = 0; i < writer->len; i++)
		if (str_eq(writer->at[i].name, name))
			return true;
	return false;
}

/* Name of the schema's definition; it gets one at its first use. */
static struct str
define(struct writer *writer, const struct schema *schema)
{
	struct definition definition = {schema, name_of(writer->arena, schema->noun)};

	for (size_t i = 0; i < writer->len; i++)
		if (writer->at[i].schema == schema)
			return writer->at[i].name;
	while (is_taken(writer, definition.name))
		definition.name =
		    arena_printf(writer->arena, "%.*s-more", STR_ARG(definition.name));
	VEC_PUSH(writer->arena, writer, definition);
	return definition.name;
}

static void
set_type(struct writer *writer, struct value *json, const char *type)
{
	set_text(writer, json, STR("type"), type);
}

/* In YAML, text is also what reads as number or boolean. */
static void
write_text(struct writer *writer, struct value *json, const struct field *field)
{
	static const char *const types[] = {"string", "number", "boolean"};
	struct value *list = value_list(writer->arena);

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		value_append(writer->arena, list, value_string(writer->arena, str_from(types[i])));
	if (writer->output)
		set_type(writer, json, "string");
	else
		value_set(writer->arena, json, STR("type"), list);
	set_text(writer, json, STR("pattern"), field->pattern);
}

static void
write_number(struct writer *writer, struct value *json, const char *type)
{
	set_type(writer, json, type);
	value_set(writer->arena, json, STR("minimum"), value_int(writer->arena, 0));
}

static void
write_choice(struct writer *writer, struct value *json, const struct field *field)
{
	struct value *list = value_list(writer->arena);

	for (const char *const *choice = field->choices; *choice; choice++)
		value_append(writer->arena, list, value_string(writer->arena, str_from(*choice)));
	value_set(writer->arena, json, STR("enum"), list);
}

static void
write_one_of(struct writer *writer, struct value *json, const struct field *field)
{
	struct value *list = value_list(writer->arena);

	for (const struct field *one = field->alternatives; one->type != FIELD_ONE_OF; one++)
		value_append(writer->arena, list, field_to_json(writer, one));
	value_set(writer->arena, json, STR("anyOf"), list);
}

static void
write_item(struct writer *writer, struct value *json, struct str key, const struct field *item)
{
	if (item)
		value_set(writer->arena, json, key, field_to_json(writer, item));
}

static struct value *
field_to_json(struct writer *writer, const struct field *field)
{
	struct value *json = value_map(writer->arena, NULL);
	struct str name;

	set_text(writer, json, STR("description"), field->doc);
	switch (field->type) {
	case FIELD_TEXT: write_text(writer, json, field); break;
	case FIELD_INT: write_number(writer, json, "integer"); break;
	case FIELD_NUMBER: write_number(writer, json, "number"); break;
	case FIELD_BOOL: set_type(writer, json, "boolean"); break;
	case FIELD_CHOICE: write_choice(writer, json, field); break;
	case FIELD_MAP:
		name = define(writer, field->of);
		name = arena_printf(writer->arena, "#/$defs/%.*s", STR_ARG(name));
		value_set(writer->arena, json, STR("$ref"), value_string(writer->arena, name));
		break;
	case FIELD_LIST:
		set_type(writer, json, "array");
		write_item(writer, json, STR("items"), field->item);
		break;
	case FIELD_FREE:
		if (!field->item)
			break;
		set_type(writer, json, "object");
		write_item(writer, json, STR("additionalProperties"), field->item);
		break;
	case FIELD_ONE_OF: write_one_of(writer, json, field); break;
	}
	return json;
}

/* What makes a map of the table: keys, the required ones, and no others. */
static void
write_object(struct writer *writer, struct value *json, const struct schema *schema)
{
	struct value *properties = value_map(writer->arena, NULL);
	struct value *required = value_list(writer->arena);

	set_text(writer, json, STR("description"), schema->doc);
	set_type(writer, json, "object");
	for (const struct field *field = schema->fields; field->name; field++) {
		struct str name = str_from(field->name);

		value_set(writer->arena, properties, name, field_to_json(writer, field));
		if (field->required)
			value_append(writer->arena, required, value_string(writer->arena, name));
	}
	value_set(writer->arena, json, STR("properties"), properties);
	if (value_len(required))
		value_set(writer->arena, json, STR("required"), required);
	value_set(writer->arena, json, STR("additionalProperties"),
		  value_bool(writer->arena, false));
}

struct value *
schema_to_json(struct arena *arena, const struct schema *schema, struct str id)
{
	struct writer writer = {.arena = arena, .output = schema->output};
	struct value *json = value_map(arena, NULL), *definitions = value_map(arena, NULL);

	set_text(&writer, json, STR("$schema"), "https://json-schema.org/draft/2020-12/schema");
	value_set(arena, json, STR("$id"), value_string(arena, id));
	set_text(&writer, json, STR("title"), schema->noun);
	write_object(&writer, json, schema);
	/* Writing a definition may add further ones behind it. */
	for (size_t i = 0; i < writer.len; i++) {
		struct value *definition = value_map(arena, NULL);
		struct str name = writer.at[i].name;

		write_object(&writer, definition, writer.at[i].schema);
		value_set(arena, definitions, name, definition);
	}
	if (value_len(definitions))
		value_set(arena, json, STR("$defs"), definitions);
	return json;
}
