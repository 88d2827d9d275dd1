/* `{#id}` at the end of headings and of list items. */
#ifndef MARKDOWN_ATTRIBUTE_H
#define MARKDOWN_ATTRIBUTE_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct node;
struct source;

/* Letters a-z, digits and hyphens, not starting with a hyphen. */
bool attribute_is_id(struct str text);
/*
 * Takes them off the text and sets id and id_span of the heading or item. One that
 * is not valid is reported and taken off, too.
 */
void attributes_find(struct arena *arena, const struct source *source, struct node *root,
		     struct diag_list *diags);

#endif
