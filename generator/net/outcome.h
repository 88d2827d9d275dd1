/* How libcurl says that a transfer went, in our words. For transfer.c only. */
#ifndef NET_OUTCOME_H
#define NET_OUTCOME_H

#include "base/str.h"
#include "net/net.h"

#include <stdbool.h>

struct arena;
struct receiver;

/* What our own callbacks saw; zeroed before the transfer. */
struct sightings {
	bool guarded;  // a socket was refused
	bool opened;   // one was opened
	bool sent;     // the request went out, on a new connection or an old one
	bool answered; // a line of headers came
};

struct outcome {
	void *easy; // CURL *
	int code;   // CURLcode
	const struct sightings *sightings;
	struct receiver *receiver;
	const char *message; // libcurl's; may be empty
	bool https;
	bool name_is_unknown; // of a name that was not found: there is none
	struct arena *arena;
};

/* Fills in the whole response but `next`. */
void outcome_read(const struct outcome *outcome, struct net_response *response);
/* Bytes below a space, and 0x7f, become spaces; what is long is cut. In the arena. */
struct str outcome_clean(struct arena *arena, const char *text);

#endif
