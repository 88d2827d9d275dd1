/*
 * Everything that a build writes: the plan filled with bytes.
 */
#ifndef EMIT_OUTPUTS_H
#define EMIT_OUTPUTS_H

#include "emit/hooks.h"
#include "emit/plan.h"
#include "emit/search.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct output_job;
struct pool;
struct sink;
struct site;
struct theme;

struct outputs {
	struct plan plan;
	struct output_job *jobs; // one a page; they own the bytes of their outputs
	size_t njobs;
	struct hooks *hooks; // what plugins add
	struct search search;
	bool complete; // everything that will be written is in the plan
};

/*
 * Plans all outputs of the site, runs the hooks, which are open, and renders pages and
 * JSON, in parallel; bytes go to the sink, which may be NULL. Problems are reported; the plan is
 * fit to be published when there was no error.
 */
void outputs_make(struct arena *arena, const struct site *site, const struct theme *theme,
		  struct hooks *hooks, struct sink *sink, struct pool *pool,
		  struct outputs *outputs, struct diag_list *diags);
void outputs_release(struct outputs *outputs);

#endif
