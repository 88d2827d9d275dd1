/*
 * Why a name was not found: libcurl only says that it was not. Asked in a thread of its
 * own, for the system's answer may take long, and once for each name.
 */
#ifndef NET_LOOKUP_H
#define NET_LOOKUP_H

#include "base/str.h"

struct lookups;

enum lookup_answer {
	LOOKUP_PENDING,
	LOOKUP_NONE,     // there is no such name
	LOOKUP_TEMPORARY // nobody could say, or it is there by now
};

/* Heap, owned by the caller. `resolve` answers as getaddrinfo does; NULL: that itself. */
struct lookups *lookups_new(int (*resolve)(const char *host));
/* Does not wait for threads that still ask. */
void lookups_free(struct lookups *lookups);
/* Asks when it was not asked before. */
enum lookup_answer lookups_ask(struct lookups *lookups, struct str host);

#endif
