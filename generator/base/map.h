/*
 * Text to pointer, in the order of insertion.
 *
 * Lives in the arena given at each call; keys are borrowed and must live as long.
 * Iterate with an index: map.entries[0 .. map.len).
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct map_entry {
	struct str key;
	void *value;
	uint64_t hash;
};

struct map {
	struct map_entry *entries; // insertion order
	size_t len, capacity;
	uint32_t *slots; // open addressing: entry index + 1, 0 is free
	size_t nslots;   // a power of two
};

/* NULL when the key is not there. */
void *map_find(const struct map *map, struct str key);
/* Sets the value of the key, which keeps its place if it was there. */
void map_put(struct map *map, struct arena *arena, struct str key, void *value);

#endif
