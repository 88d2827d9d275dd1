/* YAML to values: a strict, bounded subset. */
#ifndef DATA_YAML_H
#define DATA_YAML_H

#include "base/source.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct value;

/*
 * Parses the span of the source as one YAML document into a value in the arena.
 * An empty document is an empty map. Spans count from the top of the source.
 *
 * Refused, each with a diagnostic: anchors, aliases, tags, a second document,
 * duplicate keys, depth over 32, more than 20,000 events, keys that are not
 * scalars. Plain scalars follow the YAML 1.2 core schema (null, true, false,
 * integers, reals); `yes`, `on`, `010` and dates stay text, quoted scalars always.
 * False when there was an error; *out is then NULL.
 */
bool yaml_parse(struct arena *arena, const struct source *source, struct span span,
		const struct value **out, struct diag_list *diags);

#endif
