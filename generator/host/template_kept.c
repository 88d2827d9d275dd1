/*
 * include_cached: a partial that is run once for all pages of a folder, and again only for other
 * arguments. What it prints is kept and copied.
 *
 * So nothing of a page may be in it: `page` is not there for it, blocks that a page's layout
 * overrides are its own, and the path that links are made for is none of a page, but of the
 * same folder. Whichever page comes first, the bytes are the same.
 */
#include "base/buf.h"
#include "base/path.h"
#include "host/state.h"

enum { KEPT_MOST = 16 << 20 }; // bytes of one state; what is beyond is run each time

struct kept {
	struct str text;
	uint64_t cost; // instructions that making it took: each use takes them from its budget
};

static void
add_argument(lua_State *lua, struct buf *key, int name, int value)
{
	struct str text;

	if (lua_type(lua, name) != LUA_TSTRING)
		host_fail(lua, "the arguments of 'include_cached' have names");
	switch (lua_type(lua, value)) {
	case LUA_TSTRING:
	case LUA_TNUMBER:
	case LUA_TBOOLEAN: break;
	default:
		host_fail(lua,
			  "an argument of 'include_cached' is a text, number or boolean, not %s",
			  host_kind(lua, value));
	}
	text.at = lua_tolstring(lua, name, &text.len);
	buf_addf(key, "%zu:%.*s=", text.len, STR_ARG(text));
	text.at = luaL_tolstring(lua, value, &text.len);
	buf_addf(key, "%c%zu:%.*s;", lua_typename(lua, lua_type(lua, value))[0], text.len,
		 STR_ARG(text));
	lua_pop(lua, 1);
}

/* What the partial prints depends on this alone; it lies in scratch. */
static struct str
make_key(lua_State *lua, struct host *host)
{
	size_t start = host->out->len, n;
	struct str key;

	buf_addf(host->out, "%s\n%.*s\n", lua_tostring(lua, 1), STR_ARG(path_folder(host->output)));
	n = host_push_keys(lua, 2);
	for (size_t i = 1; i <= n; i++) {
		lua_rawgeti(lua, 3, (lua_Integer)i);
		lua_pushvalue(lua, 4);
		lua_rawget(lua, 2);
		add_argument(lua, host->out, 4, 5);
		lua_settop(lua, 3);
	}
	lua_settop(lua, 2);
	key = arena_dup(&host->scratch, str_skip(buf_str(host->out), start));
	buf_truncate(host->out, start);
	return key;
}

/* Sets the variable `page`, to what is on top of the stack, and leaves there what it was. */
static void
exchange_page(lua_State *lua, struct host *host)
{
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->globals);
	lua_pushliteral(lua, "page");
	lua_rawget(lua, -2);
	lua_insert(lua, -3);
	lua_pushliteral(lua, "page");
	lua_pushvalue(lua, -3);
	lua_rawset(lua, -3);
	lua_pop(lua, 2);
}

/* Runs the partial as if no page were there. When it fails, so does the run, and all is reset. */
static void
run_apart(lua_State *lua, struct host *host)
{
	struct str output = host->output;
	struct map made = host->made;
	struct host_frame *frame = host->frame;
	struct host_block *block = host->block;

	host->output = path_join(&host->scratch, path_folder(output), STR("*"));
	host->made = (struct map){0};
	host->frame = NULL;
	host->block = NULL;
	lua_pushnil(lua);
	exchange_page(lua, host);
	lua_insert(lua, 1);
	host_include(lua, 2);
	lua_pushvalue(lua, 1);
	exchange_page(lua, host);
	host->block = block;
	host->frame = frame;
	host->made = made;
	host->output = output;
}

static void
keep(struct host *host, struct str key, struct str text, uint64_t cost)
{
	struct kept *kept;

	host->kept_size += key.len + text.len;
	if (host->kept_size > KEPT_MOST)
		return;
	kept = ARENA_NEW(&host->arena, struct kept);
	*kept = (struct kept){arena_dup(&host->arena, text), cost};
	map_put(&host->kept, &host->arena, arena_dup(&host->arena, key), kept);
}

int
host_include_cached(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct kept *kept;
	int64_t fuel = host->fuel;
	size_t start = host->out->len;
	struct str key;

	luaL_checkstring(lua, 1);
	lua_settop(lua, 2);
	if (lua_isnil(lua, 2)) {
		lua_newtable(lua);
		lua_replace(lua, 2);
	}
	key = make_key(lua, host);
	kept = map_find(&host->kept, key);
	if (kept) {
		host_charge(lua, kept->cost);
		buf_add(host->out, kept->text);
		host_check_output(lua, host);
		return 0;
	}
	run_apart(lua, host);
	keep(host, key, str_skip(buf_str(host->out), start), (uint64_t)(fuel - host->fuel));
	return 0;
}
