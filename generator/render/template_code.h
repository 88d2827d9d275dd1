/* The Lua between the marks of a tag: where it ends, and which words open and close blocks. */
#ifndef RENDER_TEMPLATE_CODE_H
#define RENDER_TEMPLATE_CODE_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

enum code_word {
	WORD_IF,
	WORD_ELSEIF,
	WORD_ELSE,
	WORD_FUNCTION,
	WORD_DO, // of while and for, too
	WORD_REPEAT,
	WORD_UNTIL,
	WORD_END,
	WORD_COUNT
};
extern const char *const code_words[WORD_COUNT];

struct code_mark {
	enum code_word word;
	struct span span;
};

struct code {
	struct code_mark *marks; // in the order of the text
	size_t nmarks, capacity;
	size_t end;          // offset behind the closing mark
	bool trim;           // the closing mark is "-}}" or "-%}"
	const char *problem; // NULL: none
	struct span place;   // of the problem
};

/*
 * Reads the code that starts at the offset, up to "}}" (close '}') or "%}" (close
 * '%'), and appends it to `out` without comments and carriage returns, its line feeds
 * kept. Marks live in the arena. False when the code does not end, or not as it should.
 */
bool code_read(struct arena *arena, struct str text, size_t offset, char close, struct buf *out,
	       struct code *code);

#endif
