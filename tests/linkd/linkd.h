/*
 * A web server that misbehaves, on loopback: what the two files of it share.
 *
 * What it does is said by the path of the request; scenes.c has the table of them.
 */
#ifndef LINKD_H
#define LINKD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REQUEST_MOST = 64 * 1024, PATHS_MOST = 4096, HEADERS_KEPT = 1024 };

/* How often a path was asked for, by any method. */
struct hit {
	char path[200];
	unsigned count;
};

/* A host, by the header of that name, and how many requests of it are being answered. */
struct load {
	char host[200];
	unsigned active, most;
};

/* What a host answers to a path instead of that path's own scene. */
struct answer {
	char *host, *path, *scene;
};

struct server {
	const struct answer *answers; // does not change
	size_t nanswers;

	pthread_mutex_t mutex; // for all that follows
	char *log;
	size_t log_len, log_capacity;
	struct hit hits[PATHS_MOST];
	size_t nhits;
	struct load loads[PATHS_MOST];
	size_t nloads;
	unsigned connections;
	uint64_t sent; // bytes of all answers
};

/* One connection, and the request that is being answered. */
struct talk {
	struct server *server;
	int fd;
	struct ssl_ctx_st *context; // of its door; NULL: no TLS
	struct ssl_st *tls;
	unsigned number; // of the connection, from 1
	char request[REQUEST_MOST + 1];
	size_t len, used;   // bytes read, and of them those of the request
	const char *method; // within `request`, NUL-terminated like the following
	char *path;         // with its query
	char *headers;      // lines as they came
	bool head;
	bool close;   // after the answer
	unsigned hit; // the how manieth request of the path, from 1
	struct load *load;
};

/* False when the peer is gone. */
bool talk_send(struct talk *talk, const void *bytes, size_t len);
bool talk_printf(struct talk *talk, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A whole answer with its length; of HEAD without the body. */
void talk_answer(struct talk *talk, int status, const char *headers, const char *body);
/* Closes so that the peer gets a reset. */
void talk_reset(struct talk *talk);
/* The value of a header, to its end of line, copied; "" when there is none. */
void talk_header(const struct talk *talk, const char *name, char *value, size_t size);
/* Until the peer closes, or so long. */
void talk_wait(struct talk *talk, int milliseconds);
/* The request is answered, but for its last bytes: others of its host may follow. */
void talk_leave(struct talk *talk);

/* Answers the request that was read. */
void scene_play(struct talk *talk);

#endif
