/*
 * What the files of this folder share about one Lua state. Nobody else includes it.
 *
 * Values of the views are light userdata that point to `struct value`, all under one
 * metatable: nothing is copied, and equality is that of pointers. A template can
 * neither make such a pointer nor keep one beyond its run.
 *
 * Lua's errors jump. So no function here holds heap memory of its own while it calls
 * Lua: what a run makes lies in `scratch`, which the run's end empties.
 */
#ifndef HOST_STATE_H
#define HOST_STATE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "base/str.h"
#include "base/timing.h"
#include "base/watchdog.h"
#include "host/host.h"
#include "host/lua_heap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lauxlib.h>
#include <lua.h>

enum {
	HOST_DEPTH = 32,      // includes within includes, and templates that extend each other
	HOST_PLACES = 6,      // of an error: its own, then who included it
	HOST_VALUE_DEPTH = 32 // of tables that become values
};

/* A line of a template. */
struct host_place {
	const struct source *source;
	uint32_t line; // from 1
};

/* The error that ends a run. Texts live in scratch. */
struct host_failure {
	bool set;
	enum diag_code code;
	struct str text;
	struct str cure;    // empty: none
	struct str subject; // name to point at in the line; empty: none
	struct host_place places[HOST_PLACES];
	size_t nplaces;
	struct diag *told; // what failed has its diagnostic, which gets a note; NULL: it has none
};

/* A view or a node as a plugin holds it: not to be looked at when the run is another. */
struct host_handle {
	const struct value *view; // NULL: it is a node
	struct node *node;
	uint64_t run;
};

struct host_frame;
struct host_block;
struct http_run;
struct net_options;
struct node;
struct plugin;
struct plugin_call;
struct plugins;

struct host {
	lua_State *lua;
	struct host_limits limits;
	const struct host_services *services;
	bool plugins;        // runs plugins, not templates
	const char *subject; // "the template" or "the plugin", for messages

	struct arena arena;   // lives as long as the state
	struct arena scratch; // values and messages of one run
	struct map sources;   // chunk name → struct source
	struct str *names;    // of the templates, for "did you mean"
	size_t nnames, names_capacity;

	struct str output; // that is written; empty in plugins
	struct map made;   // address of a VALUE_LATER → what it is in this run
	struct map kept;   // what include_cached ran; see template_kept.c
	size_t kept_size;  // bytes of that

	struct lua_heap heap; // of the Lua state; released instead of closing it
	size_t memory;        // bytes Lua holds now
	int64_t fuel;         // instructions left to the run
	int64_t started;      // milliseconds of the processor when the run's hook first came, or -1
	bool exhausted;       // the run went beyond its steps, seconds or memory
	size_t out_start;     // where the run's output begins
	struct buf *out;      // of the run
	struct host_failure failure;
	struct diag_list *diags; // of the run in templates
	struct watch watch;
	struct timing *timing;        // the worker's; NULL: nothing is measured
	struct watch_subject running; // what host_protect tells the watchdog

	/* Of plugins. */
	const struct net_options *network; // NULL: offline
	const struct plugins *shared;      // what all workers have; NULL: templates
	struct http_run *http;             // while http.each runs
	lua_State *thread;                 // the coroutine that runs; NULL: none
	uint64_t run;                      // number of the run: handles of others are void
	struct host_place blamed;          // see host_blame
	struct plugin_call *call;          // what the hook that runs was called with
	struct map sources_of;             // address of a view → the file it comes from
	uint64_t sources_run;              // the run that is of; see plugin_methods.c
	int handles;                       // address → handle of this run
	int nodes;                         // address → handle of a node; weak
	int node_methods;                  // what handles of nodes do: their metatable

	/* Of the run in templates; host/template.c. */
	size_t depth;
	struct host_frame *frame, *pending;
	struct host_block *block;

	/* Keys in Lua's registry. */
	int templates; // name → function
	int overrides; // frame → name → list of functions
	int blocks;    // what the blocks that are being printed consist of
	int globals;   // what templates see besides locals
	int scope;     // their _ENV: shows `globals`, cannot be written
};

static inline struct host *
host_of(lua_State *lua)
{
	return *(struct host **)lua_getextraspace(lua);
}

/* host.c */
struct host *host_new_for_plugins(const struct host_limits *limits, struct watchdog *watchdog);
/*
 * Calls function(job) in Lua's protection, with a fresh budget; the job is light
 * userdata. LUA_OK, or what host_report wants. host->running is set before.
 */
int host_protect(struct host *host, lua_CFunction function, void *job);
/* Takes from the run's instructions what a C function is about to cost. */
void host_charge(lua_State *lua, uint64_t work);
/* Zeroed memory until the end of the run, within its limit. */
void *host_scratch(lua_State *lua, size_t size);

