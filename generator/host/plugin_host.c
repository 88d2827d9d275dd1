/*
 * All plugins in one Lua state: loading main.lua, comparing what it returns with the
 * manifest, and calling hooks. What hooks may do with their arguments is
 * plugin_methods.c's.
 */
#include "host/plugin.h"

#include "base/diag.h"
#include "base/die.h"
#include "data/value.h"
#include "host/plugin_state.h"

#include <stdlib.h>
#include <string.h>

/* What the protected half of a call is given. */
struct job {
	struct plugin_host *host;
	const struct plugin *plugin;
	struct plugin_call *call;
	const struct value *site; // of configure
	struct diag_list *diags;
	bool mismatch;
};

const luaL_Reg host_plugin_functions[] = {
    {"html", host_make_html},
    {"make_node", host_make_node},
    {NULL, NULL},
};

static int
renew_handles(lua_State *lua)
{
	lua_createtable(lua, 0, 64); // as many as a page's items, so that it does not grow
	lua_rawseti(lua, LUA_REGISTRYINDEX, host_of(lua)->handles);
	return 0;
}

static struct str
page_of(const struct plugin_host *host)
{
	const struct plugin_call *call = host->host->call;

	if (!call)
		return host->page;
	return call->member == PLUGIN_PAGE || call->member == PLUGIN_FILTER
		   ? call->pages[0]->source->path
		   : (struct str){0};
}

int
plugin_protect(struct plugin_host *host, const struct plugin *plugin, const char *member,
	       lua_CFunction function, void *job)
{
	int status;

	host->host->running = (struct watch_subject){
	    .kind = "plugin",
	    .name = plugin->name,
	    .part = str_from(member),
	    .page = page_of(host),
	};
	host->host->blamed = (struct host_place){0};
	status = host_protect(host->host, renew_handles, NULL);
	return status == LUA_OK ? host_protect(host->host, function, job) : status;
}

void
plugin_push_member(lua_State *lua, const struct plugin_host *host, const struct plugin *plugin,
		   enum plugin_member member)
{
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->tables[plugin - host->plugins->at]);
	lua_pushstring(lua, plugin_member_names[member]);
	lua_rawget(lua, -2);
	lua_remove(lua, -2);
}

struct diag *
plugin_report(struct plugin_host *host, int status, const struct plugin *plugin, const char *member,
	      const struct plugin_call *call, struct diag_list *diags)
{
	struct diag *diag = host_report(host->host, status, diags);
	const struct span nowhere = {0, 0};

	if (!diag->place.source)
		diag->path = plugin->source.path;
	if (member)
		diag_note(diags, diag, NULL, nowhere, "in '%s%s%s' of plugin '%.*s'", member,
			  call && call->kind ? "." : "", call && call->kind ? call->kind : "",
			  STR_ARG(plugin->name));
	if (call && (call->member == PLUGIN_PAGE || call->member == PLUGIN_FILTER))
		diag_note(diags, diag, NULL, nowhere, "for page '%.*s'",
			  STR_ARG(call->pages[0]->source->path));
	if (call && call->kind && call->span.end && strcmp(call->kind, "document") != 0)
		diag_note(diags, diag, call->pages[0]->source, call->span, "it looked at this %s",
			  call->kind);
	return diag;
}

static void
report_member(struct job *job, struct span span, const char *before, struct str name,
	      const char *behind)
{
	struct diag *diag = diag_add(job->diags, DIAG_PLUGIN_CONTRACT, &job->plugin->manifest, span,
				     "main.lua returns %s'%.*s'%s", before, STR_ARG(name), behind);

	diag_cure(job->diags, diag,
		  "list under 'contributes' just the members of the table that main.lua returns");
	job->mismatch = true;
}

static bool
is_table_of_functions(struct str member)
{
	return str_eq(member, STR("helpers")) || str_eq(member, STR("slots")) ||
	       str_eq(member, STR("filter"));
}

/* Members that the manifest lists and the table lacks, or has of another type. */
static void
compare_listed(lua_State *lua, int table, struct job *job)
{
	const struct value *list = job->plugin->contributes;

	for (size_t i = 0; i < value_len(list); i++) {
		const struct value *name = value_at(list, i);
		bool is_table = is_table_of_functions(name->text);

		lua_pushlstring(lua, name->text.at, name->text.len);
		if (lua_rawget(lua, table) != (is_table ? LUA_TTABLE : LUA_TFUNCTION))
			report_member(job, name->span, is_table ? "no table " : "no function ",
				      name->text, "");
		lua_pop(lua, 1);
	}
}

