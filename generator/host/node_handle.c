/*
 * Nodes of Markdown as plugins hold them: handles under one metatable, with fields and
 * methods by name. The fields are node_fields.c's, the methods node_methods.c's.
 */
#include "host/node_state.h"

#include <string.h>

enum { NAMES_MOST = 64 };

const char *
host_node_kind(const struct node *node)
{
	static const char *const names[NODE_KIND_COUNT] = {
	    [NODE_DOCUMENT] = "the document",
	    [NODE_HEADING] = "a heading",
	    [NODE_PARAGRAPH] = "a paragraph",
	    [NODE_LIST] = "a list of Markdown",
	    [NODE_ITEM] = "a list item",
	    [NODE_QUOTE] = "a quote",
	    [NODE_CALLOUT] = "a callout",
	    [NODE_CODE_BLOCK] = "a code block",
	    [NODE_HTML_BLOCK] = "a block of raw HTML",
	    [NODE_RULE] = "a rule",
	    [NODE_TABLE] = "a table of Markdown",
	    [NODE_ROW] = "a row",
	    [NODE_CELL] = "a cell",
	    [NODE_FOOTNOTE] = "a footnote",
	    [NODE_TEXT] = "a text node",
	    [NODE_SOFT_BREAK] = "a soft break",
	    [NODE_LINE_BREAK] = "a line break",
	    [NODE_CODE] = "code",
	    [NODE_EMPHASIS] = "emphasis",
	    [NODE_STRONG] = "strong emphasis",
	    [NODE_STRIKE] = "struck text",
	    [NODE_LINK] = "a link",
	    [NODE_IMAGE] = "an image",
	    [NODE_HTML] = "raw HTML",
	    [NODE_FOOTNOTE_REFERENCE] = "a reference to a footnote",
	};

	return names[node->kind];
}

void
host_push_node(lua_State *lua, struct node *node)
{
	struct host *host = host_of(lua);
	struct host_handle *handle;

	luaL_checkstack(lua, 4, NULL);
	if (!node) {
		lua_pushnil(lua);
		return;
	}
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->nodes);
	if (lua_rawgetp(lua, -1, node) == LUA_TUSERDATA &&
	    ((struct host_handle *)lua_touserdata(lua, -1))->run == host->run) {
		lua_remove(lua, -2);
		return;
	}
	lua_pop(lua, 1);
	handle = lua_newuserdatauv(lua, sizeof(*handle), 0);
	*handle = (struct host_handle){.node = node, .run = host->run};
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->node_methods);
	lua_setmetatable(lua, -2);
	lua_pushvalue(lua, -1);
	lua_rawsetp(lua, -3, node);
	lua_remove(lua, -2);
}

struct node *
host_node(lua_State *lua, int index)
{
	const struct host_handle *handle;

	if (lua_type(lua, index) != LUA_TUSERDATA || host_view(lua, index))
		return NULL;
	handle = lua_touserdata(lua, index);
	return handle->node;
}

static bool
has_field(const struct node *node, const struct node_field *field)
{
	return field->kinds >> node->kind & 1;
}

static const struct node_field *
find_field(const struct node *node, struct str name)
{
	for (const struct node_field *field = node_fields; field->name; field++)
		if (has_field(node, field) && str_eq(str_from(field->name), name))
			return field;
	return NULL;
}

_Noreturn static void
fail_field(lua_State *lua, const struct node *node, struct str name)
{
	struct str names[NAMES_MOST];
	size_t nnames = 0;

	for (const struct node_field *field = node_fields; field->name; field++)
		if (has_field(node, field) && nnames < NAMES_MOST)
			names[nnames++] = str_from(field->name);
	for (const luaL_Reg *method = node_methods; method->name; method++)
		if (nnames < NAMES_MOST)
			names[nnames++] = str_from(method->name);
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, nnames, "%s has no field '%.*s'",
		       host_node_kind(node), STR_ARG(name));
}

const struct node_field *
node_get_field(lua_State *lua, const struct node *node, struct str name)
{
	const struct node_field *field = find_field(node, name);

	if (!field)
		fail_field(lua, node, name);
	return field;
}

enum node_kind
node_get_kind(lua_State *lua, struct str name)
{
	struct str names[NODE_KIND_COUNT];

	for (int kind = 0; kind < NODE_KIND_COUNT; kind++) {
		names[kind] = str_from(node_kind_name((enum node_kind)kind));
		if (str_eq(names[kind], name))
			return (enum node_kind)kind;
	}
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, NODE_KIND_COUNT,
		       "there is no kind of node '%.*s'", STR_ARG(name));
}

static struct str
field_name(lua_State *lua, const struct node *node)
{
	struct str name;

	if (lua_type(lua, 2) != LUA_TSTRING)
		host_fail(lua, "%s is no name of a field of %s", host_kind(lua, 2),
			  host_node_kind(node));
	name.at = lua_tolstring(lua, 2, &name.len);
	return name;
}

/* Upvalue: method by name. */
static int
index_node(lua_State *lua)
{
	struct node *node = host_node(lua, 1);
	struct str name = field_name(lua, node);

	lua_pushvalue(lua, 2);
	if (lua_rawget(lua, lua_upvalueindex(1)) == LUA_TNIL)
		node_push_field(lua, node, node_get_field(lua, node, name));
	return 1;
}

static int
set_index_of_node(lua_State *lua)
{
	struct node *node = host_node(lua, 1);

	node_set_field(lua, node, node_get_field(lua, node, field_name(lua, node)), 3);
	return 0;
}

static void
open_metatable(lua_State *lua)
{
	lua_newtable(lua);
	lua_newtable(lua);
	luaL_setfuncs(lua, node_methods, 0);
	lua_pushcclosure(lua, index_node, 1);
	lua_setfield(lua, -2, "__index");
	lua_pushcfunction(lua, set_index_of_node);
	lua_setfield(lua, -2, "__newindex");
	lua_pushliteral(lua, "node"); // for Lua's own messages
	lua_setfield(lua, -2, "__name");
	host_of(lua)->node_methods = luaL_ref(lua, LUA_REGISTRYINDEX);
}

void
host_open_nodes(lua_State *lua)
{
	open_metatable(lua);
	lua_newtable(lua);
	lua_newtable(lua);
	lua_pushliteral(lua, "v");
	lua_setfield(lua, -2, "__mode");
	lua_setmetatable(lua, -2);
	host_of(lua)->nodes = luaL_ref(lua, LUA_REGISTRYINDEX);
}

const char *
plugin_node_name(size_t index, bool *method)
{
	size_t i = 0;

	for (const struct node_field *field = node_fields; field->name; field++, i++) {
		*method = false;
		if (i == index)
			return field->name;
	}
	for (const luaL_Reg *row = node_methods; row->name; row++, i++) {
		*method = true;
		if (i == index)
			return row->name;
	}
	return NULL;
}
