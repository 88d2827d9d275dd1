/* Front matter: what stands between two lines of "---" at the top of a page. */
#ifndef BENCH_FLOOR_MATTER_H
#define BENCH_FLOOR_MATTER_H

#include "floor.h"

/*
 * Sets the body of a page and its title, which without YAML is its path. With YAML, whose events
 * are all read, title, summary, week and hours are the values in the page.
 */
void matter_read(struct page *page, bool yaml);

#endif
