/* A binary heap in an array. */
#include "net/timers.h"

#include "base/die.h"

#include <stdlib.h>

void
timers_release(struct timers *timers)
{
	free(timers->heap);
	*timers = (struct timers){0};
}

static bool
is_before(const struct timer *a, const struct timer *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void
swap(struct timer *a, struct timer *b)
{
	struct timer kept = *a;

	*a = *b;
	*b = kept;
}

void
timers_add(struct timers *timers, int64_t at, int kind, void *what)
{
	struct timer *heap;
	size_t i = timers->len;

	if (timers->len == timers->capacity) {
		timers->capacity = timers->capacity ? 2 * timers->capacity : 64;
		timers->heap =
		    realloc_or_die(timers->heap, timers->capacity, sizeof(*timers->heap));
	}
	heap = timers->heap;
	heap[timers->len++] = (struct timer){at, timers->order++, kind, what};
	for (; i > 0 && is_before(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&heap[i], &heap[(i - 1) / 2]);
}

const struct timer *
timers_first(const struct timers *timers)
{
	return timers->len ? &timers->heap[0] : NULL;
}

bool
timers_take(struct timers *timers, int64_t now, struct timer *out)
{
	struct timer *heap = timers->heap;

	if (!timers->len || heap[0].at > now)
		return false;
	*out = heap[0];
	heap[0] = heap[--timers->len];
	for (size_t i = 0;;) {
		size_t least = i;

		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < timers->len; child++)
			if (is_before(&heap[child], &heap[least]))
				least = child;
		if (least == i)
			return true;
		swap(&heap[i], &heap[least]);
		i = least;
	}
}
