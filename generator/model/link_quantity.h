/* Durations, sizes and codes as authors write them in `links`. */
#ifndef MODEL_LINK_QUANTITY_H
#define MODEL_LINK_QUANTITY_H

#include "base/str.h"

#include <stdbool.h>

/* Patterns of fields: what is in one that has it is read by the function of that name. */
extern const char link_duration_pattern[], link_size_pattern[], link_codes_pattern[];

/* "200ms", "10s", "15m", "20h", "14d", or "0"; in seconds. */
bool link_read_duration(struct str text, double *seconds);
/* "64B", "32KiB", "1MiB". */
bool link_read_size(struct str text, double *bytes);
/* "204" or "200-299". */
bool link_read_codes(struct str text, int *low, int *high);

#endif
