/* Literals of classic scripts: what JSON and JavaScript read alike. */
#ifndef EMIT_SCRIPT_H
#define EMIT_SCRIPT_H

#include "base/str.h"

#include <stdint.h>

struct buf;

/*
 * Appends the text in double quotes, as JSON, also safe within HTML and in scripts of any
 * age: '<', '>', '&', U+2028 and U+2029 are escaped. The text is UTF-8.
 */
void script_string(struct buf *out, struct str text);
/* Appends the number in decimal digits. */
void script_number(struct buf *out, uint64_t number);

#endif
