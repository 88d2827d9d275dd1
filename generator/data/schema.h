/*
 * Tables of the fields that a map may hold.
 *
 * The same const table checks front matter and configuration, feeds "did you
 * mean", and prints as JSON Schema (`lectern schema`).
 */
#ifndef DATA_SCHEMA_H
#define DATA_SCHEMA_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct value;

enum field_type {
	FIELD_TEXT,   // a string; an unquoted number, boolean or date is taken as its text
	FIELD_INT,    // a whole number >= 0
	FIELD_NUMBER, // a number >= 0
	FIELD_BOOL,
	FIELD_CHOICE, // one of `choices`
	FIELD_MAP,    // checked by `of`
	FIELD_LIST,   // items checked by `item`
	FIELD_ONE_OF, // any of `alternatives`
	FIELD_FREE, // a map whose keys are free and whose values are checked by `item`; item NULL:
		    // anything
};

struct schema;

struct field {
	const char *name; // NULL ends a table; not used for items and alternatives
	enum field_type type;
	bool required;
	const char *doc;                  // one sentence, for JSON Schema and messages
	const char *const *choices;       // FIELD_CHOICE, ends with NULL
	const struct schema *of;          // FIELD_MAP
	const struct field *item;         // FIELD_LIST, FIELD_FREE
	const struct field *alternatives; // FIELD_ONE_OF, ends with a row of type FIELD_ONE_OF
	const char
	    *pattern; // FIELD_TEXT: POSIX extended expression for the JSON Schema; not checked here
};

struct schema {
	const char *noun; // "a week file", for messages
	const char *doc;
	const struct field *fields; // ends with a row whose name is NULL
	bool output;                // of a file that Lectern writes: text is a string, nothing else
};

/*
 * Reports unknown keys (with the nearest known name), missing required keys and
 * wrong types, all of them. False when there was an error. `place` is where a
 * missing key is reported.
 */
bool schema_check(const struct schema *schema, const struct source *source, const struct value *map,
		  struct span place, struct diag_list *diags);
/*
 * The checked map with every key of the table, those that are not set as null, and so
 * the maps in it; in the arena. Maps whose keys are free come open.
 */
struct value *schema_complete(struct arena *arena, const struct schema *schema,
			      const struct value *map);
/* The table as a JSON Schema (draft 2020-12), in the arena. `id` is its $id. */
struct value *schema_to_json(struct arena *arena, const struct schema *schema, struct str id);

#endif
