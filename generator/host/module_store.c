/* The module `store`: the two files that may remember links between runs, and no other. */
#include "base/file.h"
#include "base/path.h"
#include "host/plugin.h"
#include "host/state.h"

#include <errno.h>
#include <string.h>

enum { TEXT_MOST = 16 << 20 };

static struct str
take_path(lua_State *lua, const char *function, bool online)
{
	const struct host *host = host_of(lua);
	bool can_go = host->network && host->call && host->call->member == PLUGIN_CHECK;
	struct str name;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'store.%s' wants a name, not %s", function, host_kind(lua, 1));
	name = str_from(lua_tostring(lua, 1));
	if (!str_eq(name, STR("health")) && !str_eq(name, STR("cache")))
		host_fail(lua, "there is no store '%s'; there are 'health' and 'cache'", name.at);
	if (!can_go && (online || str_eq(name, STR("cache"))))
		host_fail(lua, "'store.%s(\"%s\")' is only for the hook 'check', and only online",
			  function, name.at);
	return str_eq(name, STR("health")) ? host->shared->health : host->shared->cache;
}

/* read(name): the text; or nil when there is no file, and why when it cannot be read. */
static int
read_store(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct arena_mark mark = arena_mark(&host->scratch);
	struct str path = take_path(lua, "read", false), text;

	if (path.len && file_read(&host->scratch, path.at, TEXT_MOST, &text)) {
		host_charge(lua, text.len >> 4);
		lua_pushlstring(lua, text.at, text.len);
		arena_rewind(&host->scratch, mark);
		return 1;
	}
	lua_pushnil(lua);
	if (!path.len || errno == ENOENT)
		return 1;
	lua_pushstring(lua, strerror(errno));
	return 2;
}

static bool
write_file(struct host *host, struct str path, struct str text)
{
	struct str folder = path_folder(path);

	if (folder.len && !folder_make(arena_dup(&host->scratch, folder).at))
		return false;
	return file_replace(path.at, text);
}

/* write(name, text): whether it is written. Why not is told as a warning. */
static int
write_store(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct str path = take_path(lua, "write", true), text;
	struct diag *diag;
	bool written;

	if (lua_type(lua, 2) != LUA_TSTRING)
		host_fail(lua, "'store.write' wants a text, not %s", host_kind(lua, 2));
	text.at = lua_tolstring(lua, 2, &text.len);
	written = path.len && write_file(host, path, text);
	if (!written && path.len) {
		diag =
		    diag_add_path(host->call->diags, DIAG_PLUGIN_ADVICE, path,
				  "what is known of links could not be kept: %s", strerror(errno));
		diag_cure(host->call->diags, diag,
			  "see that the file can be written, or name another in site.yaml under "
			  "'links'");
	}
	lua_pushboolean(lua, written);
	return 1;
}

const luaL_Reg host_store_functions[] = {
    {"read", read_store},
    {"write", write_store},
    {NULL, NULL},
};
