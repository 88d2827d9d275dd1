/* Numbers of weeks, and the blocks that hold them; a part of parts_read. */
#ifndef ROADMAP_NUMBER_H
#define ROADMAP_NUMBER_H

struct arena;
struct diag_list;
struct line_list;
struct parts;

/*
 * Weeks keep the numbers of their units when those run without a gap and are no
 * ranges; else they are numbered from 1 on and each change is reported. Headings
 * above weeks become blocks when together they hold all weeks, in order.
 */
void parts_number(struct arena *arena, const struct line_list *lines, struct parts *parts,
		  struct diag_list *diags);

#endif
