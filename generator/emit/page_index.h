/*
 * The words of one page's records: a page's part of the search index, made by the page's job.
 */
#ifndef EMIT_PAGE_INDEX_H
#define EMIT_PAGE_INDEX_H

#include "base/map.h"
#include "base/str.h"
#include "emit/record.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct page;

/* What of a record is searched; their names are in search.c and in the theme's search.js. */
enum search_field { FIELD_TITLE, FIELD_TEXT, FIELD_PAGE, FIELD_COUNT };

/* How often a word stands in a field of a record. */
struct posting {
	struct posting *next; // of the same word and field; records rise
	uint32_t record;      // of its page, from 0
	uint32_t count;
};

/* A word of a page. */
struct page_word {
	struct str text;
	struct posting *first[FIELD_COUNT], *last[FIELD_COUNT];

	/* Set where pages are put together. */
	struct page_word *next; // the same word in a later page
	size_t base;            // index in the site of the first record of its page
};

struct page_index {
	const struct page *page;
	struct records records;
	struct map words;  // text → struct page_word, in order of first use
	struct str script; // the records as they are shown, elements of an array
};

/* Reads the page into the arena. */
void page_index_make(struct arena *arena, const struct page *page, struct page_index *index);

#endif
