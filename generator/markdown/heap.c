/*
 * Each piece stands behind a header with its size, for realloc must know it. The
 * newest piece grows in place: that is how cmark's buffers grow.
 */
#include "markdown/heap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 64 * 1024, CHUNK_LAST = 1024 * 1024 };

struct heap_chunk {
	struct heap_chunk *older;
	size_t size; // of bytes
	alignas(max_align_t) char bytes[];
};

struct header {
	alignas(max_align_t) size_t size;
};

void
heap_init(struct heap *heap, size_t limit)
{
	heap->chunk = NULL;
	heap->used = 0;
	heap->total = 0;
	heap->limit = limit;
	heap->last = NULL;
}

void
heap_release(struct heap *heap)
{
	while (heap->chunk) {
		struct heap_chunk *older = heap->chunk->older;

		free(heap->chunk);
		heap->chunk = older;
	}
	heap_init(heap, heap->limit);
}

static void
grow(struct heap *heap, size_t need)
{
	size_t size = heap->chunk ? heap->chunk->size * 2 : CHUNK_FIRST;
	struct heap_chunk *chunk;

	if (size > CHUNK_LAST)
		size = CHUNK_LAST;
	if (size < need)
		size = need;
	if (size > heap->limit - heap->total)
		longjmp(heap->full, 1);
	chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		longjmp(heap->full, 1);
	chunk->older = heap->chunk;
	chunk->size = size;
	heap->chunk = chunk;
	heap->used = 0;
	heap->total += size;
}

static size_t
round_up(struct heap *heap, size_t size)
{
	size_t align = alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		longjmp(heap->full, 1);
	return (size + align - 1) & ~(align - 1);
}

static void *
take(struct heap *heap, size_t size)
{
	size_t need = sizeof(struct header) + round_up(heap, size);
	struct header *header;

	if (!heap->chunk || heap->chunk->size - heap->used < need)
		grow(heap, need);
	header = (struct header *)(void *)(heap->chunk->bytes + heap->used);
	header->size = size;
	heap->used += need;
	heap->last = (char *)(header + 1);
	return heap->last;
}

void *
heap_calloc(struct heap *heap, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		longjmp(heap->full, 1);
	return memset(take(heap, count * size), 0, count * size);
}

/* Whether the newest piece now has the size, without moving. */
static int
grow_last(struct heap *heap, size_t size)
{
	size_t start = (size_t)(heap->last - heap->chunk->bytes);
	size_t need = round_up(heap, size);

	if (need > heap->chunk->size - start)
		return 0;
	((struct header *)(void *)heap->last)[-1].size = size;
	heap->used = start + need;
	return 1;
}

void *
heap_realloc(struct heap *heap, void *old, size_t size)
{
	size_t held;
	void *piece;

	if (!old)
		return take(heap, size);
	if (old == heap->last && grow_last(heap, size))
		return old;
	held = ((struct header *)old)[-1].size;
	piece = take(heap, size);
	return memcpy(piece, old, held < size ? held : size);
}
