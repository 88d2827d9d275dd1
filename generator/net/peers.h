/* The hosts of a run, each with its queue: which of them may be asked now. For client.c. */
#ifndef NET_PEERS_H
#define NET_PEERS_H

#include "base/arena.h"
#include "base/map.h"
#include "net/client.h"
#include "net/timers.h"

/* Jobs in a row, by their `next`. */
struct row {
	struct client_job *first, *last;
	size_t len;
};

struct peer {
	struct str name;
	unsigned limit, in_flight;
	int64_t gap, next_start, paused_until;
	struct row fresh;   // jobs that were not begun
	struct row waiting; // jobs that were, with a request to send
	size_t alive;       // jobs that were begun and not done
	bool opened, ready; // ready: in the ring
	int64_t timer;      // when it is to be looked at, or 0
	struct peer *before, *behind;
};

struct peers {
	struct arena arena;
	struct map by_name;
	struct peer **by_work; // those that wait to be opened, from `next_closed` on
	size_t nby_work, next_closed;
	struct peer *first, *last; // the ring of those that may be asked
	struct timers *timers;
	const struct client_options *options;
	size_t nwaiting; // peers that have work and wait for their time
};

enum { TIMER_PEER, TIMER_JOB };

void peers_init(struct peers *peers, const struct client_options *options, struct timers *timers);
void peers_release(struct peers *peers);
/* Made when it is not there, with the limits that are for it. */
struct peer *peers_get(struct peers *peers, struct str name);
/* Sorts those with fresh jobs by how many they are; once, before the first opening. */
void peers_sort(struct peers *peers);
/* The first that may be asked now; opens another when there is none. NULL: nobody. */
struct peer *peers_next(struct peers *peers, int64_t now);
/* To be called when anything about the peer changed. */
void peers_update(struct peers *peers, struct peer *peer, int64_t now);

void row_push(struct row *row, struct client_job *job);
struct client_job *row_take(struct row *row); // NULL: it is empty

#endif
