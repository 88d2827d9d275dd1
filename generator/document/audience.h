/* What only instructors may see, taken out of a tree for learners. */
#ifndef DOCUMENT_AUDIENCE_H
#define DOCUMENT_AUDIENCE_H

struct arena;
struct node;

/*
 * Removes callouts for instructors, and the footnotes that only they refer to; the
 * others are numbered anew.
 */
void audience_make_learners(struct arena *arena, struct node *root);

#endif
