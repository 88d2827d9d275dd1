#include "emit/cutoff.h"

#include <stdint.h>

void
cutoff_init(struct cutoff *cutoff)
{
	atomic_init(&cutoff->last, SIZE_MAX);
}

void
cutoff_at(struct cutoff *cutoff, size_t index)
{
	size_t last = atomic_load(&cutoff->last);

	while (index < last && !atomic_compare_exchange_weak(&cutoff->last, &last, index))
		;
}

bool
cutoff_is_behind(struct cutoff *cutoff, size_t index)
{
	return index > atomic_load(&cutoff->last);
}
