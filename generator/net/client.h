/*
 * Many jobs against many hosts, politely: who may ask what, and when.
 *
 * A job waits in the queue of its host until that host may be asked; then its policy is
 * called, says what it wants next, and is called again when that has come. A job takes
 * part in its host's and in the whole limit of requests at once only while a request is
 * on its way: the host's comes first, so a slow host never keeps others waiting. Hosts
 * are begun in the order of their work, the most first, and stayed with until it is done.
 *
 * All times are microseconds. It runs in the calling thread, and returns when all is done.
 */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include "base/str.h"
#include "net/net.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;
struct kept_request;
struct peer;
struct transfer;

enum {
	CLIENT_CONCURRENCY = 64,
	CLIENT_CONCURRENCY_MOST = 256,
	CLIENT_BEGUN_MOST = 32 // times, after which CLIENT_AGAIN is CLIENT_DONE
};

struct client_job {
	struct str url; // of the host in whose queue it waits; borrowed
	void *context;  // the caller's

	/* The client's own, zeroed by the caller. */
	struct peer *home, *at; // its host, and that of its request
	struct client_job *next;
	struct kept_request *request;
	struct transfer *transfer;
	int64_t asked; // when its last request began, by the client's clock; others may read it
	unsigned begun, slot;
	bool done, alive;
};

/* What a job wants next. */
enum client_want {
	CLIENT_DONE,
	CLIENT_REQUEST, // ask->request
	CLIENT_SLEEP,   // ask->wait
	CLIENT_AGAIN,   // from its beginning, behind the others of its host
	CLIENT_STOP     // end the run
};

struct client_ask {
	struct net_request request; // its texts must last until the job's next step
	int64_t wait;
};

struct client_stats {
	size_t jobs, done;
	size_t requests, connections; // that were made
	size_t in_flight;
	size_t hosts, waiting; // hosts with work, and those of them that wait for their time
};

struct client_policy {
	/* `response` is NULL at the beginning and after a sleep. */
	enum client_want (*step)(void *context, struct client *client, struct client_job *job,
				 const struct net_response *response, struct client_ask *ask);
	/* A job that was begun is not gone on with: it starts afresh, or the run ended. */
	void (*drop)(void *context, struct client_job *job);
	/* Some times a second; NULL: never. False ends the run. */
	bool (*progress)(void *context, struct client *client);
	void *context;
};

/* How a host wants to be treated. */
struct client_limit {
	struct str host;      // "a.org": that and what ends in ".a.org"; "*.a.org": only the latter
	unsigned concurrency; // requests at once; 0: 2
	int64_t gap;          // between the starts of two requests
};

struct client_options {
	unsigned concurrency;     // requests at once; 0: CLIENT_CONCURRENCY
	struct client_limit each; // of a host that no other limit is for; its name is not read
	const struct client_limit *limits; // of several that fit, the longest name
	size_t nlimits;
	int64_t max_time; // real, not scaled; 0: none
};

enum client_end {
	CLIENT_ENDED,
	CLIENT_OUT_OF_TIME,
	CLIENT_INTERRUPTED, // SIGINT: what was on its way had two seconds
	CLIENT_STOPPED,     // by a policy
	CLIENT_UNAVAILABLE  // the program was built without libcurl; nothing was begun
};

/* Blocks SIGINT in this thread as long as it runs. */
enum client_end client_run(const struct net_options *network, const struct client_options *options,
			   const struct client_policy *policy, struct client_job *jobs,
			   size_t njobs);

/* For policies, while it runs. Hosts are named as in target.queue; unknown ones are ignored. */
void client_pause(struct client *client, struct str host, int64_t time);
/* Changes the limits of one host; concurrency 0 and gap -1 leave them as they are. */
void client_limit(struct client *client, struct str host, unsigned concurrency, int64_t gap);
/* The host that was asked last for the job, as those above want it; empty: none was. */
struct str client_host(const struct client_job *job);
void client_count(const struct client *client, struct client_stats *stats);

#endif
