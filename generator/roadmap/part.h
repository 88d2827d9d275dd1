/*
 * A roadmap cut into parts, each of which becomes a file or a section of one: every
 * line belongs to exactly one part.
 */
#ifndef ROADMAP_PART_H
#define ROADMAP_PART_H

#include "base/str.h"
#include "roadmap/unit.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct line_list;

enum part_kind {
	PART_TOP,     // before the first other part: title and introduction
	PART_UNIT,    // a week
	PART_BLOCK,   // a stretch of weeks
	PART_GROUP,   // a heading above weeks or without text: a section of the home page
	PART_PAGE,    // an ordinary page
	PART_SUMMARY, // nothing but the JSON summary
};

enum { NO_LINE = -1 };

struct part {
	enum part_kind kind;
	int heading;         // line; NO_LINE for PART_TOP
	int level;           // of the heading
	size_t first, end;   // lines behind the heading, up to the next part
	size_t subtree;      // line where what the heading governs ends
	bool range;          // the heading is a range of units: a block
	struct unit unit;    // PART_UNIT, and where `range`
	struct str title;    // readable; of a unit without its label
	struct str folded;   // the title as text_fold makes it
	int week, last_week; // numbers in the site; a unit's are equal
	bool repeated;       // PART_UNIT: more of an earlier unit
	struct str path;     // file in content/ that it goes to, set by parts_name
};

struct parts {
	struct part *at;
	size_t len;
	int title;       // line of the document's title; NO_LINE when there is none
	size_t nweeks;   // units that are not repeated
	bool has_blocks; // blocks that hold all weeks in order; else there is no PART_BLOCK
	bool kept;       // the weeks are numbered as the units were
};

/*
 * Cuts the lines, numbers the weeks and tells blocks from other headings. False when
 * no line names a unit. Changed numbers are reported.
 */
bool parts_read(struct arena *arena, struct line_list *lines, struct parts *parts,
		struct diag_list *diags);
/* Gives every part the path of the file that it goes to. */
void parts_name(struct arena *arena, struct parts *parts);
/* The week that a unit of this first number is now, last seen before part `before`; -1: none. */
int parts_week(const struct parts *parts, const struct unit *unit, size_t before);

#endif
