/* report{…}: what a plugin found, by a rule that its plugin.yaml lists. */
#include "base/buf.h"
#include "data/json.h"
#include "data/value.h"
#include "host/plugin_state.h"

enum { TABLE = 1, FINDINGS_MOST = 20000, TEXT_MOST = 1000, NAMES_MOST = 100, COST_SHIFT = 6 };

static const struct str fields[] = {STR_INIT("rule"),  STR_INIT("target"), STR_INIT("text"),
				    STR_INIT("cure"),  STR_INIT("level"),  STR_INIT("fix"),
				    STR_INIT("facts"), STR_INIT("notes")};
enum { NFIELDS = sizeof(fields) / sizeof(*fields) };

static void
refuse_unknown(lua_State *lua)
{
	size_t n = host_push_keys(lua, TABLE);

	for (size_t i = 1; i <= n; i++) {
		struct str name;
		bool known = false;

		lua_rawgeti(lua, -1, (lua_Integer)i);
		host_push_text(lua, -1);
		name = str_from(lua_tostring(lua, -1));
		for (size_t k = 0; k < NFIELDS; k++)
			known |= str_eq(name, fields[k]);
		if (!known)
			host_fail_name(lua, DIAG_PLUGIN_ERROR, name, fields, NFIELDS,
				       "a report has no '%.*s'", STR_ARG(name));
		lua_pop(lua, 2);
	}
	lua_pop(lua, 1);
}

/* The text of the field, which stays on the stack; empty when there is none. */
static struct str
take_text(lua_State *lua, const char *name)
{
	struct str text = {0};

	if (lua_getfield(lua, TABLE, name) == LUA_TNIL)
		return text;
	if (lua_type(lua, -1) != LUA_TSTRING)
		host_fail(lua, "'%s' of a report is a text, not %s", name, host_kind(lua, -1));
	text.at = lua_tolstring(lua, -1, &text.len);
	host_charge(lua, text.len >> COST_SHIFT);
	return str_slice(text, 0, text.len < TEXT_MOST ? text.len : TEXT_MOST);
}

static const struct value *
find_rule(lua_State *lua, const struct plugin *plugin, struct str name)
{
	const struct value *rule = value_find(plugin->rules, name);
	struct str names[NAMES_MOST];
	size_t n = 0;

	if (rule)
		return rule;
	while (n < value_len(plugin->rules) && n < NAMES_MOST) {
		names[n] = plugin->rules->map->entries[n].key;
		n++;
	}
	host_fail_name(lua, DIAG_PLUGIN_ERROR, name, names, n, "plugin.yaml has no rule '%.*s'",
		       STR_ARG(name));
}

/* False: it is not told. */
static bool
read_level(lua_State *lua, struct str text, enum diag_level *level)
{
	static const struct str words[] = {[DIAG_NOTE] = STR_INIT("note"),
					   [DIAG_WARNING] = STR_INIT("warning"),
					   [DIAG_ERROR] = STR_INIT("error"),
					   [DIAG_FATAL] = STR_INIT("failure")};

	for (enum diag_level i = DIAG_NOTE; i <= DIAG_FATAL; i++)
		if (str_eq(text, words[i])) {
			*level = i;
			return true;
		}
	if (!str_eq(text, STR("off")))
		host_fail(lua,
			  "'level' of a report is 'off', 'note', 'warning', 'error' or "
			  "'failure', not '%.*s'",
			  STR_ARG(text));
	return false;
}

/* The site's own word for a rule; empty: it says none. */
static struct str
site_level(lua_State *lua, struct str full_name)
{
	struct str own = value_text(value_find(host_of(lua)->shared->levels, full_name));

	return str_eq(own, STR("warn")) ? STR("warning") : own;
}

static struct str
rule_level(lua_State *lua, const struct value *rule)
{
	struct str strict = value_text(value_find(rule, STR("strict")));

	return host_of(lua)->shared->strict && strict.len
		   ? strict
		   : value_text(value_find(rule, STR("level")));
}

static struct str
full_name(lua_State *lua, const struct plugin *plugin, struct str rule)
{
	return arena_printf(&host_of(lua)->scratch, "%.*s/%.*s", STR_ARG(plugin->name),
			    STR_ARG(rule));
}

void
plugin_push_levels(lua_State *lua, const struct plugin *plugin)
{
	lua_newtable(lua);
	for (size_t i = 0; i < value_len(plugin->rules); i++) {
		const struct value_entry *rule = &plugin->rules->map->entries[i];
		struct str level = site_level(lua, full_name(lua, plugin, rule->key));

		if (!level.len)
			level = rule_level(lua, rule->value);
		lua_pushlstring(lua, rule->key.at, rule->key.len);
		lua_pushlstring(lua, level.at, level.len);
		lua_rawset(lua, -3);
	}
}

/* The site's own word comes first, then the report's, then the rule's. */
static struct str
level_of(lua_State *lua, struct str name, const struct value *rule)
{
	struct str given = take_text(lua, "level"), own = site_level(lua, name);

	return own.len ? own : given.len ? given : rule_level(lua, rule);
}

