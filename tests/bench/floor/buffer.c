#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buffer_release(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){0};
}

void
buffer_add(struct buffer *buffer, struct text text)
{
	if (text.len > buffer->room - buffer->len) {
		buffer->room = (buffer->len + text.len) * 2;
		buffer->at = must(realloc(buffer->at, buffer->room));
	}
	if (text.len)
		memcpy(buffer->at + buffer->len, text.at, text.len);
	buffer->len += text.len;
}

void
buffer_print(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, (struct text){text, strlen(text)});
}

static const char *
entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return NULL;
	}
}

void
buffer_escape(struct buffer *buffer, struct text text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *escaped = entity(text.at[i]);

		if (!escaped)
			continue;
		buffer_add(buffer, (struct text){text.at + start, i - start});
		buffer_print(buffer, escaped);
		start = i + 1;
	}
	buffer_add(buffer, (struct text){text.at + start, text.len - start});
}

void
buffer_json(struct buffer *buffer, struct text text)
{
	size_t start = 0;
	char escaped[8];

	buffer_print(buffer, "\"");
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		buffer_add(buffer, (struct text){text.at + start, i - start});
		snprintf(escaped, sizeof(escaped), c < ' ' ? "\\u%04x" : "\\%c", c);
		buffer_print(buffer, escaped);
		start = i + 1;
	}
	buffer_add(buffer, (struct text){text.at + start, text.len - start});
	buffer_print(buffer, "\"");
}
