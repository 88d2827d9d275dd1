/* Chunks grow with the state: most are small, and there are several in a program. */
#include "host/lua_heap.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 32 * 1024, CHUNK_LAST = 1024 * 1024 };

struct lua_heap_piece {
	struct lua_heap_piece *next;
};

struct lua_heap_chunk {
	struct lua_heap_chunk *older;
	size_t size; // of bytes
	alignas(max_align_t) char bytes[];
};

struct lua_heap_large {
	struct lua_heap_large *newer, *older;
	alignas(max_align_t) char bytes[];
};

void
lua_heap_release(struct lua_heap *heap)
{
	for (struct lua_heap_chunk *at = heap->chunk, *older; at; at = older) {
		older = at->older;
		free(at);
	}
	for (struct lua_heap_large *at = heap->large, *older; at; at = older) {
		older = at->older;
		free(at);
	}
	*heap = (struct lua_heap){.limit = heap->limit};
}

static struct lua_heap_piece **
list_of(struct lua_heap *heap, size_t size)
{
	return &heap->spare[(size - 1) / LUA_HEAP_STEP];
}

static size_t
rounded(size_t size)
{
	return (size + LUA_HEAP_STEP - 1) / LUA_HEAP_STEP * LUA_HEAP_STEP;
}

static struct lua_heap_chunk *
add_chunk(struct lua_heap *heap)
{
	size_t size = heap->chunk ? heap->chunk->size * 2 : CHUNK_FIRST;
	struct lua_heap_chunk *chunk;

	if (size > CHUNK_LAST)
		size = CHUNK_LAST;
	if (size > heap->limit - heap->total)
		return NULL;
	chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		return NULL;
	chunk->older = heap->chunk;
	chunk->size = size;
	heap->chunk = chunk;
	heap->used = 0;
	heap->total += size;
	return chunk;
}

static void *
take_small(struct lua_heap *heap, size_t size)
{
	struct lua_heap_piece **list = list_of(heap, size), *piece = *list;
	size_t need = rounded(size);

	if (piece) {
		*list = piece->next;
		return piece;
	}
	if ((!heap->chunk || heap->chunk->size - heap->used < need) && !add_chunk(heap))
		return NULL;
	heap->used += need;
	return heap->chunk->bytes + heap->used - need;
}

static struct lua_heap_large *
header_of(void *piece)
{
	return (struct lua_heap_large *)(void *)((char *)piece -
						 offsetof(struct lua_heap_large, bytes));
}

/* Neighbours, or the heap itself, know where it is now. */
static void *
place_large(struct lua_heap *heap, struct lua_heap_large *large)
{
	if (large->older)
		large->older->newer = large;
	*(large->newer ? &large->newer->older : &heap->large) = large;
	return large->bytes;
}

static void *
resize_large(struct lua_heap *heap, void *old, size_t size)
{
	struct lua_heap_large *large = realloc(old ? header_of(old) : NULL, sizeof(*large) + size);

	if (!large)
		return NULL;
	if (!old)
		*large = (struct lua_heap_large){.older = heap->large};
	return place_large(heap, large);
}

static void
give_back(struct lua_heap *heap, void *old, size_t size)
{
	struct lua_heap_piece *piece = old, **list;
	struct lua_heap_large *large;

	if (!size)
		return;
	if (size <= LUA_HEAP_SMALL) {
		list = list_of(heap, size);
		piece->next = *list;
		*list = piece;
		return;
	}
	large = header_of(old);
	if (large->older)
		large->older->newer = large->newer;
	*(large->newer ? &large->newer->older : &heap->large) = large->older;
	free(large);
}

void *
lua_heap_resize(struct lua_heap *heap, void *old, size_t old_size, size_t size)
{
	bool small = size <= LUA_HEAP_SMALL;
	void *piece;

	if (!size) {
		give_back(heap, old, old_size);
		return NULL;
	}
	if (old_size && small && old_size <= LUA_HEAP_SMALL && rounded(old_size) == rounded(size))
		return old;
	if (!small && old_size > LUA_HEAP_SMALL)
		return resize_large(heap, old, size);
	piece = small ? take_small(heap, size) : resize_large(heap, NULL, size);
	if (!piece || !old_size)
		return piece;
	memcpy(piece, old, old_size < size ? old_size : size);
	give_back(heap, old, old_size);
	return piece;
}
