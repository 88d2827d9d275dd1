/*
 * Links of one long document, made to hold when it is many: to headings that are now
 * on other pages, to files that do not come along, and through definitions.
 */
#ifndef IMPORT_LINK_H
#define IMPORT_LINK_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct diag_list;
struct line_list;
struct parts;

/*
 * Rewrites the links in the text of all lines: those to headings lead to the page
 * that has them; those that would lead nowhere become text with their address, which
 * is reported. The paths of the parts must be set.
 */
void links_rewrite(struct arena *arena, struct line_list *lines, const struct parts *parts,
		   struct diag_list *diags);

/* Definitions of links and footnotes, which may be used on any page. */
struct definition {
	size_t first, end; // lines
	struct str label;  // with its brackets, in lower case: "[^1]"
	bool used;
};

struct definition *definitions_find(struct arena *arena, const struct line_list *lines,
				    size_t *ndefinitions);
/* Appends those definitions to a page that its text refers to. */
void definitions_append(struct arena *arena, const struct line_list *lines,
			struct definition *definitions, size_t ndefinitions, struct buf *page);
/* Appends the definitions that no page refers to. */
void definitions_append_unused(const struct line_list *lines, const struct definition *definitions,
			       size_t ndefinitions, struct buf *page);

#endif
