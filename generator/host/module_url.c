/* The module `url`: addresses of the web taken apart and compared, as the rest of Lectern does. */
#include "base/url.h"
#include "base/web_host.h"
#include "base/web_url.h"
#include "host/plugin.h"
#include "host/state.h"
#include "model/link_settings.h"

#include <regex.h>
#include <string.h>

enum {
	PATTERN_MOST = 500, // bytes
	URL_MOST = 8192,
	REPEATS_MOST = 200, // times that intervals such as {2,5} write a part anew
	MATCH_COST = 64
};

static struct str
take_text(lua_State *lua, int index, const char *function)
{
	struct str text;

	if (lua_type(lua, index) != LUA_TSTRING)
		host_fail(lua, "'url.%s' wants a text, not %s", function, host_kind(lua, index));
	text.at = lua_tolstring(lua, index, &text.len);
	host_charge(lua, 1 + (text.len >> 3));
	return text;
}

static void
push(lua_State *lua, struct str text)
{
	lua_pushlstring(lua, text.len ? text.at : "", text.len);
}

static int
push_or_nil(lua_State *lua, struct str text)
{
	if (text.len)
		push(lua, text);
	else
		lua_pushnil(lua);
	return 1;
}

static void
set(lua_State *lua, const char *name, struct str text)
{
	push(lua, text);
	lua_setfield(lua, -2, name);
}

/* parse(text): the parts; or nil and what is wrong with it. */
static int
parse(lua_State *lua)
{
	static const char *const reasons[] = {[WEB_URL_NO_WEB] = "neither http nor https",
					      [WEB_URL_NO_SLASHES] = "no '//'",
					      [WEB_URL_NO_HOST] = "no host",
					      [WEB_URL_BAD_HOST] = "no such host",
					      [WEB_URL_BAD_IDN] = "no such name",
					      [WEB_URL_BAD_PORT] = "no such port"};
	struct host *host = host_of(lua);
	enum web_url_fault fault;
	struct web_url parts;

	fault = web_url_parse(&host->scratch, take_text(lua, 1, "parse"), &parts);
	if (web_url_is_unusable(fault)) {
		lua_pushnil(lua);
		lua_pushstring(lua, reasons[fault]);
		return 2;
	}
	lua_newtable(lua);
	set(lua, "scheme", parts.secure ? STR("https") : STR("http"));
	set(lua, "host", parts.host);
	lua_pushinteger(lua, parts.port);
	lua_setfield(lua, -2, "port");
	set(lua, "path", parts.path);
	set(lua, "query", parts.query);
	if (parts.has_fragment)
		set(lua, "fragment", parts.fragment);
	if (parts.has_user)
		set(lua, "userinfo", parts.user);
	return 1;
}

/* key(text): the key, and the fragment where there is one; or nil. */
static int
key(lua_State *lua)
{
	struct host *host = host_of(lua);
	struct str text = take_text(lua, 1, "key"), made = web_url_key(&host->scratch, text);
	size_t hash = str_find_char(text, '#');

	push_or_nil(lua, made);
	if (made.len && hash < text.len)
		push(lua, str_skip(text, hash + 1));
	else
		lua_pushnil(lua);
	return 2;
}

static int
request(lua_State *lua)
{
	return push_or_nil(lua,
			   web_url_request(&host_of(lua)->scratch, take_text(lua, 1, "request")));
}

static int
resolve(lua_State *lua)
{
	struct str base = take_text(lua, 1, "resolve"), reference = take_text(lua, 2, "resolve");

	return push_or_nil(lua, web_url_resolve(&host_of(lua)->scratch, base, reference));
}

static int
is_private(lua_State *lua)
{
	lua_pushboolean(lua, web_host_is_local(take_text(lua, 1, "is_private")));
	return 1;
}

static int
decode(lua_State *lua)
{
	push(lua, url_decode(&host_of(lua)->scratch, take_text(lua, 1, "decode")));
	return 1;
}

/* What would make the expression large or slow: back references, intervals within intervals. */
static bool
is_cheap(struct str pattern)
{
	uint64_t repeats = 1, number = 0;
	bool counts = false;

	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.at[i];

		if (c == '\\' && i + 1 < pattern.len && ascii_is_digit(pattern.at[i + 1]))
			return false;
		if (c == '{') {
			counts = true;
			number = 0;
		} else if (counts && ascii_is_digit(c)) {
			number = number < REPEATS_MOST ? number * 10 + (uint64_t)(c - '0') : number;
		} else if (counts) {
			repeats *= number ? number : 1;
			number = 0;
			counts = c == ',';
		}
		if (repeats > REPEATS_MOST)
			return false;
	}
	return true;
}

/* Nothing in here raises. -1: it is no expression. */
static int
match_expression(const char *pattern, const char *text)
{
	regex_t expression;
	int result;

	if (regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return -1;
	result = regexec(&expression, text, 0, NULL, 0) == 0;
	regfree(&expression);
	return result;
}

static bool
match(lua_State *lua, struct str pattern, struct str text)
{
	struct host *host = host_of(lua);
	int result = -1;

	if (pattern.len < 2 || pattern.at[0] != '/' || !str_ends(pattern, STR("/")))
		return link_pattern_matches(pattern, text);
	host_charge(lua, MATCH_COST * (1 + text.len));
	pattern = arena_dup(&host->scratch, str_slice(pattern, 1, pattern.len - 1));
	if (is_cheap(pattern) && !memchr(pattern.at, 0, pattern.len))
		result = match_expression(pattern.at, arena_dup(&host->scratch, text).at);
	if (result < 0)
		host_fail(lua, "'/%.*s/' is no extended regular expression, or too costly a one",
			  STR_ARG(pattern));
	return result;
}

/* matches(pattern, url) */
static int
matches(lua_State *lua)
{
	struct str pattern = take_text(lua, 1, "matches"), text = take_text(lua, 2, "matches");

	if (pattern.len > PATTERN_MOST || text.len > URL_MOST)
		host_fail(lua, "'url.matches' takes a pattern of %d bytes and an address of %d",
			  PATTERN_MOST, URL_MOST);
	lua_pushboolean(lua, match(lua, pattern, text));
	return 1;
}

/* What the functions make of texts is Lua's when they return, so scratch need not keep it. */
static int
rewound(lua_State *lua, lua_CFunction function)
{
	struct host *host = host_of(lua);
	const struct arena_mark mark = arena_mark(&host->scratch);
	int nresults = function(lua);

	arena_rewind(&host->scratch, mark);
	return nresults;
}

#define REWOUND(name)                                                                              \
	static int name##_rewound(lua_State *lua)                                                  \
	{                                                                                          \
		return rewound(lua, name);                                                         \
	}
REWOUND(parse)
REWOUND(key)
REWOUND(request)
REWOUND(resolve)
REWOUND(is_private)
REWOUND(decode)
REWOUND(matches)

const luaL_Reg host_url_functions[] = {
    {"parse", parse_rewound},           {"key", key_rewound},
    {"request", request_rewound},       {"resolve", resolve_rewound},
    {"is_private", is_private_rewound}, {"decode", decode_rewound},
    {"matches", matches_rewound},       {NULL, NULL},
};
