/* Small changes of wording that several parts of the importer need. */
#ifndef ROADMAP_TEXT_H
#define ROADMAP_TEXT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Inline Markdown as readable text: marks and addresses gone. In the arena. */
struct str text_plain(struct arena *arena, struct str text);
/*
 * What two wordings of one label have in common: words in lower case with one space
 * between, everything else gone: "🎯 Ethics & Best-Practices:" → "ethics best practices".
 */
struct str text_fold(struct arena *arena, struct str text);
/* Without signs (emoji, '#', dashes) and spaces before the first word. A slice. */
struct str text_skip_signs(struct str text);
/* Lower-case ASCII letters, digits and hyphens, at most 48 bytes; `otherwise` when none is left. */
struct str text_slug(struct arena *arena, struct str text, struct str otherwise);
/* With its first letter, if that is ASCII, in upper case. */
struct str text_capitalise(struct arena *arena, struct str text);
/*
 * The phrases of a list in a sentence: "a, b (c, d), and e" → 3. Split at ';' where
 * there is one, else at ", ", never inside brackets or code. One phrase, the whole
 * text, when it is several sentences.
 */
struct str *text_phrases(struct arena *arena, struct str text, size_t *nphrases);
/* The first sentence; the whole text when it is only one. A slice. */
struct str text_sentence(struct str text);
/* Takes a parenthesis off the end: "Tasks (6 h)" → "6 h", and *rest "Tasks". */
bool text_take_parenthesis(struct str text, struct str *rest, struct str *inside);
/* Cut to at most `limit` bytes at a word, with an ellipsis, when it is longer. */
struct str text_shorten(struct arena *arena, struct str text, size_t limit);

#endif
