/* A thread a name; what it works on is freed by whoever needs it last. */
#include "net/lookup.h"

#include "base/arena.h"
#include "base/die.h"
#include "base/map.h"

#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct question {
	char host[256];
	int (*resolve)(const char *host);
	atomic_int answer; // enum lookup_answer
	atomic_int users;  // the lookups, and the thread while it runs
};

struct lookups {
	struct arena arena;
	struct map questions;
	int (*resolve)(const char *host);
};

static int
ask_system(const char *host)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
	int status = getaddrinfo(host, NULL, &hints, &found);

	if (status == 0)
		freeaddrinfo(found);
	return status;
}

static void
put_away(struct question *question)
{
	if (atomic_fetch_sub(&question->users, 1) == 1)
		free(question);
}

static bool
is_none(int status)
{
#ifdef EAI_NODATA
	if (status == EAI_NODATA)
		return true;
#endif
	return status == EAI_NONAME;
}

static void *
ask(void *argument)
{
	struct question *question = argument;
	int status = question->resolve(question->host);

	atomic_store(&question->answer, is_none(status) ? LOOKUP_NONE : LOOKUP_TEMPORARY);
	put_away(question);
	return NULL;
}

static void
start(struct question *question)
{
	pthread_attr_t attributes;
	pthread_t thread;

	atomic_store(&question->users, 2);
	if (pthread_attr_init(&attributes) == 0) {
		pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
		if (pthread_create(&thread, &attributes, ask, question) == 0) {
			pthread_attr_destroy(&attributes);
			return;
		}
		pthread_attr_destroy(&attributes);
	}
	atomic_store(&question->answer, LOOKUP_TEMPORARY);
	atomic_store(&question->users, 1);
}

struct lookups *
lookups_new(int (*resolve)(const char *host))
{
	struct lookups *lookups = alloc_or_die(1, sizeof(*lookups));

	*lookups = (struct lookups){.resolve = resolve ? resolve : ask_system};
	arena_init(&lookups->arena);
	return lookups;
}

void
lookups_free(struct lookups *lookups)
{
	for (size_t i = 0; i < lookups->questions.len; i++)
		put_away(lookups->questions.entries[i].value);
	arena_release(&lookups->arena);
	free(lookups);
}

enum lookup_answer
lookups_ask(struct lookups *lookups, struct str host)
{
	struct question *question = map_find(&lookups->questions, host);

	if (!question) {
		question = alloc_or_die(1, sizeof(*question));
		*question = (struct question){.resolve = lookups->resolve};
		if (host.len >= sizeof(question->host)) {
			free(question);
			return LOOKUP_NONE; // longer than a name can be
		}
		snprintf(question->host, sizeof(question->host), "%.*s", STR_ARG(host));
		map_put(&lookups->questions, &lookups->arena, arena_dup(&lookups->arena, host),
			question);
		start(question);
	}
	return (enum lookup_answer)atomic_load(&question->answer);
}
