/* The text of a unit, cut where labels stand. */
#ifndef ROADMAP_SEGMENT_H
#define ROADMAP_SEGMENT_H

#include "base/str.h"
#include "roadmap/label.h"

#include <stddef.h>

struct arena;
struct line_list;

struct segment {
	struct label label; // kind LABEL_NONE: text without a label
	size_t first, end;  // lines behind the label
	struct str context; // the unknown heading above it: "Day 1"; empty when there is none
	bool below_heading; // an unknown heading inside the one before
};

/* Cuts lines first .. end; lives in the arena. The first segment has no label. */
struct segment *segments_read(struct arena *arena, const struct line_list *lines, size_t first,
			      size_t end, size_t *nsegments);

#endif
