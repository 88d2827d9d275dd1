/*
 * The matching of items and lock, rule by rule. Every step goes through maps; only
 * what is left in one section is compared each with each, and not without bound.
 */
#include "model/identity.h"

#include "base/map.h"
#include "document/item.h"
#include "model/identity_parts.h"
#include "model/lock.h"
#include "model/page.h"
#include "model/site.h"

#include <stdlib.h>

enum { MOST_COMPARED = 400 }; // items, and lines, of one section that are compared each with each

/* How often words occur in a page, or in the whole course. */
struct census {
	size_t nslots, nclaims;
	struct slot *slot;
	struct claim *claim;
};

/* What is left of one section. */
struct rest {
	VEC(struct slot *) slots;
	VEC(struct claim *) claims;
};

struct pair {
	struct slot *slot;
	struct claim *claim;
	struct likeness likeness;
};

static bool
is_free(const struct slot *slot)
{
	return slot && slot->entry->kind == LOCK_ITEM && !slot->holder;
}

static void
hold(struct slot *slot, struct claim *claim)
{
	slot->holder = claim;
	claim->slot = slot;
}

/* Most texts are as they were, so words are read when somebody asks for them. */
static const struct words *
claim_words(struct matching *matching, struct claim *claim)
{
	if (!claim->read)
		claim->words = words_read(&matching->scratch, claim->text);
	claim->read = true;
	return &claim->words;
}

static const struct words *
slot_words(struct matching *matching, struct slot *slot)
{
	if (!slot->read)
		slot->words = words_read(&matching->scratch, slot->entry->text);
	slot->read = true;
	return &slot->words;
}

static void
collect_items(struct matching *matching, const struct claim *like, struct item *items,
	      size_t nitems)
{
	for (size_t i = 0; i < nitems; i++) {
		struct claim claim = *like;

		claim.item = &items[i];
		claim.text = lock_text(matching->arena, claim.item);
		VEC_PUSH(&matching->scratch, &matching->claims, claim);
		collect_items(matching, like, items[i].children, items[i].nchildren);
	}
}

static void
collect_claims(struct matching *matching, struct site *site)
{
	for (size_t i = 0; i < site->npages; i++) {
		struct page *page = &site->pages[i];

		for (size_t k = 1; !page->failed && k < page->nsections; k++) {
			const struct section *section = &page->sections[k];
			struct claim claim = {.page = page, .section = section};

			if (!section->part->nitems)
				continue;
			claim.place = arena_printf(matching->arena, "%.*s/%.*s", STR_ARG(page->id),
						   STR_ARG(section->id));
			collect_items(matching, &claim, section->part->items,
				      section->part->nitems);
		}
	}
}

static void
collect_slots(struct matching *matching)
{
	struct lock *lock = matching->lock;

	matching->nslots = lock->nentries;
	matching->slots = ARENA_ARRAY(&matching->scratch, struct slot, lock->nentries);
	for (size_t i = 0; i < lock->nentries; i++)
		matching->slots[i].entry = &lock->entries[i];
}

static void
match_explicit(struct matching *matching)
{
	struct map moved = {0}; // where it stands and the name → slot

	for (size_t i = 0; i < matching->nslots; i++) {
		struct slot *slot = &matching->slots[i];
		struct lock_entry *entry = slot->entry;

		if (entry->kind == LOCK_ITEM && !str_eq(entry->place, lock_place(entry->id)))
			map_put(&moved, &matching->scratch,
				arena_printf(&matching->scratch, "%.*s/%.*s", STR_ARG(entry->place),
					     STR_ARG(lock_name(entry->id))),
				slot);
	}
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct slot *slot;
		struct str id;

		if (!claim->item->explicit_id)
			continue;
		id = claim_plain_id(claim);
		slot = matching_slot(matching, id);
		if (!is_free(slot) || !str_eq(slot->entry->place, claim->place))
			slot = map_find(&moved, id);
		if (is_free(slot))
			hold(slot, claim);
	}
}

static struct str
place_key(struct matching *matching, struct str place, const struct words *words)
{
	return arena_printf(&matching->scratch, "%.*s\t%.*s", STR_ARG(place),
			    STR_ARG(words->plain));
}

/* Of several with the same words the one that has its plain id comes first. */
static void
match_same_id(struct matching *matching)
{
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct slot *slot = claim->slot || claim->item->explicit_id
					? NULL
					: matching_slot(matching, claim_plain_id(claim));

		if (!is_free(slot) || !str_eq(slot->entry->place, claim->place))
			continue;
		if (str_eq(slot->entry->text, claim->text) ||
		    str_eq(slot_words(matching, slot)->plain, claim_words(matching, claim)->plain))
			hold(slot, claim);
	}
}

static void
match_unmoved(struct matching *matching)
{
	struct map by_words = {0};
	struct arena *scratch = &matching->scratch;

	match_same_id(matching);
	for (size_t i = matching->nslots; i-- > 0;) {
		struct slot *slot = &matching->slots[i];
		struct str key;

		if (!is_free(slot))
			continue;
		key = place_key(matching, slot->entry->place, slot_words(matching, slot));
		slot->next = map_find(&by_words, key);
		map_put(&by_words, scratch, key, slot);
	}
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct slot *slot;
		struct str key;

		if (claim->slot)
			continue;
		key = place_key(matching, claim->place, claim_words(matching, claim));
		slot = map_find(&by_words, key);
		while (slot && slot->holder)
			slot = slot->next;
		map_put(&by_words, scratch, key, slot); // those before it are gone for all
		if (slot)
			hold(slot, claim);
	}
}

