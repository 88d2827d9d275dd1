/*
 * linkd SECONDS [CA_FILE [MAP]]: a server for tests, on 127.0.0.1 and 127.0.0.2. It prints on
 * standard output "NAME PORT" lines and then "ready", and ends by itself after so many seconds.
 *
 *	http     what it is about
 *	closed   nobody listens there
 *	full     a queue of connections that is full: packets to it are dropped
 *	rude     resets every connection at once
 *	mute     accepts and says nothing
 *	tls-…    like http, with a certificate that is right or wrong; see tls.h. Only with
 *		 CA_FILE, to which the authority of the right ones is written
 *
 * MAP is a file of lines "host path scene", with tabs between: what these hosts answer, for
 * whom the right certificates are then, too.
 *
 * /_log answers with a line for each request, /_reset forgets all of them and the counts,
 * /_loads answers with the most requests that were active at once, by host, and /_sent with
 * the bytes that were sent. Requests for these four are not counted. A line of the log is, with
 *tabs between:
 *
 *	milliseconds connection host method path address headers
 */
#include "linkd.h"
#include "tls.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STACK = 1 << 20, ANSWERS_MOST = 1000, LINE = 4096 };

enum kind { KIND_HTTP, KIND_RUDE, KIND_MUTE };

struct door {
	int fd;
	enum kind kind;
	struct server *server;
	struct ssl_ctx_st *context;
};

static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1000000;
}

bool
talk_send(struct talk *talk, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t sent = talk->tls ? tls_write(talk->tls, at, len)
					 : send(talk->fd, at, len, MSG_NOSIGNAL);

		if (sent <= 0) {
			talk->close = true;
			return false;
		}
		at += sent;
		len -= (size_t)sent;
		pthread_mutex_lock(&talk->server->mutex);
		talk->server->sent += (uint64_t)sent;
		pthread_mutex_unlock(&talk->server->mutex);
	}
	return true;
}

bool
talk_printf(struct talk *talk, const char *format, ...)
{
	char text[8192];
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (len < 0 || len >= (int)sizeof(text))
		fail("too long an answer");
	return talk_send(talk, text, (size_t)len);
}

void
talk_answer(struct talk *talk, int status, const char *headers, const char *body)
{
	talk_leave(talk);
	talk_printf(talk, "HTTP/1.1 %d Status\r\nContent-Length: %zu\r\n", status, strlen(body));
	talk_send(talk, headers, strlen(headers));
	talk_send(talk, "\r\n", 2);
	if (!talk->head)
		talk_send(talk, body, strlen(body));
}

void
talk_reset(struct talk *talk)
{
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	talk_leave(talk);
	setsockopt(talk->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	talk->close = true;
}

void
talk_header(const struct talk *talk, const char *name, char *value, size_t size)
{
	size_t len = strlen(name);

	value[0] = '\0';
	for (const char *line = talk->headers; line && *line;) {
		const char *end = strstr(line, "\r\n");

		if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
			line += len + 1;
			while (*line == ' ')
				line++;
			snprintf(value, size, "%.*s", (int)(end ? end - line : (long)strlen(line)),
				 line);
			return;
		}
		line = end ? end + 2 : NULL;
	}
}

void
talk_wait(struct talk *talk, int milliseconds)
{
	struct pollfd peer = {.fd = talk->fd, .events = POLLRDHUP};

	poll(&peer, 1, milliseconds);
}

static struct load *
find_load(struct server *server, const char *host)
{
	for (size_t i = 0; i < server->nloads; i++)
		if (strcmp(server->loads[i].host, host) == 0)
			return &server->loads[i];
	if (server->nloads == PATHS_MOST)
		return &server->loads[0];
	snprintf(server->loads[server->nloads].host, sizeof(server->loads[0].host), "%s", host);
	return &server->loads[server->nloads++];
}