static void
compare_returned(lua_State *lua, int table, struct job *job)
{
	size_t n = host_push_keys(lua, table);
	int keys = lua_gettop(lua);

	for (size_t i = 1; i <= n; i++) {
		struct str name;
		bool listed = false;

		lua_rawgeti(lua, keys, (lua_Integer)i);
		host_push_text(lua, -1);
		name = str_from(lua_tostring(lua, -1));
		for (size_t k = 0; k < value_len(job->plugin->contributes); k++)
			listed |= str_eq(value_at(job->plugin->contributes, k)->text, name);
		if (!listed)
			report_member(job, job->plugin->contributes->span, "", name,
				      ", which is not listed here");
		lua_pop(lua, 2);
	}
	lua_pop(lua, 1);
}

static int
load_protected(lua_State *lua)
{
	struct job *job = lua_touserdata(lua, 1);
	const struct plugin *plugin = job->plugin;

	host_push_plugin_scope(lua, plugin);
	host_load_part(lua, &plugin->source, STR("main.lua"), 2);
	lua_call(lua, 0, 1);
	if (lua_type(lua, -1) != LUA_TTABLE)
		host_fail(lua, "main.lua returns one table, not %s", host_kind(lua, -1));
	compare_listed(lua, lua_gettop(lua), job);
	compare_returned(lua, lua_gettop(lua), job);
	job->host->tables[plugin - job->host->plugins->at] = luaL_ref(lua, LUA_REGISTRYINDEX);
	return 0;
}

/* What `check` is given third. */
static void
push_ask(lua_State *lua, const struct plugins *plugins, const struct plugin *plugin)
{
	const struct plugin_ask *ask = &plugins->ask;

	lua_newtable(lua);
	lua_pushboolean(lua, plugins->network != NULL);
	lua_setfield(lua, -2, "online");
	lua_pushboolean(lua, plugins->strict);
	lua_setfield(lua, -2, "strict");
	lua_pushboolean(lua, !ask->without_cache);
	lua_setfield(lua, -2, "cache");
	lua_pushstring(lua, ask->only ? ask->only : "all");
	lua_setfield(lua, -2, "only");
	plugin_push_levels(lua, plugin);
	lua_setfield(lua, -2, "levels");
	if (ask->refresh > 0) {
		lua_pushinteger(lua, ask->refresh);
		lua_setfield(lua, -2, "refresh");
	}
	if (ask->max_time > 0) {
		lua_pushinteger(lua, ask->max_time);
		lua_setfield(lua, -2, "max_time");
	}
}

static int
call_protected(lua_State *lua)
{
	struct job *job = lua_touserdata(lua, 1);
	enum plugin_member member = job->call->member;
	int narguments = 0;

	if (member == PLUGIN_FILTER) {
		plugin_run_filters(lua, job->host, job->plugin, job->call);
		return 0;
	}
	plugin_push_member(lua, job->host, job->plugin, member);
	lua_pushvalue(lua, -1);
	switch (member) {
	case PLUGIN_CONFIGURE:
		host_push(lua, job->call->site);
		host_push_copy(lua, job->plugin->options);
		narguments = 2;
		break;
	case PLUGIN_PAGE:
		host_push(lua, job->call->pages[0]->view);
		narguments = 1;
		break;
	case PLUGIN_CHECK:
		host_push(lua, job->call->site);
		host_push_report(lua);
		push_ask(lua, job->host->plugins, job->plugin);
		narguments = 3;
		break;
	default:
		host_push(lua, job->call->site);
		narguments = 1;
		break;
	}
	lua_call(lua, narguments, 1);
	host_blame(lua, 2);
	if (!lua_isnil(lua, -1))
		host_fail(lua, "'%s' returns nothing, but this returned %s",
			  plugin_member_names[member], host_kind(lua, -1));
	return 0;
}

static bool
call_hook(struct plugin_host *host, const struct plugin *plugin, enum plugin_member member,
	  struct plugin_call *call)
{
	struct job job = {.host = host, .plugin = plugin, .call = call};
	size_t span = timing_begin(host->host->timing, TIMING_HOOK, plugin->name,
				   str_from(plugin_member_names[member]));
	int status;

