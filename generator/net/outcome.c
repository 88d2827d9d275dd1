/* Codes of libcurl and of the TLS library to errors and phases. */
#include "net/outcome.h"

#include "base/arena.h"
#include "net/receiver.h"

#include <curl/curl.h>

#include <errno.h>

enum { DETAIL_MOST = 200 };

/* Results of verifying a certificate, as OpenSSL numbers them. */
enum {
	VERIFY_UNSET = 1, // also after a wrong name
	VERIFY_NO_ISSUER = 2,
	VERIFY_NOT_YET = 9,
	VERIFY_EXPIRED = 10,
	VERIFY_SELF_SIGNED = 18,
	VERIFY_SELF_SIGNED_ROOT = 19,
	VERIFY_NO_LOCAL_ISSUER = 20,
	VERIFY_NO_FIRST = 21,
	VERIFY_HOSTNAME = 62,
	VERIFY_ADDRESS = 64
};

struct str
outcome_clean(struct arena *arena, const char *text)
{
	struct str copy = arena_dup(arena, str_slice(str_from(text), 0, DETAIL_MOST));

	for (size_t i = 0; i < copy.len; i++)
		if ((unsigned char)copy.at[i] < 0x20 || copy.at[i] == 0x7f)
			((char *)(uintptr_t)copy.at)[i] = ' ';
	return str_trim(copy);
}

static long
get_long(void *easy, CURLINFO info)
{
	long value = 0;

	curl_easy_getinfo(easy, info, &value);
	return value;
}

static enum net_phase
phase_of(const struct outcome *outcome)
{
	if (outcome->receiver->headers_done)
		return NET_PHASE_BODY;
	if (outcome->sightings->sent)
		return NET_PHASE_HEADERS;
	if (!outcome->sightings->opened && !outcome->sightings->guarded)
		return NET_PHASE_DNS;
	/* The time of connecting is not there while a handshake goes on, but our port is. */
	return outcome->https && get_long(outcome->easy, CURLINFO_LOCAL_PORT) ? NET_PHASE_TLS
									      : NET_PHASE_CONNECT;
}

static enum net_error
tls_error(const struct outcome *outcome)
{
	switch (get_long(outcome->easy, CURLINFO_SSL_VERIFYRESULT)) {
	case VERIFY_NOT_YET:
	case VERIFY_EXPIRED: return NET_TLS_EXPIRED;
	case VERIFY_SELF_SIGNED:
	case VERIFY_SELF_SIGNED_ROOT: return NET_TLS_SELF_SIGNED;
	case VERIFY_NO_ISSUER:
	case VERIFY_NO_LOCAL_ISSUER:
	case VERIFY_NO_FIRST: return NET_TLS_CHAIN;
	case 0:
	case VERIFY_UNSET:
	case VERIFY_HOSTNAME:
	case VERIFY_ADDRESS: return NET_TLS_HOSTNAME;
	default: return NET_TLS_OTHER;
	}
}

static enum net_error
handshake_error(const struct outcome *outcome)
{
	struct str message = str_from(outcome->message);

	if (str_has(message, STR("protocol version")) ||
	    str_has(message, STR("unsupported protocol")))
		return NET_TLS_VERSION;
	/* What the peer said counts, not the reset behind it. */
	if (!str_has(message, STR("SSL routines")) &&
	    get_long(outcome->easy, CURLINFO_OS_ERRNO) == ECONNRESET)
		return NET_RESET;
	return NET_TLS_OTHER;
}

static enum net_error
connect_error(const struct outcome *outcome)
{
	if (outcome->sightings->guarded)
		return NET_GUARD;
	switch (get_long(outcome->easy, CURLINFO_OS_ERRNO)) {
	case ECONNREFUSED: return NET_REFUSED;
	case ETIMEDOUT: return NET_TIMEOUT;
	case ECONNRESET: return NET_RESET;
	default: return NET_UNREACHABLE;
	}
}