/* Words of a page; of the whole course when `place` is empty. */
static struct census *
census_of(struct matching *matching, struct map *by_words, struct str place,
	  const struct words *words)
{
	struct str key = place.len ? place_key(matching, lock_place(place), words) : words->plain;
	struct census *census = map_find(by_words, key);

	if (!census) {
		census = ARENA_NEW(&matching->scratch, struct census);
		map_put(by_words, &matching->scratch, key, census);
	}
	return census;
}

/* Whether anything that is left has the words of a line that is left. */
static bool
may_have_moved(struct matching *matching)
{
	struct map left = {0};

	for (size_t i = 0; i < matching->nslots; i++)
		if (is_free(&matching->slots[i]))
			map_put(&left, &matching->scratch,
				slot_words(matching, &matching->slots[i])->plain, matching);
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];

		if (!claim->slot && map_find(&left, claim_words(matching, claim)->plain))
			return true;
	}
	return false;
}

static void
match_moved(struct matching *matching, bool in_page)
{
	struct map by_words = {0};

	for (size_t i = 0; i < matching->nslots; i++) {
		struct slot *slot = &matching->slots[i];
		struct census *census;

		if (slot->entry->kind != LOCK_ITEM || !slot_words(matching, slot)->nwords)
			continue;
		census = census_of(matching, &by_words, in_page ? slot->entry->place : STR(""),
				   &slot->words);
		census->nslots++;
		census->slot = slot;
	}
	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct census *census =
		    census_of(matching, &by_words, in_page ? claim->place : STR(""),
			      claim_words(matching, claim));

		census->nclaims++;
		census->claim = claim;
	}
	for (size_t i = 0; i < by_words.len; i++) {
		struct census *census = by_words.entries[i].value;

		if (census->nslots == 1 && census->nclaims == 1 && is_free(census->slot) &&
		    !census->claim->slot)
			hold(census->slot, census->claim);
	}
}

static struct rest *
rest_of(struct matching *matching, struct map *rests, struct str place)
{
	struct rest *rest = map_find(rests, place);

	if (!rest) {
		rest = ARENA_NEW(&matching->scratch, struct rest);
		map_put(rests, &matching->scratch, place, rest);
	}
	return rest;
}

static struct likeness
compare(struct matching *matching, struct slot *slot, struct claim *claim)
{
	struct likeness likeness =
	    likeness_of(slot_words(matching, slot), claim_words(matching, claim));
	struct str label = claim->item->label, text = slot->entry->text;
	bool labelled =
	    label.len && str_starts(text, label) && str_starts(str_skip(text, label.len), STR(":"));

	if (labelled && !likeness_suffices(likeness))
		likeness = (struct likeness){1, 2};
	return likeness;
}

/* Most alike first; among equals the order of the course, then that of the lock. */
static int
compare_pairs(const void *a, const void *b)
{
	const struct pair *left = a, *right = b;
	int order = likeness_compare(right->likeness, left->likeness);

	if (order)
		return order;
	if (left->claim != right->claim)
		return left->claim < right->claim ? -1 : 1;
	return left->slot < right->slot ? -1 : left->slot > right->slot;
}

static void
match_alike(struct matching *matching, const struct rest *rest)
{
	VEC(struct pair) pairs = {0};

	for (size_t i = 0; i < rest->claims.len && i < MOST_COMPARED; i++) {
		for (size_t k = 0; k < rest->slots.len && k < MOST_COMPARED; k++) {
			struct pair pair = {rest->slots.at[k], rest->claims.at[i], {0}};

			pair.likeness = compare(matching, pair.slot, pair.claim);
			if (likeness_suffices(pair.likeness))
				VEC_PUSH(&matching->scratch, &pairs, pair);
		}
	}
	if (pairs.len)
		qsort(pairs.at, pairs.len, sizeof(*pairs.at), compare_pairs);
	for (size_t i = 0; i < pairs.len; i++)
		if (!pairs.at[i].slot->holder && !pairs.at[i].claim->slot)
			hold(pairs.at[i].slot, pairs.at[i].claim);
}

static void
match_reworded(struct matching *matching)
{
	struct map rests = {0};

	for (size_t i = 0; i < matching->claims.len; i++) {
		struct claim *claim = &matching->claims.at[i];
		struct rest *rest;

		if (claim->slot)
			continue;
		rest = rest_of(matching, &rests, claim->place);
		VEC_PUSH(&matching->scratch, &rest->claims, claim);
	}
	for (size_t i = 0; i < matching->nslots; i++) {
		struct slot *slot = &matching->slots[i];
		struct rest *rest;

		if (!is_free(slot))
			continue;
		rest = rest_of(matching, &rests, slot->entry->place);
		VEC_PUSH(&matching->scratch, &rest->slots, slot);
	}
	for (size_t i = 0; i < rests.len; i++)
		match_alike(matching, rests.entries[i].value);
}

bool
identity_retire(struct lock *lock, struct str id)
{
	struct lock_entry *entry = lock_find(lock, id);

	if (!entry || entry->kind == LOCK_ALIAS)
		return false;
	entry->kind = LOCK_RETIRED;
	return true;
}

void
identity_assign(struct site *site, struct arena *arena, struct identity *identity)
{
	struct matching matching = {.arena = arena, .lock = site->lock};

	arena_init(&matching.scratch);
	collect_claims(&matching, site);
	collect_slots(&matching);
	match_explicit(&matching);
	match_unmoved(&matching);
	if (may_have_moved(&matching)) {
		match_moved(&matching, true);
		match_moved(&matching, false);
	}
	match_reworded(&matching);
	identity_give(&matching);
	*identity = (struct identity){.lock = site->lock};
	identity_tell(&matching, identity);
	if (site->lock->exists)
		identity_apply(&matching);
	arena_release(&matching.scratch);
}
