/*
 * Addresses that a link may not lead us to: our own machine, the network around it, and
 * everything else that is not the public internet. What is asked is the address that a
 * socket is about to be opened to, so neither a name nor a spelling gets past it.
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/* Of IPv4 and IPv6. Addresses that carry an IPv4 address within are as public as that. */
bool address_is_public(const struct sockaddr *address);

enum { ADDRESS_TEXT = 64 };
/* "10.0.0.1" or "fe80::1", without the port; in the buffer. */
struct str address_text(const struct sockaddr *address, char buffer[static ADDRESS_TEXT]);

/* Addresses that the site allows although they are not public. */
struct address_range {
	unsigned char bytes[16]; // IPv4 as ::ffff:a.b.c.d
	unsigned bits;           // 0 .. 128
	uint16_t port;           // 0: any
};

/* "127.0.0.0/8", "10.1.2.3", "10.1.2.3:8080", "fc00::/7" or "[::1]:8080"; false for all else. */
bool address_range_parse(struct str text, struct address_range *out);
bool address_is_in(const struct sockaddr *address, const struct address_range *range);

/*
 * Of what no socket is opened to by us, as a proxy does it: "10.0.0.1", "[::1]",
 * "localhost", names without a dot, and those that are only for local networks.
 */
bool address_name_is_private(struct str host);
/* 80, 443, and those from 1024 on that browsers do not refuse. */
bool address_port_is_allowed(unsigned port);

#endif
