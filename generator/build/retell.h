/* Diagnostics as JSON and back, so that what a build told can be told again without it. */
#ifndef BUILD_RETELL_H
#define BUILD_RETELL_H

#include <stdbool.h>

struct arena;
struct diag_list;
struct value;

/* As a value in the arena; NULL when they are too many, or show a text that is no file. */
const struct value *retell_keep(struct arena *arena, const struct diag_list *diags);
/*
 * Adds what retell_keep made. The files that are shown are read into the arena, which must
 * live as long as the diagnostics. False when a file or the value is not as it should be.
 */
bool retell(struct arena *arena, const struct value *kept, struct diag_list *diags);

#endif
