/* The rules of the table in check.c; each looks at one page. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

struct diag_list;
struct page;
struct site;

/* Links within the site, with the nearest heading as the cure; check_outputs does the rest. */
void check_links(const struct site *site, const struct page *page, struct diag_list *diags);
/* Addresses that are not links within the site, by how they are written. */
void check_urls(const struct site *site, const struct page *page, struct diag_list *diags);
/* Texts of links and descriptions of images. */
void check_link_texts(const struct site *site, const struct page *page, struct diag_list *diags);
/* Link definitions with one label. */
void check_definitions(const struct site *site, const struct page *page, struct diag_list *diags);
/* Hours of the tasks against the hours of the front matter. */
void check_hours(const struct site *site, const struct page *page, struct diag_list *diags);
/* Resources: without a link, twice in one list, not free where all are to be. */
void check_resources(const struct site *site, const struct page *page, struct diag_list *diags);

#endif
