/* What identity.c (matches), identity_give.c (gives ids) and identity_result.c (tells) share. */
#ifndef MODEL_IDENTITY_PARTS_H
#define MODEL_IDENTITY_PARTS_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/likeness.h"

#include <stdbool.h>
#include <stddef.h>

struct identity;
struct item;
struct lock;
struct lock_entry;
struct page;
struct section;

/* An item of today. */
struct claim {
	struct page *page;
	const struct section *section;
	struct item *item;
	struct str place;   // "week-01/tasks"
	struct str text;    // as the lock has it
	struct words words; // of the text; see claim_words
	bool read;          // the words are there
	struct slot *slot;  // what it was; NULL: new
	struct str full;    // the id it gets
};

/* A line of the lock. */
struct slot {
	struct lock_entry *entry;
	struct words words; // see slot_words
	bool read;
	struct claim *holder; // the item that it is, or that has taken its id
	struct slot *next;    // of the same section and words
};

struct matching {
	struct arena *arena;  // lives on
	struct arena scratch; // ends with the matching
	struct lock *lock;
	VEC(struct claim) claims; // in the order of the course
	struct slot *slots;       // one a line, in its order
	size_t nslots;
};

/* The slot of an id; NULL when the lock does not have it. */
struct slot *matching_slot(const struct matching *matching, struct str id);
/* The item whose alias the slot's id is now; NULL when it is nobody's. */
struct claim *matching_alias_owner(const struct matching *matching, const struct slot *slot);
/* The id of the item by its {#id} or text alone, before the lock is asked. */
struct str claim_plain_id(const struct claim *claim);
/* Sets the full id of every claim. */
void identity_give(struct matching *matching);
/* Writes them, and aliases, into items and pages. */
void identity_apply(struct matching *matching);
/* Changes, counts and the next lock. */
void identity_tell(struct matching *matching, struct identity *identity);

#endif
