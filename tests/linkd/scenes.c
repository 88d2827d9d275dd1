/* What the server does, by the first word of the path. The rest of the path are its arguments. */
#include "linkd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HTML_MOST = 60 * 1024, PIECE = 4096, DRIP = 20 };

static const char html_type[] = "Content-Type: text/html; charset=utf-8\r\n";

static int
hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);

	return c && at ? (int)(at - digits) : -1;
}

/* What stands behind the first '?', with %XX decoded; "" when there is nothing. */
static const char *
query(struct talk *talk, char *out)
{
	const char *at = strchr(talk->path, '?');
	size_t len = 0;

	for (at = at ? at + 1 : ""; *at && len < HTML_MOST - 1; at++) {
		int high = *at == '%' ? hex_digit(at[1]) : -1;
		int low = high >= 0 ? hex_digit(at[2]) : -1;

		out[len++] = low >= 0 ? (char)(high * 16 + low) : *at;
		at += low >= 0 ? 2 : 0;
	}
	out[len] = '\0';
	return out;
}

/* /status/CODE */
static void
play_status(struct talk *talk, const char *arguments)
{
	int status = (int)strtol(arguments, NULL, 10);

	if (status == 204 || status == 304)
		talk_leave(talk), talk_printf(talk, "HTTP/1.1 %d Status\r\n\r\n", status);
	else
		talk_answer(talk, status, html_type, "<p>A page.</p>\n");
}

/* /head/CODE: so of HEAD, and 200 of the rest */
static void
play_head(struct talk *talk, const char *arguments)
{
	play_status(talk, talk->head ? arguments : "200");
}

/* /redirect/CODE?LOCATION */
static void
play_redirect(struct talk *talk, const char *arguments)
{
	const char *to = strchr(talk->path, '?');
	char headers[HTML_MOST];

	snprintf(headers, sizeof(headers), "Location: %s\r\n", to ? to + 1 : "");
	talk_answer(talk, (int)strtol(arguments, NULL, 10), headers, "moved\n");
}

/* /decoded-redirect/CODE?LOCATION, whose bytes are decoded */
static void
play_decoded_redirect(struct talk *talk, const char *arguments)
{
	char to[HTML_MOST], headers[HTML_MOST + 32];

	snprintf(headers, sizeof(headers), "Location: %s\r\n", query(talk, to));
	talk_answer(talk, (int)strtol(arguments, NULL, 10), headers, "moved\n");
}

/* /chain/N: N redirects, then a page */
static void
play_chain(struct talk *talk, const char *arguments)
{
	long left = strtol(arguments, NULL, 10);
	char headers[100];

	snprintf(headers, sizeof(headers), "Location: /chain/%ld\r\n", left - 1);
	if (left > 0)
		talk_answer(talk, 302, headers, "");
	else
		talk_answer(talk, 200, html_type, "<p>The end.</p>\n");
}

/* /circle: to itself, for ever */
static void
play_circle(struct talk *talk, const char *arguments)
{
	char headers[HTML_MOST];

	(void)arguments;
	snprintf(headers, sizeof(headers), "Location: %s\r\n", talk->path);
	talk_answer(talk, 302, headers, "");
}

/* /cookie: to itself, until the cookie comes back */
static void
play_cookie(struct talk *talk, const char *arguments)
{
	char value[200];

	(void)arguments;
	talk_header(talk, "Cookie", value, sizeof(value));
	if (strstr(value, "seen=yes"))
		talk_answer(talk, 200, html_type, "<p>Welcome back.</p>\n");
	else
		talk_answer(talk, 302, "Location: /cookie\r\nSet-Cookie: seen=yes; Path=/\r\n", "");
}

/* /agent: 403, unless it calls itself Mozilla */
static void
play_agent(struct talk *talk, const char *arguments)
{
	char value[500];

	(void)arguments;
	talk_header(talk, "User-Agent", value, sizeof(value));
	play_status(talk, strstr(value, "Mozilla") ? "200" : "403");
}

/* /with/CODE?HEADERS: with these header lines, decoded */
static void
play_with(struct talk *talk, const char *arguments)
{
	char headers[HTML_MOST];

	query(talk, headers);
	talk_answer(talk, (int)strtol(arguments, NULL, 10), headers, "<p>A page.</p>\n");
}

/* /html?TEXT: a page of this text; /type?TYPE: a page of this type */
static void
play_html(struct talk *talk, const char *arguments)
{
	char body[HTML_MOST];

	(void)arguments;
	talk_answer(talk, 200, html_type, query(talk, body));
}

