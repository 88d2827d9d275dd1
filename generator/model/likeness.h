/*
 * How much two texts have in common, counted in words.
 *
 * A word is a run of letters, marks, numbers and '_', in lower case; of scripts that
 * put no space between words each character is one. What else stands in the text
 * does not count.
 */
#ifndef MODEL_LIKENESS_H
#define MODEL_LIKENESS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct words {
	struct str plain; // the words in their order, a space between two
	uint64_t *hashes; // of the words, sorted
	size_t nwords;
};

/* Twice the words that both have, of the words that they have together. */
struct likeness {
	size_t shared, all;
};

/* A text without any word is its own plain form. The result lives in the arena. */
struct words words_read(struct arena *arena, struct str text);
struct likeness likeness_of(const struct words *a, const struct words *b);
/* At least half, and there is something: what a person may call the same, reworded. */
bool likeness_suffices(struct likeness likeness);
/* <0, 0, >0: a is less like, as like, more like. */
int likeness_compare(struct likeness a, struct likeness b);

#endif
