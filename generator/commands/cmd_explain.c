/* lectern explain: the page of a diagnostic code. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/run_build.h"
#include "data/value.h"
#include "host/plugin.h"

#include <stdio.h>

enum { RULES_MOST = 100 };

static const struct option_row rows[] = {{0}};

static const char *const level_words[] = {[DIAG_NOTE] = "a note",
					  [DIAG_WARNING] = "a warning",
					  [DIAG_ERROR] = "an error",
					  [DIAG_FATAL] = "an error of the environment"};

static int
print_all(void)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		printf("%-24s %s\n", diag_catalogue[i].slug, level_words[diag_catalogue[i].level]);
	return STATUS_OK;
}

static int
refuse(struct str wanted)
{
	struct str names[DIAG_COUNT], near;

	for (size_t i = 0; i < DIAG_COUNT; i++)
		names[i] = str_from(diag_catalogue[i].slug);
	near = diag_nearest(wanted, names, DIAG_COUNT);
	if (near.len)
		return command_usage_error("explain",
					   "there is no code '%.*s'; did you mean '%.*s'?",
					   STR_ARG(wanted), STR_ARG(near));
	return command_usage_error("explain", "there is no code '%.*s'", STR_ARG(wanted));
}

static struct str
rule_text(const struct value *rule, const char *name)
{
	return value_text(value_find(rule, str_from(name)));
}

static int
refuse_rule(const struct value *rules, struct str plugin, struct str name)
{
	struct str names[RULES_MOST], near;
	size_t n = 0;

	for (; n < value_len(rules) && n < RULES_MOST; n++)
		names[n] = rules->map->entries[n].key;
	near = diag_nearest(name, names, n);
	if (near.len)
		return command_usage_error(
		    "explain", "there is no code '%.*s/%.*s'; did you mean '%.*s/%.*s'?",
		    STR_ARG(plugin), STR_ARG(name), STR_ARG(plugin), STR_ARG(near));
	return command_usage_error("explain", "plugin '%.*s' has no rule '%.*s'", STR_ARG(plugin),
				   STR_ARG(name));
}

static int
print_rule(const struct value *rules, struct str plugin, struct str name)
{
	const struct value *rule = value_find(rules, name);
	struct str strict = rule_text(rule, "strict");

	if (!rule)
		return refuse_rule(rules, plugin, name);
	printf("%.*s/%.*s (%.*s", STR_ARG(plugin), STR_ARG(name),
	       STR_ARG(rule_text(rule, "level")));
	if (strict.len)
		printf("; with --strict %.*s", STR_ARG(strict));
	printf(")\n\n%.*s\n", STR_ARG(rule_text(rule, "doc")));
	return STATUS_OK;
}

/* "links/broken": of a plugin of the site that we are in, or of one that is installed. */
static int
explain_rule(struct str plugin, struct str name)
{
	const struct source source = {.path = STR("lectern explain"), .text = plugin};
	struct plugin_places places = {.site = STR(".")};
	struct plugins plugins = {0};
	struct diag_list diags;
	struct arena arena;
	struct value *list;
	int status;

	arena_init(&arena);
	diag_init(&diags);
	places.installed = find_installed(&arena, "plugins");
	list = value_list(&arena);
	value_append(&arena, list, value_string(&arena, plugin));
	if (plugins_load(&arena, &places, list, &source, &plugins, &diags) && plugins.len)
		status = print_rule(plugins.at[0].rules, plugin, name);
	else
		status = command_usage_error("explain", "there is no plugin '%.*s' here",
					     STR_ARG(plugin));
	diag_release(&diags);
	arena_release(&arena);
	return status;
}

static int
run(const struct options *options)
{
	struct str wanted;
	size_t slash;
	enum diag_code code;

	if (!options->npositionals)
		return print_all();
	wanted = str_from(options->positionals[0]);
	slash = str_find_char(wanted, '/');
	if (slash < wanted.len)
		return explain_rule(str_slice(wanted, 0, slash), str_skip(wanted, slash + 1));
	code = diag_find(wanted);
	if (code == DIAG_COUNT)
		return refuse(wanted);
	printf("%s (%s)\n\n%s\n", diag_catalogue[code].slug,
	       level_words[diag_catalogue[code].level], diag_catalogue[code].page);
	return STATUS_OK;
}

const struct command command_explain = {
    .name = "explain",
    .summary = "tells what a [code] behind a message means; without CODE, all of them",
    .positional = "[CODE]",
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern explain\n"
		"  lectern explain hours-mismatch\n"
		"  lectern explain links/broken\n",
    .run = run,
};
