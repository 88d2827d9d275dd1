/* Text that grows, and keeps its memory when it is emptied. */
#ifndef BENCH_FLOOR_BUFFER_H
#define BENCH_FLOOR_BUFFER_H

#include "floor.h"

struct buffer {
	char *at;
	size_t len, room;
};

void buffer_release(struct buffer *buffer);
void buffer_add(struct buffer *buffer, struct text text);
/* The same from a string. */
void buffer_print(struct buffer *buffer, const char *text);
/* The same with what has a meaning in HTML written as entities. */
void buffer_escape(struct buffer *buffer, struct text text);
/* The same as a string of JSON, quotes included. */
void buffer_json(struct buffer *buffer, struct text text);

#endif
