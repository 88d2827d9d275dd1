/*
 * What stands around the text of a page: about 4 KB, by a Lua template that was compiled, or by C.
 * The text itself is not handed to it. One a thread.
 */
#ifndef BENCH_FLOOR_LAYOUT_H
#define BENCH_FLOOR_LAYOUT_H

#include "buffer.h"
#include "floor.h"

#include <lua.h>

struct layout {
	const struct settings *settings;
	lua_State *lua; // NULL: by C
	struct buffer before, after;
	struct buffer navigation; // of the stretch
};

void layout_init(struct layout *layout, const struct settings *settings);
void layout_release(struct layout *layout);
/* Makes what all pages of a stretch share. */
void layout_stretch(struct layout *layout, const struct stretch *stretch);
/* What stands before and behind the text of a page; valid until the next. */
void layout_page(struct layout *layout, const struct stretch *stretch, size_t index,
		 struct text *before, struct text *after);

#endif
