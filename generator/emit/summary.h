/* curriculum.json: the summary of the course, in the shape of the roadmap's own "JSON Summary". */
#ifndef EMIT_SUMMARY_H
#define EMIT_SUMMARY_H

struct arena;
struct site;
struct value;

/*
 * {roadmap: {duration, hours_per_week, total_projects, capstone_projects,
 * weeks: [{week, title, topics, project}]}}, in this order of keys. hours_per_week
 * and a week's project are left out where the course does not say them.
 */
struct value *summary_make(struct arena *arena, const struct site *site);

#endif
