/* Owned, growing text. */
#include "base/buf.h"

#include "base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an empty buf points to; never written, for capacity is 0. */
static const char empty_text[1] = "";

void
buf_init(struct buf *buf)
{
	*buf = (struct buf){.at = (char *)empty_text};
}

void
buf_release(struct buf *buf)
{
	if (buf->capacity)
		free(buf->at);
	buf_init(buf);
}

void
buf_reset(struct buf *buf)
{
	buf_truncate(buf, 0);
}

void
buf_truncate(struct buf *buf, size_t len)
{
	BUG_IF(len > buf->len);
	buf->len = len;
	if (buf->capacity)
		buf->at[len] = '\0';
}

char *
buf_reserve(struct buf *buf, size_t extra)
{
	size_t capacity = buf->capacity ? buf->capacity : 128;

	if (extra >= BUF_LIMIT - buf->len)
		die("a text grew beyond %zu bytes", BUF_LIMIT);
	if (buf->capacity && buf->len + extra < buf->capacity)
		return buf->at + buf->len;
	while (capacity <= buf->len + extra)
		capacity *= 2;
	buf->at = realloc_or_die(buf->capacity ? buf->at : NULL, capacity, 1);
	buf->capacity = capacity;
	buf->at[buf->len] = '\0';
	return buf->at + buf->len;
}

void
buf_add(struct buf *buf, struct str text)
{
	if (text.len == 0)
		return;
	memcpy(buf_reserve(buf, text.len), text.at, text.len);
	buf->len += text.len;
	buf->at[buf->len] = '\0';
}

void
buf_add_char(struct buf *buf, char c)
{
	if (buf->len + 1 >= buf->capacity)
		buf_reserve(buf, 1);
	buf->at[buf->len++] = c;
	buf->at[buf->len] = '\0';
}

void
buf_addf(struct buf *buf, const char *format, ...)
{
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	BUG_IF(len < 0);
	buf_reserve(buf, (size_t)len);
	va_start(arguments, format);
	vsnprintf(buf->at + buf->len, (size_t)len + 1, format, arguments);
	va_end(arguments);
	buf->len += (size_t)len;
}

struct str
buf_str(const struct buf *buf)
{
	return (struct str){buf->at, buf->len};
}