	call->plugin = plugin;
	call->member = member;
	call->started = call->arena->total;
	call->nreports = 0;
	call->kind = NULL;
	host->host->call = call;
	status = plugin_protect(host, plugin, plugin_member_names[member], call_protected, &job);
	host->host->call = NULL;
	if (status != LUA_OK)
		plugin_report(host, status, plugin, plugin_member_names[member], call, call->diags);
	call->exhausted |= host->host->exhausted;
	lua_settop(host->host->lua, 0);
	timing_end(host->host->timing, span);
	return status == LUA_OK;
}

bool
plugin_host_run(struct plugin_host *host, enum plugin_member member, struct plugin_call *call)
{
	bool good = true;

	for (size_t i = 0; i < host->plugins->len && (good || member != PLUGIN_FILTER); i++)
		if (host->plugins->at[i].has[member])
			good &= call_hook(host, &host->plugins->at[i], member, call);
	return good;
}

/* Names of the functions of `helpers` and `slots`, which templates ask for. */
static bool
keep_names(struct plugin_host *host, const struct plugin *plugin, enum plugin_member member,
	   const struct value **all, struct diag_list *diags)
{
	const struct value *names;

	if (!plugin->has[member])
		return true;
	if (!plugin_list_functions(host, plugin, member, &names, diags))
		return false;
	all[plugin - host->plugins->at] = value_copy(&host->host->arena, names);
	return true;
}

static bool
load_plugin(struct plugin_host *host, const struct plugin *plugin, struct diag_list *diags)
{
	struct job job = {.host = host, .plugin = plugin, .diags = diags};
	size_t span;
	int status;

	map_put(&host->host->sources, &host->host->arena, plugin->source.path,
		(void *)(uintptr_t)&plugin->source);
	for (size_t i = 0; i < plugin->nparts; i++)
		map_put(&host->host->sources, &host->host->arena, plugin->parts[i].source.path,
			(void *)(uintptr_t)&plugin->parts[i].source);
	span = timing_begin(host->host->timing, TIMING_HOOK, plugin->name, STR("main.lua"));
	status = plugin_protect(host, plugin, "main.lua", load_protected, &job);
	timing_end(host->host->timing, span);
	if (status != LUA_OK)
		plugin_report(host, status, plugin, NULL, NULL, diags);
	lua_settop(host->host->lua, 0);
	if (status != LUA_OK || job.mismatch)
		return false;
	return keep_names(host, plugin, PLUGIN_HELPERS, host->helpers, diags) &&
	       keep_names(host, plugin, PLUGIN_SLOTS, host->slots, diags) &&
	       (!plugin->has[PLUGIN_FILTER] || plugin_list_filters(host, plugin, diags));
}

struct plugin_host *
plugin_host_new(const struct plugins *plugins, const struct host_limits *limits,
		struct watchdog *watchdog, struct timing *timing, const struct value *site,
		struct diag_list *diags)
{
	struct plugin_host *host = alloc_or_die(1, sizeof(*host));
	struct plugin_call call = {.diags = diags, .site = (struct value *)(uintptr_t)site};
	bool good = true;

	*host = (struct plugin_host){.host = host_new_for_plugins(limits, watchdog),
				     .plugins = plugins};
	host->host->timing = timing;
	host->host->network = plugins->network;
	host->host->shared = plugins;
	host->tables = ARENA_ARRAY(&host->host->arena, int, plugins->len);
	host->filters = ARENA_ARRAY(&host->host->arena, unsigned, plugins->len);
	host->helpers = ARENA_ARRAY(&host->host->arena, const struct value *, plugins->len);
	host->slots = ARENA_ARRAY(&host->host->arena, const struct value *, plugins->len);
	call.arena = &host->host->arena;
	for (size_t i = 0; i < plugins->len; i++)
		good &= load_plugin(host, &plugins->at[i], diags);
	if (good && plugin_host_run(host, PLUGIN_CONFIGURE, &call))
		return host;
	plugin_host_free(host);
	return NULL;
}

void
plugin_host_free(struct plugin_host *host)
{
	if (!host)
		return;
	host_free(host->host);
	free(host);
}
