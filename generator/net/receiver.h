/*
 * The receiving end of one request: headers and body as they come, in any pieces, within
 * the caps of net.h, and what is to be known of them afterwards.
 */
#ifndef NET_RECEIVER_H
#define NET_RECEIVER_H

#include "base/buf.h"
#include "net/fragment.h"
#include "net/net.h"

struct arena;

enum { RECEIVER_MARKERS = 3 };

struct receiver {
	const struct net_request *request;
	struct arena *arena;
	struct buf head;  // header lines of the last block
	size_t head_size; // bytes of all blocks
	int status;
	bool headers_done;
	bool head_capped, body_capped, satisfied; // why we closed
	bool searching;
	struct fragment_scanner scanner;
	size_t markers[RECEIVER_MARKERS]; // bytes matched of each challenge's
	const char *challenge;
	int64_t length;
	uint64_t bytes;
};

/* `head` belongs to the receiver from the first init (zeroed before it) to the release. */
void receiver_init(struct receiver *receiver, const struct net_request *request,
		   struct arena *arena);
void receiver_release(struct receiver *receiver);
/* False when no more is wanted and the transfer is to end. */
bool receiver_header(struct receiver *receiver, struct str line);
bool receiver_body(struct receiver *receiver, struct str bytes);
/* Fills in what headers and body tell, but not what happened to the connection. */
void receiver_finish(struct receiver *receiver, struct net_response *response);

#endif
