/* What stands around the texts of links in Markdown, as far as it must be stepped over. */
#ifndef MARKDOWN_REFERENCE_H
#define MARKDOWN_REFERENCE_H

#include "base/str.h"

#include <stddef.h>

/* Bytes of a link reference definition, with its line end, at the front; 0 when there is none. */
size_t reference_definition(struct str text);
/* Bytes of "(destination 'title')", "[label]" or "[]" at the front, behind a link's ']'; or 0. */
size_t reference_tail(struct str text);

#endif
