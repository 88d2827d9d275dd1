/* The fields of nodes: which kind has which, how they are read, and what they take. */
#include "base/url.h"
#include "base/utf8.h"
#include "data/value.h"
#include "host/node_state.h"
#include "markdown/attribute.h"
#include "markdown/callout.h"

#include <string.h>

#define BIT(kind) (1u << NODE_##kind)
#define AT(member) offsetof(struct node, member)

enum { EVERY = (1u << NODE_KIND_COUNT) - 1, START_MOST = 999999999, SHOWN_MOST = 60 };

static const char *const checks[] = {"open", "done", NULL};
static const char *const aligns[] = {"left", "center", "right", NULL};

/* clang-format off */
const struct node_field node_fields[] = {
    {"kind", EVERY, NODE_FIELD_KIND, 0},
    {"parent", EVERY, NODE_FIELD_NODE, AT(parent)},
    {"prev", EVERY, NODE_FIELD_NODE, AT(prev)},
    {"next", EVERY, NODE_FIELD_NODE, AT(next)},
    {"first", EVERY, NODE_FIELD_NODE, AT(first_child)},
    {"last", EVERY, NODE_FIELD_NODE, AT(last_child)},
    {"text", BIT(TEXT) | BIT(CODE) | BIT(CODE_BLOCK), NODE_FIELD_TEXT, AT(text), true},
    {"text", BIT(HTML) | BIT(HTML_BLOCK), NODE_FIELD_MARKUP, AT(text), true},
    {"info", BIT(CODE_BLOCK), NODE_FIELD_TEXT, AT(title), true},
    {"url", BIT(LINK) | BIT(IMAGE), NODE_FIELD_URL, AT(text), true},
    {"title", BIT(LINK) | BIT(IMAGE), NODE_FIELD_TEXT, AT(title), true},
    {"automatic", BIT(LINK), NODE_FIELD_BOOL, AT(automatic)},
    {"level", BIT(HEADING), NODE_FIELD_INT, AT(level), true, 1, 6},
    {"id", BIT(HEADING) | BIT(ITEM), NODE_FIELD_ID, AT(id), true},
    {"check", BIT(ITEM), NODE_FIELD_CHOICE, AT(check), true, .choices = checks},
    {"ordered", BIT(LIST), NODE_FIELD_BOOL, AT(ordered), true},
    {"tight", BIT(LIST), NODE_FIELD_BOOL, AT(tight), true},
    {"start", BIT(LIST), NODE_FIELD_INT, AT(start), true, 0, START_MOST},
    {"name", BIT(CALLOUT), NODE_FIELD_NAME, AT(text), true},
    {"header", BIT(ROW), NODE_FIELD_BOOL, AT(header), true},
    {"header", BIT(CELL), NODE_FIELD_BOOL, AT(header)},
    {"align", BIT(CELL), NODE_FIELD_CHOICE, AT(align), true, .choices = aligns},
    {"label", BIT(FOOTNOTE) | BIT(FOOTNOTE_REFERENCE), NODE_FIELD_TEXT, AT(text)},
    {"number", BIT(FOOTNOTE) | BIT(FOOTNOTE_REFERENCE), NODE_FIELD_INT, AT(level)},
    {NULL},
};
/* clang-format on */

static void *
member_at(struct node *node, const struct node_field *field)
{
	return (char *)node + field->at;
}

static void
push_text(lua_State *lua, struct str text)
{
	lua_pushlstring(lua, text.len ? text.at : "", text.len);
}

static void
push_text_or_nil(lua_State *lua, struct str text)
{
	if (text.len)
		push_text(lua, text);
	else
		lua_pushnil(lua);
}

static void
push_choice(lua_State *lua, const struct node_field *field, unsigned value)
{
	if (value)
		lua_pushstring(lua, field->choices[value - 1]);
	else
		lua_pushnil(lua);
}

void
node_push_field(lua_State *lua, struct node *node, const struct node_field *field)
{
	void *member = member_at(node, field);

	switch (field->type) {
	case NODE_FIELD_KIND: lua_pushstring(lua, node_kind_name(node->kind)); break;
	case NODE_FIELD_NODE: host_push_node(lua, *(struct node **)member); break;
	case NODE_FIELD_TEXT:
	case NODE_FIELD_MARKUP:
	case NODE_FIELD_URL:
	case NODE_FIELD_NAME: push_text(lua, *(struct str *)member); break;
	case NODE_FIELD_ID: push_text_or_nil(lua, *(struct str *)member); break;
	case NODE_FIELD_INT: lua_pushinteger(lua, *(int *)member); break;
	case NODE_FIELD_BOOL: lua_pushboolean(lua, *(bool *)member); break;
	case NODE_FIELD_CHOICE: push_choice(lua, field, *(unsigned *)member); break;
	}
}

struct str
node_take_text(lua_State *lua, int index, const char *what)
{
	struct plugin_call *call = host_of(lua)->call;
	struct str text;
	size_t bad_at;

	if (lua_type(lua, index) != LUA_TSTRING)
		host_fail(lua, "%s wants a text, not %s", what, host_kind(lua, index));
	text.at = lua_tolstring(lua, index, &text.len);
	if (!utf8_is_valid(text, &bad_at) || memchr(text.at, '\0', text.len))
		host_fail(lua, "%s wants a text in UTF-8 without NUL", what);
	plugin_check_room(lua, call, text.len + 1);
	return arena_dup(call->arena, text);
}

