/* Many requests: who waits for whom. What the server saw counts, not what we think we did. */
#include "base/buf.h"
#include "linkd.h"
#include "net/address.h"
#include "net/client.h"
#include "net/timers.h"
#include "net/transfer.h"

#include <time.h>

enum { SECOND = 1000 * 1000, JOBS_MOST = 1200 };

/* What a test's job did and got. */
struct part {
	char url[256];
	int status, requests;
	enum net_error error;
	bool slept;
};

static struct linkd linkd;
static struct address_range loopback;
static struct client_job jobs[JOBS_MOST];
static struct part parts[JOBS_MOST];
static size_t njobs;
static unsigned ndropped;

/* What the policy of this test does; the same for all jobs. */
static struct {
	uint32_t timeout; // milliseconds
	bool retries, sleeps, raises, redirects;
	unsigned stop_after; // jobs; 0: never
	unsigned ended;
	char order[JOBS_MOST + 1]; // first letter of the path of each job, as they end
} plan;

static int
set_up(void **state)
{
	(void)state;
	linkd_start(&linkd, false);
	assert_true(address_range_parse(STR("127.0.0.0/8"), &loopback));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	linkd_stop(&linkd);
	return 0;
}

static int
each(void **state)
{
	(void)state;
	linkd_ask(&linkd, "/_reset");
	memset(jobs, 0, sizeof(jobs));
	memset(parts, 0, sizeof(parts));
	memset(&plan, 0, sizeof(plan));
	plan.timeout = 10000;
	njobs = 0;
	ndropped = 0;
	return 0;
}

/* n jobs for a path of the host "127.0.0.N". */
static void
add_jobs(size_t n, int host, const char *path)
{
	for (size_t i = 0; i < n; i++, njobs++) {
		assert_true(njobs < JOBS_MOST);
		snprintf(parts[njobs].url, sizeof(parts[njobs].url), "http://127.0.0.%d:%d%s", host,
			 linkd.http, path);
		jobs[njobs].url = str_from(parts[njobs].url);
		jobs[njobs].context = &parts[njobs];
	}
}

static enum client_want
ask_for(struct client_ask *ask, struct part *part, struct str url)
{
	part->requests++;
	ask->request = (struct net_request){.url = url, .timeout = plan.timeout};
	return CLIENT_REQUEST;
}

static enum client_want
end(struct part *part, const struct net_response *response)
{
	const char *path = strchr(part->url + 7, '/');

	part->status = response->status;
	part->error = response->error;
	plan.order[plan.ended++] = path[1];
	return plan.stop_after && plan.ended == plan.stop_after ? CLIENT_STOP : CLIENT_DONE;
}

static enum client_want
step(void *context, struct client *client, struct client_job *job,
     const struct net_response *response, struct client_ask *ask)
{
	struct part *part = job->context;
	struct client_limit host = {.host = STR("127.0.0.1")};
	char queue[64];

	assert_ptr_equal(context, &plan);
	if (!response && plan.sleeps && !part->slept) {
		part->slept = true;
		ask->wait = SECOND / 100;
		return CLIENT_SLEEP;
	}
	if (!response && plan.raises)
		raise(SIGINT);
	if (!response)
		return ask_for(ask, part, job->url);
	if (response->has_retry_after && plan.retries && part->requests < 4) {
		snprintf(queue, sizeof(queue), "%.*s:%d", STR_ARG(host.host), linkd.http);
		client_pause(client, str_from(queue), (int64_t)response->retry_after * SECOND);
		return CLIENT_AGAIN;
	}
	if (response->next.len && plan.redirects) {
		snprintf(part->url, sizeof(part->url), "%.*s", STR_ARG(response->next));
		return ask_for(ask, part, str_from(part->url));
	}
	return end(part, response);
}

static void
drop(void *context, struct client_job *job)
{
	(void)context;
	(void)job;
	ndropped++;
}

static const struct client_policy policy = {.step = step, .drop = drop, .context = &plan};

static enum client_end
run(const struct client_options *options, double time_scale)
{
	const struct net_options network = {.allowed = &loopback,
					    .nallowed = 1,
					    .time_scale = time_scale};

	return client_run(&network, options, &policy, jobs, njobs);
}

static void
all_are(size_t from, size_t to, int status)
{
	for (size_t i = from; i < to; i++)
		if (parts[i].status != status)
			fail_msg("%s has status %d, error '%s'", parts[i].url, parts[i].status,
				 parts[i].error ? net_error_name(parts[i].error) : "none");
}

/* The most requests of the host that were answered at once. */
static unsigned
most_of(int host)
{
	char name[64];
	struct str rest = str_from(linkd_ask(&linkd, "/_loads")), line, field;
	int most;

	snprintf(name, sizeof(name), "127.0.0.%d:%d", host, linkd.http);
	while (str_split(&rest, '\n', &line)) {
		str_split(&line, '\t', &field);
		if (str_eq(field, str_from(name)) && str_to_int(line, &most))
			return (unsigned)most;
	}
	return 0;
}

