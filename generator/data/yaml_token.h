/*
 * YAML as tokens with byte spans, one after the other. The door of libyaml.
 *
 * Anchors, aliases, tags, directives and more than 20,000 tokens are refused here,
 * each with a diagnostic; after 20 of them no further token comes.
 */
#ifndef DATA_YAML_TOKEN_H
#define DATA_YAML_TOKEN_H

#include "base/source.h"
#include "data/yaml_problem.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct yaml_parser_s;

enum yaml_kind {
	YAML_OTHER, // nothing to do for it
	YAML_DOCUMENT,
	YAML_SCALAR,
	YAML_ALIAS, // already refused
	YAML_LIST,
	YAML_LIST_END,
	YAML_MAP,
	YAML_MAP_END,
	YAML_END,
};

struct yaml_token {
	enum yaml_kind kind;
	struct span span;
	struct str text; // of a scalar, in the arena, with a NUL behind it
	bool quoted;     // a scalar that is not plain
	bool flow;       // a list in [] or a map in {}
};

struct yaml_reader {
	struct yaml_parser_s *parser;
	struct arena *arena;
	const struct source *source;
	struct span span; // what is read of it, without a byte order mark
	struct diag_list *diags;

	size_t chars; // the cursor: characters behind the start of the span,
	size_t bytes; // and the same in bytes

	size_t ntokens, nerrors;
	bool stopped; // no further token is given

	enum yaml_last last; // what was read last, for yaml_problem.h,
	struct span last_span;
};

void yaml_reader_open(struct yaml_reader *reader, struct arena *arena, const struct source *source,
		      struct span span, struct diag_list *diags);
void yaml_reader_close(struct yaml_reader *reader);
/* False when there is no further token, or none is wanted. */
bool yaml_reader_next(struct yaml_reader *reader, struct yaml_token *token);

/* Adds a diagnostic for YAML that we do not take, and counts it. */
void yaml_refuse(struct yaml_reader *reader, struct span span, const char *what, const char *cure);
/* Counts an error just added; after many, the rest would only repeat them. */
void yaml_count_error(struct yaml_reader *reader);
/* Adds a diagnostic and ends the reading. */
void yaml_stop_at_limit(struct yaml_reader *reader, uint32_t at, const char *what, int limit);

#endif
