/*
 * Links of one long document, made to hold when it is many: to headings that are now
 * on other pages, and to files that do not come along.
 */
#ifndef IMPORT_LINK_H
#define IMPORT_LINK_H

struct arena;
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

#endif