/* /retry/CODE/TIMES?VALUE: so often CODE with Retry-After, if there is a value; then 200 */
static void
play_retry(struct talk *talk, const char *arguments)
{
	const char *slash = strchr(arguments, '/');
	char value[HTML_MOST], headers[HTML_MOST + 32] = "";

	if (strchr(talk->path, '?'))
		snprintf(headers, sizeof(headers), "Retry-After: %s\r\n", query(talk, value));
	if (talk->hit <= strtoul(slash ? slash + 1 : "0", NULL, 10))
		talk_answer(talk, (int)strtol(arguments, NULL, 10), headers, "later\n");
	else
		talk_answer(talk, 200, html_type, "<p>Now.</p>\n");
}

/* /sleep/MILLISECONDS */
static void
play_sleep(struct talk *talk, const char *arguments)
{
	talk_wait(talk, (int)strtol(arguments, NULL, 10));
	talk_answer(talk, 200, html_type, "<p>Good morning.</p>\n");
}

static void
drip(struct talk *talk, const char *text, int times)
{
	for (int i = 0; i < times && !talk->close; i++) {
		talk_send(talk, text, strlen(text));
		talk_wait(talk, DRIP);
	}
}

static void
play_drip_headers(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk_printf(talk, "HTTP/1.1 200 OK\r\n");
	drip(talk, "X-Drop: a\r\n", 10000);
}

/* The size is not said, so it is read only when something is looked for. */
static void
play_drip_body(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk_printf(talk, "HTTP/1.1 200 OK\r\n%sConnection: close\r\n\r\n", html_type);
	if (!talk->head)
		drip(talk, "<p>", 10000);
	talk->close = true;
}

/* /endless and /endless-chunked */
static void
play_endless(struct talk *talk, const char *arguments)
{
	bool chunked = strncmp(talk->path, "/endless-chunked", 16) == 0;
	char piece[PIECE];

	(void)arguments;
	memset(piece, 'x', sizeof(piece));
	talk_printf(talk, "HTTP/1.1 200 OK\r\n%s%s\r\n", html_type,
		    chunked ? "Transfer-Encoding: chunked\r\n" : "");
	while (!talk->head && !talk->close) {
		if (chunked)
			talk_printf(talk, "%x\r\n", PIECE);
		talk_send(talk, piece, sizeof(piece));
		if (chunked)
			talk_send(talk, "\r\n", 2);
	}
	talk->close = true;
}

/*
 * 200 MB of zeros in 1.3 MB of gzip, by hand: a block with fixed codes of the literal 0,
 * then "258 bytes from 1 back" in 13 bits, 8 of them in 13 bytes.
 */
