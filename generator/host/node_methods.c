/* What plugins do with nodes besides reading and setting fields: walk, move, make. */
#include "host/node_state.h"

enum { HANDLE_COST = 4, BYTES_A_STEP = 8 }; // of the run's steps

static struct node *
take_self(lua_State *lua, const char *method)
{
	struct node *node = host_node(lua, 1);

	if (!node)
		host_fail(lua, "'%s' is called with a colon on a node, not on %s", method,
			  host_kind(lua, 1));
	return node;
}

static struct node *
new_node(lua_State *lua, enum node_kind kind)
{
	struct plugin_call *call = host_of(lua)->call;
	struct node *node;

	plugin_check_room(lua, call, sizeof(*node));
	node = node_new(call->arena, kind, call->span);
	node->text = node->title = STR("");
	return node;
}

struct node *
node_take(lua_State *lua, int index, const char *where)
{
	struct node *node = host_node(lua, index);

	if (!node && lua_type(lua, index) == LUA_TSTRING) {
		struct str text = node_take_text(lua, index, where);

		node = new_node(lua, NODE_TEXT);
		node->text = text;
	}
	if (!node)
		host_fail(lua, "%s wants nodes and texts, not %s", where, host_kind(lua, index));
	return node;
}

static void
check_place(lua_State *lua, const struct node *parent, const struct node *child)
{
	struct str refusal = node_refusal(lua, parent, child);

	if (refusal.len)
		host_fail(lua, "%.*s", STR_ARG(refusal));
}

static void
append_node(lua_State *lua, struct node *parent, struct node *child)
{
	check_place(lua, parent, child);
	node_unlink(child);
	node_append(parent, child);
}

static int
append(lua_State *lua)
{
	struct node *node = take_self(lua, "append");
	int n = lua_gettop(lua);

	for (int i = 2; i <= n; i++)
		append_node(lua, node, node_take(lua, i, "'append'"));
	lua_settop(lua, 1);
	return 1;
}

static int
insert(lua_State *lua, const char *method, void (*put)(struct node *place, struct node *node))
{
	struct node *place = take_self(lua, method), *node = node_take(lua, 2, method);

	if (!place->parent)
		host_fail(lua, "'%s' wants a node that stands in another; this one stands nowhere",
			  method);
	if (node != place) {
		check_place(lua, place->parent, node);
		node_unlink(node);
		put(place, node);
	}
	host_push_node(lua, node);
	return 1;
}

static int
insert_before(lua_State *lua)
{
	return insert(lua, "insert_before", node_insert_before);
}

static int
insert_after(lua_State *lua)
{
	return insert(lua, "insert_after", node_insert_after);
}

static int
remove_node(lua_State *lua)
{
	struct node *node = take_self(lua, "remove");

	if (node->kind == NODE_DOCUMENT)
		host_fail(lua, "the document cannot be removed");
	node_unlink(node);
	lua_settop(lua, 1);
	return 1;
}

/* A list of its own, so that who walks over it may move what is in it. */
static int
children(lua_State *lua)
{
	struct node *node = take_self(lua, "children");
	lua_Integer n = 0;

	lua_newtable(lua);
	for (struct node *at = node->first_child; at; at = at->next) {
		host_push_node(lua, at);
		lua_rawseti(lua, -2, ++n);
		host_charge(lua, HANDLE_COST);
	}
	return 1;
}

static int
find(lua_State *lua)
{
	struct node *node = take_self(lua, "find");
	enum node_kind kind = NODE_KIND_COUNT;
	lua_Integer n = 0;

	lua_settop(lua, 2);
	if (!lua_isnil(lua, 2)) {
		struct str name = {0};

		if (lua_type(lua, 2) != LUA_TSTRING)
			host_fail(lua, "'find' wants a kind of node, not %s", host_kind(lua, 2));
		name.at = lua_tolstring(lua, 2, &name.len);
		kind = node_get_kind(lua, name);
	}
	lua_newtable(lua);
	for (struct node *at = node_next(node, node); at; at = node_next(node, at)) {
		host_charge(lua, 1);
		if (kind != NODE_KIND_COUNT && at->kind != kind)
			continue;
		host_push_node(lua, at);
		lua_rawseti(lua, -2, ++n);
		host_charge(lua, HANDLE_COST);
	}
	return 1;
}

