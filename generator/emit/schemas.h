/* The shapes of the JSON files that Lectern writes, as tables; `lectern schema` prints them. */
#ifndef EMIT_SCHEMAS_H
#define EMIT_SCHEMAS_H

struct schema;

extern const struct schema summary_schema;    // curriculum.json
extern const struct schema curriculum_schema; // api/curriculum.json
extern const struct schema api_page_schema;   // api/weeks/NN.json
extern const struct schema courses_schema;    // api/courses.json

#endif
