/*
 * Everything that a plugin and a template can reach, and more: tables, metatables, upvalues,
 * from the environment and from all that a hook is given. The registry is not walked, for no
 * script reaches it. Each line of environment-plugin.txt and environment-template.txt is a
 * path and what is there; a C function is Lua's own, by the name in its libraries, or ours.
 *
 *   build/tests/test_environment --accept   writes the lists anew, from the root: read the
 *                                           difference before you commit it
 */
#include "templates.h"

#include "base/file.h"
#include "base/vec.h"
#include "host/node_state.h"
#include "host/plugin_state.h"

#define PLUGIN_LIST "tests/unit/environment-plugin.txt"
#define TEMPLATE_LIST "tests/unit/environment-template.txt"

struct seen {
	const void *object;
	struct str path;
};

struct walk {
	lua_State *lua;
	struct arena arena;
	struct buf out;
	VEC(struct seen) seen;
};

static void walk_value(struct walk *walk, struct str path);

/* A C function's first name in Lua's own libraries, or "". Leaves the stack as it was. */
static struct str
name_of_lua(struct walk *walk, lua_CFunction function)
{
	lua_State *lua = walk->lua;
	int top = lua_gettop(lua);
	struct str name = STR("");

	lua_getfield(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	for (lua_pushnil(lua); lua_next(lua, top + 1); lua_settop(lua, top + 2))
		for (lua_pushnil(lua); lua_next(lua, top + 3); lua_pop(lua, 1)) {
			struct str found;

			if (lua_tocfunction(lua, -1) != function || !lua_isstring(lua, -2))
				continue;
			found = arena_printf(&walk->arena, "%s.%s", lua_tostring(lua, top + 2),
					     lua_tostring(lua, -2));
			if (!name.len || str_compare(found, name) < 0)
				name = found;
		}
	lua_settop(lua, top);
	return name;
}

/* A C function's name in our lists, or "". One function can be several: then the one wanted. */
static struct str
name_of_ours(lua_CFunction function, struct str wanted)
{
	struct str name = STR("");

	static const luaL_Reg *const lists[] = {
	    host_base_functions,    host_table_functions, host_string_functions,
	    host_pattern_functions, host_utf8_functions,  host_template_functions,
	    host_plugin_functions,  node_methods,
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		for (const luaL_Reg *row = lists[i]; row->name; row++)
			if (row->func == function &&
			    (!name.len || str_eq(str_from(row->name), wanted)))
				name = str_from(row->name);
	return name;
}

static struct str
describe(struct walk *walk, struct str path)
{
	size_t dot = path.len;

	lua_State *lua = walk->lua;
	lua_CFunction function = lua_tocfunction(lua, -1);
	struct str name;

	if (!function)
		return lua_isfunction(lua, -1) ? STR("function in Lua")
					       : str_from(luaL_typename(lua, -1));
	name = name_of_lua(walk, function);
	if (name.len)
		return arena_printf(&walk->arena, "Lua's %.*s", STR_ARG(name));
	while (dot && path.at[dot - 1] != '.' && path.at[dot - 1] != '/')
		dot--;
	name = name_of_ours(function, str_skip(path, dot));
	return name.len ? arena_printf(&walk->arena, "our %.*s", STR_ARG(name))
			: STR("function of ours");
}

static void
add_line(struct walk *walk, struct str path, struct str what)
{
	buf_add(&walk->out, path);
	buf_add(&walk->out, STR(": "));
	buf_add(&walk->out, what);
	buf_add(&walk->out, STR("\n"));
}

/* Whether the object on top was walked under another path; says so then. */
static bool
was_seen(struct walk *walk, struct str path)
{
	const void *object = lua_topointer(walk->lua, -1);

	for (size_t i = 0; i < walk->seen.len; i++)
		if (walk->seen.at[i].object == object) {
			add_line(walk, path,
				 arena_printf(&walk->arena, "the same as %.*s",
					      STR_ARG(walk->seen.at[i].path)));
			return true;
		}
	VEC_PUSH(&walk->arena, &walk->seen, ((struct seen){object, path}));
	return false;
}

static int
compare_paths(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* What a metatable shows in place of its owner's fields is walked as "owner/", to be readable. */
static struct str
path_below(struct walk *walk, struct str path, struct str key)
{
	size_t end = str_find(path, STR("<metatable>"));

	if (end + sizeof("<metatable>") - 1 == path.len && str_eq(key, STR("__index")) &&
	    lua_istable(walk->lua, -1))
		return arena_printf(&walk->arena, "%.*s/", STR_ARG(str_slice(path, 0, end)));
	if (path.at[path.len - 1] == '/')
		return arena_printf(&walk->arena, "%.*s%.*s", STR_ARG(path), STR_ARG(key));
	return arena_printf(&walk->arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(key));
}

/* Keys that are no text are walked too; here there is none, and the list would show it. */
static void
walk_table(struct walk *walk, struct str path)
{
	lua_State *lua = walk->lua;
	VEC(struct str) keys = {0};

	for (lua_pushnil(lua); lua_next(lua, -2); lua_pop(lua, 1)) {
		struct str key = STR("");

		if (lua_type(lua, -2) == LUA_TSTRING)
			key = str_from(lua_tostring(lua, -2));
		else
			add_line(walk, path, str_from("a key that is no text"));
		VEC_PUSH(&walk->arena, &keys, key);
	}
	if (keys.len)
		qsort(keys.at, keys.len, sizeof(*keys.at), compare_paths);
	for (size_t i = 0; i < keys.len; i++) {
		lua_pushlstring(lua, keys.at[i].at, keys.at[i].len);
		lua_rawget(lua, -2);
		walk_value(walk, path_below(walk, path, keys.at[i]));
	}
}

static void
walk_upvalues(struct walk *walk, struct str path)
{
	const char *name;

	for (int i = 1; (name = lua_getupvalue(walk->lua, -1, i)); i++)
		walk_value(walk, *name ? arena_printf(&walk->arena, "%.*s^%s", STR_ARG(path), name)
				       : arena_printf(&walk->arena, "%.*s^%d", STR_ARG(path), i));
}

/* Takes the value on top off the stack. */
static void
walk_value(struct walk *walk, struct str path)
{
	lua_State *lua = walk->lua;
	int type = lua_type(lua, -1);

	luaL_checkstack(lua, 20, "too deep");
	if ((type != LUA_TTABLE && type != LUA_TUSERDATA && type != LUA_TFUNCTION) ||
	    !was_seen(walk, path)) {
		add_line(walk, path, describe(walk, path));
		if ((type == LUA_TTABLE || type == LUA_TUSERDATA) && lua_getmetatable(lua, -1))
			walk_value(walk,
				   arena_printf(&walk->arena, "%.*s<metatable>", STR_ARG(path)));
		if (type == LUA_TTABLE)
			walk_table(walk, path);
		if (type == LUA_TFUNCTION)
			walk_upvalues(walk, path);
		for (int i = 1; type == LUA_TUSERDATA && lua_getiuservalue(lua, -1, i) != LUA_TNONE;
		     i++)
			walk_value(walk, arena_printf(&walk->arena, "%.*s^%d", STR_ARG(path), i));
		if (type == LUA_TUSERDATA)
			lua_pop(lua, 1); // the nil behind the last
	}
	lua_pop(lua, 1);
}

/* The metatable that all values of the type of the value on top share. */
static void
walk_type(struct walk *walk, const char *path)
{
	if (lua_getmetatable(walk->lua, -1))
		walk_value(walk, arena_printf(&walk->arena, "%s<metatable>", path));
	else
		add_line(walk, str_from(path), STR("without a metatable"));
	lua_pop(walk->lua, 1);
}

static void
walk_types(struct walk *walk)
{
	lua_State *lua = walk->lua;

	lua_pushnil(lua);
	walk_type(walk, "(nil)");
	lua_pushboolean(lua, 1);
	walk_type(walk, "(boolean)");
	lua_pushinteger(lua, 1);
	walk_type(walk, "(number)");
	lua_pushcfunction(lua, host_make_html);
	walk_type(walk, "(function)");
	lua_pushliteral(lua, "");
	walk_type(walk, "(string)");
	lua_pushlightuserdata(lua, (void *)(uintptr_t)&value_null);
	walk_type(walk, "(light userdata)");
}

static void
walk_init(struct walk *walk, struct host *host)
{
	*walk = (struct walk){.lua = host->lua};
	arena_init(&walk->arena);
	buf_init(&walk->out);
	lua_settop(host->lua, 0);
	walk_types(walk);
	lua_rawgeti(host->lua, LUA_REGISTRYINDEX, host->scope);
	walk_value(walk, STR("_ENV"));
}

static void
walk_release(struct walk *walk)
{
	buf_release(&walk->out);
	arena_release(&walk->arena);
}

/* The views that have methods, as a hook is given them, a filter's node, 'report' of check. */
static void
walk_handles(struct walk *walk)
{
	lua_State *lua = walk->lua;
	struct node *node = ARENA_ARRAY(&walk->arena, struct node, 1);
	const char *noun, *name;

	host_push(lua, value_map(&walk->arena, "a page"));
	walk_value(walk, STR("(a page)"));
	for (size_t i = 0; (name = plugin_method(i, &noun)); i++) {
		host_push(lua, value_map(&walk->arena, noun));
		lua_getfield(lua, -1, name);
		walk_value(walk, arena_printf(&walk->arena, "(%s):%s", noun, name));
		lua_pop(lua, 1);
	}
	host_push_node(lua, node);
	walk_value(walk, STR("(a node)"));
	host_push_report(lua);
	walk_value(walk, STR("(report of check)"));
}

static struct plugin_host *
make_plugin_host(struct arena *arena, struct plugins *plugins, struct diag_list *diags)
{
	struct plugin *plugin = arena_alloc(arena, sizeof(*plugin));
	struct value *names = value_list(arena);

	value_append(arena, names, value_string(arena, STR("page")));
	value_append(arena, names, value_string(arena, STR("helpers")));
	*plugin = (struct plugin){
	    .name = STR("one"),
	    .key = STR("one"),
	    .source = {.path = STR("main.lua"),
		       .text = STR("local own = {} return {page = function() own.x = string end, "
				   "helpers = {label = function() end}}")},
	    .contributes = names,
	    .options = value_map(arena, "'options'"),
	    .has = {[PLUGIN_PAGE] = true, [PLUGIN_HELPERS] = true},
	};
	*plugins = (struct plugins){plugin, 1};
	return plugin_host_new(plugins, &host_limits_default, NULL, NULL,
			       value_map(arena, "the site"), diags);
}

struct environment {
	struct templates templates;
	struct plugins plugins;
	struct plugin_host *plugin_host;
	struct walk walk;
};

static void
open_environment(struct environment *e)
{
	templates_init(&e->templates);
	e->plugin_host = make_plugin_host(&e->templates.arena, &e->plugins, &e->templates.diags);
	assert_non_null(e->plugin_host);
}

static void
close_environment(struct environment *e)
{
	walk_release(&e->walk);
	templates_release(&e->templates);
	plugin_host_free(e->plugin_host);
}

static void
walk_plugin(struct environment *e)
{
	lua_State *lua = e->plugin_host->host->lua;

	walk_init(&e->walk, e->plugin_host->host);
	walk_handles(&e->walk);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, e->plugin_host->tables[0]);
	walk_value(&e->walk, STR("(what main.lua returns)"));
}

/* A template that mentions all that compiled templates are given, after it was run. */
static void
walk_template(struct environment *e)
{
	struct templates *t = &e->templates;
	struct host *host;

	assert_true(templates_add(t, "main",
				  "{% local all = {__raw, __text, __attribute, __url, __json, "
				  "__block, __define, __include, __cached, __extends} %}"));
	t->renderer = renderer_new(&t->theme, e->plugin_host, NULL, NULL, &t->diags);
	assert_non_null(t->renderer);
	assert_true(templates_run(t, "main"));
	host = renderer_host(t->renderer);
	walk_init(&e->walk, host);
	lua_rawgeti(host->lua, LUA_REGISTRYINDEX, host->templates);
	lua_getfield(host->lua, -1, "main");
	walk_value(&e->walk, STR("(a template)"));
}

/* The first line that one text has and the other has not. */
static void
show_difference(struct str text, struct str wanted)
{
	struct str line = {0}, other = {0};

	while (str_eq(line, other) && (text.len || wanted.len)) {
		if (!str_split(&text, '\n', &line))
			line = (struct str){0};
		if (!str_split(&wanted, '\n', &other))
			other = (struct str){0};
	}
	print_error("there is \"%.*s\", where \"%.*s\" was expected; if that is meant, run "
		    "build/tests/test_environment --accept\n",
		    STR_ARG(line), STR_ARG(other));
}

static void
assert_list(struct environment *e, const char *path)
{
	struct str wanted = STR("");

	assert_true(file_read(&e->walk.arena, path, 1 << 20, &wanted));
	if (str_eq(buf_str(&e->walk.out), wanted))
		return;
	show_difference(buf_str(&e->walk.out), wanted);
	fail();
}

static void
test_plugin(void **state)
{
	struct environment e = {0};

	(void)state;
	open_environment(&e);
	walk_plugin(&e);
	assert_list(&e, PLUGIN_LIST);
	close_environment(&e);
}

static void
test_template(void **state)
{
	struct environment e = {0};

	(void)state;
	open_environment(&e);
	walk_template(&e);
	assert_list(&e, TEMPLATE_LIST);
	close_environment(&e);
}

static bool
walked_has(struct environment *e, const char *line)
{
	bool has;

	walk_release(&e->walk);
	walk_plugin(e);
	has = str_has(buf_str(&e->walk.out), str_from(line));
	return has;
}

static int
nothing(lua_State *lua)
{
	(void)lua;
	return 0;
}

/* The walk sees what is added wherever it is hidden. */
static void
test_sees_what_is_added(void **state)
{
	struct environment e = {0};
	struct host *host;
	lua_State *lua;

	(void)state;
	open_environment(&e);
	walk_plugin(&e);
	host = e.plugin_host->host;
	lua = host->lua;
	assert_false(walked_has(&e, "more"));
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->globals);
	lua_pushcfunction(lua, nothing);
	lua_setfield(lua, -2, "more");
	assert_true(walked_has(&e, "_ENV/more: function of ours\n"));
	lua_pushliteral(lua, "");
	lua_getmetatable(lua, -1);
	lua_getfield(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_getfield(lua, -1, "string");
	lua_getfield(lua, -1, "dump");
	lua_setfield(lua, 2, "__call");
	assert_true(walked_has(&e, "(string)<metatable>.__call: Lua's string.dump\n"));
	lua_settop(lua, 0);
	lua_pushnil(lua);
	lua_newtable(lua);
	lua_setmetatable(lua, 1);
	assert_true(walked_has(&e, "(nil)<metatable>: table\n"));
	close_environment(&e);
}

static int
write_list(struct environment *e, const char *path)
{
	FILE *out = fopen(path, "w");
	struct str text = buf_str(&e->walk.out);
	bool good = out && fwrite(text.at, 1, text.len, out) == text.len;

	return out && fclose(out) == 0 && good ? 0 : 1;
}

static int
accept(void)
{
	struct environment e = {0};
	int status;

	open_environment(&e);
	walk_plugin(&e);
	status = write_list(&e, PLUGIN_LIST);
	walk_release(&e.walk);
	walk_template(&e);
	status |= write_list(&e, TEMPLATE_LIST);
	close_environment(&e);
	return status;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plugin),
	    cmocka_unit_test(test_template),
	    cmocka_unit_test(test_sees_what_is_added),
	};

	if (argc == 2 && strcmp(argv[1], "--accept") == 0)
		return accept();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
