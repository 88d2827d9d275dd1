/* The misbehaving server of tests/linkd, for tests: started, asked what it saw, and ended. */
#ifndef LINKD_UNIT_H
#define LINKD_UNIT_H

#include "unit.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct linkd {
	pid_t pid;
	int http, closed, full, rude, mute;                 // ports
	int good, self, expired, nochain, chain, name, old; // those with TLS
	char ca_file[64];                                   // of their authority
	char *text;                                         // of the last linkd_ask
};

static inline int *
linkd_port(struct linkd *linkd, const char *name)
{
	const struct {
		const char *name;
		int *port;
	} all[] = {{"http", &linkd->http},           {"closed", &linkd->closed},
		   {"full", &linkd->full},           {"rude", &linkd->rude},
		   {"mute", &linkd->mute},           {"tls-good", &linkd->good},
		   {"tls-self", &linkd->self},       {"tls-expired", &linkd->expired},
		   {"tls-nochain", &linkd->nochain}, {"tls-chain", &linkd->chain},
		   {"tls-name", &linkd->name},       {"tls-old", &linkd->old}};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(name, all[i].name) == 0)
			return all[i].port;
	fail_msg("linkd opened '%s'", name);
	return NULL;
}

static inline void
linkd_start(struct linkd *linkd, bool tls)
{
	const char *build = getenv("LECTERN_BUILD");
	char program[4096], name[32], line[64];
	int out[2], port;
	FILE *said;

	*linkd = (struct linkd){.pid = -1};
	if (tls) {
		int file;

		snprintf(linkd->ca_file, sizeof(linkd->ca_file), "/tmp/linkd-XXXXXX");
		file = mkstemp(linkd->ca_file);
		assert_true(file >= 0);
		close(file);
	}
	snprintf(program, sizeof(program), "%s/tests/linkd", build ? build : "build");
	assert_int_equal(pipe(out), 0);
	linkd->pid = fork();
	if (linkd->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that dies takes it along
		dup2(out[1], STDOUT_FILENO);
		close(out[0]);
		close(out[1]);
		execl(program, "linkd", "600", tls ? linkd->ca_file : NULL, (char *)NULL);
		_exit(127);
	}
	assert_true(linkd->pid > 0);
	close(out[1]);
	said = fdopen(out[0], "r");
	assert_non_null(said);
	while (fgets(line, sizeof(line), said) && strcmp(line, "ready\n") != 0) {
		char *space = strchr(line, ' ');

		assert_non_null(space);
		port = (int)strtol(space, NULL, 10);
		snprintf(name, sizeof(name), "%.*s", (int)(space - line), line);
		*linkd_port(linkd, name) = port;
	}
	fclose(said);
	assert_true(linkd->http > 0);
}

static inline void
linkd_stop(struct linkd *linkd)
{
	free(linkd->text);
	if (linkd->ca_file[0])
		unlink(linkd->ca_file);
	if (linkd->pid > 0) {
		kill(linkd->pid, SIGKILL);
		waitpid(linkd->pid, NULL, 0);
	}
}

/* The body of the answer to GET path, by a connection of its own; until the next call. */
static inline char *
linkd_ask(struct linkd *linkd, const char *path)
{
	struct sockaddr_in place = {.sin_family = AF_INET,
				    .sin_port = htons((uint16_t)linkd->http)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char request[256];
	size_t len = 0, capacity = 1 << 24;
	ssize_t got;
	char *body;

	inet_pton(AF_INET, "127.0.0.1", &place.sin_addr);
	assert_int_equal(connect(fd, (struct sockaddr *)&place, sizeof(place)), 0);
	snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: test\r\n\r\n", path);
	assert_int_equal(send(fd, request, strlen(request), 0), (ssize_t)strlen(request));
	shutdown(fd, SHUT_WR);
	free(linkd->text);
	linkd->text = calloc(capacity, 1);
	assert_non_null(linkd->text);
	while ((got = recv(fd, linkd->text + len, capacity - 1 - len, 0)) > 0)
		len += (size_t)got;
	close(fd);
	body = strstr(linkd->text, "\r\n\r\n");
	assert_non_null(body);
	return body + 4;
}

/* How many requests it saw, of the method ("" for any) and with the path. */
static inline size_t
linkd_count(struct linkd *linkd, const char *method, const char *path)
{
	struct str rest = str_from(linkd_ask(linkd, "/_log")), line, field;
	size_t n = 0;

	while (str_split(&rest, '\n', &line)) {
		struct str fields[7] = {{0}};

		for (size_t i = 0; i < 7 && str_split(&line, '\t', &field); i++)
			fields[i] = field;
		n += fields[4].len && str_eq(fields[4], str_from(path)) &&
		     (!method[0] || str_eq(fields[3], str_from(method)));
	}
	return n;
}

/* How many requests it saw at all. */
static inline size_t
linkd_total(struct linkd *linkd)
{
	size_t n = 0;

	for (const char *at = linkd_ask(linkd, "/_log"); *at; at++)
		n += *at == '\n';
	return n;
}

/* How many connections those requests came by. */
static inline size_t
linkd_connections(struct linkd *linkd)
{
	struct str rest = str_from(linkd_ask(linkd, "/_log")), line, field;
	static bool seen[1 << 17];
	size_t n = 0;
	int number;

	memset(seen, 0, sizeof(seen));
	while (str_split(&rest, '\n', &line)) {
		if (!line.len)
			continue;
		str_split(&line, '\t', &field);
		str_split(&line, '\t', &field);
		if (!str_to_int(field, &number) || number < 0 || number >= 1 << 17)
			fail_msg("a line of the log is '%.*s'", STR_ARG(line));
		n += !seen[number];
		seen[number] = true;
	}
	return n;
}

#endif
