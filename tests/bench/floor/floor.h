/* What the files of the floor share. Whatever goes wrong ends the program: it is only a measure. */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include <stdbool.h>
#include <stddef.h>

/* Pages that know each other's titles: a stretch of a course. */
enum { STRETCH_PAGES = 16 };

struct text {
	const char *at;
	size_t len;
};

struct page {
	const char *path; // below the folder of sources, without ".md"
	struct text source;
	struct text body; // of the source, behind the front matter
	struct text title, summary, week, hours;
	char values[1024]; // those four, when they come from YAML
};

/* Pages of one stretch; `at` has room for STRETCH_PAGES. */
struct stretch {
	struct page *at;
	size_t len;
};

struct settings {
	const char *content, *output;
	struct text head, foot; // of the layout
	unsigned nthreads;
	bool yaml, lua, json;
};

struct sources {
	char **paths; // below `content`, without ".md", sorted
	size_t len;
};

_Noreturn void fail(const char *subject, const char *problem);
/* The pointer, which is not NULL. */
void *must(void *memory);
/* The bytes of a file, with a zero behind them; for free. */
struct text read_file(const char *path);

#endif
