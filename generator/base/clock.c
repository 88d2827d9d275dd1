#include "base/clock.h"

#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

int64_t
clock_seconds(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	long long seconds;
	char *end;

	if (fixed && ascii_is_digit(*fixed)) {
		errno = 0;
		seconds = strtoll(fixed, &end, 10);
		if (!*end && !errno)
			return seconds;
	}
	return time(NULL);
}
