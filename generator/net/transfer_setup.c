/*
 * What libcurl is told of a request, and what it asks back.
 *
 * CAPATH is NULL, for with a folder of certificates libcurl reads all of them again for
 * every connection. The lower limit of speed is set when the first header comes, for it would
 * count the time in which a slow server thinks.
 */
#include "base/buf.h"
#include "net/address.h"
#include "net/transfer_state.h"

#include <stdio.h>
#include <sys/socket.h>

enum { TIMEOUT = 20 * 1000, CONNECT_TIMEOUT = 10 * 1000, COOKIE_MOST = 4096 };

/* Called by libcurl with the address that was looked up, before a socket is opened to it. */
static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = context;
	const struct net_options *options = transfer->transfers->options;
	bool good = options->proxy || address_is_public(&address->addr);
	char buffer[ADDRESS_TEXT];

	(void)purpose;
	for (size_t i = 0; i < options->nallowed && !good; i++)
		good = address_is_in(&address->addr, &options->allowed[i]);
	if (!good) {
		transfer->sightings.guarded = true;
		transfer->response.detail =
		    arena_dup(&transfer->arena, address_text(&address->addr, buffer));
		return CURL_SOCKET_BAD;
	}
	transfer->sightings.opened = true;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int
before_request(void *context, char *ip, char *local_ip, int port, int local_port)
{
	struct transfer *transfer = context;

	(void)ip;
	(void)local_ip;
	(void)port;
	(void)local_port;
	transfer->sightings.sent = true;
	return CURL_PREREQFUNC_OK;
}

static void
watch_speed(struct transfer *transfer)
{
	const struct net_options *options = transfer->transfers->options;

	if (transfer->sightings.answered)
		return;
	transfer->sightings.answered = true;
	curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, (long)options->low_speed_bytes);
	curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_TIME, (long)options->low_speed_time);
}

static size_t
take_header(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	struct str line = {bytes, size * count};

	watch_speed(transfer);
	return receiver_header(&transfer->receiver, line) ? line.len : 0;
}

/* Of an empty piece there is nothing to take; any other number than its length ends it all. */
static size_t
take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	struct str piece = {bytes, size * count};

	return receiver_body(&transfer->receiver, piece) ? piece.len : piece.len + 1;
}

static void
set_cookies(CURL *easy, const struct buf *jar)
{
	char line[COOKIE_MOST + 1];
	struct str rest, cookie;

	/* COOKIEFILE is the usual way to switch them on, but leaks when the handle is reset. */
	if (jar)
		curl_easy_setopt(easy, CURLOPT_COOKIELIST, "x.invalid\tFALSE\t/\tFALSE\t0\ta\tb");
	curl_easy_setopt(easy, CURLOPT_COOKIELIST, "ALL"); // forgets those of the request before
	if (!jar)
		return;
	rest = buf_str(jar);
	while (str_split(&rest, '\n', &cookie))
		if (cookie.len &&
		    snprintf(line, sizeof(line), "%.*s", STR_ARG(cookie)) < (int)sizeof(line))
			curl_easy_setopt(easy, CURLOPT_COOKIELIST, line);
}

void
transfer_keep_cookies(CURL *easy, struct buf *jar)
{
	struct curl_slist *list = NULL;

	if (!jar || curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &list) != CURLE_OK)
		return;
	buf_reset(jar);
	for (struct curl_slist *at = list; at; at = at->next) {
		struct str line = str_from(at->data);

		if (jar->len + line.len + 1 > NET_COOKIES_MOST)
			break;
		buf_add(jar, line);
		buf_add_char(jar, '\n');
	}
	curl_slist_free_all(list);
}

static void
set_safety(struct transfer *transfer)
{
	const struct net_options *options = transfer->transfers->options;
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(easy, CURLOPT_PROXY, options->proxy ? options->proxy : "");
	curl_easy_setopt(easy, CURLOPT_NOPROXY, ""); // nor what the environment says
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION,
			 (long)(options->tls_1_3 ? CURL_SSLVERSION_TLSv1_3
						 : CURL_SSLVERSION_TLSv1_2));
	if (transfer->any_issuer)
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	if (transfer->any_name)
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	if (options->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
	if (transfer->transfers->connect_to)
		curl_easy_setopt(easy, CURLOPT_CONNECT_TO, transfer->transfers->connect_to);
}

static void
set_request(struct transfer *transfer)
{
	const struct net_request *request = &transfer->request;
	const struct net_options *options = transfer->transfers->options;
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_URL, arena_dup(&transfer->arena, request->url).at);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, request->method == NET_HEAD ? CURLOPT_NOBODY : CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT,
			 options->user_agent ? options->user_agent : "lectern/" LECTERN_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
			 (long)(request->http1 ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
	if (request->nwant)
		curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); // all that libcurl can read
	for (size_t i = 0; i < request->nheaders; i++)
		transfer->headers =
		    curl_slist_append(transfer->headers,
				      arena_dup(&transfer->arena, request->headers[i]).at);
	for (size_t i = 0; i < options->nsecrets && !transfer->any_issuer && !transfer->any_name;
	     i++)
		if (str_eq(options->secrets[i].host, transfer->target.host))
			transfer->headers =
			    curl_slist_append(transfer->headers, options->secrets[i].header);
	if (transfer->headers)
		curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
			 (long)(request->timeout ? request->timeout : TIMEOUT));
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)(request->connect_timeout ? request->connect_timeout
							 : CONNECT_TIMEOUT));
}

static void
set_callbacks(struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
}

void
transfer_set_up(struct transfer *transfer)
{
	set_safety(transfer);
	set_request(transfer);
	set_callbacks(transfer);
	set_cookies(transfer->easy, transfer->request.cookies);
}
