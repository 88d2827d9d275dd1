/* Ids after the matching: which one each item gets, its aliases, and the ids in the pages. */
#include "base/map.h"
#include "document/item.h"
#include "document/outline.h"
#include "markdown/node.h"
#include "model/identity_parts.h"
#include "model/lock.h"
#include "model/page.h"

struct slot *
matching_slot(const struct matching *matching, struct str id)
{
	struct lock_entry *entry = lock_find(matching->lock, id);

	return entry ? &matching->slots[entry - matching->lock->entries] : NULL;
}

struct str
claim_plain_id(const struct claim *claim)
{
	return claim->item->full;
}

/* The id that an author asks for, unless an item elsewhere has it. */
static struct str
claim_explicit(struct matching *matching, struct claim *claim)
{
	struct str wanted = claim_plain_id(claim);
	struct slot *slot = matching_slot(matching, wanted);

	if (slot && !slot->holder) {
		slot->holder = claim;
		if (!claim->slot && slot->entry->kind == LOCK_ITEM)
			claim->slot = slot;
	}
	return wanted;
}

/* Whether the id that the claim has been given is its own, by the lock. */
static bool
is_settled(const struct matching *matching, const struct claim *claim)
{
	const struct slot *slot = claim->slot;

	if (!claim->full.len)
		return false;
	if (!slot || claim->full.at != slot->entry->id.at)
		slot = matching_slot(matching, claim->full);
	return slot && slot->holder == claim;
}

static void
take_all(struct matching *matching, struct map *taken)
{
	for (size_t i = 0; i < matching->nslots; i++)
		map_put(taken, &matching->scratch, matching->slots[i].entry->id, matching);
}

/* An id of the lock is free only for the item that holds it. */
static void
give_new(struct matching *matching)
{
	struct map taken = {0}, counters = {0};

	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];

		if (is_settled(matching, claim))
			continue;
		if (taken.len == 0)
			take_all(matching, &taken);
		claim->full =
		    outline_unique_id(matching->arena, &taken, &counters,
				      claim->full.len ? claim->full : claim_plain_id(claim));
		map_put(&taken, &matching->scratch, claim->full, claim);
	}
}

void
identity_give(struct matching *matching)
{
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct str id = claim->slot ? claim->slot->entry->id : STR("");

		if (claim->slot &&
		    (!claim->item->explicit_id || str_eq(lock_name(id), claim->item->id)))
			claim->full = id;
		else if (claim->item->explicit_id)
			claim->full = claim_explicit(matching, claim);
	}
	give_new(matching);
}

struct claim *
matching_alias_owner(const struct matching *matching, const struct slot *slot)
{
	const struct slot *target;

	if (slot->entry->kind == LOCK_ITEM)
		return slot->holder && !str_eq(slot->holder->full, slot->entry->id) ? slot->holder
										    : NULL;
	if (slot->entry->kind == LOCK_RETIRED || slot->holder)
		return NULL;
	target = matching_slot(matching, slot->entry->target);
	return target ? target->holder : NULL;
}

static void
give_aliases(struct matching *matching)
{
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < matching->nslots; i++) {
			const struct slot *slot = &matching->slots[i];
			struct claim *owner = matching_alias_owner(matching, slot);

			if (!owner)
				continue;
			if (pass)
				owner->item->aliases[owner->item->naliases] = slot->entry->id;
			owner->item->naliases++;
		}
		for (size_t i = 0; !pass && i < matching->claims.len; i++) {
			struct item *item = matching->claims.at[i].item;

			if (!item->naliases)
				continue;
			item->aliases = ARENA_ARRAY(matching->arena, struct str, item->naliases);
			item->naliases = 0;
		}
	}
}

/* All ids of pages that change are given back before the first is taken. */
void
identity_apply(struct matching *matching)
{
	struct map counters = {0};

	give_aliases(matching);
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct node *node = (struct node *)claim->item->node; // the tree is still ours

		claim->item->full = claim->full;
		node->text = claim->full;
		if (!str_eq(lock_name(claim->full), claim->item->id))
			map_put(&claim->page->document.ids, &claim->page->arena,
				claim->item->node->id, NULL);
	}
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct node *node = (struct node *)claim->item->node; // the tree is still ours
		struct str name = lock_name(claim->full);
		struct str wanted;

		if (str_eq(name, claim->item->id))
			continue;
		claim->item->id = name;
		wanted = arena_printf(matching->arena, "%.*s-%.*s", STR_ARG(claim->section->id),
				      STR_ARG(name));
		node->id = outline_unique_id(matching->arena, &claim->page->document.ids, &counters,
					     wanted);
		map_put(&claim->page->document.ids, &claim->page->arena, node->id, node);
	}
}
