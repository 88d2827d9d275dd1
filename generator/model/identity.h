/*
 * Which item is which: the ids of content/ids.lock given to the items of today.
 *
 * The rule, as the guide has it, in this order; an id goes to one item:
 *
 * 1. {#id} names its item.
 * 2. The same words in the same section: the same item.
 * 3. The same words in another section, and only once in the page, or in the course,
 *    then and now: the item has moved.
 * 4. Of what is left in a section, those most alike belong together, as long as they
 *    share half of their words, or their label: reworded.
 * 5. Everything else is new, and gets an id that nobody had before.
 *
 * An item whose {#id} is not the id it had keeps that as an alias.
 */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct item;
struct lock;
struct lock_entry;
struct page;
struct site;

enum change_kind {
	CHANGE_REWORDED,
	CHANGE_MOVED,
	CHANGE_NEW,
	CHANGE_ALIASED,  // has an id of its author's now; the old one leads to it
	CHANGE_VANISHED, // in the lock, and no item is it
	CHANGE_COUNT
};

/* What the lock does not know yet. An item can have changed in more than one way. */
struct change {
	enum change_kind kind;
	struct str id;
	struct str text;
	struct str was;          // text, section or id before; empty for new and vanished ones
	struct str now;          // the same today
	const struct page *page; // NULL: vanished
	const struct item *item; // NULL: vanished
	const struct lock_entry *entry; // NULL: new
};

struct identity {
	struct lock *lock;
	size_t nkept; // items of which the lock knows all
	size_t counts[CHANGE_COUNT];
	struct change *changes; // by kind, then in the order of the course
	size_t nchanges;
	struct lock_entry *next; // what the lock should say
	size_t nnext;
};

/* "reworded", "moved", …: in tables and JSON. */
struct str change_name(enum change_kind kind);
/*
 * Finds the items of all pages in the lock. Where it exists, sets their full id, id,
 * aliases and the id in their page to what it says. `identity` lives in the arena.
 */
void identity_assign(struct site *site, struct arena *arena, struct identity *identity);
/* Marks the id in the lock as not to be had again; false when it is no item's. */
bool identity_retire(struct lock *lock, struct str id);
/* Retires what has vanished, in `next` and the changes. */
void identity_retire_vanished(struct identity *identity);

#endif
