/*
 * Filters: which kinds a plugin filters, and its functions over the nodes of a page.
 *
 * The nodes are collected before the first function is called, children before parents,
 * so what filters make is not filtered again. A function may move its own node, into a
 * new one as a rule; what it returns then comes where the node stood.
 */
#include "host/node_state.h"

struct filtering {
	const struct plugin_host *host;
	const struct plugin *plugin;
	struct plugin_call *call;
	unsigned kinds;
	struct node *mark; // stands where results go, while they are put there
};

/* Where a node stood. */
struct spot {
	struct node *parent, *prev, *next;
};

/* Where the functions lie on the stack: one a kind, nil where there is none. */
enum { FUNCTIONS = 2 };

struct listing {
	struct plugin_host *host;
	const struct plugin *plugin;
	unsigned kinds;
};

static int
list_filters(lua_State *lua)
{
	struct listing *listing = lua_touserdata(lua, 1);
	size_t n;

	plugin_push_member(lua, listing->host, listing->plugin, PLUGIN_FILTER);
	n = host_push_keys(lua, 2);
	for (size_t i = 1; i <= n; i++) {
		struct str name;

		lua_rawgeti(lua, 3, (lua_Integer)i);
		lua_pushvalue(lua, -1);
		if (lua_type(lua, -1) != LUA_TSTRING || lua_rawget(lua, 2) != LUA_TFUNCTION)
			host_fail(lua,
				  "'filter' holds functions by kind of node, and nothing else");
		name.at = lua_tolstring(lua, 4, &name.len);
		host_blame(lua, 5);
		listing->kinds |= 1u << node_get_kind(lua, name);
		lua_settop(lua, 3);
	}
	return 0;
}

bool
plugin_list_filters(struct plugin_host *host, const struct plugin *plugin, struct diag_list *diags)
{
	struct listing listing = {host, plugin, 0};
	int status = plugin_protect(host, plugin, "filter", list_filters, &listing);

	host->filters[plugin - host->plugins->at] = listing.kinds;
	if (status != LUA_OK)
		plugin_report(host, status, plugin, "filter", NULL, diags);
	lua_settop(host->host->lua, 0);
	return status == LUA_OK;
}

static struct node *
first_leaf(struct node *node)
{
	while (node->first_child)
		node = node->first_child;
	return node;
}

static bool
is_wanted(const struct filtering *filtering, const struct node *node)
{
	return filtering->kinds >> node->kind & 1;
}

/* All nodes of the kinds, children first, in scratch. */
static struct node **
collect(lua_State *lua, const struct filtering *filtering, size_t *nnodes)
{
	struct node *root = filtering->call->root, **nodes;
	size_t steps = 0, n = 0;

	for (const struct node *at = root; at; at = node_next(root, at), steps++)
		n += is_wanted(filtering, at);
	host_charge(lua, steps);
	nodes = host_scratch(lua, n * sizeof(struct node *));
	*nnodes = 0;
	if (!n)
		return nodes;
	for (struct node *at = first_leaf(root);;
	     at = at->next ? first_leaf(at->next) : at->parent) {
		if (is_wanted(filtering, at))
			nodes[(*nnodes)++] = at;
		if (at == root)
			return nodes;
	}
}

static bool
is_in_tree(lua_State *lua, const struct node *root, const struct node *node)
{
	size_t steps = 0;

	for (; node != root && node->parent; node = node->parent)
		steps++;
	host_charge(lua, steps);
	return node == root;
}

/* One result, on top of the stack. */
static struct node *
take_result(lua_State *lua, const struct filtering *filtering, bool listed)
{
	if (!host_node(lua, -1) && lua_type(lua, -1) != LUA_TSTRING)
		host_fail(lua,
			  "'filter.%s' returns nil, a node, or a list of nodes and texts, but this "
			  "returned %s%s",
			  filtering->call->kind, listed ? "a list with " : "", host_kind(lua, -1));
	return node_take(lua, -1, "'filter'");
}

