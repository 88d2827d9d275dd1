/*
 * Transfers: one request each, many at once, over libcurl. It only does what it is told
 * at once and queues nothing; who may ask what when is client.h's.
 *
 * All of it belongs to one thread. Names are looked up in threads of libcurl's.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "net/net.h"

#include <stdbool.h>
#include <stdint.h>

struct transfers;
struct transfer;

/* False when the program was built without libcurl. */
bool transfers_are_available(void);
/* "7.88.1", and the features that it was built with; empty without it. Constants of libcurl's. */
struct str transfers_version(void);
bool transfers_have(const char *feature); // "HTTP2", "IDN"

/* Heap, owned by the caller; NULL without libcurl. `options` must outlive it. */
struct transfers *transfers_new(const struct net_options *options);
/* Ends what still runs. */
void transfers_free(struct transfers *transfers);

/*
 * Begins. Never fails: what cannot be begun comes back from transfers_next with its
 * error. The context is handed back by transfer_context.
 */
struct transfer *transfers_start(struct transfers *transfers, const struct net_request *request,
				 void *context);
/* Ends it with NET_CANCELLED, to come back from transfers_next. */
void transfers_cancel(struct transfers *transfers, struct transfer *transfer);
/* Moves bytes, and waits for some for at most so many milliseconds. */
void transfers_run(struct transfers *transfers, int milliseconds);
/* One that has ended, or NULL. The caller gives it back with transfers_release. */
struct transfer *transfers_next(struct transfers *transfers);
void transfers_release(struct transfers *transfers, struct transfer *transfer);

void *transfer_context(const struct transfer *transfer);
const struct net_response *transfer_response(const struct transfer *transfer);

#endif
