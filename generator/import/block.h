/* A stretch of weeks as a roadmap describes it: goal, skills, capstone, relevance. */
#ifndef IMPORT_BLOCK_H
#define IMPORT_BLOCK_H

#include "base/buf.h"
#include "base/str.h"

#include <stddef.h>

struct arena;
struct diag_list;
struct line_list;
struct part;

struct block_draft {
	const struct part *part;
	struct str goal, capstone, relevance;
	struct str *skills;
	size_t nskills;
	struct buf rest; // text that none of these holds; released by block_release
};

/* Reads it off a PART_BLOCK. What is left over goes to the home page and is reported. */
void block_read(struct arena *arena, const struct line_list *lines, const struct part *part,
		struct block_draft *block, struct diag_list *diags);
void block_release(struct block_draft *block);
/* Appends its entry in the list of site.yaml. */
void block_write(const struct block_draft *block, struct buf *out);

#endif
