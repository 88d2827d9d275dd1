/*
 * Helpers of plugins in templates: `plugin.KEY.NAME(…)`.
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
	const struct plugin *plugin;
	struct str name;
	const struct value *const *arguments;
	size_t narguments;
	const struct value *result;
};

static int
help_protected(lua_State *lua)
{
	struct help *help = lua_touserdata(lua, 1);

	plugin_push_member(lua, help->host, help->plugin, PLUGIN_HELPERS);
	lua_pushlstring(lua, help->name.at, help->name.len);
	lua_rawget(lua, -2);
	for (size_t i = 0; i < help->narguments; i++)
		host_push(lua, help->arguments[i]);
	lua_call(lua, (int)help->narguments, 1);
	help->result = host_to_value(lua, -1);
	if (value_weight(help->result, host_of(lua)->limits.memory) > host_of(lua)->limits.memory)
		host_fail(lua, "the result of the helper is too large");
	/* Texts are borrowed from Lua, whose stack is about to be emptied. */
	help->result = value_copy(&host_of(lua)->scratch, help->result);
	return 0;
}

bool
plugin_host_help(struct plugin_host *host, const struct plugin *plugin, struct str name,
		 const struct value *const *arguments, size_t narguments,
		 const struct value **result, uint64_t *cost, struct diag_list *diags)
{
	struct help help = {host, plugin, name, arguments, narguments, &value_null};
	char member[80];
	int status;

	snprintf(member, sizeof(member), "helpers.%.*s", STR_ARG(name));
	status = plugin_protect(host, plugin, member, help_protected, &help);
	*result = help.result;
	*cost = host->host->limits.instructions -
		(uint64_t)(host->host->fuel > 0 ? host->host->fuel : 0);
	if (status != LUA_OK)
		plugin_report(host, status, plugin, member, NULL, diags);
	lua_settop(host->host->lua, 0);
	return status == LUA_OK;
}

/* Upvalues: the plugin, the helper's name. */
static int
call_helper(lua_State *lua)
{
	struct host *host = host_of(lua);
	const struct plugin *plugin = lua_touserdata(lua, lua_upvalueindex(1));
	const struct value *arguments[ARGUMENTS_MOST], *result;
	struct str name;
	uint64_t cost = 0;
	size_t n = (size_t)lua_gettop(lua);
	bool good;

	name.at = lua_tolstring(lua, lua_upvalueindex(2), &name.len);
	if (n > ARGUMENTS_MOST)
		host_fail(lua, "a helper takes at most %d arguments", ARGUMENTS_MOST);
	for (size_t i = 0; i < n; i++)
		arguments[i] = host_to_value(lua, (int)i + 1);
	host->services->plugins->page = host->running.page;
	good = plugin_host_help(host->services->plugins, plugin, name, arguments, n, &result, &cost,
				host->diags);
	if (!good)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, NULL, 0,
			       "helper '%.*s' of plugin '%.*s' failed", STR_ARG(name),
			       STR_ARG(plugin->name));
	result = value_copy(&host->scratch, result);
	host_charge(lua, cost);
	if (host->scratch.total > host->limits.memory)
		host_fail(lua, "%s used more than %zu MiB of memory", host->subject,
			  host->limits.memory >> 20);
	host_push(lua, result);
	return 1;
}

/* Adds a function for each helper of the plugin to the table on top of the stack. */
static int
list_helpers(lua_State *lua)
{
	struct help *help = lua_touserdata(lua, 1);
	struct value *list = value_list(&host_of(lua)->scratch);
	size_t n;

	plugin_push_member(lua, help->host, help->plugin, PLUGIN_HELPERS);
	n = host_push_keys(lua, lua_gettop(lua));
	for (size_t i = 1; i <= n; i++) {
		lua_rawgeti(lua, -1, (lua_Integer)i);
		lua_pushvalue(lua, -1);
		if (lua_type(lua, -1) != LUA_TSTRING || lua_rawget(lua, -4) != LUA_TFUNCTION)
			host_fail(lua, "'helpers' holds functions by name, and nothing else");
		lua_pop(lua, 1);
		value_append(&host_of(lua)->scratch, list,
			     value_copy(&host_of(lua)->scratch, host_to_value(lua, -1)));
		lua_pop(lua, 1);
	}
	help->result = list;
	return 0;
}

bool
plugin_list_helpers(struct plugin_host *host, const struct plugin *plugin,
		    const struct value **names, struct diag_list *diags)
{
	struct help help = {.host = host, .plugin = plugin};
	int status = plugin_protect(host, plugin, "helpers", list_helpers, &help);

	*names = help.result;
	if (status != LUA_OK)
		plugin_report(host, status, plugin, "helpers", NULL, diags);
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