static unsigned
count_hit(struct server *server, const char *path)
{
	for (size_t i = 0; i < server->nhits; i++)
		if (strcmp(server->hits[i].path, path) == 0)
			return ++server->hits[i].count;
	if (server->nhits < PATHS_MOST && strlen(path) < sizeof(server->hits[0].path)) {
		snprintf(server->hits[server->nhits].path, sizeof(server->hits[0].path), "%s",
			 path);
		server->hits[server->nhits++].count = 1;
	}
	return 1;
}

static void
write_log(struct server *server, const char *text)
{
	size_t len = strlen(text);

	if (server->log_len + len + 1 > server->log_capacity) {
		server->log_capacity = 2 * (server->log_capacity + len + 1);
		server->log = realloc(server->log, server->log_capacity);
		if (!server->log)
			fail("log");
	}
	memcpy(server->log + server->log_len, text, len + 1);
	server->log_len += len;
}

static void
enter(struct talk *talk)
{
	struct server *server = talk->server;
	struct sockaddr_in own;
	socklen_t size = sizeof(own);
	char host[200], headers[HEADERS_KEPT], address[32] = "", line[REQUEST_MOST + 2048];

	talk_header(talk, "Host", host, sizeof(host));
	snprintf(headers, sizeof(headers), "%s", talk->headers);
	for (char *at = headers; *at; at++)
		if (*at == '\r' || *at == '\n' || *at == '\t')
			*at = *at == '\n' ? '|' : ' ';
	if (getsockname(talk->fd, (struct sockaddr *)&own, &size) == 0)
		inet_ntop(AF_INET, &own.sin_addr, address, sizeof(address));
	snprintf(line, sizeof(line), "%.3f\t%u\t%s\t%s\t%s\t%s\t%s\n", now(), talk->number, host,
		 talk->method, talk->path, address, headers);
	pthread_mutex_lock(&server->mutex);
	write_log(server, line);
	talk->hit = count_hit(server, talk->path);
	talk->load = find_load(server, host);
	if (++talk->load->active > talk->load->most)
		talk->load->most = talk->load->active;
	pthread_mutex_unlock(&server->mutex);
}

void
talk_leave(struct talk *talk)
{
	pthread_mutex_lock(&talk->server->mutex);
	if (talk->load)
		talk->load->active--;
	talk->load = NULL;
	pthread_mutex_unlock(&talk->server->mutex);
}

static ssize_t
read_some(struct talk *talk)
{
	char *at = talk->request + talk->len;
	size_t room = REQUEST_MOST - talk->len;

	if (!room)
		return 0;
	return talk->tls ? tls_read(talk->tls, at, room) : recv(talk->fd, at, room, 0);
}

/* Reads to the empty line behind the headers; false at the end of the connection. */
static bool
read_request(struct talk *talk)
{
	char *end;

	memmove(talk->request, talk->request + talk->used, talk->len - talk->used);
	talk->len -= talk->used;
	talk->used = 0;
	while (talk->request[talk->len] = '\0', !(end = strstr(talk->request, "\r\n\r\n"))) {
		ssize_t got = read_some(talk);

		if (got <= 0)
			return false;
		talk->len += (size_t)got;
		if (talk->request[0] == 0x16) { // the first byte of TLS
			talk_printf(talk, "HTTP/1.1 400 Bad Request\r\n\r\n");
			return false;
		}
	}
	talk->used = (size_t)(end - talk->request) + 4;
	end[2] = '\0'; // the last header keeps its line end
	return true;
}

static bool
split_request(struct talk *talk)
{
	char *line_end = strstr(talk->request, "\r\n"), *space = strchr(talk->request, ' ');
	char *second = space ? strchr(space + 1, ' ') : NULL;

	if (!line_end || !second || second > line_end)
		return false;
	*space = *second = *line_end = '\0';
	talk->method = talk->request;
	talk->path = space + 1;
	talk->headers = line_end + 2;
	talk->head = strcmp(talk->method, "HEAD") == 0;
	return true;
}

