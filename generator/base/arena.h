/*
 * Memory that ends together.
 *
 * An arena hands out pieces by moving a pointer; nothing is freed alone. There
 * are four lifetimes in the program (site, page, worker scratch, Lua state), and
 * a pointer may go from shorter to longer life, never back. An arena belongs to
 * one thread at a time. Running out of memory ends the program (base/die.h).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; // the newest, which is being filled
	size_t used;               // bytes taken of it
	size_t total;              // bytes handed out since init or reset
};

/* A place in an arena to come back to. */
struct arena_mark {
	struct arena_chunk *chunk;
	size_t used, total;
};

void arena_init(struct arena *arena);
/* Gives all memory back; the arena is as after arena_init. */
void arena_release(struct arena *arena);
/* Ends all pieces but keeps the newest and largest chunk for the next use. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for bytes that are written at once. */
void *arena_room(struct arena *arena, size_t size);
#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_array(arena, n, sizeof(type)))
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of the text that lives in the arena and ends in a NUL behind its length. */
struct str arena_dup(struct arena *arena, struct str text);
struct str arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct arena_mark arena_mark(const struct arena *arena);
/* Ends everything handed out since the mark was taken. */
void arena_rewind(struct arena *arena, struct arena_mark mark);

#endif
