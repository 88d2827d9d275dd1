/*
 * Diagnostics as programs and lists want them: in the order of their places, with positions
 * worked out, and those that say the same of one address known.
 */
#ifndef FINDINGS_FINDING_H
#define FINDINGS_FINDING_H

#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct value;

struct finding {
	const struct diag *diag;
	struct str rule; // as in [brackets]
	struct str path; // as in messages; empty: it has no place

	struct position start, end; // of the span, the end behind it; lines are 0 without a source
	const struct value *facts;  // a map; NULL: none, or they were not JSON

	/* What it is about: an address, else the bytes of its place, else its text. */
	struct str subject;
	unsigned ordinal; // among those of its path, rule and subject, from 1

	bool folded;  // another one stands for it, which says the same of the same address
	size_t nmore; // that it stands for
};

/* What a plugin says of the work as a whole. */
struct finding_summary {
	const struct diag_summary *said;
	const struct value *facts; // a map; NULL: none
};

struct findings {
	struct finding *at;      // in the order in which they were reported
	struct finding **sorted; // by path, line, column, rule, end, text: the order of all formats
	size_t len;
	size_t counts[DIAG_FATAL + 1]; // by level, without suppressed ones
	size_t nsuppressed;
	struct finding_summary *summaries;
	size_t nsummaries;
};

/* All of the list, in the arena; texts are borrowed from the list and its sources. */
void findings_make(struct arena *arena, const struct diag_list *diags, struct findings *findings);

/* "note", "warning", "error"; DIAG_FATAL is "failure". */
const char *finding_level_name(enum diag_level level);
/* The place without its columns, "content/a.md:4"; for messages. In the arena. */
struct str finding_place(struct arena *arena, const struct finding *finding);
/*
 * 16 hexadecimal digits that stay the same when lines move, and other bytes of the file
 * change: what it is about; with a path, also the rule and that path. In the arena.
 */
struct str finding_fingerprint(struct arena *arena, const struct finding *finding, struct str path);

#endif
