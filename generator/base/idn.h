/*
 * International host names as the name service knows them (UTS 46, IDNA 2008); libidn2.
 */
#ifndef BASE_IDN_H
#define BASE_IDN_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

/*
 * "Bücher.example" → "xn--bcher-kva.example", in the arena. False, with *ascii untouched,
 * for a name that is not UTF-8 or that IDNA does not allow.
 */
bool idn_to_ascii(struct arena *arena, struct str name, struct str *ascii);

#endif
