/* Matching of Lua's patterns; each step is charged to the run. */
#ifndef HOST_PATTERN_H
#define HOST_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

enum { PATTERN_CAPTURES = 32 };

struct matcher {
	lua_State *lua;
	const char *start, *end; // of the subject
	const char *pattern_end;
	uint64_t work; // steps that are not charged yet
	int depth;     // of recursion
	int ncaptures;
	struct {
		const char *start;
		ptrdiff_t len;
	} captures[PATTERN_CAPTURES];
};

/* Takes subject and pattern from these indexes; the pattern starts at *p. */
void pattern_prepare(struct matcher *m, lua_State *lua, int subject, int pattern, const char **p);
/* The first place at or behind s where a match can start; the end of the subject: nowhere. */
const char *pattern_skip(struct matcher *m, const char *s, const char *p);
/* The end of the match that starts at s, or NULL. The pattern's '^' is the caller's. */
const char *pattern_match(struct matcher *m, const char *s, const char *p);
/* Pushes a capture of the match [s, e); the whole of it when the pattern has none. */
void pattern_push_capture(struct matcher *m, int at, const char *s, const char *e);
/* Pushes all captures, or the match when there is none and `whole`; how many. */
int pattern_push_captures(struct matcher *m, const char *s, const char *e, bool whole);

#endif
