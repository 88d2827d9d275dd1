#include "unit.h"

#include "base/hash.h"
#include "data/value.h"
#include "data/yaml.h"
#include "render/override.h"
#include "render/theme.h"
#include "scratch.h"

static struct scratch scratch;
static struct diag_list diags;
static struct overrides overrides;
static struct theme theme;

static int
set_up(void **state)
{
	(void)state;
	scratch_init(&scratch);
	diag_init(&diags);
	scratch_write(&scratch, "installed/default/layouts/page.html", "one");
	scratch_write(&scratch, "installed/default/layouts/partials/x.html", "x");
	scratch_write(&scratch, "installed/default/layouts/notes.txt", "n");
	scratch_write(&scratch, "installed/default/layouts/a:b.html", "n");
	scratch_write(&scratch, "installed/default/assets/site.css", "a");
	scratch_folder(&scratch, "site");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	diag_release(&diags);
	scratch_release(&scratch);
	return 0;
}

/* What stands in site.yaml below `theme:`, and is read from *config; NULL: nothing. */
static const struct value *
read_settings(const char *text, struct source **config)
{
	const struct value *value = NULL;

	*config = ARENA_NEW(&scratch.arena, struct source);
	**config = (struct source){STR("site.yaml"), str_from(text)};
	if (text)
		assert_true(yaml_parse(&scratch.arena, *config,
				       (struct span){0, (uint32_t)(*config)->text.len}, &value,
				       &diags));
	return value;
}

static struct theme_places
places(void)
{
	return (struct theme_places){scratch_path(&scratch, "site"),
				     scratch_path(&scratch, "installed")};
}

static bool
look(const char *settings)
{
	struct theme_places where = places();
	struct source *config;
	const struct value *value = read_settings(settings, &config);

	return overrides_find(&scratch.arena, &where, value, config, &overrides, &diags);
}

/* How many warnings a build gives of the site's copies. */
static size_t
warnings(const char *settings)
{
	struct theme_places where = places();
	struct source *config;
	const struct value *value = read_settings(settings, &config);
	size_t before = diags.nwarnings;

	assert_true(theme_load(&scratch.arena, &where, value, config, &theme, &diags));
	return diags.nwarnings - before;
}

static struct override *
get(const char *name)
{
	for (size_t i = 0; i < overrides.noverrides; i++)
		if (str_eq(overrides.all[i].name, str_from(name)))
			return &overrides.all[i];
	return NULL;
}

static void
write_lock(const char *path, const char *name, const char *bytes)
{
	struct str hash = hash_hex(&scratch.arena, str_from(bytes));

	scratch_write(&scratch, path,
		      arena_printf(&scratch.arena, "%s\t%.*s\n", name, STR_ARG(hash)).at);
}

static void
test_without_copies(void **state)
{
	(void)state;
	assert_true(look(NULL));
	assert_int_equal(overrides.noverrides, 3);
	assert_str(overrides.theme, "default");
	assert_str(overrides.all[0].name, "assets/site.css");
	assert_str(overrides.all[2].name, "layouts/partials/x.html");
	assert_int_equal(overrides.all[2].state, OVERRIDE_NONE);
	assert_false(overrides.installed);
	assert_false(look("name: defalt"));
	assert_int_equal(diags.first->code, DIAG_THEME_MISSING);
}

/* Kept, changed by the theme, kept again, given up. */
static void
test_states(void **state)
{
	struct str bytes;

	(void)state;
	scratch_write(&scratch, "site/themes/default/layouts/page.html", "mine");
	assert_true(look(NULL));
	assert_int_equal(get("layouts/page.html")->state, OVERRIDE_UNRECORDED);
	assert_true(override_keep_base(&scratch.arena, get("layouts/page.html"), STR("one")));
	assert_true(overrides_write_lock(&overrides));
	assert_true(look(NULL));
	assert_int_equal(get("layouts/page.html")->state, OVERRIDE_FRESH);
	assert_int_equal(warnings(NULL), 0);
	scratch_write(&scratch, "installed/default/layouts/page.html", "two");
	assert_true(look(NULL));
	assert_int_equal(get("layouts/page.html")->state, OVERRIDE_STALE);
	assert_true(override_read_base(&scratch.arena, get("layouts/page.html"), &bytes));
	assert_str(bytes, "one");
	assert_int_equal(warnings(NULL), 1);
	assert_int_equal(diags.last->code, DIAG_THEME_OVERRIDE_STALE);
	scratch_write(&scratch, "site/themes/default/.base/layouts/page.html", "One");
	assert_false(override_read_base(&scratch.arena, get("layouts/page.html"), &bytes));
	unlink(scratch_path(&scratch, "installed/default/layouts/page.html").at);
	assert_true(look(NULL));
	assert_int_equal(get("layouts/page.html")->state, OVERRIDE_ORPHAN);
	assert_int_equal(warnings(NULL), 1);
	unlink(scratch_path(&scratch, "site/themes/default/layouts/page.html").at);
	assert_int_equal(warnings(NULL), 0);
	assert_true(look(NULL));
	assert_true(overrides_write_lock(&overrides));
	assert_int_equal(scratch_kind(&scratch, "site/themes/default/ejected.lock"), FILE_ABSENT);
	assert_string_equal(scratch_names(&scratch, "site/themes/default/.base/layouts"), "");
}

