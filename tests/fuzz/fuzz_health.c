/*
 * The file that remembers links, as plugins/links reads it: `store` of the host, health.lua in the
 * sandbox. Any bytes are read without an error, and what was read is the same when it was written
 * and is read again.
 */
#include "base/diag.h"
#include "base/file.h"
#include "data/value.h"
#include "fuzz.h"
#include "host/host.h"
#include "host/plugin.h"

#include <sys/mman.h>
#include <unistd.h>

enum { SOURCE_MOST = 1 << 20, PATH_MOST = 40 };

/* What is remembered must be fit for all that is asked of it, too. */
static const char main_lua[] =
    "local health = require('health')\n"
    "local TODAY = '2026-11-25'\n"
    "local CACHE = {jitter = 0.2, ttl = {ok = 1209600, broken = 86400}}\n"
    "local M = {}\n"
    "local function compare(one, other, what)\n"
    "  for name, value in pairs(one) do\n"
    "    if type(value) == 'table' then compare(value, other[name] or {}, name)\n"
    "    elseif value ~= other[name] then error(('%s of %s is another'):format(name, what)) end\n"
    "  end\n"
    "end\n"
    "local function same(one, other, what)\n"
    "  compare(one, other, what)\n"
    "  compare(other, one, what)\n"
    "end\n"
    "function M.assemble()\n"
    "  local text, why = store.read('health')\n"
    "  if not text then error(why) end\n"
    "  local entries, header = health.parse(text)\n"
    "  if header.newer then return end\n"
    "  local written = health.format(entries, header)\n"
    "  local again, header_again, problems = health.parse(written)\n"
    "  if #problems > 0 then error(problems[1].text) end\n"
    "  same(entries, again, 'the file')\n"
    "  same(header, header_again, 'the header')\n"
    "  if health.format(again, header_again) ~= written then error('the text is another') end\n"
    "  for key in pairs(again) do\n"
    "    health.record(again, key, {status = 'broken', reason = 'http_404', code = 404}, TODAY, "
    "2)\n"
    "  end\n"
    "  health.oldest_due(entries, 3, CACHE, TODAY)\n"
    "  health.prune(entries, {}, TODAY)\n"
    "end\n"
    "return M\n";

/* What lasts from one input to the next: loading the plugin takes longer than running it. */
struct reader {
	struct arena arena;
	int file;
	struct plugin_part part;
	struct plugin plugin;
	struct plugins plugins;
	struct plugin_host *host;
};

static void
name_file(struct reader *reader)
{
	reader->file = memfd_create("health", MFD_CLOEXEC);
	reader->plugins.health = arena_printf(&reader->arena, "/proc/self/fd/%d", reader->file);
}

static void
open_reader(struct reader *reader)
{
	struct value *contributes;
	struct diag_list diags;

	arena_init(&reader->arena);
	diag_init(&diags);
	contributes = value_list(&reader->arena);
	value_append(&reader->arena, contributes, value_string(&reader->arena, STR("assemble")));
	reader->part = (struct plugin_part){.name = STR("health"), .source = {STR("health.lua")}};
	claim(file_read(&reader->arena, "plugins/links/health.lua", SOURCE_MOST,
			&reader->part.source.text),
	      STR("health.lua"));
	reader->plugin = (struct plugin){
	    .name = STR("fuzz"),
	    .key = STR("fuzz"),
	    .manifest = {STR("plugin.yaml"), STR("")},
	    .source = {STR("main.lua"), {main_lua, sizeof(main_lua) - 1}},
	    .contributes = contributes,
	    .options = value_map(&reader->arena, NULL),
	    .has = {[PLUGIN_ASSEMBLE] = true},
	    .uses = {[PLUGIN_JSON] = true, [PLUGIN_STORE] = true, [PLUGIN_TIME] = true},
	    .parts = &reader->part,
	    .nparts = 1};
	reader->plugins.at = &reader->plugin;
	reader->plugins.len = 1;
	name_file(reader);
	reader->host = plugin_host_new(&reader->plugins, &host_limits_default, NULL, NULL,
				       value_map(&reader->arena, "the site"), &diags);
	claim(reader->host, diags.first ? diags.first->text : STR("the plugin"));
	diag_release(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader;
	struct plugin_call call = {0};
	struct diag_list diags;
	struct arena arena;

	if (!reader.host)
		open_reader(&reader);
	claim(ftruncate(reader.file, 0) == 0 && pwrite(reader.file, data, size, 0) == (ssize_t)size,
	      fuzz_text(data, size));
	arena_init(&arena);
	diag_init(&diags);
	call.arena = &arena;
	call.diags = &diags;
	call.site = value_map(&arena, "the site");
	plugin_host_run(reader.host, PLUGIN_ASSEMBLE, &call);
	claim(!diags.first, diags.first->text);
	diag_release(&diags);
	arena_release(&arena);
	return 0;
}
