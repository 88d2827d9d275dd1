/* Fingerprints; the door of xxhash. */
#include "base/hash.h"

#include "base/arena.h"
#include "base/die.h"

#include <stdlib.h>
#include <xxhash.h>

uint64_t
hash_64(struct str bytes)
{
	return XXH3_64bits(bytes.at ? bytes.at : "", bytes.len);
}

uint32_t
hash_32(struct str bytes)
{
	return XXH32(bytes.at ? bytes.at : "", bytes.len, 0);
}

static struct str
to_hex(struct arena *arena, XXH128_hash_t hash)
{
	return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high64,
			    (unsigned long long)hash.low64);
}

struct str
hash_hex(struct arena *arena, struct str bytes)
{
	return to_hex(arena, XXH3_128bits(bytes.at ? bytes.at : "", bytes.len));
}

/* xxhash asks for an alignment that only its own allocation gives. */
struct hasher {
	XXH3_state_t *state;
};

struct hasher *
hasher_new(void)
{
	struct hasher *hasher = alloc_or_die(1, sizeof(*hasher));

	hasher->state = XXH3_createState();
	if (!hasher->state)
		die("out of memory");
	BUG_IF(XXH3_128bits_reset(hasher->state) != XXH_OK);
	return hasher;
}

void
hasher_add(struct hasher *hasher, struct str bytes)
{
	BUG_IF(XXH3_128bits_update(hasher->state, bytes.at ? bytes.at : "", bytes.len) != XXH_OK);
}

struct str
hasher_end(struct hasher *hasher, struct arena *arena)
{
	struct str hex = to_hex(arena, XXH3_128bits_digest(hasher->state));

	XXH3_freeState(hasher->state);
	free(hasher);
	return hex;
}