/* The theme of a copy is what would be used without it: the nearest behind. */
static void
test_nearest_behind(void **state)
{
	(void)state;
	scratch_write(&scratch, "site/themes/mine/theme.yaml", "parent: default\n");
	scratch_write(&scratch, "site/themes/mine/layouts/page.html", "mine");
	scratch_write(&scratch, "site/themes/default/layouts/page.html", "between");
	write_lock("site/themes/mine/ejected.lock", "layouts/page.html", "between");
	write_lock("site/themes/default/ejected.lock", "layouts/page.html", "one");
	assert_true(look("name: mine"));
	assert_str(get("layouts/page.html")->original,
		   scratch_path(&scratch, "site/themes/default/layouts/page.html").at);
	assert_int_equal(warnings("name: mine"), 0);
	scratch_write(&scratch, "site/themes/default/layouts/page.html", "other");
	assert_int_equal(warnings("name: mine"), 1);
	scratch_write(&scratch, "installed/default/layouts/page.html", "other");
	assert_int_equal(warnings("name: mine"), 2);
}

/* Who made an installed theme of copies is told elsewhere; a folder is never its own copy. */
static void
test_installed_folders(void **state)
{
	(void)state;
	write_lock("installed/default/ejected.lock", "layouts/page.html", "zero");
	assert_int_equal(warnings(NULL), 0);
	scratch_folder(&scratch, "site/themes");
	scratch_link(&scratch, "site/themes/default", "../../installed/default");
	assert_true(look(NULL));
	assert_true(overrides.installed);
}

static void
test_lock_lines(void **state)
{
	static const char *const bad[] = {
	    "layouts/page.html",
	    "layouts/page.html 0f343b0931126a20f133d67c2b018a3b",
	    "layouts/page.html\t0f343b0931126a20f133d67c2b018a3",
	    "layouts/page.html\t0F343b0931126a20f133d67c2b018a3b",
	    "layouts/page.html\t0f343b0931126a20f133d67c2b018a3b\tx",
	    "layouts/page.txt\t0f343b0931126a20f133d67c2b018a3b",
	    "layouts/../page.html\t0f343b0931126a20f133d67c2b018a3b",
	    "assets/\t0f343b0931126a20f133d67c2b018a3b",
	    "assets//a\t0f343b0931126a20f133d67c2b018a3b",
	    "/assets/a\t0f343b0931126a20f133d67c2b018a3b",
	    "theme.yaml\t0f343b0931126a20f133d67c2b018a3b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		size_t before = diags.nwarnings;

		scratch_write(&scratch, "site/themes/default/ejected.lock", bad[i]);
		assert_true(look(NULL));
		assert_int_equal(diags.nwarnings, before + 1);
		assert_int_equal(overrides.noverrides, 3);
	}
	scratch_write(&scratch, "site/themes/default/ejected.lock",
		      "# said\r\n\r\nlayouts/page.html\t0f343b0931126a20f133d67c2b018a3b\r\n"
		      "layouts/page.html\t0f343b0931126a20f133d67c2b018a3b\n"
		      "layouts/page.html\t00000000000000000000000000000000\n");
	diag_release(&diags);
	assert_true(look(NULL));
	assert_int_equal(diags.nwarnings, 1);
	assert_str(get("layouts/page.html")->hash, "00000000000000000000000000000000");
	scratch_write(&scratch, "site/themes/default/ejected.lock", "\xff");
	assert_false(look(NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_without_copies),    TEST(test_states),     TEST(test_nearest_behind),
	    TEST(test_installed_folders), TEST(test_lock_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
