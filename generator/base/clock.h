/* The time, for what is asked online; a build knows none. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Seconds since 1970-01-01, UTC: SOURCE_DATE_EPOCH, which makes runs alike, or the clock. */
int64_t clock_seconds(void);

#endif
