/* What is to happen when: the earliest first, and in the order of adding when two are equal. */
#ifndef NET_TIMERS_H
#define NET_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timer {
	int64_t at;     // microseconds, of the caller's clock
	uint64_t order; // of adding
	int kind;       // the caller's
	void *what;
};

/* All zero is empty. */
struct timers {
	struct timer *heap;
	size_t len, capacity;
	uint64_t order;
};

void timers_release(struct timers *timers);
void timers_add(struct timers *timers, int64_t at, int kind, void *what);
/* The earliest, or NULL; until the next change. */
const struct timer *timers_first(const struct timers *timers);
/* Takes the earliest off when it is due at `now`. */
bool timers_take(struct timers *timers, int64_t now, struct timer *out);

#endif
