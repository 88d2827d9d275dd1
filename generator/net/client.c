/* The loop: begin what may begin, move bytes, pass on what has come, wake what is due. */
#include "net/client.h"

#include "base/die.h"
#include "net/peers.h"
#include "net/target.h"
#include "net/transfer.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	SECOND = 1000 * 1000,
	DRAIN = 2 * SECOND, // what an interrupted run still waits for answers
	TICK = 100 * 1000,  // between two looks at signals and at the progress
	LOOK_EVERY = 64,    // jobs begun between two looks at the clock
	PASS_MOST = 16      // answers passed on before what their jobs ask next is sent
};

/* What a job wants to ask, until it was answered. */
struct kept_request {
	struct net_request request;
	struct kept_request *next; // of those that are over
};

struct client {
	const struct client_options *options;
	const struct client_policy *policy;
	struct transfers *transfers;
	struct peers peers;
	struct timers timers;
	double scale;
	int64_t started; // real

	struct client_job **flying; // jobs with a request on its way, by their slot
	unsigned nflying, concurrency;
	size_t njobs, ndone, nrequests, nconnections;
	struct kept_request *spare;

	bool stopping;
	enum client_end end;
	int64_t drained, next_look; // real
	unsigned nbegun;
	sigset_t interrupt;
};

static int64_t
real_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

/* Waits are measured by this; tests make it run faster. */
static int64_t
time_of(const struct client *client)
{
	return (int64_t)((double)(real_time() - client->started) / client->scale) + 1;
}

static void
stop(struct client *client, enum client_end end, int64_t patience)
{
	if (!client->stopping) {
		client->stopping = true;
		client->end = end;
	}
	client->drained = real_time() + patience;
}

static void
look_around(struct client *client)
{
	const struct client_policy *policy = client->policy;
	int64_t now = real_time();
	sigset_t pending;
	int number;

	if (now < client->next_look)
		return;
	client->next_look = now + TICK;
	if (sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1 &&
	    sigwait(&client->interrupt, &number) == 0)
		stop(client, CLIENT_INTERRUPTED, client->stopping ? 0 : DRAIN);
	if (client->options->max_time && now - client->started >= client->options->max_time &&
	    !client->stopping)
		stop(client, CLIENT_OUT_OF_TIME, 0);
	if (policy->progress && !policy->progress(policy->context, client))
		stop(client, CLIENT_STOPPED, 0);
}

static struct kept_request *
keep_request(struct client *client, const struct net_request *request)
{
	struct kept_request *kept = client->spare;

	if (kept)
		client->spare = kept->next;
	else
		kept = ARENA_NEW(&client->peers.arena, struct kept_request);
	*kept = (struct kept_request){.request = *request};
	return kept;
}

static void
forget_request(struct client *client, struct client_job *job)
{
	if (!job->request)
		return;
	job->request->next = client->spare;
	client->spare = job->request;
	job->request = NULL;
}

/* The queue of a URL; those of what is no URL fail in a queue of their own. */
static struct peer *
peer_of(struct client *client, struct str url)
{
	struct arena_mark mark = arena_mark(&client->peers.arena);
	struct target target;
	struct str detail, name = {0};
	struct peer *peer;

	if (target_parse(&client->peers.arena, url, &target, &detail) == NET_FINE)
		name = target.queue;
	peer = map_find(&client->peers.by_name, name);
	if (!peer)
		return peers_get(&client->peers, name);
	arena_rewind(&client->peers.arena, mark);
	return peer;
}

static void
end_job(struct client *client, struct client_job *job)
{
	job->alive = false;
	job->home->alive--;
	forget_request(client, job);
}

static void
begin_again(struct client *client, struct client_job *job)
{
	const struct client_policy *policy = client->policy;

	policy->drop(policy->context, job);
	end_job(client, job);
	row_push(&job->home->fresh, job);
}

static void
queue_request(struct client *client, struct client_job *job, const struct client_ask *ask,
	      int64_t now)
{
	job->at =
	    str_eq(ask->request.url, job->url) ? job->home : peer_of(client, ask->request.url);
	forget_request(client, job);
	job->request = keep_request(client, &ask->request);
	row_push(&job->at->waiting, job);
	peers_update(&client->peers, job->at, now);
}

