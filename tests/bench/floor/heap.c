/* A piece stands behind its size; the newest grows in place, as cmark's buffers do. */
#include "heap.h"

#include "floor.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 * 1024 };

struct piece {
	alignas(max_align_t) size_t size;
	alignas(max_align_t) char bytes[];
};

static _Thread_local char *block; // touched only as far as the largest page
static _Thread_local size_t used;
static _Thread_local struct piece *newest;

static size_t
room_of(size_t size)
{
	return sizeof(struct piece) +
	       (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

static void *
take(size_t size)
{
	size_t room = room_of(size);

	if (room > BLOCK - used)
		fail("a page", "needs too much memory");
	newest = (struct piece *)(void *)(block + used);
	newest->size = size;
	used += room;
	return newest->bytes;
}

static void *
take_zeros(size_t count, size_t size)
{
	return memset(take(count * size), 0, count * size);
}

static void *
resize(void *old, size_t size)
{
	struct piece *piece;
	void *bytes;

	if (!old)
		return take(size);
	piece = (struct piece *)(void *)((char *)old - sizeof(struct piece));
	if (piece == newest && room_of(size) <= BLOCK - (size_t)((char *)piece - block)) {
		used = (size_t)((char *)piece - block) + room_of(size);
		piece->size = size;
		return old;
	}
	bytes = take(size);
	return memcpy(bytes, old, piece->size < size ? piece->size : size);
}

static void
give_back(void *bytes)
{
	(void)bytes; // with all others, when the page is done
}

cmark_mem heap_memory = {take_zeros, resize, give_back};

void
heap_reset(void)
{
	if (!block)
		block = must(malloc(BLOCK));
	used = 0;
	newest = NULL;
}

void
heap_release(void)
{
	free(block);
	block = NULL;
}
