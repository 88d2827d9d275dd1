/*
 * A page: a document and its place in the site.
 */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "document/document.h"
#include "model/role.h"

#include <stdbool.h>
#include <stddef.h>

struct config;
struct entry;
struct link;
struct schema;
struct value;
struct week;

enum page_kind { PAGE_HOME, PAGE_WEEK, PAGE_ORDINARY, PAGE_NOT_FOUND, PAGE_OF_THEME };

/* A part of a page with the role that its heading gives it. */
struct section {
	const struct document_section *part;
	enum role role;
	struct str id; // what ids of its items start with: the role, else the heading's id; "" for
		       // the lead
};

struct page {
	struct arena arena; // everything of this page
	struct diag_list diags;
	const struct entry *entry;
	struct document document;
	bool failed; // could not be parsed: no later stage looks at it

	enum page_kind kind;
	struct str id;     // "week-01", "pages/career"
	struct str output; // path of the HTML file in the output folder
	struct str title, summary, layout, updated;
	const struct value *params; // the author's own, a map; NULL when not given
	int order;

	struct section *sections; // sections[0] is the lead; in the order of the file
	size_t nsections;
	struct link *links; // in document order
	size_t nlinks;
	struct map links_by_node;

	struct week *week;              // PAGE_WEEK only
	const struct page *prev, *next; // in reading order; NULL at the ends
};

extern const struct schema page_schema; // front matter of ordinary pages
extern const struct schema week_schema; // front matter of week files

/*
 * "home", "week", "page", "404", or the name that its theme gives it: also the layout
 * unless the front matter names one.
 */
struct str page_kind_name(const struct page *page);
/* A page that no file holds, in the arena: a title, and nothing else. Its output is NAME.html. */
struct page *page_generate(struct arena *arena, enum page_kind kind, struct str name,
			   struct str title);
/* Finds the kind and checks the front matter; problems mark the page failed. */
void page_check(struct page *page);
/* The table that the front matter of such a page follows. */
const struct schema *page_front_schema(const struct page *page);
/*
 * Reads front matter, output path and sections off the parsed document, which has
 * been checked. Problems go to page->diags and mark the page failed.
 */
void page_read(struct page *page, const struct config *config);
/* The section of that role; NULL when there is none. */
const struct section *page_find_section(const struct page *page, enum role role);

#endif
