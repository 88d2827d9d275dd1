/* Where a URL leads, as libcurl reads it. Without libcurl every URL is wrong. */
#ifndef NET_TARGET_H
#define NET_TARGET_H

#include "base/str.h"
#include "net/net.h"

#include <stdbool.h>

struct arena;

struct target {
	bool https;
	struct str host; // lower case; numbers of any spelling are "127.0.0.1"
	unsigned port;
	struct str queue; // the host, and ":port" when that is not the scheme's own
};

/*
 * NET_FINE, or NET_URL or NET_PROTO when no request may be made, with the reason in
 * *detail. All texts are in the arena.
 */
enum net_error target_parse(struct arena *arena, struct str url, struct target *target,
			    struct str *detail);
/*
 * The URL without "user:password@", in the arena, and whether there was one; empty when
 * it is nothing that may be requested.
 */
struct str target_clean(struct arena *arena, struct str url, bool *had_userinfo);

#endif
