/* Callouts: quotes whose first line is `[!NOTE]` or another of a few words. */
#ifndef MARKDOWN_CALLOUT_H
#define MARKDOWN_CALLOUT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct node;
struct source;

/* Makes NODE_CALLOUT of such quotes below root; with any other word they stay quotes. */
void callouts_find(const struct source *source, struct node *root);
/* The word for the kinds, by number; empty behind the last. */
struct str callout_name(size_t index);
/* Whether callouts of this kind are for instructors only. */
bool callout_is_for_instructors(struct str kind);

#endif
