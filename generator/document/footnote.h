/* Footnotes of a tree that was changed: which are left, in which order, by which number. */
#ifndef DOCUMENT_FOOTNOTE_H
#define DOCUMENT_FOOTNOTE_H

struct arena;
struct node;

/*
 * Numbers the footnotes by their first use and puts them at the end of the document.
 * Those that nothing refers to go, and so do references to those that are gone.
 */
void footnotes_number(struct arena *arena, struct node *root);

#endif
