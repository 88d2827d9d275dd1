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
	VALUE_LATER, // made when it is asked for; who reads templates' values asks, others do not
};

struct value;

/* How a VALUE_LATER is made; the first member of what making it needs. */
struct value_maker {
	/*
	 * In the arena. Any thread may ask, any number of times. `output` is the path of the
	 * file in which the value will stand, for links; empty: that of its own page.
	 */
	const struct value *(*make)(const struct value_maker *maker, struct arena *arena,
				    struct str output);
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
		const struct value_maker *maker;
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
	bool open;        // its keys are an author's own: one that it lacks is nil, not a mistake
	struct value_entry *entries;
	size_t len, capacity;
};

/* For where there are many of them; value_no_list is an empty list. */
extern const struct value value_null, value_true, value_false, value_no_list;

/* Making values. The result lives in the arena; text is borrowed, not copied. */
struct value *value_bool(struct arena *arena, bool boolean);
struct value *value_int(struct arena *arena, int64_t integer);
/* A whole number becomes VALUE_INT, so that 13.0 is written as 13. */
struct value *value_number(struct arena *arena, double real);
struct value *value_string(struct arena *arena, struct str text);
struct value *value_html(struct arena *arena, struct str html);
struct value *value_later(struct arena *arena, const struct value_maker *maker);
/* The string, or null when it is empty. */
const struct value *value_string_or_null(struct arena *arena, struct str text);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena, const char *noun);
/* The same with room for so many entries, for maps of which there are many. More may be set. */
struct value *value_map_of(struct arena *arena, const char *noun, size_t capacity);
void value_append(struct arena *arena, struct value *list, const struct value *item);
/* Adds a key; it must not be there yet (find first if in doubt). */
void value_set(struct arena *arena, struct value *map, struct str key, const struct value *item);
/* The same of a text, unless it is empty. */
void value_set_text(struct arena *arena, struct value *map, struct str key, struct str text);
/* The same as value_set whether or not the key is there. */
void value_put(struct arena *arena, struct value *map, struct str key, const struct value *item);
/* Bytes that a copy takes, about; counting stops when they are more than `most`. */
size_t value_weight(const struct value *value, size_t most);
/* All of it, texts and keys included, in the arena; what is made later is made. */
struct value *value_copy(struct arena *arena, const struct value *value);
/* The same, with every map in it open. */
struct value *value_copy_open(struct arena *arena, const struct value *value);

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
