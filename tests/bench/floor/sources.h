/* The folder of sources. */
#ifndef BENCH_FLOOR_SOURCES_H
#define BENCH_FLOOR_SOURCES_H

#include "floor.h"

/* All Markdown files; their folders are made below `output` and, where wanted, `output`/api. */
void sources_find(const struct settings *settings, struct sources *sources);
void sources_release(struct sources *sources);
/* Stats every file and nothing else; the number of files. */
size_t sources_walk(const char *content);

#endif
