#include "net/address.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

/* Room for an address of any family. */
union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un path;
};

static union address
make(const char *text, uint16_t port)
{
	union address address = {.v4 = {.sin_family = AF_INET, .sin_port = htons(port)}};

	if (inet_pton(AF_INET, text, &address.v4.sin_addr) == 1)
		return address;
	address = (union address){.v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)}};
	if (inet_pton(AF_INET6, text, &address.v6.sin6_addr) != 1)
		fail_msg("'%s' is no address", text);
	return address;
}

static void
check_each(const char *const *list, bool wanted)
{
	for (size_t i = 0; list[i]; i++) {
		union address address = make(list[i], 80);

		if (address_is_public(&address.any) != wanted)
			fail_msg("'%s' is %spublic", list[i], wanted ? "not " : "");
	}
}

/* Both ends of each range. */
static const char *const private_ones[] = {
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.255",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.0",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::",
    "fdff:ffff::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "64:ff9b:1::1",
    "64:ff9b:1:ffff::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "::10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:c0a8:101::1",
    "2001:0:7f00:1::f7f7:f7f7",  // Teredo by way of a private server
    "2001:0:808:808::f5ff:fffe", // Teredo to 10.0.0.1
    NULL,
};

static const char *const public_ones[] = {
    "1.0.0.0",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.101.0",
    "203.0.114.0",
    "223.255.255.255",
    "2606:4700::1111",
    "2001:4860:4860::8888",
    "fbff::1",
    "fe00::1",
    "100:0:0:1::1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:2::1",
    "::ffff:8.8.8.8",
    "2002:808:808::1",
    "2001:0:808:808::f7f7:f7f7",
    NULL,
};

static void
test_public(void **state)
{
	union address path = {.path = {.sun_family = AF_UNIX}};

	(void)state;
	check_each(private_ones, false);
	check_each(public_ones, true);
	assert_false(address_is_public(&path.any));
}

static void
check_text(const char *text)
{
	char buffer[ADDRESS_TEXT];
	union address address = make(text, 80);

	assert_str(address_text(&address.any, buffer), text);
}

static void
test_text(void **state)
{
	(void)state;
	check_text("127.0.0.1");
	check_text("::1");
	check_text("::ffff:10.0.0.1");
	check_text("fe80::abcd");
}

static void
check_range(const char *text, const char *address, uint16_t port, bool wanted)
{
	struct address_range range;
	union address made = make(address, port);

	assert_true(address_range_parse(str_from(text), &range));
	if (address_is_in(&made.any, &range) != wanted)
		fail_msg("'%s' port %d in '%s'", address, port, text);
}

static void
test_range(void **state)
{
	static const char *const bad[] = {"",       "a",          "127.0.0.0/33", "127.0.0.0/",
					  "1.2.3",  "127.0.0.1:", "127.0.0.1:0",  "127.0.0.1:65536",
					  "[::1",   "::1/129",    "[::1]x",       "127.0.0.0/-1",
					  "::1/ 1", "01.2.3.4",   "localhost",    "127.0.0.0/8:80"};
	struct address_range range;

	(void)state;
	check_range("127.0.0.0/8", "127.9.9.9", 80, true);
	check_range("127.0.0.0/8", "128.0.0.0", 80, false);
	check_range("127.0.0.0/8", "::ffff:127.0.0.1", 80, true);
	check_range("127.0.0.0/8", "::1", 80, false);
	check_range("10.1.2.3", "10.1.2.3", 9, true);
	check_range("10.1.2.3", "10.1.2.2", 9, false);
	check_range("10.1.2.3:8080", "10.1.2.3", 8080, true);
	check_range("10.1.2.3:8080", "10.1.2.3", 80, false);
	check_range("::1", "::1", 80, true);
	check_range("[::1]:8080", "::1", 8080, true);
	check_range("[::1]:8080", "::1", 8081, false);
	check_range("fc00::/7", "fd00::1", 80, true);
	check_range("172.16.0.0/12", "172.31.0.1", 80, true);
	check_range("172.16.0.0/12", "172.32.0.1", 80, false);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (address_range_parse(str_from(bad[i]), &range))
			fail_msg("'%s' is a range", bad[i]);
}

static void
test_ports(void **state)
{
	static const unsigned good[] = {80, 443, 1024, 8080, 8443, 65535};
	static const unsigned bad[] = {0,    21,   22,   25,   81,    1023,
				       2049, 5060, 6000, 6667, 10080, 65536};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(address_port_is_allowed(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(address_port_is_allowed(bad[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_public),
	    cmocka_unit_test(test_text),
	    cmocka_unit_test(test_range),
	    cmocka_unit_test(test_ports),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
