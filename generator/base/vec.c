/* The growing half of vec.h. */
#include "base/vec.h"

#include <string.h>

void *
vec_grow(struct arena *arena, const void *old, size_t *capacity, size_t size)
{
	size_t bigger = *capacity ? *capacity * 2 : 8;
	void *memory = arena_array(arena, bigger, size);

	if (*capacity)
		memcpy(memory, old, *capacity * size);
	*capacity = bigger;
	return memory;
}