/* Before the request was sent, or while headers or body came. */
static enum net_error
error_of(const struct outcome *outcome)
{
	bool sent = outcome->sightings->sent, in_headers = sent && !outcome->receiver->headers_done;

	switch ((CURLcode)outcome->code) {
	case CURLE_OK: return NET_MALFORMED; // all went well but there were no headers
	case CURLE_OPERATION_TIMEDOUT: return NET_TIMEOUT;
	case CURLE_COULDNT_RESOLVE_HOST: return outcome->name_is_unknown ? NET_DNS : NET_DNS_TEMP;
	case CURLE_COULDNT_RESOLVE_PROXY: return NET_DNS_TEMP;
	case CURLE_COULDNT_CONNECT: return connect_error(outcome);
	case CURLE_GOT_NOTHING: return NET_EMPTY;
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_PARTIAL_FILE: return NET_RESET;
	case CURLE_SSL_CONNECT_ERROR: return handshake_error(outcome);
	case CURLE_PEER_FAILED_VERIFICATION: return tls_error(outcome);
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM: return NET_HTTP2;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_BAD_CONTENT_ENCODING: return NET_MALFORMED;
	case CURLE_UNSUPPORTED_PROTOCOL: return sent ? NET_MALFORMED : NET_PROTO;
	case CURLE_URL_MALFORMAT:
	case CURLE_LOGIN_DENIED: return NET_URL; // libcurl refuses names of users by that code
	case CURLE_OUT_OF_MEMORY: return in_headers ? NET_HEADERS_TOO_LARGE : NET_CANCELLED;
	default: return sent ? NET_MALFORMED : outcome->https ? NET_TLS_OTHER : NET_UNREACHABLE;
	}
}

static bool
is_header_cap(const struct outcome *outcome)
{
	return outcome->receiver->head_capped ||
	       str_has(str_from(outcome->message), STR("Too large response headers"));
}

static void
read_error(const struct outcome *outcome, struct net_response *response)
{
	const struct receiver *receiver = outcome->receiver;
	const char *message = outcome->message;

	if (response->ok && (outcome->code == CURLE_OK || receiver->satisfied))
		return;
	response->phase = phase_of(outcome);
	response->truncated |= response->ok;
	if (receiver->body_capped)
		response->error = NET_BODY_CAP;
	else if (!response->ok && is_header_cap(outcome))
		response->error = NET_HEADERS_TOO_LARGE;
	else
		response->error = error_of(outcome);
	if (response->error == NET_GUARD)
		return; // its detail is the address
	if (!message[0])
		message = curl_easy_strerror((CURLcode)outcome->code);
	if (response->error == NET_HEADERS_TOO_LARGE)
		message = "more headers than 256 KiB, or one that is too long";
	response->detail = outcome_clean(outcome->arena, message);
}

static const char *
version_of(long version)
{
	switch (version) {
	case CURL_HTTP_VERSION_1_0: return "1.0";
	case CURL_HTTP_VERSION_1_1: return "1.1";
	case CURL_HTTP_VERSION_2_0: return "2";
	default: return NULL;
	}
}

void
outcome_read(const struct outcome *outcome, struct net_response *response)
{
	const char *ip = NULL;
	curl_off_t time = 0;

	receiver_finish(outcome->receiver, response);
	read_error(outcome, response);
	curl_easy_getinfo(outcome->easy, CURLINFO_PRIMARY_IP, &ip);
	if (ip)
		response->ip = arena_dup(outcome->arena, str_from(ip));
	curl_easy_getinfo(outcome->easy, CURLINFO_TOTAL_TIME_T, &time);
	response->time = time;
	response->connections = (uint32_t)get_long(outcome->easy, CURLINFO_NUM_CONNECTS);
	response->reused = response->ok && !response->connections;
	response->http_version = version_of(get_long(outcome->easy, CURLINFO_HTTP_VERSION));
}
