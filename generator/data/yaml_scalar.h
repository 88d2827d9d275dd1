/* What a scalar without quotes means. */
#ifndef DATA_YAML_SCALAR_H
#define DATA_YAML_SCALAR_H

#include "base/str.h"

struct arena;
struct value;

/*
 * Null, boolean, integer, real or string, by the words of the core schema. The
 * text must end in a NUL behind its length and is borrowed. Numbers with needless
 * leading zeros, too large for a double, infinite or not a number stay text.
 */
struct value *yaml_plain_value(struct arena *arena, struct str text);

#endif
