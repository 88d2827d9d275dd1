/* One week of the course, as a Markdown file in the form that a tool wants. */
#ifndef BENCH_GENERATE_WEEK_H
#define BENCH_GENERATE_WEEK_H

#include <stdbool.h>
#include <stdio.h>

/* Weeks of one stretch: those that a page's navigation shows. */
enum { STRETCH_WEEKS = 16 };

/* How a tool wants its course. */
struct form {
	const char *tool;
	const char *extension; // of the targets of links between weeks
	const char *home;      // file name of the first page
	bool folders;          // a folder for each stretch; else all weeks in "weeks"
	bool weight;           // the order stands in the front matter
	bool answers;          // of interview questions, which learners do not see
};

struct course {
	const struct form *form;
	unsigned nweeks;
	unsigned ntasks; // of each week
};

/* Room for the path of a week, its end included. */
enum { WEEK_PATH = 64 };

/* The folder of a week below content/. */
void week_folder(const struct course *course, unsigned number, char path[WEEK_PATH]);
/* The same of its file. */
void week_path(const struct course *course, unsigned number, char path[WEEK_PATH]);
void week_write(const struct course *course, unsigned number, FILE *out);

#endif
