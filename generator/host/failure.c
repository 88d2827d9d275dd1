/*
 * Errors in Lua to diagnostics at the line of the template.
 *
 * Our own errors carry no Lua text: they are written to host->failure and thrown as
 * nil. Lua's are texts with a position, which is taken off again. Everything here
 * works without memory of Lua's, for that may be what is missing.
 */
#include "base/buf.h"
#include "base/vec.h"
#include "host/state.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 2, 0))) static struct str
write_text(struct host *host, const char *format, va_list arguments)
{
	char text[512];
	int len = vsnprintf(text, sizeof(text), format, arguments);

	if (len < 0)
		len = 0;
	if ((size_t)len >= sizeof(text))
		len = sizeof(text) - 1;
	return arena_dup(&host->scratch, (struct str){text, (size_t)len});
}

void
host_fail(lua_State *lua, const char *format, ...)
{
	struct host *host = host_of(lua);
	va_list arguments;

	va_start(arguments, format);
	host->failure = (struct host_failure){
	    .set = true,
	    .code = DIAG_TEMPLATE_ERROR,
	    .text = write_text(host, format, arguments),
	};
	va_end(arguments);
	lua_pushnil(lua);
	lua_error(lua);
	__builtin_unreachable();
}

void
host_fail_name(lua_State *lua, enum diag_code code, struct str subject, const struct str *known,
	       size_t nknown, const char *format, ...)
{
	struct host *host = host_of(lua);
	struct str nearest = diag_nearest(subject, known, nknown);
	va_list arguments;

	va_start(arguments, format);
	host->failure = (struct host_failure){
	    .set = true,
	    .code = code,
	    .text = write_text(host, format, arguments),
	    .subject = arena_dup(&host->scratch, subject),
	};
	va_end(arguments);
	if (nearest.len)
		host->failure.cure =
		    arena_printf(&host->scratch, "did you mean '%.*s'?", STR_ARG(nearest));
	lua_pushnil(lua);
	lua_error(lua);
	__builtin_unreachable();
}

void
host_fail_told(lua_State *lua, struct diag *told, struct str subject)
{
	struct host *host = host_of(lua);

	host->failure = (struct host_failure){
	    .set = true,
	    .subject = arena_dup(&host->scratch, subject),
	    .told = told,
	};
	lua_pushnil(lua);
	lua_error(lua);
	__builtin_unreachable();
}

static const struct source *
source_of(const struct host *host, const lua_Debug *debug)
{
	if (debug->source[0] != '@')
		return NULL;
	return map_find(&host->sources, str_from(debug->source + 1));
}

void
host_blame(lua_State *lua, int function)
{
	struct host *host = host_of(lua);
	lua_Debug debug;

	host->blamed = (struct host_place){0};
	if (!function)
		return;
	lua_pushvalue(lua, function);
	if (lua_getinfo(lua, ">S", &debug) && debug.linedefined > 0)
		host->blamed =
		    (struct host_place){source_of(host, &debug), (uint32_t)debug.linedefined};
}

void
host_fail_function(lua_State *lua, int function, struct str subject, const char *format, ...)
{
	struct host *host = host_of(lua);
	va_list arguments;

	host_blame(lua, function);
	va_start(arguments, format);
	host->failure = (struct host_failure){
	    .set = true,
	    .code = DIAG_TEMPLATE_ERROR,
	    .text = write_text(host, format, arguments),
	    .subject = arena_dup(&host->scratch, subject),
	};
	va_end(arguments);
	lua_pushnil(lua);
	lua_error(lua);
	__builtin_unreachable();
}

/*
 * The innermost line of each template on the stack. A template's blocks are several
 * functions, of which the innermost tells enough.
 */
void
host_locate(struct host *host)
{
	struct host_failure *failure = &host->failure;
	const struct source *last = NULL;
	lua_State *lua = host->thread ? host->thread : host->lua;
	lua_Debug debug;

	failure->nplaces = 0;
	if (!lua)
		return;
	for (int level = 0; level < 200 && lua_getstack(lua, level, &debug); level++) {
		const struct source *source;

		if (!lua_getinfo(lua, "Sl", &debug) || debug.currentline <= 0)
			continue;
		source = source_of(host, &debug);
		if (!source || source == last)
			continue;
		if (failure->nplaces == HOST_PLACES)
			return;
		failure->places[failure->nplaces++] =
		    (struct host_place){source, (uint32_t)debug.currentline};
		last = source;
	}
}

