/* Limits by name, the order of opening, and the ring. */
#include "net/peers.h"

#include "base/die.h"

#include <stdlib.h>

enum {
	CONCURRENCY = 2,
	ALIVE_MOST = 256 // jobs in the midst of one host: each keeps its memory while it sleeps
};

void
peers_init(struct peers *peers, const struct client_options *options, struct timers *timers)
{
	*peers = (struct peers){.timers = timers, .options = options};
	arena_init(&peers->arena);
}

void
peers_release(struct peers *peers)
{
	arena_release(&peers->arena);
}

/* Does the limit's name stand for the host? Both are in lower case. */
static bool
fits(struct str limit, struct str host)
{
	if (str_starts(limit, STR("*.")))
		return str_ends(host, str_skip(limit, 1));
	if (str_eq(limit, host))
		return true;
	return limit.len < host.len && str_ends(host, limit) &&
	       host.at[host.len - limit.len - 1] == '.';
}

static const struct client_limit *
limit_of(const struct client_options *options, struct str name)
{
	struct str host = name;
	const struct client_limit *best = NULL;

	if (!str_starts(host, STR("[")))
		host = str_slice(host, 0, str_find_char(host, ':'));
	for (size_t i = 0; i < options->nlimits; i++)
		if (fits(options->limits[i].host, host) &&
		    (!best || options->limits[i].host.len > best->host.len))
			best = &options->limits[i];
	return best ? best : &options->each;
}

struct peer *
peers_get(struct peers *peers, struct str name)
{
	struct peer *peer = map_find(&peers->by_name, name);
	const struct client_limit *limit;

	if (peer)
		return peer;
	limit = limit_of(peers->options, name);
	peer = ARENA_NEW(&peers->arena, struct peer);
	peer->name = arena_dup(&peers->arena, name);
	peer->limit = limit->concurrency ? limit->concurrency : CONCURRENCY;
	peer->gap = limit->gap;
	map_put(&peers->by_name, &peers->arena, peer->name, peer);
	return peer;
}

static int
compare_work(const void *left, const void *right)
{
	const struct peer *a = *(struct peer *const *)left, *b = *(struct peer *const *)right;

	if (a->fresh.len != b->fresh.len)
		return a->fresh.len > b->fresh.len ? -1 : 1;
	return str_compare(a->name, b->name);
}

void
peers_sort(struct peers *peers)
{
	peers->nby_work = peers->by_name.len;
	peers->by_work = ARENA_ARRAY(&peers->arena, struct peer *, peers->nby_work);
	for (size_t i = 0; i < peers->nby_work; i++)
		peers->by_work[i] = peers->by_name.entries[i].value;
	if (peers->nby_work)
		qsort(peers->by_work, peers->nby_work, sizeof(struct peer *), compare_work);
}

static void
leave_ring(struct peers *peers, struct peer *peer)
{
	*(peer->before ? &peer->before->behind : &peers->first) = peer->behind;
	*(peer->behind ? &peer->behind->before : &peers->last) = peer->before;
	peer->before = peer->behind = NULL;
	peer->ready = false;
}

/* At its front, so that the connections of a host are used while they are open. */
static void
enter_ring(struct peers *peers, struct peer *peer)
{
	peer->behind = peers->first;
	*(peers->first ? &peers->first->before : &peers->last) = peer;
	peers->first = peer;
	peer->ready = true;
}

static void
set_timer(struct peers *peers, struct peer *peer, int64_t at)
{
	if (peer->timer && peer->timer <= at)
		return; // it is looked at before, and then again
	peers->nwaiting += !peer->timer;
	peer->timer = at;
	timers_add(peers->timers, at, TIMER_PEER, peer);
}

void
peers_update(struct peers *peers, struct peer *peer, int64_t now)
{
	bool work = peer->waiting.len || (peer->fresh.len && peer->alive < ALIVE_MOST);
	int64_t at = peer->next_start > peer->paused_until ? peer->next_start : peer->paused_until;
	bool ready;

	if (peer->timer && peer->timer <= now) {
		peer->timer = 0;
		peers->nwaiting--;
	}
	peer->opened |= peer->waiting.len > 0;
	work = work && peer->opened && peer->in_flight < peer->limit;
	ready = work && at <= now;
	if (ready && !peer->ready)
		enter_ring(peers, peer);
	if (!ready && peer->ready)
		leave_ring(peers, peer);
	if (work && !ready)
		set_timer(peers, peer, at);
}

struct peer *
peers_next(struct peers *peers, int64_t now)
{
	while (!peers->first && peers->next_closed < peers->nby_work) {
		struct peer *peer = peers->by_work[peers->next_closed++];

		peer->opened = true;
		peers_update(peers, peer, now);
	}
	return peers->first;
}

void
row_push(struct row *row, struct client_job *job)
{
	job->next = NULL;
	*(row->last ? &row->last->next : &row->first) = job;
	row->last = job;
	row->len++;
}

struct client_job *
row_take(struct row *row)
{
	struct client_job *job = row->first;

	if (!job)
		return NULL;
	row->first = job->next;
	if (!row->first)
		row->last = NULL;
	row->len--;
	job->next = NULL;
	return job;
}
