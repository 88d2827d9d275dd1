/* Code points of UTF-8 text; the Unicode tables are utf8proc's. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* True when all of the text is UTF-8; else *bad_at is the offset of the first byte that is not. */
bool utf8_is_valid(struct str text, size_t *bad_at);
/*
 * The code point at the front of valid UTF-8, which is taken off *rest.
 * -1 at the end; U+FFFD, one byte on, for a byte that is not UTF-8.
 */
int32_t utf8_next(struct str *rest);
void utf8_put(struct buf *out, int32_t code_point);
/* The same into the buffer; returns how many bytes it took. What is no code point is U+FFFD. */
size_t utf8_encode(int32_t code_point, char buffer[static 4]);
/*
 * Adds text so that it can do nothing to a terminal, an XML reader or a reader of Markdown:
 * a tab becomes one space; bytes that are not UTF-8, and all of utf8_is_hidden, appear as \xNN.
 */
void utf8_put_safe(struct buf *out, struct str text);
/* Control characters, what ends lines or turns the direction of text, and what XML cannot hold. */
bool utf8_is_hidden(int32_t code_point);

/* The front of valid UTF-8, at most `most` bytes of it, ended between two code points. */
struct str utf8_cut(struct str text, size_t most);
/* Number of code points. */
size_t utf8_count(struct str text);
/* Columns that the text takes on a terminal; tabs and control characters count one. */
size_t utf8_width(struct str text);

/* Simple lower case, without regard to locale. */
int32_t utf8_lower(int32_t code_point);
/*
 * Appends valid UTF-8 as a search compares it: compatible forms are one, accents of
 * Latin, Greek and Cyrillic, Arabic vowel signs and what is invisible are dropped, lower
 * case; all four i of Turkish are "i", both small sigmas one, and \u00df is "ss". Other
 * scripts keep their marks. search.js of the default theme does the same.
 */
void utf8_fold(struct buf *out, struct str text);
/* Letters, marks, numbers and connector punctuation: what \w of a heading id keeps. */
bool utf8_is_word(int32_t code_point);
/* Unicode white space (categories Zs, Zl, Zp, and ASCII space, tab, CR, LF, FF, VT). */
bool utf8_is_space(int32_t code_point);
/* Unicode punctuation or symbol in the sense of CommonMark 0.29: ASCII punctuation or category P.
 */
bool utf8_is_punct(int32_t code_point);

#endif
