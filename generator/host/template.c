/*
 * Running compiled templates: blocks, extends and include. Printing is print.c's.
 *
 * A template is a function in the registry. Blocks: a template that extends another runs first and
 * leaves its blocks in the table of its frame, nearest first. Where a block then stands, the first
 * of them is called, and parent() calls the next; the block as it stands is the last. An included
 * template has a frame of its own only when it extends one itself.
 */
#include "base/buf.h"
#include "base/vec.h"
#include "host/state.h"

/* One template with those that it extends. On the C stack of who started it. */
struct host_frame {
	struct host_frame *outer;
	size_t index;       // of its overrides in the registry's table
	struct str extends; // to be run next; at NULL when none
};

/* A block that is being printed. On the C stack too. */
struct host_block {
	struct host_block *outer;
	lua_Integer index;    // of its functions in the registry's table
	lua_Integer at, last; // which of them is running; the last is the block where it stands
};

static void
push_template(lua_State *lua, struct host *host, struct str name)
{
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->templates);
	lua_pushlstring(lua, name.at, name.len);
	if (lua_rawget(lua, -2) == LUA_TNIL)
		host_fail_name(lua, DIAG_LAYOUT_MISSING, name, host->names, host->nnames,
			       "there is no layout '%.*s'", STR_ARG(name));
	lua_remove(lua, -2);
}

/* Runs the template, with `args` at the index, and then those that it extends. */
static void
run_chain(lua_State *lua, struct host *host, struct host_frame *frame, struct str name, int args)
{
	for (size_t n = 0; name.at; n++) {
		if (n == HOST_DEPTH)
			host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, NULL, 0,
				       "'%.*s' extends itself, or more than %d templates",
				       STR_ARG(name), HOST_DEPTH);
		push_template(lua, host, name);
		lua_pushvalue(lua, args);
		lua_call(lua, 1, 0);
		name = frame->extends;
		frame->extends = (struct str){0};
	}
}

void
host_include(lua_State *lua, int index)
{
	struct host *host = host_of(lua);
	struct host_frame *pending = host->pending, *outer = host->frame;
	struct host_frame frame = {.outer = outer, .index = host->depth + 1};
	struct str name;
	size_t span;

	name.at = luaL_checklstring(lua, index, &name.len);
	if (host->depth == HOST_DEPTH)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, NULL, 0,
			       "includes are nested deeper than %d", HOST_DEPTH);
	host->depth++;
	host->pending = &frame;
	span = timing_begin(host->timing, TIMING_PARTIAL, name, STR(""));
	run_chain(lua, host, &frame, name, index + 1);
	timing_end(host->timing, span);
	host->depth--;
	host->pending = pending;
	host->frame = outer;
}

/* __include(name, args) */
static int
include(lua_State *lua)
{
	lua_settop(lua, 2);
	if (lua_isnil(lua, 2)) {
		lua_newtable(lua);
		lua_replace(lua, 2);
	}
	host_include(lua, 1);
	return 0;
}

static int
extends(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct host_frame *frame = host->pending;

	if (host->frame != frame) {
		lua_rawgeti(lua, LUA_REGISTRYINDEX, host->overrides);
		lua_newtable(lua);
		lua_rawseti(lua, -2, (lua_Integer)frame->index);
		host->frame = frame;
	}
	frame->extends.at = luaL_checklstring(lua, 1, &frame->extends.len);
	return 0;
}

/* Pushes the frame's list of functions that override the block, or nil. */
static void
push_overrides(lua_State *lua, const struct host *host, int name)
{
	if (!host->frame) {
		lua_pushnil(lua);
		return;
	}
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->overrides);
	lua_rawgeti(lua, -1, (lua_Integer)host->frame->index);
	lua_pushvalue(lua, name);
	lua_rawget(lua, -2);
	lua_replace(lua, -3);
	lua_pop(lua, 1);
}