/* Replaces just the address of a link, where that stands in the file. */
static void
take_fix(lua_State *lua, const struct value *target, struct diag *diag, struct diag_fix *fix)
{
	const struct value *start = value_find(target, STR("address_start"));
	const struct value *end = value_find(target, STR("address_end"));

	fix->text = take_text(lua, "fix");
	if (!fix->text.len || !diag->place.source || !start || start->kind != VALUE_INT || !end ||
	    end->kind != VALUE_INT)
		return;
	fix->span = (struct span){(uint32_t)start->integer, (uint32_t)end->integer};
	diag->fix = fix;
}

static struct str
take_facts(lua_State *lua)
{
	const struct value *value;
	struct buf out;
	struct str text;

	if (lua_getfield(lua, TABLE, "facts") == LUA_TNIL)
		return (struct str){0};
	if (lua_type(lua, -1) != LUA_TTABLE)
		host_fail(lua, "'facts' of a report is a table, not %s", host_kind(lua, -1));
	value = host_to_value(lua, -1);
	if (value_len(value) == 0)
		return (struct str){0};
	if (value->kind != VALUE_MAP)
		host_fail(lua, "'facts' of a report have names");
	buf_init(&out);
	json_write(&out, value, JSON_COMPACT);
	text = arena_dup(&host_of(lua)->scratch, buf_str(&out));
	buf_release(&out);
	return text;
}

static void
add_notes(lua_State *lua, struct diag_list *diags, struct diag *diag)
{
	size_t n;

	if (lua_getfield(lua, TABLE, "notes") == LUA_TNIL)
		return;
	if (lua_type(lua, -1) != LUA_TTABLE)
		host_fail(lua, "'notes' of a report is a list, not %s", host_kind(lua, -1));
	n = lua_rawlen(lua, -1);
	for (size_t i = 1; i <= n && i <= NAMES_MOST; i++) {
		if (lua_rawgeti(lua, -1, (lua_Integer)i) != LUA_TSTRING)
			host_fail(lua, "'notes' of a report are texts");
		diag_note(diags, diag, NULL, (struct span){0, 0}, "%.1000s", lua_tostring(lua, -1));
		lua_pop(lua, 1);
	}
}

/* report{text = …, facts = …}: of the work as a whole. */
static bool
is_summary(lua_State *lua)
{
	bool rule = lua_getfield(lua, TABLE, "rule") != LUA_TNIL;
	bool target = lua_getfield(lua, TABLE, "target") != LUA_TNIL;

	lua_pop(lua, 2);
	return !rule && !target;
}

static void
report_summary(lua_State *lua, struct plugin_call *call)
{
	struct diag_summary summary = {.owner = call->plugin->name};

	for (const struct diag_summary *at = call->diags->summaries; at; at = at->next)
		if (str_eq(at->owner, summary.owner))
			host_fail(lua, "there is a report of the whole already");
	summary.text = take_text(lua, "text");
	summary.facts = take_facts(lua);
	if (!summary.text.len && !summary.facts.len)
		host_fail(lua, "a report wants 'rule' and 'target', or 'facts' of the whole");
	diag_add_summary(call->diags, &summary);
}

void
plugin_report_finding(lua_State *lua, struct plugin_call *call)
{
	const struct value *rule, *target;
	struct diag diag = {0};
	struct diag_fix fix;
	struct str name;
	bool told;

	lua_settop(lua, TABLE);
	luaL_checkstack(lua, 20, NULL);
	refuse_unknown(lua);
	if (is_summary(lua)) {
		report_summary(lua, call);
		return;
	}
	name = take_text(lua, "rule");
	rule = find_rule(lua, call->plugin, name);
	diag.rule = full_name(lua, call->plugin, name);
	told = read_level(lua, level_of(lua, diag.rule, rule), &diag.level);
	diag.text = take_text(lua, "text");
	diag.cure = take_text(lua, "cure");
	if (!diag.text.len)
		host_fail(lua, "a report wants 'text', what is wrong");
	lua_getfield(lua, TABLE, "target");
	diag.place = plugin_take_target(lua, lua_gettop(lua), call);
	target = host_view(lua, -1);
	take_fix(lua, target, &diag, &fix);
	if (!diag.place.span.end) {
		diag.path = diag.place.source ? diag.place.source->path : STR("content");
		diag.place.source = NULL;
	}
	if (!told)
		return; // the rest is read all the same, so that what is wrong in it is seen
	diag.facts = take_facts(lua);
	diag.code = diag.level >= DIAG_ERROR ? DIAG_PLUGIN_FINDING : DIAG_PLUGIN_ADVICE;
	diag.suppressed = value_is_true(value_find(target, STR("ignored")));
	diag.settled = true;
	if (++call->nreports > FINDINGS_MOST)
		host_fail(lua, "more than %d reports", FINDINGS_MOST);
	add_notes(lua, call->diags, diag_add_copy(call->diags, &diag));
}
