/*
 * Labels: what a heading, a bold line or the start of a line says about what follows
 * it, through a table of synonyms in four languages.
 */
#ifndef ROADMAP_LABEL_H
#define ROADMAP_LABEL_H

#include "base/str.h"
#include "model/role.h"

#include <stdbool.h>

struct arena;
struct line;

enum label_kind {
	LABEL_NONE,
	LABEL_OTHER, // a label by its form, which the table does not know
	LABEL_ROLE,  // opens a section with a role
	LABEL_HOURS,
	LABEL_PREREQUISITES,
	LABEL_GOAL,
	/* Of a project. */
	LABEL_DATASET,
	LABEL_TASK,
	LABEL_DELIVERABLES,
	LABEL_CRITERIA,
	/* Of a block, with LABEL_GOAL. */
	LABEL_SKILLS,
	LABEL_CAPSTONE,
	LABEL_RELEVANCE,
};

enum { LEVEL_BOLD = 8, LEVEL_PLAIN = 9, LEVEL_ITEM = 10 }; // of labels that are no headings

struct label {
	enum label_kind kind;
	enum role role;  // LABEL_ROLE
	struct str text; // as written, readable, without colon and parenthesis: "Tasks"
	struct str note; // of the parenthesis: "Free Only"; else empty
	struct str rest; // behind the label on its line, as written
	int level;       // of the heading, or LEVEL_…
};

/* Where a label stands decides what its words mean. */
enum label_place { PLACE_WEEK, PLACE_PROJECT, PLACE_BLOCK };

/*
 * Reads the label that the line is, or starts with. A heading is always one, a line
 * that is bold as a whole too; otherwise the words must be known. List items are
 * looked at only if `items`. kind is LABEL_NONE when there is none.
 */
struct label label_read(struct arena *arena, const struct line *line, enum label_place place,
			bool items);

#endif
