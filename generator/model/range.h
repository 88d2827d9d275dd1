/* Ranges of week numbers as authors write them: "3", "1-4", "1–4". */
#ifndef MODEL_RANGE_H
#define MODEL_RANGE_H

#include "base/str.h"

#include <stdbool.h>

/* False, with nothing set, when the text is no range of whole numbers or runs backwards. */
bool range_parse(struct str text, int *first, int *last);

#endif
