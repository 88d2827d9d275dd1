/*
 * Where raw HTML starts and ends as a block (CommonMark 0.29, section 4.6).
 *
 * The start conditions have numbers from 1 to 7 there, and here.
 */
#ifndef MARKDOWN_HTML_BLOCK_H
#define MARKDOWN_HTML_BLOCK_H

#include "base/str.h"

#include <stdbool.h>

/* The condition that a line, without indentation and line end, meets; 0 when none. */
int html_block_start(struct str line, bool in_paragraph);
/* Whether the block ends with this line, which must be blank for 6 and 7. */
bool html_block_ends(int condition, struct str line);

#endif