/* __define(name, function): the block of a template that extends another. */
static int
define(lua_State *lua)
{
	struct host *host = host_of(lua);

	push_overrides(lua, host, 1);
	if (lua_isnil(lua, -1)) {
		lua_pop(lua, 1);
		lua_rawgeti(lua, LUA_REGISTRYINDEX, host->overrides);
		lua_rawgeti(lua, -1, (lua_Integer)host->frame->index);
		lua_pushvalue(lua, 1);
		lua_newtable(lua);
		lua_pushvalue(lua, -1);
		lua_insert(lua, 3);
		lua_rawset(lua, -3);
		lua_settop(lua, 3);
	}
	lua_pushvalue(lua, 2);
	lua_rawseti(lua, 3, (lua_Integer)lua_rawlen(lua, 3) + 1);
	return 0;
}

/* Calls function `at` of the block: one of its overrides, or itself. */
static void
call_block(lua_State *lua, struct host *host, struct host_block *block)
{
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->blocks);
	if (block->at == block->last) {
		lua_rawgeti(lua, -1, 2 * block->index);
	} else {
		lua_rawgeti(lua, -1, 2 * block->index - 1);
		lua_rawgeti(lua, -1, block->at);
	}
	lua_call(lua, 0, 0);
}

/* __block(name, function): prints the block here. */
static int
print_block(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct host_block block = {.outer = host->block, .at = 1};

	lua_settop(lua, 2);
	push_overrides(lua, host, 1);
	block.last = lua_isnil(lua, 3) ? 1 : (lua_Integer)lua_rawlen(lua, 3) + 1;
	block.index = block.outer ? block.outer->index + 1 : 1;
	lua_rawgeti(lua, LUA_REGISTRYINDEX, host->blocks);
	lua_pushvalue(lua, 3);
	lua_rawseti(lua, 4, 2 * block.index - 1);
	lua_pushvalue(lua, 2);
	lua_rawseti(lua, 4, 2 * block.index);
	host->block = &block;
	call_block(lua, host, &block);
	host->block = block.outer;
	return 0;
}

/* parent(): what the block that this one overrides prints, as markup. */
static int
template_parent(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct host_block *block = host->block;
	size_t start = host->out->len;
	struct str printed;

	if (!block)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, STR("parent"), NULL, 0,
			       "parent() stands outside of a block");
	if (block->at == block->last)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, STR("parent"), NULL, 0,
			       "this block overrides no other");
	block->at++;
	call_block(lua, host, block);
	block->at--;
	printed = str_skip(buf_str(host->out), start);
	host_push_html(lua, printed);
	buf_truncate(host->out, start);
	return 1;
}

const luaL_Reg host_template_functions[] = {
    {"html", host_make_html},
    {"json", host_make_json},
    {"parent", template_parent},
    {"slot", host_slot},
    {NULL, NULL},
};

void
host_open_templates(lua_State *lua)
{
	struct host *host = host_of(lua);

	lua_newtable(lua);
	host->templates = luaL_ref(lua, LUA_REGISTRYINDEX);
	lua_newtable(lua);
	host->overrides = luaL_ref(lua, LUA_REGISTRYINDEX);
	lua_newtable(lua);
	host->blocks = luaL_ref(lua, LUA_REGISTRYINDEX);
}

/* What the protected half of a call is given. */
struct job {
	struct host *host;
	struct str name;
	struct str lua;
	const struct host_binding *bindings;
	size_t nbindings;
};

/* Calls the function in Lua's protection; false when it failed, the error's text on the stack. */
static int
protect(struct host *host, lua_CFunction function, struct job *job, struct str page)
{
	host->running = (struct watch_subject){.kind = "template", .name = job->name, .page = page};
	host->depth = 0;
	host->frame = host->pending = NULL;
	host->block = NULL;
	return host_protect(host, function, job);
}

