/* Addresses by their first bits. */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

/* All are looked at as 16 bytes; IPv4 is ::ffff:a.b.c.d. */
struct prefix {
	unsigned char bytes[16];
	unsigned bits;
};

#define V4(a, b, c, bits)                                                                          \
	{                                                                                          \
		{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, 0}, 96 + (bits)                \
	}

static const struct prefix private_v4[] = {
    V4(0, 0, 0, 8),                            // this network
    V4(10, 0, 0, 8),                           // private
    V4(100, 64, 0, 10),                        // shared by customers of a provider
    V4(127, 0, 0, 8),                          // loopback
    V4(169, 254, 0, 16),                       // link-local; what clouds tell their machines
    V4(172, 16, 0, 12),                        // private
    V4(192, 0, 0, 24),                         // protocol assignments
    V4(192, 0, 2, 24),                         // documentation
    V4(192, 88, 99, 24),                       // former relays of 6to4
    V4(192, 168, 0, 16),                       // private
    V4(198, 18, 0, 15),                        // measurements
    V4(198, 51, 100, 24), V4(203, 0, 113, 24), // documentation
    V4(224, 0, 0, 4),                          // multicast
    V4(240, 0, 0, 4),                          // reserved, and broadcast
};

static const struct prefix private_v6[] = {
    {{0}, 128},                                              // unspecified
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128}, // loopback
    {{0xfc}, 7},                                             // unique local
    {{0xfe, 0x80}, 10},                                      // link-local
    {{0xfe, 0xc0}, 10},                                      // site-local
    {{0xff}, 8},                                             // multicast
    {{0x20, 0x01, 0x0d, 0xb8}, 32},                          // documentation
    {{0x01}, 64},                                            // discarded
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},              // translation within a site
};

/* Where an IPv4 address stands in one of IPv6. */
static const struct embedding {
	struct prefix prefix;
	unsigned at;
	unsigned char mask; // its bytes are xor-ed with this
} embeddings[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12, 0}, // mapped
    {{{0}, 96}, 12, 0},                                        // compatible
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12, 0},                   // NAT64
    {{{0x20, 0x02}, 16}, 2, 0},                                // 6to4
    {{{0x20, 0x01, 0, 0}, 32}, 4, 0},                          // Teredo: its server
    {{{0x20, 0x01, 0, 0}, 32}, 12, 0xff},                      // Teredo: its client
};

static bool
has_prefix(const unsigned char *bytes, const unsigned char *prefix, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;
	unsigned char mask = (unsigned char)(0xff00 >> rest);

	return memcmp(bytes, prefix, whole) == 0 &&
	       (rest == 0 || ((bytes[whole] ^ prefix[whole]) & mask) == 0);
}

static bool
is_in_any(const unsigned char *bytes, const struct prefix *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (has_prefix(bytes, list[i].bytes, list[i].bits))
			return true;
	return false;
}

static void
map_v4(const void *four, unsigned char out[static 16])
{
	memset(out, 0, 10);
	out[10] = out[11] = 0xff;
	memcpy(out + 12, four, 4);
}

/* False when it is neither IPv4 nor IPv6. */
static bool
read_bytes(const struct sockaddr *address, unsigned char out[static 16], uint16_t *port)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		map_v4(&v4.sin_addr, out);
		*port = ntohs(v4.sin_port);
		return true;
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&v6, address, sizeof(v6));
	memcpy(out, &v6.sin6_addr, 16);
	*port = ntohs(v6.sin6_port);
	return true;
}

#define LEN(array) (sizeof(array) / sizeof(*(array)))

bool
address_is_public(const struct sockaddr *address)
{
	unsigned char bytes[16], inner[16], four[4];
	uint16_t port;

	if (!read_bytes(address, bytes, &port) || is_in_any(bytes, private_v6, LEN(private_v6)))
		return false;
	for (size_t i = 0; i < LEN(embeddings); i++) {
		const struct embedding *embedding = &embeddings[i];

		if (!has_prefix(bytes, embedding->prefix.bytes, embedding->prefix.bits))
			continue;
		for (size_t k = 0; k < 4; k++)
			four[k] = bytes[embedding->at + k] ^ embedding->mask;
		map_v4(four, inner);
		if (is_in_any(inner, private_v4, LEN(private_v4)))
			return false;
	}
	return true;
}