/* Paths that are about the server itself. */
static bool
play_control(struct talk *talk)
{
	struct server *server = talk->server;
	char *copy;
	size_t size = 0;

	if (strcmp(talk->path, "/_log") != 0 && strcmp(talk->path, "/_reset") != 0 &&
	    strcmp(talk->path, "/_loads") != 0 && strcmp(talk->path, "/_sent") != 0)
		return false;
	pthread_mutex_lock(&server->mutex);
	copy = calloc(server->log_len + 32 + server->nloads * 256, 1);
	if (!copy)
		fail("log");
	if (strcmp(talk->path, "/_log") == 0 && server->log)
		memcpy(copy, server->log, server->log_len);
	for (size_t i = 0; strcmp(talk->path, "/_loads") == 0 && i < server->nloads; i++)
		size += (size_t)snprintf(copy + size, 256, "%s\t%u\n", server->loads[i].host,
					 server->loads[i].most);
	if (strcmp(talk->path, "/_sent") == 0)
		snprintf(copy, 32, "%" PRIu64, server->sent);
	if (strcmp(talk->path, "/_reset") == 0) {
		server->sent = 0;
		server->log_len = server->nhits = 0;
		for (size_t i = 0; i < server->nloads; i++)
			server->loads[i].most = server->loads[i].active;
		memset(server->hits, 0, sizeof(server->hits));
	}
	pthread_mutex_unlock(&server->mutex);
	talk_answer(talk, 200, "", copy);
	free(copy);
	return true;
}

/* The log has the path that was asked for; what is played may be another. */
static void
play(struct talk *talk)
{
	struct server *server = talk->server;
	char host[200], path[LINE];

	talk_header(talk, "Host", host, sizeof(host));
	for (size_t i = 0; i < server->nanswers; i++)
		if (strcmp(server->answers[i].host, host) == 0 &&
		    strcmp(server->answers[i].path, talk->path) == 0) {
			snprintf(path, sizeof(path), "%s", server->answers[i].scene);
			talk->path = path;
			break;
		}
	scene_play(talk);
}

static void *
serve(void *argument)
{
	struct talk *talk = argument;

	if (talk->context) {
		talk->tls = tls_accept(talk->context, talk->fd);
		talk->close = !talk->tls;
	}
	while (!talk->close && read_request(talk) && split_request(talk)) {
		talk->load = NULL;
		if (play_control(talk))
			continue;
		enter(talk);
		play(talk);
		talk_leave(talk);
	}
	if (talk->tls)
		tls_close(talk->tls);
	close(talk->fd);
	free(talk);
	return NULL;
}

static void
start_thread(void *(*function)(void *), void *argument)
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attributes, STACK);
	if (pthread_create(&thread, &attributes, function, argument))
		fail("pthread_create");
	pthread_attr_destroy(&attributes);
}

static void
welcome(struct door *door, int fd)
{
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};
	struct talk *talk;
	int on = 1;

	if (door->kind == KIND_RUDE) {
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
		close(fd);
		return;
	}
	if (door->kind == KIND_MUTE)
		return; // open as long as we are
	talk = calloc(1, sizeof(*talk));
	if (!talk)
		fail("memory");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	talk->server = door->server;
	talk->fd = fd;
	talk->context = door->context;
	pthread_mutex_lock(&door->server->mutex);
	talk->number = ++door->server->connections;
	pthread_mutex_unlock(&door->server->mutex);
	start_thread(serve, talk);
}

static void *
listen_at(void *argument)
{
	struct door *door = argument;

	for (;;) {
		int fd = accept(door->fd, NULL, NULL);

		if (fd >= 0)
			welcome(door, fd);
	}
	return NULL;
}

/* Bound to the address; to any free port when *port is 0, which is set then. */
static int
make_socket(const char *address, int *port)
{
	struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port)};
	socklen_t size = sizeof(place);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	inet_pton(AF_INET, address, &place.sin_addr);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, (struct sockaddr *)&place, sizeof(place)))
		fail("bind");
	if (getsockname(fd, (struct sockaddr *)&place, &size))
		fail("getsockname");
	*port = ntohs(place.sin_port);
	return fd;
}