/* What the function returned, on top of the stack, as nodes in scratch. */
static struct node **
take_results(lua_State *lua, const struct filtering *filtering, size_t *nresults)
{
	struct node **results;
	int table = lua_gettop(lua);

	if (!lua_istable(lua, table)) {
		results = host_scratch(lua, sizeof(*results));
		results[0] = take_result(lua, filtering, false);
		*nresults = 1;
		return results;
	}
	*nresults = lua_rawlen(lua, table);
	if (host_push_keys(lua, table) != *nresults)
		host_fail(lua, "'filter.%s' returned a table with fields, not a list",
			  filtering->call->kind);
	results = host_scratch(lua, *nresults * sizeof(*results));
	for (size_t i = 0; i < *nresults; i++) {
		lua_rawgeti(lua, table, (lua_Integer)i + 1);
		results[i] = take_result(lua, filtering, true);
		lua_pop(lua, 1);
	}
	return results;
}

/* Everything is checked before anything is moved. */
static void
check_results(lua_State *lua, const struct filtering *filtering, const struct node *parent,
	      struct node *const *results, size_t nresults)
{
	for (size_t i = 0; i < nresults; i++) {
		struct str refusal = node_refusal(lua, parent, results[i]);

		if (refusal.len)
			host_fail(lua, "what 'filter.%s' returned cannot stand there: %.*s",
				  filtering->call->kind, STR_ARG(refusal));
	}
}

/* The mark goes where the node is, or was if the function moved it. */
static void
set_mark(struct filtering *filtering, const struct spot *spot, struct node *node)
{
	struct node *mark = filtering->mark;

	if (node->parent == spot->parent)
		node_insert_before(node, mark);
	else if (spot->next && spot->next->parent == spot->parent)
		node_insert_before(spot->next, mark);
	else if (spot->prev && spot->prev->parent == spot->parent)
		node_insert_after(spot->prev, mark);
	else
		node_append(spot->parent, mark);
}

static void
put_results(struct filtering *filtering, const struct spot *spot, struct node *node,
	    struct node *const *results, size_t nresults)
{
	set_mark(filtering, spot, node);
	if (node->parent == spot->parent || !nresults)
		node_unlink(node);
	for (size_t i = 0; i < nresults; i++) {
		node_unlink(results[i]);
		node_insert_before(filtering->mark, results[i]);
	}
	node_unlink(filtering->mark);
}

static void
call_filter(lua_State *lua, struct filtering *filtering, struct node *node)
{
	const struct spot spot = {node->parent, node->prev, node->next};
	int function = FUNCTIONS + (int)node->kind;
	struct node **results;
	size_t nresults;

	filtering->call->kind = node_kind_name(node->kind);
	filtering->call->span = node->span;
	host_blame(lua, 0);
	lua_pushvalue(lua, function);
	host_push_node(lua, node);
	host_push(lua, filtering->call->pages[0]->view);
	lua_call(lua, 2, 1);
	if (lua_isnil(lua, -1))
		return;
	host_blame(lua, function);
	results = take_results(lua, filtering, &nresults);
	if (nresults == 1 && results[0] == node && node->parent == spot.parent)
		return;
	if (!spot.parent)
		host_fail(lua, "the document is neither replaced nor removed");
	check_results(lua, filtering, spot.parent, results, nresults);
	put_results(filtering, &spot, node, results, nresults);
}

static void
push_functions(lua_State *lua, const struct filtering *filtering)
{
	luaL_checkstack(lua, NODE_KIND_COUNT + 16, NULL);
	plugin_push_member(lua, filtering->host, filtering->plugin, PLUGIN_FILTER);
	lua_replace(lua, 1);
	for (int kind = 0; kind < NODE_KIND_COUNT; kind++) {
		lua_pushstring(lua, node_kind_name((enum node_kind)kind));
		lua_rawget(lua, 1);
	}
}

void
plugin_run_filters(lua_State *lua, const struct plugin_host *host, const struct plugin *plugin,
		   struct plugin_call *call)
{
	struct filtering filtering = {
	    .host = host,
	    .plugin = plugin,
	    .call = call,
	    .kinds = host->filters[plugin - host->plugins->at],
	};
	struct node **nodes;
	size_t nnodes;

	lua_settop(lua, 1);
	push_functions(lua, &filtering);
	filtering.mark = node_new(call->arena, NODE_TEXT, (struct span){0, 0});
	nodes = collect(lua, &filtering, &nnodes);
	for (size_t i = 0; i < nnodes; i++) {
		if (is_in_tree(lua, call->root, nodes[i]))
			call_filter(lua, &filtering, nodes[i]);
		lua_settop(lua, FUNCTIONS + NODE_KIND_COUNT - 1);
	}
}