/* "'level' of a heading", for messages. */
static const char *
what_of(lua_State *lua, const struct node *node, const struct node_field *field)
{
	return arena_printf(&host_of(lua)->scratch, "'%s' of %s", field->name, host_node_kind(node))
	    .at;
}

static void
set_markup(lua_State *lua, struct node *node, int index, const char *what)
{
	const struct value *view = host_view(lua, index);

	if (!view || view->kind != VALUE_HTML) {
		node->text = node_take_text(lua, index, what);
		node->trusted = false;
		return;
	}
	push_text(lua, view->text);
	node->text = node_take_text(lua, -1, what);
	node->trusted = true;
	lua_pop(lua, 1);
}

static void
set_url(lua_State *lua, struct node *node, int index, const char *what)
{
	struct str url = node_take_text(lua, index, what);

	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] < ' ' || url.at[i] == 0x7f)
			host_fail(lua, "%s wants no control characters", what);
	if (!url_is_allowed(url))
		host_fail(lua, "%s wants a path, or an address with http, https, mailto or tel",
			  what);
	node->text = url;
}

static void
set_id(lua_State *lua, struct node *node, int index, const char *what)
{
	struct str id = {0};

	if (!lua_isnil(lua, index)) {
		id = node_take_text(lua, index, what);
		if (!attribute_is_id(id))
			host_fail(lua,
				  "%s wants lower-case letters a-z, digits and hyphens, not '%.*s'",
				  what, SHOWN_MOST, id.at);
	}
	node->id = id;
	node->id_span = node->span;
}

static void
set_name(lua_State *lua, struct node *node, int index, const char *what)
{
	struct arena *scratch = &host_of(lua)->scratch;
	struct str name = node_take_text(lua, index, what), known = {0};

	for (size_t i = 0; callout_name(i).len; i++) {
		if (str_eq(callout_name(i), name)) {
			node->text = callout_name(i);
			return;
		}
		known = arena_printf(scratch, "%.*s%s'%.*s'", STR_ARG(known), i ? ", " : "",
				     STR_ARG(callout_name(i)));
	}
	host_fail(lua, "%s wants one of %.*s, not '%.*s'", what, STR_ARG(known), SHOWN_MOST,
		  name.at);
}

static void
set_int(lua_State *lua, int *member, const struct node_field *field, int index, const char *what)
{
	int is_integer;
	lua_Integer number = lua_tointegerx(lua, index, &is_integer);

	if (lua_type(lua, index) != LUA_TNUMBER)
		host_fail(lua, "%s wants a whole number from %d to %d, not %s", what, field->low,
			  field->high, host_kind(lua, index));
	if (!is_integer || number < field->low || number > field->high) {
		host_push_text(lua, index);
		host_fail(lua, "%s wants a whole number from %d to %d, not %s", what, field->low,
			  field->high, lua_tostring(lua, -1));
	}
	*member = (int)number;
}

static void
set_choice(lua_State *lua, unsigned *member, const struct node_field *field, int index,
	   const char *what)
{
	struct arena *scratch = &host_of(lua)->scratch;
	struct str known = {0};

	if (lua_isnil(lua, index)) {
		*member = 0;
		return;
	}
	for (unsigned i = 0; field->choices[i]; i++) {
		if (lua_type(lua, index) == LUA_TSTRING &&
		    strcmp(lua_tostring(lua, index), field->choices[i]) == 0) {
			*member = i + 1;
			return;
		}
		known = arena_printf(scratch, "%.*s%s'%s'", STR_ARG(known), i ? ", " : "",
				     field->choices[i]);
	}
	if (lua_type(lua, index) == LUA_TSTRING)
		host_fail(lua, "%s wants nil or one of %.*s, not '%.*s'", what, STR_ARG(known),
			  SHOWN_MOST, lua_tostring(lua, index));
	host_fail(lua, "%s wants nil or one of %.*s, not %s", what, STR_ARG(known),
		  host_kind(lua, index));
}

static void
set_bool(lua_State *lua, bool *member, int index, const char *what)
{
	if (!lua_isboolean(lua, index))
		host_fail(lua, "%s wants true or false, not %s", what, host_kind(lua, index));
	*member = lua_toboolean(lua, index);
}

void
node_set_field(lua_State *lua, struct node *node, const struct node_field *field, int index)
{
	struct arena_mark mark = arena_mark(&host_of(lua)->scratch);
	const char *what = what_of(lua, node, field); // for messages, which end the run
	void *member = member_at(node, field);

	if (field->type == NODE_FIELD_NODE)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, str_from(field->name), NULL, 0,
			       "%s is not set; use append, insert_before, insert_after or remove",
			       what);
	if (!field->settable)
		host_fail_name(lua, DIAG_TEMPLATE_ERROR, str_from(field->name), NULL, 0,
			       "%s is not for plugins to change", what);
	switch (field->type) {
	case NODE_FIELD_TEXT: *(struct str *)member = node_take_text(lua, index, what); break;
	case NODE_FIELD_MARKUP: set_markup(lua, node, index, what); break;
	case NODE_FIELD_URL: set_url(lua, node, index, what); break;
	case NODE_FIELD_ID: set_id(lua, node, index, what); break;
	case NODE_FIELD_NAME: set_name(lua, node, index, what); break;
	case NODE_FIELD_INT: set_int(lua, member, field, index, what); break;
	case NODE_FIELD_BOOL: set_bool(lua, member, index, what); break;
	case NODE_FIELD_CHOICE: set_choice(lua, member, field, index, what); break;
	case NODE_FIELD_KIND:
	case NODE_FIELD_NODE: break;
	}
	arena_rewind(&host_of(lua)->scratch, mark);
}
