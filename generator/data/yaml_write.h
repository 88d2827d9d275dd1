/* Text as YAML scalars, for the files that Lectern writes for an author. */
#ifndef DATA_YAML_WRITE_H
#define DATA_YAML_WRITE_H

#include "base/str.h"

struct buf;

/*
 * Appends the text as one scalar on one line: plain where every YAML reader takes it
 * for the same text, else in double quotes. The text is valid UTF-8.
 */
void yaml_quote(struct buf *out, struct str text);
/* The same for a place inside [] or {}, where a comma has to be quoted too. */
void yaml_quote_flow(struct buf *out, struct str text);
/* Appends the line "key: text"; nothing when the text is empty. */
void yaml_put_text(struct buf *out, const char *key, struct str text);

#endif
