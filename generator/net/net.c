/* Names of errors and phases, and headers looked up. */
#include "net/net.h"

static const char *const error_names[NET_ERROR_COUNT] = {
    [NET_TIMEOUT] = "timeout",
    [NET_DNS] = "dns",
    [NET_DNS_TEMP] = "dns_temp",
    [NET_REFUSED] = "refused",
    [NET_RESET] = "reset",
    [NET_EMPTY] = "empty",
    [NET_TLS_CHAIN] = "tls_chain",
    [NET_TLS_EXPIRED] = "tls_expired",
    [NET_TLS_SELF_SIGNED] = "tls_self_signed",
    [NET_TLS_HOSTNAME] = "tls_hostname",
    [NET_TLS_VERSION] = "tls_version",
    [NET_TLS_OTHER] = "tls_other",
    [NET_UNREACHABLE] = "unreachable",
    [NET_GUARD] = "guard",
    [NET_PROTO] = "proto",
    [NET_URL] = "url",
    [NET_HEADERS_TOO_LARGE] = "headers_too_large",
    [NET_MALFORMED] = "malformed",
    [NET_HTTP2] = "http2",
    [NET_BODY_CAP] = "body_cap",
    [NET_CANCELLED] = "cancelled",
};

const char *
net_error_name(enum net_error error)
{
	return error_names[error];
}

const char *
net_phase_name(enum net_phase phase)
{
	static const char *const names[] = {"dns", "connect", "tls", "headers", "body"};

	return names[phase];
}

bool
net_next_header(struct str *rest, struct str name, struct str *value)
{
	struct str line;

	while (str_split(rest, '\n', &line)) {
		size_t colon = str_find_char(line, ':');

		if (colon == line.len || !str_eq_fold(str_slice(line, 0, colon), name))
			continue;
		*value = str_trim(str_skip(line, colon + 1));
		return true;
	}
	return false;
}

struct str
net_header(const struct net_response *response, struct str name)
{
	struct str rest = response->headers, value = {0};

	while (net_next_header(&rest, name, &value))
		;
	return value;
}
