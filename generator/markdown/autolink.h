/* Bare addresses in text: www.…, http://…, https://… and e-mail. */
#ifndef MARKDOWN_AUTOLINK_H
#define MARKDOWN_AUTOLINK_H

struct arena;
struct node;
struct source;

/*
 * Makes links of them, below root but not inside links and images, by the rules of
 * GitHub Flavored Markdown. An address ends where emphasis starts.
 */
void autolinks_find(struct arena *arena, const struct source *source, struct node *root);

#endif
