/*
 * Owned, growing text.
 *
 * The bytes belong to the buf until buf_release. They always end in a NUL that
 * is not counted, so `buf.at` is never NULL after buf_init. No buf may grow
 * beyond BUF_LIMIT; that, like running out of memory, ends the program.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <stddef.h>

#define BUF_LIMIT ((size_t)1 << 31) // bytes

struct buf {
	char *at;
	size_t len;      // bytes in use
	size_t capacity; // bytes allocated, 0 while the empty text is shared
};

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);
/* Empty again; the memory is kept. */
void buf_reset(struct buf *buf);
/* Cuts the text back to its first `len` bytes. */
void buf_truncate(struct buf *buf, size_t len);

void buf_add(struct buf *buf, struct str text);
void buf_add_char(struct buf *buf, char c);
/* The character so many times. */
void buf_fill(struct buf *buf, char c, size_t count);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for `extra` more bytes; returns where they start. They are not counted yet. */
char *buf_reserve(struct buf *buf, size_t extra);

/* What the buf holds; ends with the next change of the buf. */
struct str buf_str(const struct buf *buf);

#endif
