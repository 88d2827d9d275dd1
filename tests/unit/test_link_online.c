/* `site.links`: what plugins are given of `links`, with defaults and in seconds and bytes. */
#include "base/arena.h"
#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"
#include "data/yaml.h"
#include "model/link_quantity.h"
#include "model/link_settings.h"
#include "unit.h"

static void
test_quantities(void **state)
{
	double number;
	int low, high;

	(void)state;
	assert_true(link_read_duration(STR("200ms"), &number) && number > 0.199 && number < 0.201);
	assert_true(link_read_duration(STR("1.5h"), &number) && number == 5400);
	assert_true(link_read_duration(STR("14d"), &number) && number == 14 * 86400);
	assert_true(link_read_duration(STR("0"), &number) && number == 0);
	assert_false(link_read_duration(STR("10"), &number));
	assert_false(link_read_duration(STR("10 s"), &number));
	assert_false(link_read_duration(STR("s"), &number));
	assert_false(link_read_duration(STR("1.s"), &number));
	assert_false(link_read_duration(STR(""), &number));
	assert_false(link_read_duration(STR("9999999999999s"), &number));
	assert_true(link_read_size(STR("32KiB"), &number) && number == 32768);
	assert_true(link_read_size(STR("0.5MiB"), &number) && number == 524288);
	assert_false(link_read_size(STR("1MB"), &number));
	assert_true(link_read_codes(STR("204"), &low, &high) && low == 204 && high == 204);
	assert_true(link_read_codes(STR("200-299"), &low, &high) && low == 200 && high == 299);
	assert_false(link_read_codes(STR("299-200"), &low, &high));
	assert_false(link_read_codes(STR("20x"), &low, &high));
	assert_false(link_read_codes(STR("099"), &low, &high));
}

/* What a path of names leads to in the view that the YAML gives, as JSON. */
static void
check_view(const char *yaml, const char *path, const char *wanted)
{
	struct source source = {STR("site.yaml"), str_from(yaml)};
	struct str rest = str_from(path), name;
	struct link_settings settings;
	const struct value *map, *at;
	struct diag_list diags;
	struct arena arena;
	struct buf json;

	arena_init(&arena);
	diag_init(&diags);
	buf_init(&json);
	assert_true(
	    yaml_parse(&arena, &source, (struct span){0, (uint32_t)source.text.len}, &map, &diags));
	link_settings_read(&arena, map, &source, &settings, &diags);
	assert_int_equal(diags.nerrors, 0);
	at = settings.online.view;
	while (str_split(&rest, '.', &name))
		at = value_find(at, name);
	json_write(&json, at, JSON_SCRIPT);
	unit_assert_str(buf_str(&json), str_from(wanted), path, 0);
	buf_release(&json);
	diag_release(&diags);
	arena_release(&arena);
}

static void
test_defaults(void **state)
{
	(void)state;
	check_view("", "online.per_host", "{\"concurrency\":2,\"gap\":0.2}");
	check_view(
	    "", "online.timeout",
	    "{\"connect\":10,\"head\":10,\"total\":20,\"low_speed\":{\"bytes\":64,\"for\":10}}");
	check_view("", "online.accept", "[[200,299]]");
	check_view("", "online.max_body", "1048576");
	check_view("", "online.max_time", "900");
	check_view("", "online.probes", "\"builtin\"");
	check_view("", "cache.ttl",
		   "{\"ok\":1209600,\"redirected\":1209600,\"blocked\":259200,\"timeout\":0,"
		   "\"broken\":0}");
	check_view(
	    "", "health",
	    "{\"file\":\"content/link-health.jsonl\",\"confirm\":2,\"refresh\":500,\"pins\":[]}");
	check_view("", "internal.https", "\"warn\"");
	check_view("", "online.redirects.temporary", "\"off\"");
	check_view("", "exclude", "[]");
}

static void
test_the_authors_own(void **state)
{
	(void)state;
	check_view("online: {per_host: {gap: 1s}, accept: [204, 300-399]}", "online.per_host",
		   "{\"concurrency\":2,\"gap\":1}");
	check_view("online: {accept: [204, 300-399]}", "online.accept", "[[204,204],[300,399]]");
	check_view(
	    "online: {hosts: {github.com: {concurrency: 3}, a.org: {gap: 2s}}}", "online.hosts",
	    "{\"github.com\":{\"concurrency\":3,\"gap\":null,\"accept\":null,\"max_body\":null},"
	    "\"a.org\":{\"concurrency\":null,\"gap\":2,\"accept\":null,\"max_body\":null},"
	    "\"raw.githubusercontent.com\":{\"concurrency\":4,\"gap\":0.05,\"accept\":null,"
	    "\"max_body\":null}}");
	check_view(
	    "online: {probes: [{match: \"https://a.org/*\", ok: [404]}]}", "online.probes",
	    "[{\"match\":\"https://a.org/*\",\"check\":null,\"ok\":[[404,404]],\"blocked\":null}]");
	check_view(
	    "exclude: [\"https://a.org/*\", {match: x, until: 2027-01-31}]", "exclude",
	    "[\"https://a.org/*\",{\"match\":\"x\",\"reason\":null,\"until\":\"2027-01-31\"}]");
	check_view("severity: {links/broken: error}", "severity", "{\"links/broken\":\"error\"}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_quantities),
	    cmocka_unit_test(test_defaults),
	    cmocka_unit_test(test_the_authors_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