static int
plain(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct node *node = take_self(lua, "plain");
	struct arena_mark mark = arena_mark(&host->scratch);
	struct str text;
	size_t steps = 0;

	for (const struct node *at = node; at; at = node_next(node, at))
		steps += 1 + at->text.len / BYTES_A_STEP;
	host_charge(lua, steps);
	text = node_text_dup(&host->scratch, node);
	lua_pushlstring(lua, text.at, text.len);
	arena_rewind(&host->scratch, mark);
	return 1;
}

const luaL_Reg node_methods[] = {
    {"children", children},
    {"find", find},
    {"plain", plain},
    {"append", append},
    {"insert_before", insert_before},
    {"insert_after", insert_after},
    {"remove", remove_node},
    {NULL, NULL},
};

static enum node_kind
take_kind(lua_State *lua)
{
	struct plugin_call *call = host_of(lua)->call;
	enum node_kind kind;
	struct str name;

	if (!call || call->member != PLUGIN_FILTER)
		host_fail(lua, "'make_node' is only for 'filter'");
	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "'make_node' wants a kind first, not %s", host_kind(lua, 1));
	name.at = lua_tolstring(lua, 1, &name.len);
	kind = node_get_kind(lua, name);
	if (kind == NODE_DOCUMENT || kind == NODE_FOOTNOTE || kind == NODE_FOOTNOTE_REFERENCE)
		host_fail(lua, "a plugin cannot make a %s", node_kind_name(kind));
	return kind;
}

static void
set_defaults(struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: node->level = 2; break;
	case NODE_CALLOUT: node->text = STR("note"); break;
	case NODE_LIST:
		node->tight = true;
		node->start = 1;
		break;
	default: break;
	}
}

/* The fields in the table at 2. */
static void
set_fields(lua_State *lua, struct node *node)
{
	size_t n = host_push_keys(lua, 2);
	int keys = lua_gettop(lua);

	for (size_t i = 1; i <= n; i++) {
		struct str name;

		if (lua_rawgeti(lua, keys, (lua_Integer)i) != LUA_TSTRING)
			host_fail(lua, "'make_node' wants fields by name second, not a list");
		name.at = lua_tolstring(lua, -1, &name.len);
		lua_pushvalue(lua, -1);
		lua_rawget(lua, 2);
		node_set_field(lua, node, node_get_field(lua, node, name), lua_gettop(lua));
		lua_settop(lua, keys);
	}
	lua_pop(lua, 1);
}

/* The nodes and texts in the list at 3. */
static void
add_children(lua_State *lua, struct node *node)
{
	size_t len = lua_rawlen(lua, 3);

	if (host_push_keys(lua, 3) != len)
		host_fail(lua, "'make_node' wants a list of nodes and texts third, not fields");
	lua_pop(lua, 1);
	for (size_t i = 1; i <= len; i++) {
		lua_rawgeti(lua, 3, (lua_Integer)i);
		append_node(lua, node, node_take(lua, lua_gettop(lua), "'make_node'"));
		lua_pop(lua, 1);
	}
}

int
host_make_node(lua_State *lua)
{
	enum node_kind kind = take_kind(lua);
	struct node *node = new_node(lua, kind);

	lua_settop(lua, 3);
	for (int i = 2; i <= 3; i++)
		if (!lua_isnil(lua, i) && !lua_istable(lua, i))
			host_fail(lua, "'make_node' wants a table of %s, not %s",
				  i == 2 ? "fields second" : "nodes and texts third",
				  host_kind(lua, i));
	set_defaults(node);
	if (lua_istable(lua, 2))
		set_fields(lua, node);
	if (lua_istable(lua, 3))
		add_children(lua, node);
	host_push_node(lua, node);
	return 1;
}
