#include "base/web_host.h"
#include "unit.h"

static void
check_local(const char *host, bool wanted)
{
	if (web_host_is_local(str_from(host)) != wanted)
		print_error("%s\n", host);
	assert_int_equal(web_host_is_local(str_from(host)), wanted);
}

static void
knows_names(void **state)
{
	(void)state;
	check_local("localhost", true);
	check_local("a.localhost", true);
	check_local("printer.local", true);
	check_local("db.prod.internal", true);
	check_local("example.test", true);
	check_local("nothing.invalid", true);
	check_local("localhost.example.org", false);
	check_local("mylocal", false);
	check_local("internal.example.org", false);
	check_local("example.org", false);
	check_local("1.example.org", false);
	check_local("3com.com", false);
}

static void
knows_addresses(void **state)
{
	(void)state;
	check_local("127.0.0.1", true);
	check_local("127.1", true);
	check_local("0x7f.1", true);
	check_local("0177.0.0.1", true);
	check_local("2130706433", true);
	check_local("0x7f000001", true);
	check_local("0", true);
	check_local("0x", true);
	check_local("10.255.255.255", true);
	check_local("11.0.0.0", false);
	check_local("100.64.0.1", true);
	check_local("100.128.0.1", false);
	check_local("169.254.169.254", true);
	check_local("172.16.0.1", true);
	check_local("172.31.255.255", true);
	check_local("172.32.0.1", false);
	check_local("172.1048577", true);
	check_local("192.168.1.1", true);
	check_local("192.169.1.1", false);
	check_local("198.18.0.1", true);
	check_local("203.0.113.9", true);
	check_local("255.255.255.255", true);
	check_local("8.8.8.8", false);
	check_local("134744072", false);
	check_local("1.2.3.4.5", false);
	check_local("256.0.0.1", false);
	check_local("4294967296", false);
	check_local("08.0.0.1", false);
}

static void
knows_ipv6(void **state)
{
	(void)state;
	check_local("[::1]", true);
	check_local("[::]", true);
	check_local("[::ffff:10.0.0.1]", true);
	check_local("[::ffff:8.8.8.8]", false);
	check_local("[64:ff9b::a00:1]", true);
	check_local("[64:ff9b::808:808]", false);
	check_local("[2002:a00:1::]", true);
	check_local("[fc00::1]", true);
	check_local("[fe80::1]", true);
	check_local("[ff02::1]", true);
	check_local("[2001:db8::1]", true);
	check_local("[2606:4700::1111]", false);
	check_local("[1::2::3]", true);
	check_local("[]", true);
}

static void
knows_what_is_within(void **state)
{
	(void)state;
	assert_true(web_host_is_within(STR("example.org"), STR("example.org")));
	assert_true(web_host_is_within(STR("www.example.org"), STR("example.org")));
	assert_false(web_host_is_within(STR("badexample.org"), STR("example.org")));
	assert_false(web_host_is_within(STR("org"), STR("example.org")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_names),
	    cmocka_unit_test(knows_addresses),
	    cmocka_unit_test(knows_ipv6),
	    cmocka_unit_test(knows_what_is_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
