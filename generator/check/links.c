/* Links within the site: pages, headings, files, and how they are named. */
#include "check/rules.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"

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
	    diag_add(diags, DIAG_LINK_ANCHOR_MISSING, &page->document.source, link->span,
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
	    diag_add(diags, DIAG_URL_REFUSED, &page->document.source, link->span,
		     "links to '%.*s' are refused", STR_ARG(utf8_cut(link->written, 60)));

	diag_cure(diags, diag,
		  "use an address with http, https, mailto or tel, or a relative path");
}

static void
report_outside(const struct page *page, const struct link *link, struct diag_list *diags)
{
	struct str text = link->written;
	struct diag *diag = diag_add(diags, DIAG_LINK_OUTSIDE_CONTENT, &page->document.source,
				     link->span, "'%.*s' leads out of content/", STR_ARG(text));

	if (str_starts(text, STR("/")))
		diag_cure(diags, diag, "write it relative to this page, without '/' in front");
	else
		diag_cure(diags, diag, "copy the file into content/assets/ and link to it there");
}

/* What a link would say that leads there by the name of the page's file, or of its HTML. */
static struct str
better_address(struct arena *arena, const struct page *from, const struct link *link)
{
	const struct page *to = link->page;
	struct url_parts parts = url_split(link->written);
	struct str path;

	if (!to)
		path = path_relative(arena, from->output, link->path);
	else if (link->html || !to->entry)
		path = path_relative(arena, from->output, to->output);
	else
		path = path_relative(arena, from->entry->path, to->entry->path);
	return arena_printf(arena, "%.*s%.*s%s%.*s", STR_ARG(path), STR_ARG(parts.query),
			    parts.has_fragment ? "#" : "", STR_ARG(parts.fragment));
}

/* A link that finds its page by another name than that of its file. */
static void
check_style(const struct page *page, const struct link *link, struct arena *arena,
	    struct diag_list *diags)
{
	const struct page *to = link->page;
	struct diag *diag;

	if (!to || str_eq(link->path, link->html ? to->output : to->entry->path))
		return;
	diag = diag_add(diags, DIAG_LINK_STYLE, &page->document.source, link->span,
			str_eq(link->path, to->output) ? "'%.*s' is not a file, but made of one"
						       : "'%.*s' does not name the page's file",
			STR_ARG(link->written));
	diag_cure(diags, diag, "write '%.*s'", STR_ARG(better_address(arena, page, link)));
}

static void
check_same_site(const struct site *site, const struct page *page, const struct link *link,
		struct arena *arena, struct diag_list *diags)
{
	struct diag *diag;

	if (link->page && link->fragment.len &&
	    !map_find(&link->page->document.ids, link->fragment)) {
		report_anchor(page, link, arena, diags);
		return;
	}
	if (site->config.links.same_site != LINK_SAME_SITE_WARN)
		return;
	diag = diag_add(diags, DIAG_LINK_SAME_SITE, &page->document.source, link->span,
			"'%.*s' is an address of this site", STR_ARG(link->written));
	diag_cure(diags, diag, "write '%.*s'", STR_ARG(better_address(arena, page, link)));
}

void
check_links(const struct site *site, const struct page *page, struct diag_list *diags)
{
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];

		if (link->kind == LINK_REFUSED)
			report_refused(page, link, diags); // also where ignored: it is not written
		diags->suppressing = link->ignored;
		if (link->same_site && link->page)
			check_same_site(site, page, link, &scratch, diags);
		else if (link->kind == LINK_OUTSIDE)
			report_outside(page, link, diags);
		else if (link->kind == LINK_PAGE || link->kind == LINK_MISSING_ANCHOR)
			check_style(page, link, &scratch, diags);
		if (link->kind == LINK_MISSING_ANCHOR)
			report_anchor(page, link, &scratch, diags);
		diags->suppressing = false;
	}
	arena_release(&scratch);
}
