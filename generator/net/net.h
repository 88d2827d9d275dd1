/*
 * Requests to other machines and what became of them: the words that the files of this
 * folder share. Nothing here, and nothing in this folder, opens a socket before
 * `transfers_new`; a program that was not asked to go online never calls it.
 *
 * A response says what happened, not whether that is good: which status is a broken link
 * is for the floors above. Text from servers is hostile: any bytes, except that `detail`
 * and header lines hold no control characters.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct address_range;
struct buf;

/* Why there is no response, or no whole body. */
enum net_error {
	NET_FINE,
	NET_TIMEOUT,
	NET_DNS,      // there is no such name
	NET_DNS_TEMP, // nobody could say
	NET_REFUSED,
	NET_RESET, // closed in the midst, by either kind of packet
	NET_EMPTY, // closed before a byte came
	NET_TLS_CHAIN,
	NET_TLS_EXPIRED,
	NET_TLS_SELF_SIGNED,
	NET_TLS_HOSTNAME,
	NET_TLS_VERSION,
	NET_TLS_OTHER,
	NET_UNREACHABLE,
	NET_GUARD, // the address is not public; nothing was sent
	NET_PROTO, // not http or https, or a port that is not for web pages; nothing was sent
	NET_URL,   // it cannot be read, or is too long; nothing was sent
	NET_HEADERS_TOO_LARGE,
	NET_MALFORMED, // not HTTP, or a body that cannot be decoded
	NET_HTTP2,
	NET_BODY_CAP, // more body than was asked for
	NET_CANCELLED,
	NET_ERROR_COUNT
};
/* "timeout", "tls_chain", …; NULL for NET_FINE. */
const char *net_error_name(enum net_error error);

/* How far it came. */
enum net_phase {
	NET_PHASE_DNS,
	NET_PHASE_CONNECT,
	NET_PHASE_TLS,
	NET_PHASE_HEADERS,
	NET_PHASE_BODY
};
const char *net_phase_name(enum net_phase phase);

enum {
	NET_URL_MOST = 8 * 1024,      // bytes
	NET_HEAD_MOST = 256 * 1024,   // bytes of all headers, those of 1xx too
	NET_SMALL_BODY = 32 * 1024,   // read although nobody wants it, to keep the connection
	NET_BODY_MOST = 16 << 20,     // bytes, whatever is asked for
	NET_COOKIES_MOST = 16 * 1024, // bytes of a jar
	NET_WANT_MOST = 256           // fragments
};

enum net_method { NET_HEAD, NET_GET };

/* All texts are borrowed until the response has come. */
struct net_request {
	struct str url; // sent as it is, without its fragment
	enum net_method method;
	const struct str *headers; // "Name: value"
	size_t nheaders;
	uint32_t timeout, connect_timeout; // milliseconds; 0: 20 and 10 seconds
	size_t max_body;                   // decoded bytes; 0: 1 MiB. Only matters with `want`
	const struct str *want;            // fragments to look for, as in a URL behind '#'
	size_t nwant;
	bool http1;          // not HTTP/2
	struct buf *cookies; // a jar that the response adds to; NULL: cookies are forgotten
};

/* Lives as long as the transfer. Empty texts were not there. */
struct net_response {
	bool ok;              // a status and all headers came, whatever happened then
	int status;           // 0 without ok
	enum net_error error; // with ok: what ended the body
	enum net_phase phase; // in which the error was
	struct str detail;    // of the error, for people

	struct str headers;  // a line each, "Name: value\n"
	struct str location; // as it came
	struct str next;     // the same as a whole URL; empty when it cannot be followed
	bool had_userinfo;   // "user:password@" was taken out of `next`
	struct str content_type;
	int64_t length; // that was announced; -1: none
	bool has_retry_after;
	uint32_t retry_after; // seconds

	uint64_t bytes;        // of body, decoded
	bool truncated;        // the body did not come whole, or we had enough
	bool searched;         // it was HTML that could be searched for `want`
	const bool *found;     // one a fragment; NULL when it was not searched
	bool scripts;          // the HTML has scripts
	const char *challenge; // who wants proof of a browser: "cloudflare", …; NULL: nobody

	struct str ip;
	const char *http_version; // "1.1"; NULL: unknown
	bool reused;              // the connection was there before
	uint32_t connections;     // that were opened for it
	int64_t time;             // microseconds
};

/* The last header of that name, in any case, without spaces around; empty when there is none. */
struct str net_header(const struct net_response *response, struct str name);
/* Takes the next header of that name off the front of *rest, which begins as response->headers. */
bool net_next_header(struct str *rest, struct str name, struct str *value);

/* A header that goes to one host and to no other, wherever a redirect leads. */
struct net_secret {
	struct str host;    // in lower case
	const char *header; // "Name: value"
};

/* A host whose certificate may be wrong in one way; one that is in several has several of these. */
struct net_exception {
	struct str host;      // in lower case
	enum net_error error; // NET_TLS_CHAIN, _EXPIRED, _SELF_SIGNED or _HOSTNAME
};

/* What the site's owner decides, and no plugin. All is borrowed and must outlive the user. */
struct net_options {
	const char *user_agent;              // NULL: "lectern/VERSION"
	const struct address_range *allowed; // although they are not public
	size_t nallowed;
	const char *proxy;   // URL; NULL: none. Names are then the proxy's to look up
	const char *ca_file; // PEM; NULL: the system's
	bool tls_1_3;        // no older TLS than that; else than 1.2
	const struct net_secret *secrets;
	size_t nsecrets;
	/* They are asked again without that check, and without their secrets. */
	const struct net_exception *exceptions;
	size_t nexceptions;
	/* Once the first header came, fewer bytes a second for so many seconds are a timeout; 0:
	 * none. */
	unsigned low_speed_bytes, low_speed_time;
	size_t connections; // that are kept open; 0: 64

	/* For tests. */
	const char *const *connect_to;    // "host:port:address:port", ends with NULL
	double time_scale;                // of all waits but timeouts; 0: 1
	int (*resolve)(const char *host); // instead of getaddrinfo, after libcurl found nothing
};

#endif
