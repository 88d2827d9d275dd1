/*
 * A week file in the making: what its front matter will say, and its sections.
 */
#ifndef IMPORT_DRAFT_H
#define IMPORT_DRAFT_H

#include "base/buf.h"
#include "base/str.h"
#include "import/entry.h"
#include "import/prerequisite.h"
#include "model/role.h"

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct line_list;
struct part;
struct parts;
struct summary;
struct value;

struct draft_section {
	enum role role;
	struct str title; // of its heading; empty for the lead
	struct buf body;
	struct tally tally;
	bool moved; // what stood below its heading went elsewhere, with the heading
};

struct draft {
	struct arena *arena;
	const struct part *part; // the first that the week is made of
	bool keeps_words;        // headings of sections stay as the author wrote them
	struct str title, summary;
	double hours; // 0: not given
	struct needs needs;
	bool has_project, capstone;
	struct str project, task;  // title, and the task as readable text
	const struct value *entry; // of the JSON summary; NULL when there is none

	struct draft_section *sections; // in the order of the file; the first is the lead
	size_t nsections, capacity;
};

void draft_init(struct draft *draft, struct arena *arena, const struct part *part);
void draft_release(struct draft *draft);
/* Adds the text of one part of the roadmap to the week. */
void draft_read(struct draft *draft, const struct line_list *lines, const struct parts *parts,
		size_t index, struct diag_list *diags);
/* Fills in what other places say of the week, and what can be made from the rest. */
void draft_complete(struct draft *draft, const struct summary *summary);
/* Appends the file. */
void draft_write(const struct draft *draft, struct buf *out);

/* The section of the role; NULL when there is none. */
const struct draft_section *draft_find(const struct draft *draft, enum role role);
/* The same, made when there is none. Adding a section moves the others. */
struct draft_section *draft_section(struct draft *draft, enum role role);
struct draft_section *draft_add(struct draft *draft, enum role role, struct str title);
/* The heading of a role in a week file. */
struct str draft_heading(enum role role);
/* True when there is an ordinary section of that title with nothing in it. */
bool draft_is_bare(const struct draft *draft, struct str title);
/* Notes that the title of an ordinary section was kept elsewhere. */
void draft_moved(struct draft *draft, struct str title);

#endif