/* failure.c: errors. Both never return. */
_Noreturn void host_fail(lua_State *lua, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* With a subject to point at, and a cure when `known` holds a name near to it. */
_Noreturn void host_fail_name(lua_State *lua, enum diag_code code, struct str subject,
			      const struct str *known, size_t nknown, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* About the function at the index, which does not run: it stands where that begins. */
_Noreturn void host_fail_function(lua_State *lua, int function, struct str subject,
				  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What was called failed in another state, and was told there: ends this run with a note. */
_Noreturn void host_fail_told(lua_State *lua, struct diag *told, struct str subject);
/*
 * Errors from here on that stand in no line, as nothing of Lua runs, stand where the
 * function at the index begins; 0: nowhere.
 */
void host_blame(lua_State *lua, int function);
/* Message handler of lua_pcall: fills host->failure. */
int host_explain(lua_State *lua);
/* The same for a coroutine that failed, with the error on top of its stack. */
void host_explain_top(lua_State *thread);
/* Lua's compiler refused the chunk, with its message on top of the stack. */
_Noreturn void host_fail_syntax(lua_State *lua, struct str chunk);
/* Notes where Lua stands, without allocating. */
void host_locate(struct host *host);
/* The failure as a diagnostic, after lua_pcall returned `status`. */
struct diag *host_report(struct host *host, int status, struct diag_list *diags);

/*
 * proxy.c: views in Lua. Templates cannot keep anything, so they get light userdata;
 * plugins can, so they get handles that know the run they were made in.
 */
void host_open_proxies(lua_State *lua);
void host_push(lua_State *lua, const struct value *value);
/* What was made of a value that is made later, in this run, and else the value; NULL: not yet. */
const struct value *host_made(lua_State *lua, const struct value *value);
/*
 * The view value at the index, or NULL when there is none. Does not return when it is
 * a handle that a plugin kept from an earlier run.
 */
const struct value *host_view(lua_State *lua, int index);
/* "a week", "a list", "a number", …, for messages. */
const char *host_kind(lua_State *lua, int index);

/* node_handle.c: nodes of Markdown in Lua, for filters. */
void host_open_nodes(lua_State *lua);
void host_push_node(lua_State *lua, struct node *node);
/* The node at the index, or NULL when there is none; as host_view else. */
struct node *host_node(lua_State *lua, int index);
/* "a heading", "raw HTML", for messages. */
const char *host_node_kind(const struct node *node);
/* make_node(kind, fields, children) */
int host_make_node(lua_State *lua);

/* template.c: runs the template whose name is at the index, with the arguments behind it. */
void host_include(lua_State *lua, int index);
/* template_kept.c: __cached(name, args) */
int host_include_cached(lua_State *lua);

/* convert.c: the way back. Any Lua value as a value of scratch. Strings are borrowed from Lua. */
const struct value *host_to_value(lua_State *lua, int index);
/* The value as Lua's own, tables and all: what a plugin may keep. */
void host_push_copy(lua_State *lua, const struct value *value);
/* Pushes an array of the table's keys: numbers, then text by bytes, then booleans. */
size_t host_push_keys(lua_State *lua, int table);
/* Deterministic text of anything; pushed. */
void host_push_text(lua_State *lua, int index);
/* Shortest text that reads back as the number; "13" for 13.0. */
struct str host_number_text(double number, char buffer[static 32]);
struct str host_integer_text(int64_t number, char buffer[static 32]);

/* print.c: functions of HOST_TEMPLATE_HEAD and the globals html and json. */
int host_print_raw(lua_State *lua);
/* Fails when the run printed more than it may. */
void host_check_output(lua_State *lua, const struct host *host);
int host_print_text(lua_State *lua);
int host_print_attribute(lua_State *lua);
int host_print_url(lua_State *lua);
int host_print_json(lua_State *lua);
int host_make_html(lua_State *lua);
int host_make_json(lua_State *lua);
/* Pushes a copy of the text as markup that lives as long as the run; returns 1. */
int host_push_html(lua_State *lua, struct str text);

/* sandbox.c: makes `globals` and `scope`. */
/* Replaces the table on top by an empty one that shows it and takes no assignment. */
void host_wrap(lua_State *lua);
void host_open_sandbox(lua_State *lua);
/* Pushes an _ENV like `scope` that has the fields of the table on top as globals too; pops it. */
void host_push_scope_with(lua_State *lua);
/* library.c, pattern_library.c: our versions of functions that Lua's libraries have too. */
extern const luaL_Reg host_base_functions[];
extern const luaL_Reg host_table_functions[];
extern const luaL_Reg host_string_functions[];
extern const luaL_Reg host_utf8_functions[];
extern const luaL_Reg host_pattern_functions[];

/* plugin_methods.c: pushes the method of that name; false when such a view has none. */
void host_push_report(lua_State *lua); // the function that `check` is given
bool host_push_method(lua_State *lua, const struct value *view, struct str name);

/* helper.c: sets `plugin`, the helpers of plugins for templates, in the table. */
void host_add_helpers(lua_State *lua, int target);
/* module.c: the _ENV of a plugin's files, with the modules that it uses. */
void host_push_plugin_scope(lua_State *lua, const struct plugin *plugin);
/* Pushes the file as a function; `name` is for messages, the scope at the index. */
void host_load_part(lua_State *lua, const struct source *source, struct str name, int scope);
/* Functions of the modules; each ends with a row whose name is NULL. */
extern const luaL_Reg host_http_functions[];
extern const luaL_Reg host_url_functions[];
extern const luaL_Reg host_store_functions[];
extern const luaL_Reg host_json_functions[];
extern const luaL_Reg host_time_functions[];
/* slot.c: slot(name, …), what plugins put into a place of the theme. */
int host_slot(lua_State *lua);

/* template.c: makes its tables. */
void host_open_templates(lua_State *lua);
extern const luaL_Reg host_template_functions[]; // html json parent slot
extern const luaL_Reg host_plugin_functions[];   // html make_node

#endif