/* Takes "name:12: " off the front; Lua shortens long names, so they are not compared. */
static bool
take_position(struct str *text, uint32_t *line)
{
	for (size_t colon = str_find_char(*text, ':'); colon < text->len;) {
		struct str rest = str_skip(*text, colon + 1);
		size_t digits = 0;
		int number;

		while (digits < rest.len && ascii_is_digit(rest.at[digits]))
			digits++;
		if (str_to_int(str_slice(rest, 0, digits), &number) &&
		    str_starts(str_skip(rest, digits), STR(": "))) {
			*line = (uint32_t)number;
			*text = str_skip(rest, digits + 2);
			return true;
		}
		colon += 1 + str_find_char(rest, ':');
	}
	return false;
}

/* "attempt to index a nil value (field 'week')" is about "week". */
static struct str
quoted_in(struct str text)
{
	static const struct str openings[] = {STR_INIT("(field '"), STR_INIT("(local '"),
					      STR_INIT("(global '"), STR_INIT("(method '"),
					      STR_INIT("(upvalue '")};

	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		size_t at = str_find(text, openings[i]);
		struct str rest = str_skip(text, at + openings[i].len);

		if (at < text.len)
			return str_slice(rest, 0, str_find_char(rest, '\''));
	}
	return (struct str){0};
}

static bool
is_word(struct str line, size_t at, size_t len)
{
	char before = at ? line.at[at - 1] : ' ';
	char after = at + len < line.len ? line.at[at + len] : ' ';

	return !ascii_is_alnum(before) && before != '_' && !ascii_is_alnum(after) && after != '_';
}

/* Offset of the name in the line, after a dot if it stands so somewhere; line.len when nowhere. */
static size_t
find_name(struct str line, struct str name)
{
	size_t found = line.len;

	for (size_t at = 0; name.len && at + name.len <= line.len; at++) {
		if (!str_eq(str_slice(line, at, at + name.len), name))
			continue;
		if (!ascii_is_punct(name.at[0]) && !is_word(line, at, name.len))
			continue;
		if (at && (line.at[at - 1] == '.' || line.at[at - 1] == ':'))
			return at;
		if (found == line.len)
			found = at;
	}
	return found;
}

static uint32_t
line_start(const struct source *source, uint32_t line)
{
	struct str rest = source->text;

	for (uint32_t n = 1; n < line && rest.len; n++)
		rest = str_skip(rest, str_find_char(rest, '\n') + 1);
	return (uint32_t)(source->text.len - rest.len);
}

/* The name in the line, or its first tag, or all of it. */
static struct span
span_in(const struct source *source, uint32_t number, struct str name)
{
	uint32_t start = line_start(source, number);
	struct str line = str_skip(source->text, start);
	size_t at, end;

	line = str_slice(line, 0, str_find_char(line, '\n'));
	at = find_name(line, name);
	if (at < line.len)
		return (struct span){start + (uint32_t)at, start + (uint32_t)(at + name.len)};
	for (at = 0; at + 1 < line.len; at++)
		if (line.at[at] == '{' && (line.at[at + 1] == '{' || line.at[at + 1] == '%'))
			break;
	if (at + 1 >= line.len)
		for (at = 0; at < line.len && ascii_is_space(line.at[at]); at++)
			;
	for (end = at; end + 1 < line.len; end++)
		if (line.at[end + 1] == '}' && (line.at[end] == '}' || line.at[end] == '%'))
			break;
	end = end + 1 < line.len ? end + 2 : at + str_trim(str_skip(line, at)).len;
	return (struct span){start + (uint32_t)at, start + (uint32_t)end};
}

/* "… near 'x'" points at x when the author wrote it; when we did, it says nothing. */
static void
use_near(struct host_failure *failure)
{
	size_t near = str_find(failure->text, STR(" near "));
	struct str token = str_skip(failure->text, near + 6);
	const struct host_place *place = &failure->places[0];
	struct str line;

	if (near == failure->text.len || failure->nplaces == 0)
		return;
	if (token.len > 2 && token.at[0] == '\'')
		token = str_slice(token, 1, token.len - 1);
	line = str_skip(place->source->text, line_start(place->source, place->line));
	line = str_slice(line, 0, str_find_char(line, '\n'));
	if (find_name(line, token) < line.len)
		failure->subject = token;
	else
		failure->text = str_slice(failure->text, 0, near);
}