static int
load_protected(lua_State *lua)
{
	static const lua_CFunction helpers[] = {
	    host_print_raw, host_print_text, host_print_attribute,
	    host_print_url, host_print_json, print_block,
	    define,         include,         host_include_cached,
	    extends,
	};
	enum { NHELPERS = sizeof(helpers) / sizeof(*helpers) };
	struct job *job = lua_touserdata(lua, 1);
	const char *chunk;
	int status;

	lua_rawgeti(lua, LUA_REGISTRYINDEX, job->host->templates);
	lua_pushlstring(lua, job->name.at, job->name.len);
	chunk = lua_pushfstring(lua, "@%s", lua_tostring(lua, -1));
	status = luaL_loadbufferx(lua, job->lua.at, job->lua.len, chunk, "t");
	lua_remove(lua, -2);
	if (status == LUA_ERRSYNTAX)
		host_fail_syntax(lua, job->name);
	if (status != LUA_OK)
		return lua_error(lua);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, job->host->scope);
	lua_setupvalue(lua, -2, 1);
	for (size_t i = 0; i < NHELPERS; i++)
		lua_pushcfunction(lua, helpers[i]);
	lua_call(lua, NHELPERS, 1);
	lua_rawset(lua, 2);
	return 0;
}

static void
remember(struct host *host, struct str name, const struct source *source)
{
	VEC(struct str) names = {host->names, host->nnames, host->names_capacity};
	bool known = map_find(&host->sources, name);

	if (!known)
		name = arena_dup(&host->arena, name);
	map_put(&host->sources, &host->arena, name, (void *)(uintptr_t)source);
	if (known)
		return;
	VEC_PUSH(&host->arena, &names, name);
	host->names = names.at;
	host->nnames = names.len;
	host->names_capacity = names.capacity;
}

bool
host_load_template(struct host *host, struct str name, struct str lua, const struct source *source,
		   struct diag_list *diags)
{
	struct job job = {.host = host, .name = name, .lua = lua};
	int status;

	remember(host, name, source);
	status = protect(host, load_protected, &job, (struct str){0});
	if (status != LUA_OK)
		host_report(host, status, diags);
	lua_settop(host->lua, 0);
	return status == LUA_OK;
}

/* What the run before was given is gone; nobody may find it. */
static void
unbind(lua_State *lua, int globals)
{
	for (lua_pushnil(lua); lua_next(lua, globals); lua_pop(lua, 1)) {
		if (lua_type(lua, -1) != LUA_TLIGHTUSERDATA)
			continue;
		lua_pushvalue(lua, -2);
		lua_pushnil(lua);
		lua_rawset(lua, globals);
	}
}

static int
run_protected(lua_State *lua)
{
	struct job *job = lua_touserdata(lua, 1);
	struct host_frame frame = {.index = 0};

	lua_rawgeti(lua, LUA_REGISTRYINDEX, job->host->globals);
	unbind(lua, 2);
	for (size_t i = 0; i < job->nbindings; i++) {
		lua_pushstring(lua, job->bindings[i].name);
		host_push(lua, job->bindings[i].value);
		lua_rawset(lua, 2);
	}
	lua_newtable(lua);
	job->host->pending = &frame;
	run_chain(lua, job->host, &frame, job->name, 3);
	return 0;
}

static void
note_page(struct diag *diag, struct str about, struct diag_list *diags)
{
	if (about.len && diag->code != DIAG_TEMPLATE_SYNTAX)
		diag_note(diags, diag, NULL, (struct span){0, 0}, "while rendering '%.*s'",
			  STR_ARG(about));
}

bool
host_run_template(struct host *host, struct str name, const struct host_binding *bindings,
		  size_t nbindings, const struct host_subject *subject, struct buf *out,
		  struct diag_list *diags)
{
	struct job job = {.host = host, .name = name, .bindings = bindings, .nbindings = nbindings};
	size_t start = out->len;
	size_t span = timing_begin(host->timing, TIMING_LAYOUT, name, STR(""));
	int status;

	host->out = out;
	host->out_start = start;
	host->diags = diags;
	host->output = subject->output;
	status = protect(host, run_protected, &job, subject->name);
	if (status != LUA_OK) {
		buf_truncate(out, start);
		note_page(host_report(host, status, diags), subject->name, diags);
	}
	host->out = NULL;
	host->output = (struct str){0};
	host->diags = NULL;
	lua_settop(host->lua, 0);
	timing_end(host->timing, span);
	return status == LUA_OK;
}
