/* `[ ]` and `[x]` at the start of list items. */
#ifndef MARKDOWN_TASK_H
#define MARKDOWN_TASK_H

struct node;
struct source;

/* Sets the check state of all items below root that start so, and takes the box off the text. */
void tasks_find(const struct source *source, struct node *root);

#endif
