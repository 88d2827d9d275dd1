#include "commands/progress.h"

#include "net/client.h"

#include <stdio.h>
#include <time.h>

/* A build that takes less is not worth a line of progress. */
static const double patience = 0.4; // seconds

/* Less says nothing of what is left. */
static const double experience = 2; // seconds

enum { MINUTE = 60, MINUTES_FROM = 100 };

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void
progress_init(struct progress *progress)
{
	*progress = (struct progress){.started = seconds()};
}

double
progress_elapsed(const struct progress *progress)
{
	return seconds() - progress->started;
}

void
progress_show_stage(void *context, const char *stage, size_t count)
{
	struct progress *progress = context;

	if (progress_elapsed(progress) < patience)
		return;
	progress->shown = true;
	if (count)
		fprintf(stderr, "\r\033[K%s %zu ...", stage, count);
	else
		fprintf(stderr, "\r\033[K%s ...", stage);
	fflush(stderr);
}

/* As long as so far, for each that is left: slow hosts come to their end last, so it may be more.
 */
static void
print_left(const struct client_stats *stats, double elapsed)
{
	double left;

	if (elapsed < experience || !stats->done)
		return;
	left = elapsed * (double)(stats->jobs - stats->done) / (double)stats->done;
	if (left < MINUTES_FROM)
		fprintf(stderr, ", about %.0f s left", left + 0.5);
	else
		fprintf(stderr, ", about %.0f min left", left / MINUTE + 0.5);
}

void
progress_show_online(void *context, const struct client_stats *stats)
{
	struct progress *progress = context;

	if (progress->asking == 0)
		progress->asking = seconds();
	if (progress_elapsed(progress) < patience)
		return;
	progress->shown = true;
	fprintf(stderr, "\r\033[Kasked %zu of %zu, %zu in flight, %zu host%s waiting", stats->done,
		stats->jobs, stats->in_flight, stats->waiting, stats->waiting == 1 ? "" : "s");
	print_left(stats, seconds() - progress->asking);
	fflush(stderr);
}

void
progress_clear(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
