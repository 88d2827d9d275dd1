/*
 * Memory for a Lua state, which says the size of what it gives back.
 *
 * Small pieces come from chunks and are kept by size for the next of that size; large ones
 * are the system's. All of it is released at once, so that nobody has to go over the objects
 * of a state that ends: they must hold nothing but memory.
 */
#ifndef HOST_LUA_HEAP_H
#define HOST_LUA_HEAP_H

#include <stddef.h>

enum {
	LUA_HEAP_STEP = 16,
	LUA_HEAP_SMALL = 512
}; // bytes: of size between lists; the largest there

struct lua_heap_piece;
struct lua_heap_chunk;
struct lua_heap_large;

/* All zero but the cap is empty. */
struct lua_heap {
	struct lua_heap_piece *spare[LUA_HEAP_SMALL / LUA_HEAP_STEP]; // by their size
	struct lua_heap_chunk *chunk;                                 // the newest
	size_t used;                                                  // bytes of it
	size_t total, limit; // bytes of all chunks; the cap of them
	struct lua_heap_large *large;
};

void lua_heap_release(struct lua_heap *heap);
/*
 * As realloc, with the size that the old piece had; `old` may be NULL, its size is 0 then. A
 * size of 0 gives it back. NULL, and nothing is changed, when there is no room.
 */
void *lua_heap_resize(struct lua_heap *heap, void *old, size_t old_size, size_t size);

#endif
