/* Days of the calendar, counted from 1970-01-01, which is day 0; UTC, no clock. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { DAY_SECONDS = 24 * 3600 };

/* The number of a day that exists; month and day from 1. */
int64_t day_count(int year, int month, int day);
bool day_exists(int year, int month, int day);
/* Reads "2026-11-20" and nothing else, from the year 1 on; false when there is no such day. */
bool day_parse(struct str text, int64_t *day);
/* Writes it so, with a NUL behind; false outside of the years 1 to 9999. */
bool day_print(int64_t day, char text[static 11]);

#endif
