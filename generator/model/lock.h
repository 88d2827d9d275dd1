/*
 * content/ids.lock: the ids that items have had, so that they keep them.
 *
 * Written by `lectern ids --write`, committed by authors, never touched by a build.
 * UTF-8, one line an id, sorted by bytes; fields are parted by one tab:
 *
 *	week-01/tasks/setup-env	Set up the environment
 *	week-01/tasks/read	moved	week-02/tasks	Read chapter one
 *	week-01/tasks/old	retired	Install Python 2
 *	week-01/tasks/setup	alias	week-01/tasks/setup-env
 *
 * That is: an item; one that stands in another section than its id says; an id that
 * nobody may have again; an old id of an item. The text is the item's readable text,
 * behind its label and a colon where it has one, at most LOCK_TEXT bytes of it. Empty
 * lines and those that start with '#' say nothing.
 *
 * Every line means the same wherever it stands, so branches are merged by keeping
 * the lines of both (`content/ids.lock merge=union` in .gitattributes). An id on two
 * different lines is a warning; the later one counts.
 */
#ifndef MODEL_LOCK_H
#define MODEL_LOCK_H

#include "base/map.h"
#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct diag_list;
struct item;

enum { LOCK_TEXT = 240, LOCK_LIMIT = 32 << 20 }; // bytes of a text, and of the file that is read

enum lock_kind { LOCK_ITEM, LOCK_RETIRED, LOCK_ALIAS };

struct lock_entry {
	enum lock_kind kind;
	struct str id;     // "week-01/tasks/setup-env"
	struct str place;  // section where it was last seen: "week-01/tasks"
	struct str text;   // LOCK_ALIAS: empty
	struct str target; // LOCK_ALIAS: the id that is in use
	struct span span;  // of its line; {0, 0} for made ones
};

struct lock {
	bool exists; // there is a file, be it empty
	struct source source;
	struct lock_entry *entries; // by id, each id once
	size_t nentries;
	struct map by_id; // id → struct lock_entry
};

/* The section that a full id names, "week-01/tasks", and what stands behind its last '/'. */
struct str lock_place(struct str id);
struct str lock_name(struct str id);
/* The text of an item as the lock keeps it; it may be the item's own. */
struct str lock_text(struct arena *arena, const struct item *item);

/* Reads the source; problems are reported, and lines that have one left out. */
void lock_read(struct arena *arena, struct source source, struct lock *lock,
	       struct diag_list *diags);
/* Sorts the entries and appends them as a file. */
void lock_write(struct buf *out, struct lock_entry *entries, size_t nentries);
/* NULL when there is no such id. */
struct lock_entry *lock_find(const struct lock *lock, struct str id);

#endif
