/* What transfer.c and transfer_setup.c share; for them only. */
#ifndef NET_TRANSFER_STATE_H
#define NET_TRANSFER_STATE_H

#include "base/arena.h"
#include "net/outcome.h"
#include "net/receiver.h"
#include "net/target.h"
#include "net/transfer.h"

#include <curl/curl.h>

#include <locale.h>

enum transfer_state { TRANSFER_RUNNING, TRANSFER_LOOKING_UP, TRANSFER_ENDED };

struct transfer {
	struct transfers *transfers;
	CURL *easy;
	struct arena arena;
	enum transfer_state state;
	struct net_request request;
	struct target target;
	struct receiver receiver;
	struct sightings sightings;
	struct curl_slist *headers;
	bool any_issuer, any_name; // of the certificate, by an exception
	char message[CURL_ERROR_SIZE];
	CURLcode code;
	struct net_response response;
	void *context;
	struct transfer *next;  // in the list that it is in
	struct transfer *older; // in the list of all
};

struct transfers {
	const struct net_options *options;
	CURLM *multi;
	struct curl_slist *connect_to;
	struct lookups *lookups;
	struct transfer *spare, *looking_up, *ended, **last_ended, *newest;
	locale_t utf8; // in which libcurl understands names of hosts that are not ASCII
};

/* Options of the handle, which was just reset, for transfer->request. */
void transfer_set_up(struct transfer *transfer);
/* Puts the cookies of the handle into the jar, instead of what it held; NULL: nowhere. */
void transfer_keep_cookies(CURL *easy, struct buf *jar);

#endif
