/* What a plugin asks for, checked and copied: the coroutine may not keep it alive. */
#include "host/http_state.h"

#include <math.h>
#include <string.h>

enum { DAY = 24 * 3600, TIMEOUT_MOST = 120, VALUE_MOST = 8192 };

/* Header fields that say how the request itself is sent. */
static const struct str own_headers[] = {STR_INIT("Host"),
					 STR_INIT("Connection"),
					 STR_INIT("Content-Length"),
					 STR_INIT("TE"),
					 STR_INIT("Transfer-Encoding"),
					 STR_INIT("Upgrade"),
					 STR_INIT("Expect"),
					 STR_INIT("Cookie"),
					 STR_INIT("Accept-Encoding"),
					 STR_INIT("Keep-Alive"),
					 STR_INIT("Trailer"),
					 STR_INIT("Proxy-Authorization")};

static const struct str fields[] = {STR_INIT("url"),     STR_INIT("method"),
				    STR_INIT("headers"), STR_INIT("timeout"),
				    STR_INIT("want"),    STR_INIT("http1"),
				    STR_INIT("cookies"), STR_INIT("connect_timeout"),
				    STR_INIT("max_body")};
enum { NFIELDS = sizeof(fields) / sizeof(*fields) };

int64_t
http_take_seconds(lua_State *lua, int index, const char *what)
{
	double seconds = lua_type(lua, index) == LUA_TNUMBER ? lua_tonumber(lua, index) : -1;

	if (!(seconds >= 0 && seconds <= DAY)) // also what is no number
		host_fail(lua, "%s is a number of seconds from 0 to %d", what, DAY);
	return (int64_t)(seconds * 1e6);
}

/* The key at the index; empty when it is no text. */
static struct str
name_at(lua_State *lua, int index)
{
	struct str name = {0};

	if (lua_type(lua, index) == LUA_TSTRING)
		name.at = lua_tolstring(lua, index, &name.len);
	return name;
}

static bool
is_field(struct str name)
{
	for (size_t k = 0; k < NFIELDS; k++)
		if (str_eq(name, fields[k]))
			return true;
	return false;
}

/* Tells the first that is none in the order of keys, in which they are sorted only then. */
static void
refuse_unknown(lua_State *lua, int table)
{
	bool known = true;
	size_t n;

	for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1))
		known &= is_field(name_at(lua, -2));
	if (known)
		return;
	n = host_push_keys(lua, table);
	for (size_t i = 1; i <= n; i++) {
		struct str name;

		lua_rawgeti(lua, -1, (lua_Integer)i);
		name = name_at(lua, -1);
		if (!is_field(name))
			host_fail_name(lua, DIAG_PLUGIN_ERROR, name, fields, NFIELDS,
				       "a request has no '%.*s'", STR_ARG(name));
		lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
}

/* The text at the index; it stays in Lua as long as its table does. */
static struct str
take_text(lua_State *lua, int index, const char *what)
{
	struct str text;

	if (lua_type(lua, index) != LUA_TSTRING)
		host_fail(lua, "%s is a text, not %s", what, host_kind(lua, index));
	text.at = lua_tolstring(lua, index, &text.len);
	if (text.len > VALUE_MOST)
		host_fail(lua, "%s is longer than %d bytes", what, VALUE_MOST);
	return text;
}

static bool
is_token(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]) && !strchr("-_.!#$%&'*+^`|~", name.at[i]))
			return false;
	return name.len > 0 && !memchr(name.at, 0, name.len);
}

static void
check_header(lua_State *lua, struct str name, struct str value)
{
	if (!is_token(name))
		host_fail(lua, "'%.100s' is no name of a header", name.at);
	for (size_t i = 0; i < sizeof(own_headers) / sizeof(*own_headers); i++)
		if (str_eq_fold(name, own_headers[i]))
			host_fail(lua, "the header '%s' is set by Lectern", own_headers[i].at);
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.at[i] < 0x20 || value.at[i] == 0x7f)
			host_fail(lua, "the header '%s' has a control character", name.at);
}

/* In the order of their names, with the value of the key on the stack for each. */
static void
read_headers(lua_State *lua, int table, struct http_task *task)
{
	size_t n = host_push_keys(lua, table);
	int keys = lua_gettop(lua);

	if (n > HTTP_HEADERS_MOST)
		host_fail(lua, "a request has at most %d headers", HTTP_HEADERS_MOST);
	for (size_t i = 1; i <= n; i++) {
		struct str name, value;
		size_t start = task->text.len;

		lua_rawgeti(lua, keys, (lua_Integer)i);
		name = take_text(lua, -1, "the name of a header");
		lua_pushvalue(lua, -1);
		lua_rawget(lua, table);
		value = take_text(lua, -1, "the value of a header");
		check_header(lua, name, value);
		buf_add(&task->text, name);
		buf_add(&task->text, STR(": "));
		buf_add(&task->text, value);
		task->headers[i - 1] = (struct str){NULL, task->text.len - start};
		lua_pop(lua, 2);
	}
	lua_pop(lua, 1);
	task->ask.request.headers = task->headers;
	task->ask.request.nheaders = n;
}

