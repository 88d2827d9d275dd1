/*
 * Bump allocation in chunks that grow with the arena, up to a megabyte: so slowly that of many
 * small arenas, such as one a page, little is left unused, and that large ones have few chunks.
 */
#include "base/arena.h"

#include "base/die.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 16 * 1024, CHUNK_LAST = 1024 * 1024 };

/* Bytes with the NUL of what is printed, most often; what is longer is printed twice. */
enum { LIKELY_TEXT = 256 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size; // of bytes
	alignas(max_align_t) char bytes[];
};

void
arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

static void
drop_newest(struct arena *arena)
{
	struct arena_chunk *chunk = arena->chunk;

	arena->chunk = chunk->older;
	free(chunk);
}

void
arena_release(struct arena *arena)
{
	while (arena->chunk)
		drop_newest(arena);
	arena_init(arena);
}

void
arena_reset(struct arena *arena)
{
	while (arena->chunk && arena->chunk->older) {
		struct arena_chunk *older = arena->chunk->older;

		arena->chunk->older = older->older;
		free(older);
	}
	arena->used = 0;
	arena->total = 0;
}

static void
grow(struct arena *arena, size_t need)
{
	size_t size = arena->total / 3;
	struct arena_chunk *chunk;

	if (size < CHUNK_FIRST)
		size = CHUNK_FIRST;
	if (size > CHUNK_LAST)
		size = CHUNK_LAST;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*chunk))
		die("out of memory");
	chunk = alloc_or_die(1, sizeof(*chunk) + size);
	*chunk = (struct arena_chunk){.older = arena->chunk, .size = size};
	arena->chunk = chunk;
	arena->used = 0;
}

void *
arena_room(struct arena *arena, size_t size)
{
	size_t align = alignof(max_align_t);
	size_t rounded = (size + align - 1) & ~(align - 1);
	char *piece;

	if (rounded < size)
		die("out of memory");
	if (!arena->chunk || arena->chunk->size - arena->used < rounded)
		grow(arena, rounded);
	piece = arena->chunk->bytes + arena->used;
	arena->used += rounded;
	arena->total += rounded;
	return piece;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_room(arena, size), 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die("out of memory");
	return arena_alloc(arena, count * size);
}

struct str
arena_dup(struct arena *arena, struct str text)
{
	char *copy = arena_room(arena, text.len + 1);

	if (text.len)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return (struct str){copy, text.len};
}

struct str
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char room[LIKELY_TEXT], *text;
	int len;

	va_start(arguments, format);
	len = vsnprintf(room, sizeof(room), format, arguments);
	va_end(arguments);
	BUG_IF(len < 0);
	if ((size_t)len < sizeof(room))
		return arena_dup(arena, (struct str){room, (size_t)len});
	text = arena_alloc(arena, (size_t)len + 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)len + 1, format, arguments);
	va_end(arguments);
	return (struct str){text, (size_t)len};
}

struct arena_mark
arena_mark(const struct arena *arena)
{
	return (struct arena_mark){arena->chunk, arena->used, arena->total};
}

void
arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->chunk != mark.chunk)
		drop_newest(arena);
	arena->used = mark.used;
	arena->total = mark.total;
}
