/*
 * Untyped data with the place it came from.
 *
 * One kind of value serves front matter and configuration (from YAML), templates
 * (read through Lua), and JSON. Values live in an arena, are built once and then
 * only read, by any number of threads. Maps keep the order of insertion.
 */
#ifndef DATA_VALUE_H
#define DATA_VALUE_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_REAL,
	VALUE_STRING,
	VALUE_HTML, // a string that is markup already: templates do not escape it
	VALUE_LIST,
	VALUE_MAP,
};

struct value {
	enum value_kind kind;
	bool quoted;      // a YAML scalar in quotes: never a number
	struct span span; // in the source it was read from; {0, 0} for made values
	struct str text; // VALUE_STRING, VALUE_HTML; for scalars from YAML also the text as written
	union {
		bool boolean;
		int64_t integer;
		double real;
		struct value_list *list;
		struct value_map *map;
	};
};

struct value_list {
	const struct value **items;
	size_t len, capacity;
};

struct value_entry {
	struct str key;
	struct span key_span;
	const struct value *value;
};

struct value_map {
	const char *noun; // what a template author calls it ("a week"), for messages; may be NULL
	struct value_entry *entries;
	size_t len, capacity;
	bool open; // asking a template for a key that is not there is no slip: the answer is nil
};

extern const struct value value_null;

/* Making values. The result lives in the arena; text is borrowed, not copied. */
struct value *value_bool(struct arena *arena, bool boolean);
struct value *value_int(struct arena *arena, int64_t integer);
/* A whole number becomes VALUE_INT, so that 13.0 is written as 13. */
struct value *value_number(struct arena *arena, double real);
struct value *value_string(struct arena *arena, struct str text);
struct value *value_html(struct arena *arena, struct str html);
/* The string, or null when it is empty. */
struct value *value_string_or_null(struct arena *arena, struct str text);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena, const char *noun);
void value_append(struct arena *arena, struct value *list, const struct value *item);
/* Adds a key; it must not be there yet (find first if in doubt). */
void value_set(struct arena *arena, struct value *map, struct str key, const struct value *item);
/* The same whether or not it is there. */
void value_put(struct arena *arena, struct value *map, struct str key, const struct value *item);
/* Bytes that a copy takes, about; counting stops when they are more than `most`. */
size_t value_weight(const struct value *value, size_t most);
/* All of it, texts and keys included, in the arena. */
struct value *value_copy(struct arena *arena, const struct value *value);

/* Reading values. */
/* The value of the key; NULL when `map` is NULL, no map, or has no such key. */
const struct value *value_find(const struct value *map, struct str key);
/* Items of a list or entries of a map; 0 for everything else and NULL. */
size_t value_len(const struct value *value);
/* The item at the index; NULL beyond the end, for NULL and other kinds. */
const struct value *value_at(const struct value *list, size_t index);
/* Text of a string, and of a number or boolean as it was written; empty for NULL and other kinds.
 */
struct str value_text(const struct value *value);
/* A number as double; `otherwise` for NULL and other kinds. */
double value_real(const struct value *value, double otherwise);
/* True for the boolean true alone. */
bool value_is_true(const struct value *value);
/* "a list", "text", …, for messages. */
const char *value_kind_name(enum value_kind kind);

#endif
