/* What libyaml says about broken YAML, said so that an author knows what to do. */
#ifndef DATA_YAML_PROBLEM_H
#define DATA_YAML_PROBLEM_H

#include "base/source.h"

#include <stdint.h>

struct diag_list;

/* What was read last before the problem. */
enum yaml_last { YAML_LAST_NOTHING, YAML_LAST_PLAIN, YAML_LAST_QUOTED, YAML_LAST_FLOW };

/* A syntax error; all places are bytes from the top of the source. */
struct yaml_problem {
	const struct source *source;
	struct span document;  // what is parsed, within the source
	const char *problem;   // libyaml's words
	const char *context;   // "while …", may be empty
	uint32_t at;           // where it noticed
	uint32_t context_at;   // where the thing it was in starts
	enum yaml_last last;   // what was read last,
	struct span last_span; // and where
};

/* Adds one diagnostic. */
void yaml_problem_report(const struct yaml_problem *problem, struct diag_list *diags);

#endif
