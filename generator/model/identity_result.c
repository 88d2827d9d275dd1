/* What the matching comes to: a list of changes, and the lock as it should be. */
#include "document/item.h"
#include "model/identity.h"
#include "model/identity_parts.h"
#include "model/lock.h"

struct telling {
	struct matching *matching;
	struct identity *identity;
	VEC(struct change) changes;
	VEC(struct lock_entry) next;
};

struct str
change_name(enum change_kind kind)
{
	static const struct str names[CHANGE_COUNT] = {
	    [CHANGE_REWORDED] = STR_INIT("reworded"), [CHANGE_MOVED] = STR_INIT("moved"),
	    [CHANGE_NEW] = STR_INIT("new"),           [CHANGE_ALIASED] = STR_INIT("aliased"),
	    [CHANGE_VANISHED] = STR_INIT("vanished"),
	};

	return names[kind];
}

/* Whether the item has changed in this way; sets what it was and is. */
static bool
has_changed(const struct claim *claim, enum change_kind kind, struct change *change)
{
	const struct lock_entry *entry = claim->slot ? claim->slot->entry : NULL;

	if (kind == CHANGE_NEW || !entry) {
		change->now = claim->text;
		return kind == CHANGE_NEW && !entry;
	}
	change->was = kind == CHANGE_REWORDED ? entry->text
		      : kind == CHANGE_MOVED  ? entry->place
					      : entry->id;
	change->now = kind == CHANGE_REWORDED ? claim->text
		      : kind == CHANGE_MOVED  ? claim->place
					      : claim->full;
	return !str_eq(change->was, change->now);
}

static void
add_change(struct telling *telling, const struct change *change)
{
	VEC_PUSH(telling->matching->arena, &telling->changes, *change);
	telling->identity->counts[change->kind]++;
}

static void
tell_items(struct telling *telling)
{
	const struct matching *matching = telling->matching;
	struct identity *identity = telling->identity;

	for (enum change_kind kind = CHANGE_REWORDED; kind < CHANGE_VANISHED; kind++) {
		for (size_t i = 0; i < matching->claims.len; i++) {
			const struct claim *claim = &matching->claims.at[i];
			struct change change = {.kind = kind,
						.id = claim->full,
						.text = claim->text,
						.page = claim->page,
						.item = claim->item};

			if (!has_changed(claim, kind, &change))
				continue;
			change.entry = claim->slot ? claim->slot->entry : NULL;
			add_change(telling, &change);
		}
	}
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct change ignored;
		bool changed = false;

		for (enum change_kind kind = CHANGE_REWORDED; kind < CHANGE_VANISHED; kind++)
			changed |= has_changed(&matching->claims.at[i], kind, &ignored);
		identity->nkept += !changed;
	}
}

static void
tell_vanished(struct telling *telling)
{
	for (size_t i = 0; i < telling->matching->nslots; i++) {
		const struct slot *slot = &telling->matching->slots[i];
		struct change change = {.kind = CHANGE_VANISHED, .entry = slot->entry};

		if (slot->holder || slot->entry->kind != LOCK_ITEM)
			continue;
		change.id = slot->entry->id;
		change.text = slot->entry->text;
		add_change(telling, &change);
	}
}

static void
add_next(struct telling *telling, const struct lock_entry *entry)
{
	VEC_PUSH(telling->matching->arena, &telling->next, *entry);
}

/* What becomes of a line whose id is not an item's own any more. */
static void
keep_slot(struct telling *telling, const struct slot *slot)
{
	const struct claim *owner = matching_alias_owner(telling->matching, slot);
	struct lock_entry entry = *slot->entry;

	if (owner) {
		entry = (struct lock_entry){.kind = LOCK_ALIAS,
					    .id = slot->entry->id,
					    .target = owner->full};
	} else if (slot->holder) {
		return;
	}
	add_next(telling, &entry);
}

void
identity_tell(struct matching *matching, struct identity *identity)
{
	struct telling telling = {.matching = matching, .identity = identity};

	tell_items(&telling);
	tell_vanished(&telling);
	for (size_t i = 0; i < matching->claims.len; i++) {
		const struct claim *claim = &matching->claims.at[i];
		struct lock_entry entry = {.id = claim->full,
					   .place = claim->place,
					   .text = claim->text};

		add_next(&telling, &entry);
	}
	for (size_t i = 0; i < matching->nslots; i++)
		keep_slot(&telling, &matching->slots[i]);
	identity->changes = telling.changes.at;
	identity->nchanges = telling.changes.len;
	identity->next = telling.next.at;
	identity->nnext = telling.next.len;
}

void
identity_retire_vanished(struct identity *identity)
{
	struct map vanished = {0};
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < identity->nchanges; i++)
		if (identity->changes[i].kind == CHANGE_VANISHED)
			map_put(&vanished, &arena, identity->changes[i].id, identity);
	for (size_t i = 0; i < identity->nnext; i++)
		if (map_find(&vanished, identity->next[i].id))
			identity->next[i].kind = LOCK_RETIRED;
	arena_release(&arena);
}
