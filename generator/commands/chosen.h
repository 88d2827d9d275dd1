/* lectern check --rules: of all that is found, only some rules are told and count. */
#ifndef COMMANDS_CHOSEN_H
#define COMMANDS_CHOSEN_H

#include "base/str.h"

#include <stdbool.h>

struct diag_list;

/*
 * Whether `rules` can be used: names of rules with commas between, each whole or the beginning
 * of some and a '*'. Else says what is wrong.
 */
bool chosen_check(struct str rules);
/* Leaves only those of these rules in the list, and failures of the machine. */
void chosen_keep(struct diag_list *diags, struct str rules);

#endif
