/* What the files that run plugins share; for this folder only. */
#ifndef HOST_PLUGIN_STATE_H
#define HOST_PLUGIN_STATE_H

#include "host/plugin.h"
#include "host/state.h"

struct plugin_host {
	struct host *host;
	const struct plugins *plugins;
	const struct value **helpers; // one a plugin: list of their names; NULL: none
	const struct value **slots;   // the same of its slots, as Lua spells them
	int *tables;                  // one a plugin: what its main.lua returned, in the registry
	struct str page;              // that is rendered while helpers run, for the watchdog
	unsigned *filters;            // one a plugin: a bit for each kind of node it filters
};

/* Ends the handles of the run before and begins another: in a member of the plugin, or its file. */
int plugin_protect(struct plugin_host *host, const struct plugin *plugin, const char *member,
		   lua_CFunction function, void *job);
/* Pushes the member of the plugin's table. */
void plugin_push_member(lua_State *lua, const struct plugin_host *host, const struct plugin *plugin,
			enum plugin_member member);
/* Reports with notes: the member, and the page where there is one. */
struct diag *plugin_report(struct plugin_host *host, int status, const struct plugin *plugin,
			   const char *member, const struct plugin_call *call,
			   struct diag_list *diags);
/* The place of the page, section, item, link, node or site at the index, or fails. */
struct place plugin_take_target(lua_State *lua, int index, const struct plugin_call *call);
/* finding.c: report{…}, the table being the first on the stack. */
void plugin_report_finding(lua_State *lua, struct plugin_call *call);
/* finding.c: a table of the plugin's rules, and how each is told when a report does not say. */
void plugin_push_levels(lua_State *lua, const struct plugin *plugin);
/* Fails when what was made since the call began, and so much more, is more than a run may make. */
void plugin_check_room(lua_State *lua, const struct plugin_call *call, size_t more);
/* Reads which kinds the plugin filters; false, with a diagnostic, when `filter` is wrong. */
bool plugin_list_filters(struct plugin_host *host, const struct plugin *plugin,
			 struct diag_list *diags);
/* Within a protected call: the plugin's filters over call->root. */
void plugin_run_filters(lua_State *lua, const struct plugin_host *host, const struct plugin *plugin,
			struct plugin_call *call);
/* A call of one of the plugin's functions that templates ask for, in `helpers` or `slots`. */
struct plugin_request {
	const struct plugin *plugin;
	enum plugin_member member;
	struct str name; // of the function
	const struct value *const *arguments;
	size_t narguments;
};

/*
 * Calls the function with views or copies of the arguments; *result lives until the
 * host's next run. NULL, or the diagnostic of its failure. *cost is what it took of its
 * budget.
 */
struct diag *plugin_host_ask(struct plugin_host *host, const struct plugin_request *request,
			     const struct value **result, uint64_t *cost, struct diag_list *diags);

/* Names of the functions in the plugin's table as a list that lives until the next run. */
bool plugin_list_functions(struct plugin_host *host, const struct plugin *plugin,
			   enum plugin_member member, const struct value **names,
			   struct diag_list *diags);

#endif
