/* How far a command is, as one line on the terminal that the next one takes the place of. */
#ifndef COMMANDS_PROGRESS_H
#define COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct client_stats;

struct progress {
	double started; // seconds of the monotonic clock, like the next
	double asking;  // since when other machines are asked; 0: they are not
	bool shown;
};

void progress_init(struct progress *progress);
/* Seconds since it was begun. */
double progress_elapsed(const struct progress *progress);
/* Callbacks of a build; the context is the progress. */
void progress_show_stage(void *context, const char *stage, size_t count);
void progress_show_online(void *context, const struct client_stats *stats);
void progress_clear(struct progress *progress);

#endif