static void
play_bomb(struct talk *talk, const char *arguments)
{
	static const unsigned char start[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
	unsigned bits = 0, nbits = 0;
	unsigned char piece[PIECE];
	size_t len = 0;

	(void)arguments;
	talk_printf(talk,
		    "HTTP/1.1 200 OK\r\n%sContent-Encoding: gzip\r\nConnection: close\r\n\r\n",
		    html_type);
	talk->close = true;
	if (talk->head || !talk_send(talk, start, sizeof(start)))
		return;
	bits = 3;           // the last block, of fixed codes
	bits |= 0x0cu << 3; // literal 0: 00110000 from its highest bit
	nbits = 11;
	for (long left = 200L * 1000 * 1000; left > 0; left -= 258) {
		bits |=
		    0xa3u << nbits; // code 285: 11000101 from its highest bit; distance 1: 00000
		for (nbits += 13; nbits >= 8; nbits -= 8, bits >>= 8)
			piece[len++] = (unsigned char)bits;
		if (len < sizeof(piece) - 2)
			continue;
		if (!talk_send(talk, piece, len))
			return;
		len = 0;
	}
}

static void
play_bad_gzip(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk_answer(talk, 200, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
		    "<p id=here>this is no gzip</p>");
}

/* /silent: nothing; /silent-head: nothing to HEAD */
static void
play_silent(struct talk *talk, const char *arguments)
{
	if (strncmp(talk->path, "/silent-head", 12) == 0 && !talk->head) {
		play_status(talk, "200");
		return;
	}
	(void)arguments;
	talk_wait(talk, 60 * 1000);
	talk->close = true;
}

/* /reset, /reset-head; /reset-body behind the headers */
static void
play_reset(struct talk *talk, const char *arguments)
{
	(void)arguments;
	if (strncmp(talk->path, "/reset-head", 11) == 0 && !talk->head) {
		play_status(talk, "200");
		return;
	}
	if (strncmp(talk->path, "/reset-body", 11) == 0) {
		talk_printf(talk, "HTTP/1.1 200 OK\r\n%sContent-Length: 1000\r\n\r\nA part",
			    html_type);
		talk_wait(talk, 50); // or the reset overtakes it
	}
	talk_reset(talk);
}

static void
play_empty(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk->close = true;
}

static void
play_short_body(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk_printf(talk, "HTTP/1.1 200 OK\r\n%sContent-Length: 1000\r\n\r\nA part", html_type);
	talk->close = true;
}

/* A body where there may be none */
static void
play_head_body(struct talk *talk, const char *arguments)
{
	(void)arguments;
	talk_printf(talk,
		    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nA body");
	talk->close = true;
}

/* /headers/NUMBER/SIZE */
static void
play_headers(struct talk *talk, const char *arguments)
{
	const char *slash = strchr(arguments, '/');
	long number = strtol(arguments, NULL, 10), size = strtol(slash ? slash + 1 : "1", NULL, 10);
	char *value = malloc((size_t)size + 1);

	if (!value)
		return;
	memset(value, 'x', (size_t)size);
	talk_printf(talk, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
	for (long i = 0; i < number && !talk->close; i++) {
		talk_printf(talk, "X-%ld: ", i);
		talk_send(talk, value, (size_t)size);
		talk_send(talk, "\r\n", 2);
	}
	talk_send(talk, "\r\n", 2);
	free(value);
}

/* What is sent as it stands, NUL and all. */
static void
play_raw(struct talk *talk, const char *arguments)
{
	static const char nul[] = "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 0\r\n\r\n";
	static const struct {
		const char *name, *text;
	} known[] = {
	    {"bad-status", "HTTP/1.1 abc\r\n\r\n"},
	    {"no-status", "Hello\r\nContent-Length: 0\r\n\r\n"},
	    {"lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello"},
	    {"hints", "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nX-Early: yes\r\n\r\n"
		      "HTTP/1.1 200 OK\r\nX-Late: yes\r\nContent-Length: 0\r\n\r\n"},
	    {"control", "HTTP/1.1 200 A\x1b[31mred\r\nX-Red: \x1b[31mred\r\n"
			"Location: /a\x1b[31m\r\nContent-Length: 0\r\n\r\n"},
	};

	talk->close = true;
	if (strcmp(arguments, "nul") == 0)
		talk_send(talk, nul, sizeof(nul) - 1);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(arguments, known[i].name) == 0)
			talk_send(talk, known[i].text, strlen(known[i].text));
}

/* /late/BYTES: an id behind so many bytes of text; /split: one byte a chunk */
static void
play_late(struct talk *talk, const char *arguments)
{
	long bytes = strtol(arguments, NULL, 10);

	talk_printf(talk, "HTTP/1.1 200 OK\r\n%sConnection: close\r\n\r\n", html_type);
	talk->close = true;
	for (; !talk->head && bytes > 0; bytes -= 10)
		talk_send(talk, "some text ", 10);
	if (!talk->head)
		talk_printf(talk, "<p id=here>");
}

static void
play_split(struct talk *talk, const char *arguments)
{
	char body[HTML_MOST];

	(void)arguments;
	talk_printf(talk, "HTTP/1.1 200 OK\r\n%sTransfer-Encoding: chunked\r\n\r\n", html_type);
	query(talk, body);
	for (const char *at = body; *at && !talk->head; at++)
		talk_printf(talk, "1\r\n%c\r\n", *at);
	if (!talk->head)
		talk_printf(talk, "0\r\n\r\n");
}

static const struct {
	const char *name;
	void (*play)(struct talk *talk, const char *arguments);
} scenes[] = {
    {"status", play_status},
    {"head", play_head},
    {"redirect", play_redirect},
    {"decoded-redirect", play_decoded_redirect},
    {"chain", play_chain},
    {"circle", play_circle},
    {"cookie", play_cookie},
    {"agent", play_agent},
    {"with", play_with},
    {"html", play_html},
    {"retry", play_retry},
    {"sleep", play_sleep},
    {"drip-headers", play_drip_headers},
    {"drip-body", play_drip_body},
    {"endless", play_endless},
    {"endless-chunked", play_endless},
    {"bomb", play_bomb},
    {"bad-gzip", play_bad_gzip},
    {"silent", play_silent},
    {"silent-head", play_silent},
    {"reset", play_reset},
    {"reset-head", play_reset},
    {"reset-body", play_reset},
    {"empty", play_empty},
    {"short-body", play_short_body},
    {"head-body", play_head_body},
    {"headers", play_headers},
    {"raw", play_raw},
    {"late", play_late},
    {"split", play_split},
};

void
scene_play(struct talk *talk)
{
	size_t len = strcspn(talk->path + 1, "/?");
	const char *arguments = talk->path + 1 + len;

	arguments += *arguments == '/';
	for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++)
		if (strlen(scenes[i].name) == len &&
		    strncmp(scenes[i].name, talk->path + 1, len) == 0) {
			scenes[i].play(talk, arguments);
			return;
		}
	if (len == 0)
		talk_answer(talk, 200, html_type, "<p>The front page.</p>\n");
	else
		talk_answer(talk, 404, html_type, "<p>There is no such page.</p>\n");
}
