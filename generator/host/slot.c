/*
 * Slots: places of a theme that plugins fill, `slot("after-content")` in a template.
 *
 * A plugin has a function for each, named with '_' for '-'. It is given the page and
 * the site of the run and what the template adds. What plugins return is printed one
 * behind the other, text escaped.
 */
#include "base/buf.h"
#include "base/diag.h"
#include "data/value.h"
#include "host/plugin_state.h"

enum { ARGUMENTS_MOST = 4, NAME_MOST = 60 };

/* The name of a slot as a name of Lua. */
static struct str
spell(char *buffer, struct str slot)
{
	for (size_t i = 0; i < slot.len; i++)
		buffer[i] = slot.at[i] == '-' ? '_' : slot.at[i];
	return (struct str){buffer, slot.len};
}

static struct str
take_slot(lua_State *lua)
{
	const struct value *slots = host_of(lua)->services->slots;
	struct str name, names[64];
	size_t nnames = 0;

	if (lua_type(lua, 1) != LUA_TSTRING)
		host_fail(lua, "slot() takes the name of a slot, not %s", host_kind(lua, 1));
	name.at = lua_tolstring(lua, 1, &name.len);
	if (name.len <= NAME_MOST && value_find(slots, name))
		return name;
	for (; nnames < value_len(slots) && nnames < 64; nnames++)
		names[nnames] = slots->map->entries[nnames].key;
	host_fail_name(lua, DIAG_TEMPLATE_ERROR, name, names, nnames,
		       "theme.yaml lists no slot '%.*s'", STR_ARG(name));
}

static bool
is_listed(const struct value *names, struct str name)
{
	for (size_t i = 0; i < value_len(names); i++)
		if (str_eq(value_at(names, i)->text, name))
			return true;
	return false;
}

/* What the template was bound to under that name. */
static const struct value *
bound(lua_State *lua, const char *name)
{
	const struct value *value = &value_null;

	lua_rawgeti(lua, LUA_REGISTRYINDEX, host_of(lua)->globals);
	lua_pushstring(lua, name);
	if (lua_rawget(lua, -2) != LUA_TNIL)
		value = host_to_value(lua, -1);
	lua_pop(lua, 2);
	return value;
}

static void
print_result(struct host *host, const struct value *result)
{
	char buffer[32];
	enum host_context context = result->kind == VALUE_HTML ? HOST_RAW : HOST_TEXT;
	struct str text = result->text;

	if (result->kind == VALUE_INT)
		text = host_integer_text(result->integer, buffer);
	else if (result->kind == VALUE_REAL)
		text = host_number_text(result->real, buffer);
	if (result->kind != VALUE_NULL && text.len)
		host->services->print[context](host->out, text);
}

static void
ask_plugin(lua_State *lua, const struct plugin_request *request, struct str slot)
{
	struct host *host = host_of(lua);
	const struct value *result;
	uint64_t cost = 0;
	struct diag *failed =
	    plugin_host_ask(host->services->plugins, request, &result, &cost, host->diags);

	if (failed)
		host_fail_told(lua, failed, slot);
	print_result(host, result);
	host_charge(lua, cost);
	if (host->out->len - host->out_start > host->limits.output)
		host_fail(lua, "the template printed more than %zu MiB", host->limits.output >> 20);
}

/* slot(name, …): nil, or markup, which is printed first and taken back, as by parent(). */
int
host_slot(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct plugin_host *plugins = host->services->plugins;
	struct str slot = take_slot(lua);
	const struct value *arguments[2 + ARGUMENTS_MOST];
	struct plugin_request request = {.member = PLUGIN_SLOTS, .arguments = arguments};
	char buffer[NAME_MOST];
	size_t start = host->out->len;
	int n = lua_gettop(lua);

	if (!plugins)
		return 0;
	if (n > 1 + ARGUMENTS_MOST)
		host_fail(lua, "slot() takes at most %d arguments", 1 + ARGUMENTS_MOST);
	arguments[0] = bound(lua, "page");
	arguments[1] = bound(lua, "site");
	for (int i = 2; i <= n; i++)
		arguments[i] = host_to_value(lua, i);
	request.narguments = (size_t)n + 1;
	request.name = spell(buffer, slot);
	plugins->page = host->running.page;
	for (size_t i = 0; i < plugins->plugins->len; i++) {
		request.plugin = &plugins->plugins->at[i];
		if (is_listed(plugins->slots[i], request.name))
			ask_plugin(lua, &request, slot);
	}
	if (host->out->len == start)
		return 0;
	host_push_html(lua, str_skip(buf_str(host->out), start));
	buf_truncate(host->out, start);
	return 1;
}

struct slot_check {
	struct plugin_host *host;
	const struct plugin *plugin;
	struct str name; // as Lua spells it
};

/* Says that the theme has no such slot, where the plugin's function begins. */
static int
refuse_slot(lua_State *lua)
{
	struct slot_check *check = lua_touserdata(lua, 1);

	plugin_push_member(lua, check->host, check->plugin, PLUGIN_SLOTS);
	lua_pushlstring(lua, check->name.at, check->name.len);
	lua_rawget(lua, -2);
	host_fail_function(lua, lua_gettop(lua), check->name, "the theme has no slot '%.*s'",
			   STR_ARG(check->name));
}

static void
report_slot(struct slot_check *check, const struct str *known, size_t nknown,
	    struct diag_list *diags)
{
	struct str nearest = diag_nearest(check->name, known, nknown);
	int status = plugin_protect(check->host, check->plugin, "slots", refuse_slot, check);
	struct diag *diag = plugin_report(check->host, status, check->plugin, "slots", NULL, diags);

	if (nearest.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
	lua_settop(check->host->host->lua, 0);
}

static bool
is_among(struct str name, const struct str *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

bool
plugin_host_check_slots(struct plugin_host *host, const struct value *slots,
			struct diag_list *diags)
{
	struct arena *arena = &host->host->arena;
	struct str *known = ARENA_ARRAY(arena, struct str, value_len(slots));
	struct slot_check check = {.host = host};
	bool good = true;

	for (size_t i = 0; i < value_len(slots); i++) {
		struct str name = slots->map->entries[i].key;

		known[i] = spell(arena_alloc(arena, name.len + 1), name);
	}
	for (size_t i = 0; i < host->plugins->len; i++) {
		const struct value *names = host->slots[i];

		check.plugin = &host->plugins->at[i];
		for (size_t k = 0; k < value_len(names); k++) {
			check.name = value_at(names, k)->text;
			if (is_among(check.name, known, value_len(slots)))
				continue;
			good = false;
			report_slot(&check, known, value_len(slots), diags);
		}
	}
	return good;
}
