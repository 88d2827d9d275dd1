/*
 * What of a page a search can find: its sections, tasks, resources, project, questions.
 */
#ifndef EMIT_RECORD_H
#define EMIT_RECORD_H

#include "base/str.h"

#include <stddef.h>

struct arena;
struct page;

/* Bytes of a record's text at most; what stands behind them is neither shown nor found. */
enum { RECORD_TEXT = 64 * 1024 };

enum record_kind {
	RECORD_SECTION, // the page itself, and what stands below a heading of it
	RECORD_TASK,
	RECORD_RESOURCE,
	RECORD_PROJECT,
	RECORD_QUESTION,
	RECORD_KIND_COUNT
};

/* Texts are on one line, without white space at their ends. */
struct record {
	enum record_kind kind;
	struct str title;  // of the page, heading, task, question; name of the resource, project
	struct str text;   // what else it says; empty when nothing
	struct str page;   // title of the page for a part of it that is no item; else empty
	struct str anchor; // id in the page; empty for the page itself
};

struct records {
	struct record *at;
	size_t len, capacity;
};

/* In the order of the page; the first is the page itself. All lives in the arena. */
void records_read(struct arena *arena, const struct page *page, struct records *records);

#endif
