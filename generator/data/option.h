/*
 * Options that a theme.yaml or plugin.yaml declares and a site.yaml sets: type,
 * default, choices. Both sides are checked, each in its own file.
 */
#ifndef DATA_OPTION_H
#define DATA_OPTION_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct field;
struct value;
struct value_entry;

/* One declared option, for the schema of a manifest: {type, default, choices, doc}. */
extern const struct field option_item;

struct option_reader {
	struct arena *arena;
	const char *owner;             // "the theme", for messages
	const struct source *manifest; // that declares the option
	const struct source *site;     // that sets it
	struct diag_list *diags;
};

/*
 * The value that `settings` (a map, or NULL) gives to the declared option, or its
 * default, or null. NULL, with a diagnostic, when the type of either is wrong.
 */
const struct value *option_choose(const struct option_reader *reader,
				  const struct value_entry *option, const struct value *settings);

/* The entry of that name; NULL when `map` is NULL, no map, or has none. */
const struct value_entry *option_entry(const struct value *map, struct str name);
/* Span of an entry's value; of its key where the value has no text. */
struct span option_span(const struct value_entry *entry);
/* Whether it was written as one text: a string, number or boolean. */
bool option_is_text(const struct value *value);
/* That text as a string. */
const struct value *option_as_text(struct arena *arena, const struct value *value);

#endif
