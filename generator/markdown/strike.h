/* Strikethrough: `~~text~~` and `~text~`, by the rules of GitHub Flavored Markdown. */
#ifndef MARKDOWN_STRIKE_H
#define MARKDOWN_STRIKE_H

struct arena;
struct node;
struct source;

/*
 * Turns marks in texts below root into NODE_STRIKE. Both marks must be children of
 * the same node; emphasis and links, read before, win over marks that cross them.
 */
void strikes_find(struct arena *arena, const struct source *source, struct node *root);

#endif
