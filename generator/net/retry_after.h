/*
 * When a server says that it may be asked again, and the dates of HTTP.
 *
 * libcurl's own reading takes "1m0s" for one second and gives negative numbers.
 */
#ifndef NET_RETRY_AFTER_H
#define NET_RETRY_AFTER_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { RETRY_AFTER_MOST = 30 * 24 * 3600 }; // seconds; what is longer counts as that

/*
 * The three forms of RFC 9110, as seconds since 1970 in UTC; false when it is none of
 * them or no such day exists.
 */
bool http_date_parse(struct str text, int64_t *seconds);
/*
 * The value of Retry-After: digits, or a date, which is compared with `now` (seconds
 * since 1970; a past one is 0). False for anything else: then the server said nothing.
 */
bool retry_after_parse(struct str value, int64_t now, uint32_t *seconds);

#endif
