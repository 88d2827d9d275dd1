/*
 * Memory for a library that frees and grows, given back whole.
 *
 * A bump allocator with a cap. When the cap is reached it jumps to `full`, over
 * the frames of the library, whose memory ends with the heap: it must hold no
 * other resource. One thread at a time.
 */
#ifndef MARKDOWN_HEAP_H
#define MARKDOWN_HEAP_H

#include <setjmp.h>
#include <stddef.h>

struct heap_chunk;

struct heap {
	struct heap_chunk *chunk; // the newest
	size_t used;              // bytes taken of it
	size_t total, limit;      // bytes of all chunks; the cap of them
	char *last;               // the newest piece, which may grow in place
	jmp_buf full;             // set by the caller with setjmp, before the first piece
};

void heap_init(struct heap *heap, size_t limit);
void heap_release(struct heap *heap);
/* As calloc and realloc, but never NULL: they jump to heap->full instead. */
void *heap_calloc(struct heap *heap, size_t count, size_t size);
void *heap_realloc(struct heap *heap, void *old, size_t size);

#endif