struct str
address_text(const struct sockaddr *address, char buffer[static ADDRESS_TEXT])
{
	unsigned char bytes[16];
	uint16_t port;
	bool v4 = address->sa_family == AF_INET;

	if (!read_bytes(address, bytes, &port) ||
	    !inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? bytes + 12 : bytes, buffer, ADDRESS_TEXT))
		return STR("no internet address");
	return str_from(buffer);
}

/* Takes ":8080" off the end of "1.2.3.4:8080" and "[::1]:8080", and the brackets off too. */
static bool
take_port(struct str *text, uint16_t *port)
{
	bool bracket = str_starts(*text, STR("["));
	size_t end = str_find_char(*text, bracket ? ']' : ':');
	struct str rest = str_skip(*text, bracket ? end + 1 : end);
	int number;

	*port = 0;
	if (bracket && end == text->len)
		return false;
	if (bracket)
		*text = str_slice(*text, 1, end);
	if (!bracket && str_has(str_skip(rest, 1), STR(":")))
		return true; // an address of IPv6
	if (!rest.len)
		return true;
	if (rest.at[0] != ':' || !str_to_int(str_skip(rest, 1), &number) || number < 1 ||
	    number > 65535)
		return false;
	*port = (uint16_t)number;
	if (!bracket)
		*text = str_slice(*text, 0, end);
	return true;
}

bool
address_range_parse(struct str text, struct address_range *out)
{
	size_t slash = str_find_char(text, '/');
	struct str bits = str_skip(text, slash + 1);
	char name[ADDRESS_TEXT];
	unsigned char four[4];
	int number = 0, most = 128, before = 0;

	*out = (struct address_range){.bits = 128};
	if (slash < text.len) {
		text = str_slice(text, 0, slash);
		if (!bits.len || !ascii_is_digit(bits.at[0]) || !str_to_int(bits, &number))
			return false;
	} else if (!take_port(&text, &out->port)) {
		return false;
	}
	if (snprintf(name, sizeof(name), "%.*s", STR_ARG(text)) >= (int)sizeof(name))
		return false;
	if (inet_pton(AF_INET, name, four) == 1) {
		map_v4(four, out->bytes);
		most = 32;
		before = 96;
	} else if (inet_pton(AF_INET6, name, out->bytes) != 1) {
		return false;
	}
	if (bits.len)
		out->bits = (unsigned)(before + number);
	return number <= most;
}

bool
address_is_in(const struct sockaddr *address, const struct address_range *range)
{
	unsigned char bytes[16];
	uint16_t port;

	return read_bytes(address, bytes, &port) && (!range->port || range->port == port) &&
	       has_prefix(bytes, range->bytes, range->bits);
}

/* 127.0.0.1 or [::1]; false when it is a name. */
static bool
read_literal(struct str host, struct sockaddr_in6 *v6)
{
	char name[ADDRESS_TEXT];
	unsigned char four[4];

	if (str_starts(host, STR("[")) && str_ends(host, STR("]")))
		host = str_slice(host, 1, host.len - 1);
	*v6 = (struct sockaddr_in6){.sin6_family = AF_INET6};
	if (snprintf(name, sizeof(name), "%.*s", STR_ARG(host)) >= (int)sizeof(name))
		return false;
	if (inet_pton(AF_INET, name, four) == 1) {
		map_v4(four, v6->sin6_addr.s6_addr);
		return true;
	}
	return inet_pton(AF_INET6, name, &v6->sin6_addr) == 1;
}

bool
address_name_is_private(struct str host)
{
	static const struct str local[] = {STR_INIT(".localhost"), STR_INIT(".local"),
					   STR_INIT(".internal"),  STR_INIT(".lan"),
					   STR_INIT(".home.arpa"), STR_INIT(".test"),
					   STR_INIT(".invalid")};
	struct sockaddr_in6 literal;

	if (read_literal(host, &literal))
		return !address_is_public((const struct sockaddr *)&literal);
	if (str_ends(host, STR(".")))
		host = str_slice(host, 0, host.len - 1);
	for (size_t i = 0; i < LEN(local); i++)
		if (str_ends(host, local[i]))
			return true;
	return str_find_char(host, '.') == host.len;
}

bool
address_port_is_allowed(unsigned port)
{
	static const unsigned short refused[] = {1719, 1720, 1723, 2049, 3659, 4045, 4190,
						 5060, 5061, 6000, 6566, 6665, 6666, 6667,
						 6668, 6669, 6679, 6697, 10080};

	for (size_t i = 0; i < LEN(refused); i++)
		if (port == refused[i])
			return false;
	return port == 80 || port == 443 || (port >= 1024 && port <= 65535);
}