/* There is no stack yet, so the line is taken from the text. */
void
host_fail_syntax(lua_State *lua, struct str chunk)
{
	struct host *host = host_of(lua);
	struct host_failure *failure = &host->failure;
	const struct source *source = map_find(&host->sources, chunk);
	struct str text;
	uint32_t line = 0;

	text.at = luaL_tolstring(lua, -1, &text.len);
	*failure = (struct host_failure){
	    .set = true,
	    .code = DIAG_TEMPLATE_SYNTAX,
	    .text = arena_dup(&host->scratch, text),
	};
	if (take_position(&failure->text, &line) && source) {
		failure->places[0] = (struct host_place){source, line};
		failure->nplaces = 1;
		use_near(failure);
	}
	lua_pushnil(lua);
	lua_error(lua);
	__builtin_unreachable();
}

/* The error is at the index. */
static void
explain(lua_State *lua, int index)
{
	struct host *host = host_of(lua);
	struct host_failure *failure = &host->failure;
	uint32_t line = 0;
	size_t len;
	const char *text;

	if (failure->set && failure->code == DIAG_TEMPLATE_SYNTAX)
		return;
	host_locate(host);
	if (!failure->nplaces && host->blamed.source) {
		failure->places[0] = host->blamed;
		failure->nplaces = 1;
	}
	if (failure->set)
		return;
	text = lua_type(lua, index) == LUA_TSTRING ? lua_tolstring(lua, index, &len) : NULL;
	failure->set = true;
	failure->code = DIAG_TEMPLATE_ERROR;
	failure->text = text ? arena_dup(&host->scratch, (struct str){text, len})
			     : arena_printf(&host->scratch, "%s raised an error that is no text",
					    host->subject);
	take_position(&failure->text, &line);
	failure->subject = quoted_in(failure->text);
}

int
host_explain(lua_State *lua)
{
	explain(lua, 1);
	return 1;
}

void
host_explain_top(lua_State *thread)
{
	explain(thread, -1);
}

static void
explain_status(struct host *host, int status)
{
	struct host_failure *failure = &host->failure;

	if (status == LUA_ERRMEM) {
		host->exhausted = true;
		failure->code = DIAG_TEMPLATE_ERROR;
		failure->text = arena_printf(&host->scratch, "%s used more than %zu MiB of memory",
					     host->subject, host->limits.memory >> 20);
	} else if (!failure->set) {
		failure->code = DIAG_TEMPLATE_ERROR;
		failure->text =
		    arena_printf(&host->scratch, "%s failed, and so did the description of how",
				 host->subject);
	}
}

/* What is an error of a template is one of a plugin in the other kind of host. */
static enum diag_code
code_of(const struct host *host)
{
	enum diag_code code = host->failure.code;

	if (!host->plugins)
		return code;
	return code == DIAG_TEMPLATE_SYNTAX ? DIAG_PLUGIN_SYNTAX : DIAG_PLUGIN_ERROR;
}

struct diag *
host_report(struct host *host, int status, struct diag_list *diags)
{
	struct host_failure *failure = &host->failure;
	struct host_place *place = failure->places;
	struct diag *diag;

	if (failure->told) {
		if (failure->nplaces)
			diag_note(diags, failure->told, place->source,
				  span_in(place->source, place->line, failure->subject),
				  "called from here");
		return failure->told;
	}
	explain_status(host, status);
	diag = diag_add(diags, code_of(host), failure->nplaces ? place->source : NULL,
			failure->nplaces ? span_in(place->source, place->line, failure->subject)
					 : (struct span){0, 0},
			"%.*s", STR_ARG(failure->text));
	if (failure->cure.len)
		diag_cure(diags, diag, "%.*s", STR_ARG(failure->cure));
	for (size_t i = 1; i < failure->nplaces; i++)
		diag_note(diags, diag, failure->places[i].source,
			  span_in(failure->places[i].source, failure->places[i].line,
				  (struct str){0}),
			  "called from here");
	return diag;
}
