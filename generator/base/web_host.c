/* Hosts that are local by their name or their address. */
#include "base/web_host.h"

#include "base/url.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

/* IANA's registries of special addresses, as far as they are not globally reachable. */
static const struct {
	uint32_t address;
	unsigned bits;
} local_ranges[] = {
    {0x00000000, 8},  // 0.0.0.0: this network
    {0x0a000000, 8},  // 10.0.0.0: private
    {0x64400000, 10}, // 100.64.0.0: shared by customers of a provider
    {0x7f000000, 8},  // 127.0.0.0: the own computer
    {0xa9fe0000, 16}, // 169.254.0.0: link-local
    {0xac100000, 12}, // 172.16.0.0: private
    {0xc0000000, 24}, // 192.0.0.0: protocols
    {0xc0000200, 24}, // 192.0.2.0: documentation
    {0xc0a80000, 16}, // 192.168.0.0: private
    {0xc6120000, 15}, // 198.18.0.0: benchmarks
    {0xc6336400, 24}, // 198.51.100.0: documentation
    {0xcb007100, 24}, // 203.0.113.0: documentation
    {0xe0000000, 3},  // 224.0.0.0 and above: groups, reserved
};

static bool
is_local_number(uint32_t address)
{
	for (size_t i = 0; i < sizeof(local_ranges) / sizeof(local_ranges[0]); i++)
		if ((address ^ local_ranges[i].address) >> (32 - local_ranges[i].bits) == 0)
			return true;
	return false;
}

/* Decimal, "0x…" hexadecimal, "0…" octal; false for anything else and above 32 bits. */
static bool
read_number(struct str text, uint64_t *number)
{
	unsigned base = 10;

	if (str_starts(text, STR("0x"))) {
		base = 16;
		text = str_skip(text, 2);
	} else if (text.len > 1 && text.at[0] == '0') {
		base = 8;
	}
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		int digit = url_hex_digit(text.at[i]);

		if (digit < 0 || (unsigned)digit >= base)
			return false;
		*number = *number * base + (unsigned)digit;
		if (*number > UINT32_MAX)
			return false;
	}
	return text.len > 0 || base == 16;
}

/* An address of one to four numbers, of which the last fills what is left, as in "127.1". */
static bool
read_ipv4(struct str host, uint32_t *address)
{
	uint64_t number = 0;
	uint32_t front = 0;
	unsigned n = 0;
	struct str part;

	while (str_split(&host, '.', &part)) {
		if (n == 4 || !read_number(part, &number))
			return false;
		n++;
		if (!host.at)
			break;
		if (number > 255)
			return false;
		front = front << 8 | (uint32_t)number;
	}
	if (n == 0 || (n > 1 && number >> (8 * (5 - n))))
		return false;
	*address = (n > 1 ? front << (8 * (5 - n)) : 0) | (uint32_t)number;
	return true;
}

static uint32_t
ipv4_in(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

/* Public are 2000::/3 but for documentation; addresses that carry one of IPv4 are as that is. */
static bool
is_local_ipv6(const unsigned char *bytes)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	static const unsigned char translated[12] = {0, 0x64, 0xff, 0x9b};
	static const unsigned char documentation[4] = {0x20, 0x01, 0x0d, 0xb8};

	if (memcmp(bytes, mapped, 12) == 0 || memcmp(bytes, translated, 12) == 0)
		return is_local_number(ipv4_in(bytes + 12));
	if (bytes[0] == 0x20 && bytes[1] == 0x02) // 6to4
		return is_local_number(ipv4_in(bytes + 2));
	return bytes[0] >> 5 != 1 || memcmp(bytes, documentation, 4) == 0;
}

static bool
is_local_literal(struct str host)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char bytes[16];

	if (host.len < 2 || host.len - 2 >= sizeof(text))
		return true; // nothing that could be reached
	memcpy(text, host.at + 1, host.len - 2);
	text[host.len - 2] = '\0';
	return inet_pton(AF_INET6, text, bytes) != 1 || is_local_ipv6(bytes);
}

bool
web_host_is_within(struct str host, struct str domain)
{
	if (host.len <= domain.len)
		return str_eq(host, domain);
	return str_ends(host, domain) && host.at[host.len - domain.len - 1] == '.';
}

bool
web_host_is_local(struct str host)
{
	static const struct str names[] = {STR_INIT("localhost"), STR_INIT("local"),
					   STR_INIT("internal"), STR_INIT("test"),
					   STR_INIT("invalid")};
	uint32_t address;

	if (host.len && host.at[0] == '[')
		return is_local_literal(host);
	/* No name of the public internet begins its last label with a digit. */
	if (host.len && ascii_is_digit(host.at[0]) && read_ipv4(host, &address))
		return is_local_number(address);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (web_host_is_within(host, names[i]))
			return true;
	return false;
}
