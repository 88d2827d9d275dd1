/* The order of the course: weeks by number, blocks over them, what comes before what. */
#ifndef MODEL_CURRICULUM_H
#define MODEL_CURRICULUM_H

struct diag_list;
struct site;

/*
 * Fills site->weeks from the pages, sets each week's block, and reports duplicate,
 * missing and unknown numbers. Called by site_assemble.
 */
void curriculum_assemble(struct site *site, struct diag_list *diags);

#endif
