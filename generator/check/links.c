/* Links that lead nowhere. */
#include "check/rules.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"

static struct str
nearest_path(const struct site *site, struct arena *arena, const struct page *page, struct str path)
{
	struct str *names = ARENA_ARRAY(arena, struct str, site->tree.nentries);
	struct str near;

	for (size_t i = 0; i < site->tree.nentries; i++)
		names[i] = site->tree.entries[i].path;
	near = diag_nearest(path, names, site->tree.nentries);
	return near.len ? path_relative(arena, page->entry->path, near) : near;
}

static void
report_page(const struct site *site, const struct page *page, const struct link *link,
	    struct arena *arena, struct diag_list *diags)
{
	struct str near = nearest_path(site, arena, page, link->path);
	struct diag *diag =
	    diag_add(diags, DIAG_LINK_PAGE_MISSING, &page->document.source, link->node->span,
		     "there is no file '%.*s' in content/", STR_ARG(link->path));

	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(near));
	else
		diag_cure(diags, diag, "correct the path, or add the file");
}

static void
report_anchor(const struct page *page, const struct link *link, struct arena *arena,
	      struct diag_list *diags)
{
	const struct page *target = link->page ? link->page : page;
	const struct map *ids = &target->document.ids;
	struct str *names = ARENA_ARRAY(arena, struct str, ids->len);
	size_t nnames = 0;
	struct str near;
	struct diag *diag =
	    diag_add(diags, DIAG_LINK_ANCHOR_MISSING, &page->document.source, link->node->span,
		     "'%.*s' has no heading or item '%.*s'", STR_ARG(target->document.source.path),
		     STR_ARG(link->fragment));

	for (size_t i = 0; i < ids->len; i++)
		if (ids->entries[i].value) // not given back
			names[nnames++] = ids->entries[i].key;
	near = diag_nearest(link->fragment, names, nnames);
	if (near.len)
		diag_cure(diags, diag, "did you mean '#%.*s'?", STR_ARG(near));
	else
		diag_cure(diags, diag, "link to a heading's id, or to the page alone");
}

static void
report_refused(const struct page *page, const struct link *link, struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_URL_REFUSED, &page->document.source, link->node->span,
		     "links to '%.*s' are refused", STR_ARG(utf8_cut(link->node->text, 60)));

	diag_cure(diags, diag,
		  "use an address with http, https, mailto or tel, or a relative path");
}

static void
report_outside(const struct page *page, const struct link *link, struct diag_list *diags)
{
	struct str text = link->node->text;
	struct diag *diag =
	    diag_add(diags, DIAG_LINK_OUTSIDE_CONTENT, &page->document.source, link->node->span,
		     "'%.*s' leads out of content/", STR_ARG(text));

	if (str_starts(text, STR("/")))
		diag_cure(diags, diag, "write it relative to this page, without '/' in front");
	else
		diag_cure(diags, diag, "copy the file into content/assets/ and link to it there");
}

void
check_links(const struct site *site, const struct page *page, struct diag_list *diags)
{
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];

		if (link->kind == LINK_MISSING)
			report_page(site, page, link, &scratch, diags);
		else if (link->kind == LINK_MISSING_ANCHOR)
			report_anchor(page, link, &scratch, diags);
		else if (link->kind == LINK_REFUSED)
			report_refused(page, link, diags);
		else if (link->kind == LINK_OUTSIDE)
			report_outside(page, link, diags);
	}
	arena_release(&scratch);
}
