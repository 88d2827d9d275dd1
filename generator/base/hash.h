/* Fingerprints (XXH3 unless said otherwise): for change and equality, not for integrity against an
 * attacker. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <stdint.h>

struct arena;

uint64_t hash_64(struct str bytes);
/* 128 bits as 32 lower-case hexadecimal digits, in the arena. The same on every machine. */
struct str hash_hex(struct arena *arena, struct str bytes);

/* XXH32, which a page's script can compute too: is this the file that was meant? */
uint32_t hash_32(struct str bytes);

/* The same of bytes that come piece by piece. Heap; given back by hasher_end. */
struct hasher;
struct hasher *hasher_new(void);
void hasher_add(struct hasher *hasher, struct str bytes);
/* What hash_hex gives for all pieces in a row. */
struct str hasher_end(struct hasher *hasher, struct arena *arena);

#endif
