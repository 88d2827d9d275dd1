/*
 * A growable array in an arena: the one macro header.
 *
 *	VEC(struct heading) headings = {0};
 *	VEC_PUSH(arena, &headings, heading);
 *	for (size_t i = 0; i < headings.len; i++) use(&headings.at[i]);
 *
 * A push may move the elements, so keep indices, not pointers, while it grows.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <stddef.h>

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t len, capacity;                                                              \
	}

#define VEC_PUSH(arena, vec, item)                                                                 \
	do {                                                                                       \
		if ((vec)->len == (vec)->capacity)                                                 \
			(vec)->at =                                                                \
			    vec_grow(arena, (vec)->at, &(vec)->capacity, sizeof(*(vec)->at));      \
		(vec)->at[(vec)->len++] = (item);                                                  \
	} while (0)

/* Twice the room, elements copied; what VEC_PUSH is made of. */
void *vec_grow(struct arena *arena, const void *old, size_t *capacity, size_t size);

#endif
