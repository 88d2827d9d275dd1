/*
 * The formats in which findings are told. Each appends to a buffer, and gives equal bytes for
 * equal findings. What an author or a server wrote can do nothing to who reads it.
 */
#ifndef FINDINGS_FORMATS_H
#define FINDINGS_FORMATS_H

#include "base/str.h"
#include "data/json.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct diag_list;
struct finding;
struct findings;
struct repository;
struct value;

/* What is told, and what all formats ask for. */
struct telling {
	struct arena *arena;
	const struct findings *findings;
	const struct repository *repository;
	struct str home;   // told as the file of what has no place: the site's settings
	const char *where; // all findings are to be found there: "the summary of this step"
	size_t most;       // bytes of Markdown, about; 0: any number
	bool color, fold;  // of text

	/* What a rule of a plugin says of itself; empty when there is none. NULL: no plugins. */
	struct str (*doc_of)(const void *context, struct str rule);
	const void *doc_context;
};

/* For people: source lines and carets. With `fold` one finding stands for all of one address. */
void text_put(struct buf *out, const struct telling *telling);
/* One document: a summary, and all findings, suppressed ones too. */
void json_put(struct buf *out, const struct telling *telling);
/* The findings of it, one a line. */
void jsonl_put(struct buf *out, const struct telling *telling);
/* Annotations of GitHub's workflows: ten a level, errors first. */
void github_put(struct buf *out, const struct telling *telling);
/* SARIF 2.1.0, at most 5,000 results. */
void sarif_put(struct buf *out, const struct telling *telling);
/* JUnit's XML, as test runners write it. */
void junit_put(struct buf *out, const struct telling *telling);
/* For an issue or the summary of a step: a table, and boxes to tick. */
void markdown_put(struct buf *out, const struct telling *telling);

/* What formats share. */

/* Text as a JSON string: each byte that is not UTF-8 appears as \xNN. */
struct value *json_text(struct arena *arena, struct str text);
/* json_write, with what utf8_is_hidden also escaped. */
void json_put_value(struct buf *out, const struct value *value, enum json_style style);
/* The path from the repository's root; of what has no place, that of `home`. */
struct str telling_path(const struct telling *telling, const struct finding *finding);
/* The page that `lectern explain` prints of the rule; the text of the finding if there is none. */
struct str rule_page(const struct telling *telling, const struct finding *finding);
/* Its first sentence, in one line. */
struct str rule_summary(const struct telling *telling, const struct finding *finding);

#endif