static int
open_door(struct server *server, const char *address, enum kind kind, int port,
	  struct ssl_ctx_st *context)
{
	struct door *door = calloc(1, sizeof(*door));

	if (!door)
		fail("memory");
	*door = (struct door){make_socket(address, &port), kind, server, context};
	if (listen(door->fd, 1024))
		fail("listen");
	start_thread(listen_at, door);
	return port;
}

/* Connects until the queue of what nobody accepts is full. */
static int
open_full(void)
{
	struct sockaddr_in place = {.sin_family = AF_INET};
	int port = 0;
	int fd = make_socket("127.0.0.1", &port);

	if (listen(fd, 0))
		fail("listen");
	inet_pton(AF_INET, "127.0.0.1", &place.sin_addr);
	place.sin_port = htons((uint16_t)port);
	for (int i = 0; i < 4; i++) {
		int peer = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		if (peer < 0)
			fail("socket");
		connect(peer, (struct sockaddr *)&place, sizeof(place)); // that it goes on is meant
	}
	return port;
}

static char *
copy_word(const char *from)
{
	char *word = from ? strdup(from) : NULL;

	if (!word)
		fail("map");
	return word;
}

static void
read_map(struct server *server, const char *name)
{
	struct answer *answers = calloc(ANSWERS_MOST, sizeof(*answers));
	FILE *file = fopen(name, "r");
	char line[LINE];

	if (!file || !answers)
		fail(name);
	while (server->nanswers < ANSWERS_MOST && fgets(line, sizeof(line), file)) {
		struct answer *answer = &answers[server->nanswers++];

		answer->host = copy_word(strtok(line, "\t\n"));
		answer->path = copy_word(strtok(NULL, "\t\n"));
		answer->scene = copy_word(strtok(NULL, "\t\n"));
	}
	fclose(file);
	server->answers = answers;
}

/* "IP:127.0.0.1,…,DNS:host,…" of all hosts of the map; some may be twice. */
static const char *
name_hosts(const struct server *server)
{
	static char names[64 * 1024] = "IP:127.0.0.1,IP:127.0.0.2";
	size_t len = strlen(names);

	for (size_t i = 0; i < server->nanswers && len < sizeof(names) - 300; i++)
		len += (size_t)snprintf(names + len, sizeof(names) - len, ",DNS:%.200s",
					server->answers[i].host);
	return names;
}

static void
open_tls(struct server *server, const char *ca_file)
{
	struct ssl_ctx_st *contexts[TLS_CASES];

	tls_make(contexts, ca_file, name_hosts(server));
	for (int i = 0; i < TLS_CASES; i++)
		printf("%s %d\n", tls_names[i],
		       open_door(server, "127.0.0.1", KIND_HTTP, 0, contexts[i]));
}

int
main(int argc, char **argv)
{
	static struct server server = {.mutex = PTHREAD_MUTEX_INITIALIZER};
	int seconds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
	int http, closed = 0;

	if (seconds < 1) {
		fprintf(stderr, "usage: linkd SECONDS [CA_FILE [MAP]]\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	if (argc > 3)
		read_map(&server, argv[3]);
	http = open_door(&server, "127.0.0.1", KIND_HTTP, 0, NULL);
	open_door(&server, "127.0.0.2", KIND_HTTP, http, NULL);
	make_socket("127.0.0.1", &closed); // bound, so that nobody else gets it
	printf("http %d\nclosed %d\nfull %d\nrude %d\nmute %d\n", http, closed, open_full(),
	       open_door(&server, "127.0.0.1", KIND_RUDE, 0, NULL),
	       open_door(&server, "127.0.0.1", KIND_MUTE, 0, NULL));
	if (argc > 2)
		open_tls(&server, argv[2]);
	puts("ready");
	fflush(stdout);
	sleep((unsigned)seconds);
	return 0;
}
