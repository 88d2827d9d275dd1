/* lectern new plugin: a plugin that works, and a test that it passes. */
#include "commands/new.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* In all texts NAME stands for the name, KEY for the same with '_' for '-'. */
static const char plugin_yaml[] =
    "name: NAME\n"
    "version: 0.1.0\n"
    "api: 1\n"
    "summary: What the plugin adds, in a sentence.\n"
    "options:\n"
    "  least: {type: number, default: 0, doc: Fewer items than these are warned of.}\n"
    "contributes: [configure, page]\n";

static const char plugin_main[] =
    "-- Counts the items of every page. Templates see page.data.KEY.items.\n"
    "\n"
    "local least\n"
    "\n"
    "local M = {}\n"
    "\n"
    "function M.configure(site, options)\n"
    "\tleast = options.least\n"
    "end\n"
    "\n"
    "function M.page(page)\n"
    "\tlocal items = 0\n"
    "\tfor _, section in ipairs(page.sections) do\n"
    "\t\titems = items + #section.items\n"
    "\tend\n"
    "\tpage:set(\"items\", items)\n"
    "\tif items < least then\n"
    "\t\tpage:report(\"warning\", page, \"page '\" .. page.id .. \"' has few items\")\n"
    "\tend\n"
    "end\n"
    "\n"
    "return M\n";

static const char test_site[] = "title: A Course\n"
				"plugins: [NAME]\n";

static const char test_week[] = "---\n"
				"week: 1\n"
				"title: One\n"
				"---\n"
				"## Topics\n"
				"\n"
				"- The first topic\n"
				"\n"
				"## Tasks\n"
				"\n"
				"- [ ] Read the first chapter {#read}\n";

static const char test_json[] = "{\n"
				"  \"id\": \"week-01\",\n"
				"  \"week\": 1,\n"
				"  \"prerequisites\": [],\n"
				"  \"title\": \"One\",\n"
				"  \"url\": \"weeks/01-one.html\",\n"
				"  \"sections\": [\n"
				"    {\n"
				"      \"id\": \"week-01/topics\",\n"
				"      \"role\": \"topics\",\n"
				"      \"title\": \"Topics\",\n"
				"      \"anchor\": \"topics\",\n"
				"      \"items\": [\n"
				"        {\n"
				"          \"id\": \"week-01/topics/the-first-topic\",\n"
				"          \"text\": \"The first topic\",\n"
				"          \"source\": {\n"
				"            \"path\": \"content/weeks/01-one.md\",\n"
				"            \"line\": 7\n"
				"          }\n"
				"        }\n"
				"      ],\n"
				"      \"source\": {\n"
				"        \"path\": \"content/weeks/01-one.md\",\n"
				"        \"line\": 5\n"
				"      }\n"
				"    },\n"
				"    {\n"
				"      \"id\": \"week-01/tasks\",\n"
				"      \"role\": \"tasks\",\n"
				"      \"title\": \"Tasks\",\n"
				"      \"anchor\": \"tasks\",\n"
				"      \"items\": [\n"
				"        {\n"
				"          \"id\": \"week-01/tasks/read\",\n"
				"          \"text\": \"Read the first chapter\",\n"
				"          \"done\": false,\n"
				"          \"source\": {\n"
				"            \"path\": \"content/weeks/01-one.md\",\n"
				"            \"line\": 11\n"
				"          }\n"
				"        }\n"
				"      ],\n"
				"      \"source\": {\n"
				"        \"path\": \"content/weeks/01-one.md\",\n"
				"        \"line\": 9\n"
				"      }\n"
				"    }\n"
				"  ],\n"
				"  \"data\": {\n"
				"    \"KEY\": {\n"
				"      \"items\": 2\n"
				"    }\n"
				"  },\n"
				"  \"source\": {\n"
				"    \"path\": \"content/weeks/01-one.md\",\n"
				"    \"line\": 1\n"
				"  }\n"
				"}\n";

struct new_text {
	const char *path; // in the plugin's folder
	const char *text;
};

static const struct new_text texts[] = {
    {"plugin.yaml", plugin_yaml},
    {"main.lua", plugin_main},
    {"tests/counts-items/content/site.yaml", test_site},
    {"tests/counts-items/content/weeks/01-one.md", test_week},
    {"tests/counts-items/expected/api/weeks/01.json", test_json},
};

/* What host/plugin_files.c takes for a name. */
static bool
is_plugin_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((name.at[i] < 'a' || name.at[i] > 'z') &&
		    (i == 0 || (name.at[i] != '-' && !ascii_is_digit(name.at[i]))))
			return false;
	return name.len > 0 && name.len <= 60;
}

/* The text with the plugin's name in it. */
static struct str
fill_in(struct arena *arena, const char *text, struct str name)
{
	struct str rest = str_from(text), result;
	struct buf out;

	buf_init(&out);
	while (rest.len) {
		bool key = str_starts(rest, STR("KEY"));

		if (!key && !str_starts(rest, STR("NAME"))) {
			buf_add_char(&out, rest.at[0]);
			rest = str_skip(rest, 1);
			continue;
		}
		for (size_t i = 0; i < name.len; i++)
			buf_add_char(&out, key && name.at[i] == '-' ? '_' : name.at[i]);
		rest = str_skip(rest, key ? 3 : 4);
	}
	result = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static bool
make_text(struct arena *arena, struct str folder, const struct new_text *text, struct str name)
{
	struct str path = path_join(arena, folder, str_from(text->path));
	struct str parent = arena_dup(arena, path_folder(path));

	if (folder_make(parent.at))
		return new_file(path, fill_in(arena, text->text, name));
	fprintf(stderr, "lectern: cannot make %s: %s\n", parent.at, strerror(errno));
	return false;
}

int
new_plugin(struct arena *arena, const struct options *options, struct str name)
{
	const char *site = option_text(options, "site");
	struct str folder;

	if (!is_plugin_name(name))
		return command_usage_error("new",
					   "a plugin is named with a-z, 0-9 and '-', not '%s'",
					   name.at);
	folder =
	    path_join(arena, str_from(site), arena_printf(arena, "plugins/%.*s", STR_ARG(name)));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!make_text(arena, folder, &texts[i], name))
			return STATUS_ENVIRONMENT;
	printf(
	    "\nSwitch it on in content/site.yaml: plugins: [%.*s]\nTest it with: lectern test %s\n",
	    STR_ARG(name), folder.at);
	return STATUS_OK;
}
