/* An insertion-ordered hash map: an array of entries and a table of indices into it. */
#include "base/map.h"

#include "base/arena.h"
#include "base/hash.h"

#include <string.h>

static struct map_entry *
find_entry(const struct map *map, struct str key, uint64_t hash)
{
	if (map->nslots == 0)
		return NULL;
	for (size_t slot = hash & (map->nslots - 1);; slot = (slot + 1) & (map->nslots - 1)) {
		struct map_entry *entry;

		if (map->slots[slot] == 0)
			return NULL;
		entry = &map->entries[map->slots[slot] - 1];
		if (entry->hash == hash && str_eq(entry->key, key))
			return entry;
	}
}

static void
take_slot(struct map *map, uint64_t hash, size_t index)
{
	size_t slot = hash & (map->nslots - 1);

	while (map->slots[slot])
		slot = (slot + 1) & (map->nslots - 1);
	map->slots[slot] = (uint32_t)(index + 1);
}

static void
grow(struct map *map, struct arena *arena)
{
	size_t capacity = map->capacity ? map->capacity * 2 : 8;
	struct map_entry *entries = ARENA_ARRAY(arena, struct map_entry, capacity);

	if (map->len)
		memcpy(entries, map->entries, map->len * sizeof(*entries));
	map->entries = entries;
	map->capacity = capacity;
	map->nslots = capacity * 2;
	map->slots = ARENA_ARRAY(arena, uint32_t, map->nslots);
	for (size_t i = 0; i < map->len; i++)
		take_slot(map, entries[i].hash, i);
}

void *
map_find(const struct map *map, struct str key)
{
	struct map_entry *entry = map->len ? find_entry(map, key, hash_64(key)) : NULL;

	return entry ? entry->value : NULL;
}

void
map_put(struct map *map, struct arena *arena, struct str key, void *value)
{
	uint64_t hash = hash_64(key);
	struct map_entry *entry = find_entry(map, key, hash);

	if (entry) {
		entry->value = value;
		return;
	}
	if (map->len == map->capacity)
		grow(map, arena);
	map->entries[map->len] = (struct map_entry){key, value, hash};
	take_slot(map, hash, map->len++);
}
