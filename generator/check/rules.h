/* The rules of the table in check.c; each looks at one page. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

struct diag_list;
struct page;
struct site;

/* Links that lead nowhere, with the nearest page or heading as the cure. */
void check_links(const struct site *site, const struct page *page, struct diag_list *diags);
/* Hours of the tasks against the hours of the front matter. */
void check_hours(const struct site *site, const struct page *page, struct diag_list *diags);
/* Resources that cannot be followed. */
void check_resources(const struct site *site, const struct page *page, struct diag_list *diags);

#endif
