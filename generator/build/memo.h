/*
 * The memo of a build: what it read, what it told and what it left, kept in .cache/ of the
 * site, so that the next build of the same can say "nothing changed" after one look at the
 * files, without parsing, rendering or publishing anything.
 *
 * A memo never decides what is published: where it does not answer, everything is built.
 */
#ifndef BUILD_MEMO_H
#define BUILD_MEMO_H

#include "base/arena.h"
#include "base/str.h"
#include "read/stamps.h"

#include <stdbool.h>

struct build_options;
struct build_report;
struct diag_list;
struct pool;
struct site;
struct value;

struct memo {
	struct arena arena;
	struct str file;          // where it is kept; empty: nothing is kept or asked
	struct str key;           // of all but files that the build depends on
	struct stamps stamps;     // of what is read, and at last of what is left
	const struct value *told; // of diagnostics; NULL: not to be kept
	struct value *rules;      // of plugins that were told: what they say of themselves
};

/* A build of one folder that writes to another has a memo; others have none, and nothing is done.
 */
void memo_init(struct memo *memo, const struct build_options *options);
void memo_release(struct memo *memo);
/*
 * True when everything is as it was: the report says what the last build made, and `diags`
 * gets what it told, with sources in the arena.
 */
bool memo_answers(struct memo *memo, struct arena *arena, struct build_report *report,
		  struct diag_list *diags);
/* Before anything is read. */
void memo_begin(struct memo *memo, const struct build_options *options, struct pool *pool);
/* One file more, before it is read. */
void memo_watch(struct memo *memo, struct str file, struct pool *pool);
/* Pages are known by the bytes that were read of them, and not read again. After the freeze. */
void memo_know_pages(struct memo *memo, const struct site *site);
/* What has been told so far is what will be told again. */
void memo_keep_told(struct memo *memo, const struct build_report *report,
		    const struct diag_list *diags);
/* After everything has been published. What cannot be kept is not. */
void memo_keep(struct memo *memo, const struct build_options *options,
	       const struct build_report *report, struct pool *pool);

#endif
