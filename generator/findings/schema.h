/* The shape of --format json, as a table; `lectern schema report` prints it. */
#ifndef FINDINGS_SCHEMA_H
#define FINDINGS_SCHEMA_H

struct schema;

extern const struct schema report_schema;

#endif
