/* What an author says of a resource in one line: "docs, free, 4 h. Start with chapter 3." */
#ifndef DOCUMENT_FACTS_H
#define DOCUMENT_FACTS_H

#include "base/str.h"
#include "document/hours.h"

struct facts {
	struct str kind, cost, note; // slices of the text
	struct hours hours;
};

/*
 * Reads kind, cost and time, parted by commas, up to the first full stop before a
 * space; the rest is the note. A text that does not start so is a note as a whole.
 */
struct facts facts_read(struct str text);

#endif
