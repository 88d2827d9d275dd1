/*
 * The words of a text, as the search index holds them.
 *
 * Words stand between white space, control characters and punctuation, and between the
 * signs that join words in code ("a=b|c"); "c++" is one word. Scripts that write no space
 * between words (Han, Hiragana, Katakana; Hangul, too) give pairs of neighbouring
 * characters and, at the end of a run, the last one alone: so every part of a run is found
 * by the pairs in it, and a single character as the beginning of a pair.
 *
 * search.js of the default theme cuts queries the same way; tests/search compares the two.
 */
#ifndef EMIT_WORDS_H
#define EMIT_WORDS_H

#include "base/str.h"

#include <stdbool.h>

enum { WORD_LENGTH = 40 }; // code points that are kept of a word

/*
 * Takes the next word off the front of *rest, which is text from utf8_fold; the word is a
 * slice of it. False when there is none. Of ASCII a word holds letters, digits and '+', so it
 * may stand in a script as it is, with any sign around it.
 */
bool words_next(struct str *rest, struct str *word);

#endif