static int
compare_times(const void *left, const void *right)
{
	const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

/* Between the beginnings of any two requests, by the clock of who made them. */
static void
check_gaps(int64_t gap)
{
	int64_t asked[JOBS_MOST];

	for (size_t i = 0; i < njobs; i++)
		asked[i] = jobs[i].asked;
	qsort(asked, njobs, sizeof(*asked), compare_times);
	for (size_t i = 1; i < njobs; i++)
		if (asked[i] - asked[i - 1] < gap)
			fail_msg("request %zu began too early", i);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1000000;
}

/*
 * The same as the server saw it: its threads may be late, and one later than the next, but
 * nothing arrives before it may have been sent.
 */
static void
check_arrivals(double started, double gap)
{
	struct str rest = str_from(linkd_ask(&linkd, "/_log")), line;

	for (size_t n = 0; str_split(&rest, '\n', &line) && line.len; n++)
		if (strtod(line.at, NULL) < started + (double)n * gap)
			fail_msg("request %zu came too early", n);
}

/* A host that is not limited for the sake of a test, by so many at once. */
static struct client_options
unlimited(unsigned concurrency, unsigned each_host)
{
	return (struct client_options){.concurrency = concurrency,
				       .each = {.concurrency = each_host}};
}

static void
test_all(void **state)
{
	const struct client_options options = unlimited(0, 8);

	(void)state;
	add_jobs(100, 1, "/status/200");
	add_jobs(100, 2, "/status/404");
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	all_are(0, 100, 200);
	all_are(100, 200, 404);
	assert_int_equal(linkd_total(&linkd), 200);
	assert_true(linkd_connections(&linkd) <= 16);
	assert_int_equal(ndropped, 0);
}

static void
test_nothing(void **state)
{
	const struct client_options options = unlimited(0, 8);

	(void)state;
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	snprintf(parts[0].url, sizeof(parts[0].url), "http://[bad/x");
	jobs[0] = (struct client_job){.url = str_from(parts[0].url), .context = &parts[0]};
	njobs = 1;
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	assert_int_equal(parts[0].error, NET_URL);
	assert_int_equal(linkd_total(&linkd), 0);
}

/* Case 69: two at once, and a gap of 50 ms between two beginnings. */
static void
test_limits(void **state)
{
	const struct client_options capped = unlimited(64, 2);
	struct client_options spaced = unlimited(64, 4);
	double started;

	(void)state;
	add_jobs(40, 1, "/sleep/40");
	add_jobs(40, 2, "/sleep/40");
	assert_int_equal(run(&capped, 1), CLIENT_ENDED);
	assert_int_equal(most_of(1), 2);
	assert_int_equal(most_of(2), 2);
	each(NULL);
	spaced.each.gap = SECOND / 20;
	add_jobs(20, 1, "/status/200");
	started = now();
	assert_int_equal(run(&spaced, 1), CLIENT_ENDED);
	all_are(0, 20, 200);
	check_gaps(SECOND / 20);
	check_arrivals(started, 50);
}

static void
check_limit(const char *host, unsigned wanted)
{
	const struct client_limit limits[] = {{.host = STR("*.0.0.1"), .concurrency = 5},
					      {.host = STR("0.1"), .concurrency = 6},
					      {.host = str_from(host), .concurrency = 3}};
	struct client_options options = unlimited(64, 9);

	options.limits = limits;
	options.nlimits = 3;
	each(NULL);
	add_jobs(40, 1, "/sleep/60");
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	assert_int_equal(most_of(1), wanted);
}

static void
test_limit_by_name(void **state)
{
	(void)state;
	check_limit("127.0.0.1", 3);
	check_limit("*.127.0.0.1", 5);
	check_limit("27.0.0.1", 5);
	check_limit("a.127.0.0.1", 5);
}

/* Case 70: jobs of a slow host keep nobody waiting. */
static void
test_slow_host(void **state)
{
	const struct client_options options = unlimited(8, 2);

	(void)state;
	add_jobs(20, 1, "/sleep/200");
	add_jobs(19, 2, "/quick");
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	for (size_t i = 0; i < 19; i++)
		if (plan.order[i] != 'q')
			fail_msg("the order was %s", plan.order);
	assert_int_equal(most_of(1), 2);
}

/* Case 71: what waits for its turn does not time out. */
static void
test_queue_is_no_timeout(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	plan.timeout = 1500; // of two seconds and more for all
	add_jobs(1000, 1, "/sleep/2");
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	all_are(0, 1000, 200);
	assert_int_equal(most_of(1), 1);
	assert_int_equal(linkd_connections(&linkd), 1);
}

/* The host with the most jobs comes first, and each is stayed with. */
static void
test_order(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	add_jobs(2, 2, "/a");
	add_jobs(5, 1, "/b");
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	assert_string_equal(plan.order, "bbbbbaa");
}

/* Case 31: a pause is the whole host's, and nobody else's; the clock is not a real one. */
static void
test_pause(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	plan.retries = true;
	add_jobs(1, 1, "/retry/429/1?2");
	add_jobs(3, 1, "/b");
	add_jobs(1, 2, "/c");
	assert_int_equal(run(&options, 0.02), CLIENT_ENDED);
	assert_string_equal(plan.order, "cbbbr");
	assert_int_equal(parts[0].status, 200);
	assert_int_equal(parts[0].requests, 2);
	assert_int_equal(linkd_total(&linkd), 6);
	assert_int_equal(ndropped, 1);
}

/* Case 34: a policy may give up; and what never gives up is given up by us. */
static void
test_again_for_ever(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	plan.retries = true;
	add_jobs(1, 1, "/retry/429/1000?1");
	assert_int_equal(run(&options, 0.001), CLIENT_ENDED);
	assert_int_equal(parts[0].status, 429);
	assert_int_equal(linkd_total(&linkd), 4);
	parts[0].requests = -1000;
	jobs[0] = (struct client_job){.url = jobs[0].url, .context = &parts[0]};
	linkd_ask(&linkd, "/_reset");
	assert_int_equal(run(&options, 0.0001), CLIENT_ENDED);
	assert_int_equal(linkd_total(&linkd), CLIENT_BEGUN_MOST);
}

static void
test_sleep(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	plan.sleeps = true;
	add_jobs(1000, 1, "/a");
	assert_int_equal(run(&options, 0.01), CLIENT_ENDED);
	all_are(0, 1000, 404);
	assert_int_equal(linkd_total(&linkd), 1000);
}

/* A hop to another host waits in that host's queue. */
static void
test_hops(void **state)
{
	const struct client_limit limits[] = {{.host = STR("127.0.0.2"), .concurrency = 1}};
	struct client_options options = unlimited(16, 16);
	char path[128];

	(void)state;
	options.limits = limits;
	options.nlimits = 1;
	plan.redirects = true;
	snprintf(path, sizeof(path), "/redirect/302?http://127.0.0.2:%d/sleep/5", linkd.http);
	add_jobs(30, 1, path);
	assert_int_equal(run(&options, 1), CLIENT_ENDED);
	all_are(0, 30, 200);
	assert_int_equal(most_of(2), 1);
	assert_int_equal(linkd_total(&linkd), 60);
}

/* Case 79. */
static void
test_max_time(void **state)
{
	struct client_options options = unlimited(2, 2);

	(void)state;
	options.max_time = SECOND / 5;
	add_jobs(10, 1, "/sleep/30000");
	assert_int_equal(run(&options, 1), CLIENT_OUT_OF_TIME);
	assert_int_equal(linkd_total(&linkd), 2);
	assert_int_equal(parts[0].error, NET_CANCELLED);
	assert_int_equal(parts[1].error, NET_CANCELLED);
	assert_int_equal(parts[2].requests, 0);
}

static void
test_interrupt(void **state)
{
	const struct client_options options = unlimited(2, 2);
	sigset_t pending;

	(void)state;
	plan.raises = true;
	add_jobs(10, 1, "/sleep/300");
	assert_int_equal(run(&options, 1), CLIENT_INTERRUPTED);
	assert_int_equal(linkd_total(&linkd), 2);
	all_are(0, 2, 200);
	assert_int_equal(parts[2].requests, 0);
	assert_int_equal(sigpending(&pending), 0);
	assert_int_equal(sigismember(&pending, SIGINT), 0);
}

static void
test_stop(void **state)
{
	const struct client_options options = unlimited(1, 1);

	(void)state;
	plan.stop_after = 3;
	add_jobs(10, 1, "/a");
	assert_int_equal(run(&options, 1), CLIENT_STOPPED);
	assert_int_equal(linkd_total(&linkd), 3);
	assert_int_equal(ndropped, 1);
}

static void
test_timers(void **state)
{
	struct timers timers = {0};
	struct timer timer;
	uint32_t seed = 1;
	int64_t before = -1;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		seed = seed * 1664525 + 1013904223;
		timers_add(&timers, seed >> 24, i, NULL);
	}
	assert_false(timers_take(&timers, -1, &timer));
	for (int i = 0, kind = -1; i < 1000; i++) {
		assert_int_equal(timers_first(&timers)->at, timers.heap[0].at);
		assert_true(timers_take(&timers, 256, &timer));
		assert_true(timer.at > before || (timer.at == before && timer.kind > kind));
		before = timer.at;
		kind = timer.kind;
	}
	assert_null(timers_first(&timers));
	timers_release(&timers);
}

int
main(void)
{
#define EACH(function) cmocka_unit_test_setup(function, each)
	const struct CMUnitTest tests[] = {
	    EACH(test_all),       EACH(test_nothing),  EACH(test_limits),
	    EACH(test_slow_host), EACH(test_order),    EACH(test_queue_is_no_timeout),
	    EACH(test_pause),     EACH(test_sleep),    EACH(test_again_for_ever),
	    EACH(test_hops),      EACH(test_max_time), EACH(test_limit_by_name),
	    EACH(test_interrupt), EACH(test_stop),     EACH(test_timers),
	};

	if (!transfers_are_available())
		return puts("ok 1 - client # skip built without libcurl") < 0;
	return cmocka_run_group_tests_name("client", tests, set_up, tear_down);
}
