/*
 * Who runs something says so in two words of memory; the thread does all the rest.
 *
 * `run` counts up at each beginning and end. To read the subject, whose texts may go
 * when the run ends, the thread first makes WATCH_CAUGHT of the very number that it
 * measured: from then on that run cannot end any more.
 */
#include "base/watchdog.h"

#include "base/die.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#define WATCH_CAUGHT UINT64_MAX
#define NO_CLOCK ((clockid_t)-1)

enum { TICK = 100 }; // milliseconds between two looks

struct watchdog {
	pthread_t thread;
	pthread_mutex_t mutex; // for the list
	struct watch *first, **last;
	bool started;
	int stop[2]; // a pipe: the thread stops when its end is closed
};

/* A line for write(2): other threads may hold the locks of stdio and of the heap. */
struct line {
	char text[1200];
	size_t len;
};

static void
add(struct line *line, struct str text)
{
	for (size_t i = 0; i < text.len && line->len < sizeof(line->text) - 1; i++) {
		unsigned char c = (unsigned char)text.at[i];

		line->text[line->len++] = c < 0x20 || c == 0x7f ? '?' : (char)c;
	}
}

/* A name of an author's, of any length. */
static void
add_quoted(struct line *line, struct str name)
{
	add(line, STR("'"));
	add(line, str_slice(name, 0, name.len < 300 ? name.len : 300));
	add(line, STR("'"));
}

static void
add_seconds(struct line *line, int64_t milliseconds)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = (uint64_t)milliseconds / 1000;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	add(line, (struct str){digits + at, sizeof(digits) - at});
	add(line, STR(" seconds"));
}

_Noreturn static void
bite(const struct watch_subject *subject, int64_t milliseconds)
{
	struct line line = {.len = 0};
	ssize_t written;

	add(&line, STR("lectern: "));
	if (subject->part.len) {
		add_quoted(&line, subject->part);
		add(&line, STR(" of "));
	}
	add(&line, str_from(subject->kind));
	add(&line, STR(" "));
	add_quoted(&line, subject->name);
	add(&line, STR(" was still running after "));
	add_seconds(&line, milliseconds);
	if (subject->page.len) {
		add(&line, STR(", for page "));
		add_quoted(&line, subject->page);
	}
	add(&line, STR("; nothing was published; make it do less at once, or leave it out"));
	line.text[line.len++] = '\n';
	if (isatty(STDERR_FILENO)) // where progress may stand
		written = write(STDERR_FILENO, "\r\033[K", 4);
	written = write(STDERR_FILENO, line.text, line.len);
	(void)written; // there is nobody left to tell
	_exit(STATUS_CONTENT);
}

/* -1 when there is no such clock, as when its thread has ended. */
static int64_t
milliseconds_of(clockid_t clock)
{
	struct timespec now;

	if (clock == NO_CLOCK || clock_gettime(clock, &now))
		return -1;
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
look(struct watch *watch)
{
	uint64_t run = atomic_load(&watch->run);
	int64_t processor, wall;

	if (run % 2 == 0)
		return;
	processor = milliseconds_of(atomic_load(&watch->thread));
	wall = milliseconds_of(CLOCK_MONOTONIC);
	if (run != watch->seen) {
		watch->seen = run;
		watch->processor = processor;
		watch->wall = wall;
		return;
	}
	processor -= watch->processor;
	wall -= watch->wall;
	if (processor <= watch->limits.processor && wall <= watch->limits.wall)
		return;
	if (atomic_compare_exchange_strong(&watch->run, &run, WATCH_CAUGHT))
		bite(&watch->subject, processor > watch->limits.processor ? processor : wall);
}

static void *
watch_over(void *argument)
{
	struct watchdog *watchdog = argument;
	struct pollfd stop = {.fd = watchdog->stop[0], .events = POLLIN};

	while (poll(&stop, 1, TICK) <= 0) {
		pthread_mutex_lock(&watchdog->mutex);
		for (struct watch *watch = watchdog->first; watch; watch = watch->next)
			look(watch);
		pthread_mutex_unlock(&watchdog->mutex);
	}
	return NULL;
}

/* Signals are for the threads that do the work. */
static void
start(struct watchdog *watchdog)
{
	sigset_t all, before;
	bool good;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	good = pipe(watchdog->stop) == 0 &&
	       pthread_create(&watchdog->thread, NULL, watch_over, watchdog) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!good)
		die("there is no thread to watch over plugins and templates");
	watchdog->started = true;
}

struct watchdog *
watchdog_new(void)
{
	struct watchdog *watchdog = alloc_or_die(1, sizeof(*watchdog));

	*watchdog = (struct watchdog){.first = NULL};
	watchdog->last = &watchdog->first;
	BUG_IF(pthread_mutex_init(&watchdog->mutex, NULL));
	return watchdog;
}

void
watchdog_free(struct watchdog *watchdog)
{
	if (!watchdog)
		return;
	BUG_IF(watchdog->first != NULL);
	if (watchdog->started) {
		close(watchdog->stop[1]);
		BUG_IF(pthread_join(watchdog->thread, NULL));
		close(watchdog->stop[0]);
	}
	pthread_mutex_destroy(&watchdog->mutex);
	free(watchdog);
}

/* Behind the others: what a helper runs is caught before the template that called it. */
void
watch_open(struct watch *watch, struct watchdog *watchdog, const struct watch_limits *limits)
{
	*watch = (struct watch){.limits = *limits, .watchdog = watchdog};
	if (!watchdog)
		return;
	pthread_mutex_lock(&watchdog->mutex);
	if (!watchdog->started)
		start(watchdog);
	*watchdog->last = watch;
	watchdog->last = &watch->next;
	pthread_mutex_unlock(&watchdog->mutex);
}

void
watch_close(struct watch *watch)
{
	struct watchdog *watchdog = watch->watchdog;
	struct watch **link;

	if (!watchdog)
		return;
	pthread_mutex_lock(&watchdog->mutex);
	for (link = &watchdog->first; *link != watch;)
		link = &(*link)->next;
	*link = watch->next;
	if (!watch->next)
		watchdog->last = link;
	pthread_mutex_unlock(&watchdog->mutex);
	watch->watchdog = NULL;
}

/* Other systems do not tell the time of another thread: there only the wall's counts. */
static clockid_t
thread_clock(void)
{
#ifdef __linux__
	clockid_t clock;

	if (pthread_getcpuclockid(pthread_self(), &clock) == 0)
		return clock;
#endif
	return NO_CLOCK;
}

void
watch_begin(struct watch *watch, const struct watch_subject *subject)
{
	uint64_t run = atomic_load_explicit(&watch->run, memory_order_relaxed);

	watch->subject = *subject;
	atomic_store_explicit(&watch->thread, thread_clock(), memory_order_relaxed);
	atomic_store_explicit(&watch->run, run + 1, memory_order_release);
}

void
watch_end(struct watch *watch)
{
	uint64_t run = atomic_load_explicit(&watch->run, memory_order_relaxed);

	if (run == WATCH_CAUGHT || !atomic_compare_exchange_strong(&watch->run, &run, run + 1))
		for (;;) // the process is ending, and the watchdog reads the subject
			pause();
}
