#include "layout.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* As a compiler of templates would write it: pieces in a table, joined at the end. */
static const char template[] =
    "local escape, head, foot = ...\n"
    "local concat = table.concat\n"
    "local function link(out, n, before, page, after)\n"
    "  out[n + 1] = before; out[n + 2] = escape(page.name); out[n + 3] = '.html\">'\n"
    "  out[n + 4] = escape(page.title); out[n + 5] = after\n"
    "  return n + 5\n"
    "end\n"
    "local function navigation(pages)\n"
    "  local out, n = {'<nav><ol>\\n'}, 1\n"
    "  for i = 1, #pages do\n"
    "    n = link(out, n, '<li><a href=\"', pages[i], '</a></li>\\n')\n"
    "  end\n"
    "  out[n + 1] = '</ol></nav>\\n'\n"
    "  return concat(out)\n"
    "end\n"
    "local function page(page, navigation)\n"
    "  local before = {'<!DOCTYPE html>\\n<html lang=\"en\">\\n<head>\\n', head, '<title>',\n"
    "    escape(page.title), '</title>\\n<meta name=\"description\" content=\"',\n"
    "    escape(page.summary), '\">\\n</head>\\n<body>\\n', navigation, '<main>\\n<h1>',\n"
    "    escape(page.title), '</h1>\\n<p>Week ', escape(page.week), ', ', escape(page.hours),\n"
    "    ' hours</p>\\n'}\n"
    "  local after, n = {'</main>\\n'}, 1\n"
    "  if page.prev then\n"
    "    n = link(after, n, '<a rel=\"prev\" href=\"', page.prev, '</a>\\n')\n"
    "  end\n"
    "  if page.next then\n"
    "    n = link(after, n, '<a rel=\"next\" href=\"', page.next, '</a>\\n')\n"
    "  end\n"
    "  after[n + 1] = foot; after[n + 2] = '</body>\\n</html>\\n'\n"
    "  return concat(before), concat(after)\n"
    "end\n"
    "return navigation, page\n";

/* Slots of Lua's stack. */
enum { SLOT_NAVIGATION = 1, SLOT_PAGE, SLOT_PAGES, SLOT_SHARED, SLOT_BEFORE, SLOT_AFTER };

static struct text
name_of(const struct page *page)
{
	const char *slash = strrchr(page->path, '/');
	const char *name = slash ? slash + 1 : page->path;

	return (struct text){name, strlen(name)};
}

static int
escape(lua_State *lua)
{
	struct buffer *buffer = lua_touserdata(lua, lua_upvalueindex(1));
	struct text text;

	text.at = luaL_checklstring(lua, 1, &text.len);
	buffer->len = 0;
	buffer_escape(buffer, text);
	if (buffer->len == text.len)
		lua_settop(lua, 1);
	else
		lua_pushlstring(lua, buffer->at, buffer->len);
	return 1;
}

/* Leaves the two functions of the template on the stack. */
static void
load_template(struct layout *layout)
{
	const struct settings *settings = layout->settings;
	lua_State *lua = must(luaL_newstate());

	layout->lua = lua;
	luaL_openlibs(lua);
	if (luaL_loadstring(lua, template) != LUA_OK)
		fail("template", lua_tostring(lua, -1));
	lua_pushlightuserdata(lua, &layout->before); // free for this while Lua prints
	lua_pushcclosure(lua, escape, 1);
	lua_pushlstring(lua, settings->head.at, settings->head.len);
	lua_pushlstring(lua, settings->foot.at, settings->foot.len);
	if (lua_pcall(lua, 3, 2, 0) != LUA_OK)
		fail("template", lua_tostring(lua, -1));
}

void
layout_init(struct layout *layout, const struct settings *settings)
{
	*layout = (struct layout){.settings = settings};
	if (settings->lua)
		load_template(layout);
}

void
layout_release(struct layout *layout)
{
	if (layout->lua)
		lua_close(layout->lua);
	buffer_release(&layout->before);
	buffer_release(&layout->after);
	buffer_release(&layout->navigation);
}

static void
set_text(lua_State *lua, const char *key, struct text text)
{
	lua_pushlstring(lua, text.at, text.len);
	lua_setfield(lua, -2, key);
}

/* The table of one page, to stay on the stack. */
static void
push_page(lua_State *lua, const struct page *page)
{
	lua_createtable(lua, 0, 8);
	set_text(lua, "name", name_of(page));
	set_text(lua, "title", page->title);
	set_text(lua, "summary", page->summary);
	set_text(lua, "week", page->week);
	set_text(lua, "hours", page->hours);
}