static void
read_want(lua_State *lua, int table, struct http_task *task)
{
	size_t n = lua_rawlen(lua, table);

	if (n > NET_WANT_MOST)
		host_fail(lua, "a request looks for at most %d fragments", NET_WANT_MOST);
	for (size_t i = 1; i <= n; i++) {
		struct str text;

		lua_rawgeti(lua, table, (lua_Integer)i);
		text = take_text(lua, -1, "a fragment of 'want'");
		buf_add(&task->text, text);
		task->want[i - 1] = (struct str){NULL, text.len};
		lua_pop(lua, 1);
	}
	task->ask.request.want = task->want;
	task->ask.request.nwant = n;
}

static uint32_t
take_timeout(lua_State *lua, int table, const char *name)
{
	int64_t time = 0;

	if (lua_getfield(lua, table, name) != LUA_TNIL)
		time = http_take_seconds(lua, -1, name) / 1000;
	lua_pop(lua, 1);
	return (uint32_t)(time < TIMEOUT_MOST * 1000 ? time : TIMEOUT_MOST * 1000);
}

static void
read_numbers(lua_State *lua, int table, struct net_request *request)
{
	request->timeout = take_timeout(lua, table, "timeout");
	request->connect_timeout = take_timeout(lua, table, "connect_timeout");
	if (lua_getfield(lua, table, "max_body") != LUA_TNIL) {
		double most = lua_type(lua, -1) == LUA_TNUMBER ? lua_tonumber(lua, -1) : -1;

		if (!(most >= 1 && most <= NET_BODY_MOST))
			host_fail(lua, "'max_body' is a number of bytes from 1 to %d",
				  NET_BODY_MOST);
		request->max_body = (size_t)most;
	}
	lua_getfield(lua, table, "http1");
	request->http1 = lua_toboolean(lua, -1);
	lua_pop(lua, 2);
}

static void
read_method(lua_State *lua, int table, struct net_request *request)
{
	struct str method = STR("HEAD");

	if (lua_getfield(lua, table, "method") != LUA_TNIL)
		method = take_text(lua, -1, "'method'");
	if (!str_eq(method, STR("HEAD")) && !str_eq(method, STR("GET")))
		host_fail(lua, "'method' is \"HEAD\" or \"GET\"");
	request->method = str_eq(method, STR("GET")) ? NET_GET : NET_HEAD;
	lua_pop(lua, 1);
}

static bool
get_table(lua_State *lua, int table, const char *name)
{
	int type = lua_getfield(lua, table, name);

	if (type != LUA_TNIL && type != LUA_TTABLE)
		host_fail(lua, "'%s' is a table, not %s", name, host_kind(lua, -1));
	return type == LUA_TTABLE;
}

/* The buf may move while it grows, so the texts are placed at the end. */
static void
place_texts(struct http_task *task)
{
	struct net_request *request = &task->ask.request;
	const char *at = task->text.at;

	request->url.at = at;
	at += request->url.len;
	for (size_t i = 0; i < request->nheaders; i++) {
		task->headers[i].at = at;
		at += task->headers[i].len;
	}
	for (size_t i = 0; i < request->nwant; i++) {
		task->want[i].at = at;
		at += task->want[i].len;
	}
}

void
http_read_request(lua_State *lua, int index, struct http_task *task)
{
	struct net_request *request = &task->ask.request;

	if (lua_type(lua, index) != LUA_TTABLE)
		host_fail(lua, "'http.request' wants a table, not %s", host_kind(lua, index));
	refuse_unknown(lua, index);
	task->ask = (struct client_ask){0};
	buf_reset(&task->text);
	lua_getfield(lua, index, "url");
	buf_add(&task->text, take_text(lua, -1, "'url'"));
	request->url.len = task->text.len;
	lua_pop(lua, 1);
	read_method(lua, index, request);
	read_numbers(lua, index, request);
	if (get_table(lua, index, "headers"))
		read_headers(lua, lua_gettop(lua), task);
	if (get_table(lua, index, "want"))
		read_want(lua, lua_gettop(lua), task);
	if (lua_getfield(lua, index, "cookies") != LUA_TBOOLEAN || lua_toboolean(lua, -1))
		request->cookies = &task->cookies;
	lua_pop(lua, 3);
	place_texts(task);
}