static void
step(struct client *client, struct client_job *job, const struct net_response *response)
{
	const struct client_policy *policy = client->policy;
	struct client_ask ask = {0};
	enum client_want want = policy->step(policy->context, client, job, response, &ask);
	int64_t now = time_of(client);

	switch (want) {
	case CLIENT_REQUEST: queue_request(client, job, &ask, now); break;
	case CLIENT_SLEEP: timers_add(&client->timers, now + ask.wait, TIMER_JOB, job); break;
	case CLIENT_STOP: stop(client, CLIENT_STOPPED, 0); break;
	case CLIENT_AGAIN:
		if (job->begun < CLIENT_BEGUN_MOST) {
			begin_again(client, job);
			break;
		}
		policy->drop(policy->context, job);
		/* fall through */
	case CLIENT_DONE:
		end_job(client, job);
		job->done = true;
		client->ndone++;
		break;
	}
	peers_update(&client->peers, job->home, now);
}

static void
begin_job(struct client *client, struct peer *peer)
{
	struct client_job *job = row_take(&peer->fresh);

	job->alive = true;
	job->begun++;
	peer->alive++;
	step(client, job, NULL);
}

static void
begin_request(struct client *client, struct peer *peer, int64_t now)
{
	struct client_job *job = row_take(&peer->waiting);

	job->transfer = transfers_start(client->transfers, &job->request->request, job);
	job->slot = client->nflying;
	job->asked = now;
	client->flying[client->nflying++] = job;
	client->nrequests++;
	peer->in_flight++;
	peer->next_start = now + peer->gap;
	peers_update(&client->peers, peer, now);
}

/* A host's place comes first, then one of all. */
static void
begin_all(struct client *client)
{
	while (!client->stopping && client->nflying < client->concurrency) {
		int64_t now = time_of(client);
		struct peer *peer = peers_next(&client->peers, now);

		if (!peer)
			return;
		if (peer->waiting.len)
			begin_request(client, peer, now);
		else
			begin_job(client, peer);
		if (++client->nbegun % LOOK_EVERY == 0)
			look_around(client);
	}
}

static void
pass_on(struct client *client, struct transfer *transfer)
{
	struct client_job *job = transfer_context(transfer);
	struct client_job *last = client->flying[--client->nflying];

	client->flying[job->slot] = last;
	last->slot = job->slot;
	client->nconnections += transfer_response(transfer)->connections;
	job->at->in_flight--;
	peers_update(&client->peers, job->at, time_of(client));
	step(client, job, transfer_response(transfer));
	transfers_release(client->transfers, transfer);
}

static void
wake(struct client *client)
{
	int64_t now = time_of(client);
	struct timer timer;

	while (!client->stopping && timers_take(&client->timers, now, &timer)) {
		if (timer.kind == TIMER_PEER)
			peers_update(&client->peers, timer.what, now);
		else
			step(client, timer.what, NULL);
	}
}

/* Milliseconds until there may be something to do. */
static int
patience_of(const struct client *client)
{
	const struct timer *first = timers_first(&client->timers);
	double wait = TICK;

	if (first && !client->stopping) {
		double due = (double)(first->at - time_of(client)) * client->scale;

		wait = due < wait ? due : wait;
	}
	return wait <= 0 ? 0 : (int)(wait / 1000) + 1;
}

static void
cancel_all(struct client *client)
{
	for (unsigned i = 0; i < client->nflying; i++)
		transfers_cancel(client->transfers, client->flying[i]->transfer);
}

/* Some of what has come: servers had nothing to do while all of it was thought about. */
static void
pass_on_some(struct client *client)
{
	struct transfer *transfer;

	for (int n = 0; n < PASS_MOST; n++) {
		transfer = transfers_next(client->transfers);
		if (!transfer)
			return;
		pass_on(client, transfer);
	}
}