static void
call(lua_State *lua, int nargs, int nresults)
{
	if (lua_pcall(lua, nargs, nresults, 0) != LUA_OK)
		fail("template", lua_tostring(lua, -1));
}

static void
stretch_by_lua(lua_State *lua, const struct stretch *stretch)
{
	lua_settop(lua, SLOT_PAGE);
	lua_createtable(lua, (int)stretch->len, 0);
	for (size_t i = 0; i < stretch->len; i++) {
		push_page(lua, &stretch->at[i]);
		lua_rawseti(lua, SLOT_PAGES, (lua_Integer)i + 1);
	}
	lua_pushvalue(lua, SLOT_NAVIGATION);
	lua_pushvalue(lua, SLOT_PAGES);
	call(lua, 1, 1);
}

static void
page_by_lua(lua_State *lua, const struct stretch *stretch, size_t index, struct text *before,
	    struct text *after)
{
	lua_settop(lua, SLOT_SHARED);
	lua_pushvalue(lua, SLOT_PAGE);
	lua_rawgeti(lua, SLOT_PAGES, (lua_Integer)index + 1);
	if (index > 0) {
		lua_rawgeti(lua, SLOT_PAGES, (lua_Integer)index);
		lua_setfield(lua, -2, "prev");
	}
	if (index + 1 < stretch->len) {
		lua_rawgeti(lua, SLOT_PAGES, (lua_Integer)index + 2);
		lua_setfield(lua, -2, "next");
	}
	lua_pushvalue(lua, SLOT_SHARED);
	call(lua, 2, 2);
	before->at = lua_tolstring(lua, SLOT_BEFORE, &before->len);
	after->at = lua_tolstring(lua, SLOT_AFTER, &after->len);
}

static void
add_link(struct buffer *buffer, const char *before, const struct page *page, const char *after)
{
	buffer_print(buffer, before);
	buffer_escape(buffer, name_of(page));
	buffer_print(buffer, ".html\">");
	buffer_escape(buffer, page->title);
	buffer_print(buffer, after);
}

static void
stretch_by_c(struct buffer *navigation, const struct stretch *stretch)
{
	navigation->len = 0;
	buffer_print(navigation, "<nav><ol>\n");
	for (size_t i = 0; i < stretch->len; i++)
		add_link(navigation, "<li><a href=\"", &stretch->at[i], "</a></li>\n");
	buffer_print(navigation, "</ol></nav>\n");
}

static void
before_by_c(struct layout *layout, const struct page *page)
{
	struct buffer *before = &layout->before;

	before->len = 0;
	buffer_print(before, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
	buffer_add(before, layout->settings->head);
	buffer_print(before, "<title>");
	buffer_escape(before, page->title);
	buffer_print(before, "</title>\n<meta name=\"description\" content=\"");
	buffer_escape(before, page->summary);
	buffer_print(before, "\">\n</head>\n<body>\n");
	buffer_add(before, (struct text){layout->navigation.at, layout->navigation.len});
	buffer_print(before, "<main>\n<h1>");
	buffer_escape(before, page->title);
	buffer_print(before, "</h1>\n<p>Week ");
	buffer_escape(before, page->week);
	buffer_print(before, ", ");
	buffer_escape(before, page->hours);
	buffer_print(before, " hours</p>\n");
}

static void
after_by_c(struct layout *layout, const struct stretch *stretch, size_t index)
{
	struct buffer *after = &layout->after;

	after->len = 0;
	buffer_print(after, "</main>\n");
	if (index > 0)
		add_link(after, "<a rel=\"prev\" href=\"", &stretch->at[index - 1], "</a>\n");
	if (index + 1 < stretch->len)
		add_link(after, "<a rel=\"next\" href=\"", &stretch->at[index + 1], "</a>\n");
	buffer_add(after, layout->settings->foot);
	buffer_print(after, "</body>\n</html>\n");
}

void
layout_stretch(struct layout *layout, const struct stretch *stretch)
{
	if (layout->lua)
		stretch_by_lua(layout->lua, stretch);
	else
		stretch_by_c(&layout->navigation, stretch);
}

void
layout_page(struct layout *layout, const struct stretch *stretch, size_t index, struct text *before,
	    struct text *after)
{
	if (layout->lua) {
		page_by_lua(layout->lua, stretch, index, before, after);
		return;
	}
	before_by_c(layout, &stretch->at[index]);
	after_by_c(layout, stretch, index);
	*before = (struct text){layout->before.at, layout->before.len};
	*after = (struct text){layout->after.at, layout->after.len};
}
