/*
 * Functions of plugins that templates ask for: helpers, `plugin.KEY.NAME(…)`, and slots.
 *
 * Templates and plugins run in two Lua states. Arguments and results cross as values:
 * nothing of one state is ever reached from the other. What a helper takes of its
 * budget is taken of the template's too.
 */
#include "base/diag.h"
#include "data/value.h"
#include "host/plugin_state.h"

#include <stdio.h>

enum { ARGUMENTS_MOST = 8 };

struct help {
	struct plugin_host *host;
	const struct plugin_request *request;
	const struct value *result;
};

/* What stands in a slot is text or markup; a helper's result may be any value. */
static void
check_result(lua_State *lua, const struct plugin_request *request, int function)
{
	int type = lua_type(lua, -1);
	const struct value *view = host_view(lua, -1);

	if (request->member == PLUGIN_HELPERS || type == LUA_TNIL || type == LUA_TSTRING ||
	    type == LUA_TNUMBER || (view && view->kind == VALUE_HTML))
		return;
	host_fail_function(lua, function, request->name,
			   "slot '%.*s' is given text, markup or nil, not %s",
			   STR_ARG(request->name), host_kind(lua, -1));
}

static int
ask_protected(lua_State *lua)
{
	struct help *help = lua_touserdata(lua, 1);
	const struct plugin_request *request = help->request;
	size_t most = host_of(lua)->limits.memory;
	int function;

	plugin_push_member(lua, help->host, request->plugin, request->member);
	lua_pushlstring(lua, request->name.at, request->name.len);
	lua_rawget(lua, -2);
	function = lua_gettop(lua);
	lua_pushvalue(lua, function);
	for (size_t i = 0; i < request->narguments; i++)
		host_push(lua, request->arguments[i]);
	lua_call(lua, (int)request->narguments, 1);
	check_result(lua, request, function);
	help->result = host_to_value(lua, -1);
	if (value_weight(help->result, most) > most)
		host_fail(lua, "the result of '%.*s' is too large", STR_ARG(request->name));
	/* Texts are borrowed from Lua, whose stack is about to be emptied. */
	help->result = value_copy(&host_of(lua)->scratch, help->result);
	return 0;
}

struct diag *
plugin_host_ask(struct plugin_host *host, const struct plugin_request *request,
		const struct value **result, uint64_t *cost, struct diag_list *diags)
{
	struct help help = {host, request, &value_null};
	struct diag *diag = NULL;
	char member[80];
	size_t span;
	int status;

	snprintf(member, sizeof(member), "%s.%.*s", plugin_member_names[request->member],
		 STR_ARG(request->name));
	span =
	    timing_begin(host->host->timing, TIMING_HOOK, request->plugin->name, str_from(member));
	status = plugin_protect(host, request->plugin, member, ask_protected, &help);
	timing_end(host->host->timing, span);
	*result = help.result;
	*cost = host->host->limits.instructions -
		(uint64_t)(host->host->fuel > 0 ? host->host->fuel : 0);
	if (status != LUA_OK) {
		diag = plugin_report(host, status, request->plugin, NULL, NULL, diags);
		diag_note(diags, diag, NULL, (struct span){0, 0}, "in %s '%.*s' of plugin '%.*s'",
			  request->member == PLUGIN_SLOTS ? "slot" : "helper",
			  STR_ARG(request->name), STR_ARG(request->plugin->name));
	}
	lua_settop(host->host->lua, 0);
	return diag;
}

/* Upvalues: the plugin, the helper's name. */
static int
call_helper(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct value *arguments[ARGUMENTS_MOST], *result;
	struct plugin_request request = {.plugin = lua_touserdata(lua, lua_upvalueindex(1)),
					 .member = PLUGIN_HELPERS,
					 .arguments = arguments,
					 .narguments = (size_t)lua_gettop(lua)};
	struct diag *failed;
	uint64_t cost = 0;

	request.name.at = lua_tolstring(lua, lua_upvalueindex(2), &request.name.len);
	if (request.narguments > ARGUMENTS_MOST)
		host_fail(lua, "a helper takes at most %d arguments", ARGUMENTS_MOST);
	for (size_t i = 0; i < request.narguments; i++)
		arguments[i] = host_to_value(lua, (int)i + 1);
	host->services->plugins->page = host->running.page;
	failed = plugin_host_ask(host->services->plugins, &request, &result, &cost, host->diags);
	if (failed)
		host_fail_told(lua, failed, request.name);
	result = value_copy(&host->scratch, result);
	host_charge(lua, cost);
	if (host->scratch.total > host->limits.memory)
		host_fail(lua, "%s used more than %zu MiB of memory", host->subject,
			  host->limits.memory >> 20);
	host_push(lua, result);
	return 1;
}

static int
list_functions(lua_State *lua)
{
	struct help *help = lua_touserdata(lua, 1);
	struct arena *scratch = &host_of(lua)->scratch;
	struct value *list = value_list(scratch);
	size_t n;

	plugin_push_member(lua, help->host, help->request->plugin, help->request->member);
	n = host_push_keys(lua, lua_gettop(lua));
	for (size_t i = 1; i <= n; i++) {
		lua_rawgeti(lua, -1, (lua_Integer)i);
		lua_pushvalue(lua, -1);
		if (lua_type(lua, -1) != LUA_TSTRING || lua_rawget(lua, -4) != LUA_TFUNCTION)
			host_fail(lua, "'%s' holds functions by name, and nothing else",
				  plugin_member_names[help->request->member]);
		lua_pop(lua, 1);
		value_append(scratch, list, value_copy(scratch, host_to_value(lua, -1)));
		lua_pop(lua, 1);
	}
	help->result = list;
	return 0;
}

bool
plugin_list_functions(struct plugin_host *host, const struct plugin *plugin,
		      enum plugin_member member, const struct value **names,
		      struct diag_list *diags)
{
	const struct plugin_request request = {.plugin = plugin, .member = member};
	struct help help = {.host = host, .request = &request};
	int status =
	    plugin_protect(host, plugin, plugin_member_names[member], list_functions, &help);

	*names = help.result;
	if (status != LUA_OK)
		plugin_report(host, status, plugin, plugin_member_names[member], NULL, diags);
	lua_settop(host->host->lua, 0);
	return status == LUA_OK;
}

void
host_add_helpers(lua_State *lua, int target)
{
	const struct plugin_host *host = host_of(lua)->services->plugins;

	lua_newtable(lua);
	for (size_t i = 0; i < host->plugins->len; i++) {
		const struct plugin *plugin = &host->plugins->at[i];
		const struct value *names = host->helpers[i];

		lua_newtable(lua);
		for (size_t k = 0; k < value_len(names); k++) {
			struct str name = value_at(names, k)->text;

			lua_pushlightuserdata(lua, (void *)(uintptr_t)plugin);
			lua_pushlstring(lua, name.at, name.len);
			lua_pushcclosure(lua, call_helper, 2);
			lua_setfield(lua, -2, name.at);
		}
		host_wrap(lua);
		lua_setfield(lua, -2, plugin->key.at);
	}
	host_wrap(lua);
	lua_setfield(lua, target, "plugin");
}