static void
run(struct client *client)
{
	while (client->ndone < client->njobs) {
		look_around(client);
		wake(client);
		begin_all(client);
		if (client->stopping && !client->nflying)
			return;
		if (client->stopping && real_time() >= client->drained)
			cancel_all(client);
		if (client->ndone == client->njobs)
			return;
		BUG_IF(!client->nflying && !timers_first(&client->timers));
		transfers_run(client->transfers, patience_of(client));
		pass_on_some(client);
	}
}

/* "https://a.org/" of a URL; empty when no '/' ends its host. */
static struct str
origin_of(struct str url)
{
	size_t host = str_find(url, STR("://")) + strlen("://");
	size_t end = host + str_find_char(str_skip(url, host), '/');

	return end < url.len ? str_slice(url, 0, end + 1) : (struct str){0};
}

/* Jobs of one host come one behind the other mostly, and to read a URL takes a while. */
static void
queue_jobs(struct client *client, struct client_job *jobs)
{
	for (size_t i = 0; i < client->njobs; i++) {
		struct str origin = origin_of(jobs[i].url);
		struct peer *home = i > 0 && origin.len && str_starts(jobs[i - 1].url, origin)
					? jobs[i - 1].home
					: NULL;

		jobs[i].home = home && home->name.len ? home : peer_of(client, jobs[i].url);
		row_push(&jobs[i].home->fresh, &jobs[i]);
	}
	peers_sort(&client->peers);
}

static unsigned
concurrency_of(const struct client_options *options)
{
	unsigned wanted = options->concurrency ? options->concurrency : CLIENT_CONCURRENCY;

	return wanted < CLIENT_CONCURRENCY_MOST ? wanted : CLIENT_CONCURRENCY_MOST;
}

enum client_end
client_run(const struct net_options *network, const struct client_options *options,
	   const struct client_policy *policy, struct client_job *jobs, size_t njobs)
{
	struct net_options own = *network;
	struct client client = {.options = options,
				.policy = policy,
				.scale = network->time_scale > 0 ? network->time_scale : 1,
				.started = real_time(),
				.concurrency = concurrency_of(options),
				.njobs = njobs};
	sigset_t before;

	own.connections = client.concurrency;
	client.transfers = transfers_new(&own);
	if (!client.transfers)
		return CLIENT_UNAVAILABLE;
	sigemptyset(&client.interrupt);
	sigaddset(&client.interrupt, SIGINT);
	pthread_sigmask(SIG_BLOCK, &client.interrupt, &before);
	client.flying = alloc_or_die(client.concurrency, sizeof(struct client_job *));
	peers_init(&client.peers, options, &client.timers);
	queue_jobs(&client, jobs);
	run(&client);
	for (size_t i = 0; i < njobs; i++)
		if (jobs[i].alive)
			policy->drop(policy->context, &jobs[i]);
	transfers_free(client.transfers);
	timers_release(&client.timers);
	peers_release(&client.peers);
	free(client.flying);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return client.end;
}

void
client_pause(struct client *client, struct str host, int64_t time)
{
	struct peer *peer = map_find(&client->peers.by_name, host);
	int64_t now = time_of(client);

	if (!peer)
		return;
	if (now + time > peer->paused_until)
		peer->paused_until = now + time;
	peers_update(&client->peers, peer, now);
}

void
client_limit(struct client *client, struct str host, unsigned concurrency, int64_t gap)
{
	struct peer *peer = map_find(&client->peers.by_name, host);

	if (!peer)
		return;
	if (concurrency)
		peer->limit = concurrency;
	if (gap >= 0)
		peer->gap = gap;
	peers_update(&client->peers, peer, time_of(client));
}

struct str
client_host(const struct client_job *job)
{
	return job->at ? job->at->name : (struct str){0};
}

void
client_count(const struct client *client, struct client_stats *stats)
{
	*stats = (struct client_stats){.jobs = client->njobs,
				       .done = client->ndone,
				       .requests = client->nrequests,
				       .connections = client->nconnections,
				       .in_flight = client->nflying,
				       .waiting = client->peers.nwaiting};
	for (size_t i = 0; i < client->peers.by_name.len; i++) {
		const struct peer *peer = client->peers.by_name.entries[i].value;

		stats->hosts += peer->fresh.len || peer->waiting.len || peer->alive;
	}
}
