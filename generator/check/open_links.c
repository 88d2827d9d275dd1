/* Links whose target only the outputs of the build tell, with the nearest name as the cure. */
#include "check/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/path.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"

/* Names among which one is sought that was meant. */
struct names {
	struct str *at;
	size_t len;
};

struct looking {
	const struct site *site;
	const struct check_paths *paths;
	struct map outputs; // path → anything
	struct names files; // of content/, and of outputs that are made of none
	struct arena arena;
	struct diag_list diags;
};

static struct names
list_files(struct looking *in)
{
	const struct site *site = in->site;
	const struct check_paths *paths = in->paths;
	struct names names = {ARENA_ARRAY(&in->arena, struct str, site->tree.nentries + paths->len),
			      0};

	for (size_t i = 0; i < site->tree.nentries; i++)
		if (site->tree.entries[i].kind != ENTRY_CONFIG)
			names.at[names.len++] = site->tree.entries[i].path;
	for (size_t i = 0; i < paths->len; i++)
		if (!map_find(&site->pages_by_output, paths->at[i]) &&
		    !tree_find(&site->tree, paths->at[i]))
			names.at[names.len++] = paths->at[i];
	return names;
}

/* The first that differs in capitals alone, and how many do. */
static struct str
find_fold(const struct names *names, struct str path, size_t *count)
{
	struct str found = {0};

	*count = 0;
	for (size_t i = 0; i < names->len; i++)
		if (str_eq_fold(names->at[i], path) && !(*count)++)
			found = names->at[i];
	return found;
}

/* A file of that name in another folder, when there is one alone: it has moved. */
static struct str
find_moved(const struct names *names, struct str path)
{
	struct str name = path_name(path), found = {0};

	for (size_t i = 0; i < names->len; i++) {
		if (!str_eq(path_name(names->at[i]), name))
			continue;
		if (found.len)
			return (struct str){0};
		found = names->at[i];
	}
	return found;
}

/* How many digits it begins with, if '-' or '_' follows them; else 0. */
static size_t
number_len(struct str name)
{
	size_t len = 0;

	while (len < name.len && ascii_is_digit(name.at[len]))
		len++;
	return len < name.len && (name.at[len] == '-' || name.at[len] == '_') ? len : 0;
}

/* The one file of the same folder and kind with the same number in front: it was renamed. */
static struct str
find_numbered(const struct names *names, struct str path)
{
	size_t len = number_len(path_name(path));
	struct str number = str_slice(path_name(path), 0, len), found = {0};

	for (size_t i = 0; i < names->len && len; i++) {
		struct str name = path_name(names->at[i]);

		if (number_len(name) != len || !str_starts(name, number) ||
		    !str_eq(path_folder(names->at[i]), path_folder(path)) ||
		    !str_eq(path_extension(name), path_extension(path)))
			continue;
		if (found.len)
			return (struct str){0};
		found = names->at[i];
	}
	return found;
}

/* One that is mistyped: near as a whole, and by its last part, which says most. */
static struct str
find_near(const struct names *names, struct str path)
{
	struct str near = diag_nearest(path, names->at, names->len), name = path_name(near);

	return diag_nearest(path_name(path), &name, 1).len ? near : (struct str){0};
}

/* The path as the link has to say it. */
static struct str
address_of(struct looking *in, const struct page *page, const struct link *link, struct str path)
{
	if (link->same_site)
		return arena_printf(&in->arena, "%.*s%.*s", STR_ARG(in->site->config.url),
				    STR_ARG(path));
	return path_relative(&in->arena, link->html ? page->output : page->entry->path, path);
}

/* Nothing but capitals may change, so what is written must be the path to the byte. */
static void
mend_capitals(struct looking *in, const struct page *page, const struct link *link,
	      struct diag *diag, struct str address)
{
	struct str written = link->written;
	size_t len = str_find_char(written, '#');
	size_t query = str_find_char(written, '?');

	len = query < len ? query : len;
	if (!str_eq_fold(str_slice(written, 0, len), address))
		return;
	address =
	    arena_printf(&in->arena, "%.*s%.*s", STR_ARG(address), STR_ARG(str_skip(written, len)));
	diag_mend(&in->diags, diag, link_address_span(page, link), address);
}

static void
cure(struct looking *in, const struct page *page, const struct link *link, struct diag *diag)
{
	const struct names outputs = {(struct str *)(uintptr_t)in->paths->at, in->paths->len};
	const struct names *names = link->html || link->same_site ? &outputs : &in->files;
	const struct page *file = map_find(&in->site->pages_by_path, link->path);
	size_t nfolds;
	struct str near = find_fold(names, link->path, &nfolds);

	if (file && !file->failed) {
		diag_cure(&in->diags, diag, "write '%.*s': that is made of the file",
			  STR_ARG(address_of(in, page, link, file->output)));
		return;
	}
	if (near.len) {
		near = address_of(in, page, link, near);
		diag_cure(&in->diags, diag, "write '%.*s': capitals count", STR_ARG(near));
		if (nfolds == 1)
			mend_capitals(in, page, link, diag, near);
		return;
	}
	near = find_moved(names, link->path);
	if (!near.len)
		near = find_near(names, link->path);
	if (!near.len)
		near = find_numbered(names, link->path);
	if (near.len)
		diag_cure(&in->diags, diag, "did you mean '%.*s'?",
			  STR_ARG(address_of(in, page, link, near)));
	else
		diag_cure(&in->diags, diag, "correct the path, or add the file");
}

static void
report(struct looking *in, const struct page *page, const struct link *link)
{
	const struct source *source = &page->document.source;
	struct diag *diag;

	if (str_starts(link->written, STR("www."))) {
		diag = diag_add(&in->diags, DIAG_URL_INVALID, source, link->span,
				"'%.*s' is an address without https://", STR_ARG(link->written));
		diag_cure(&in->diags, diag, "write 'https://%.*s'", STR_ARG(link->written));
		diag_mend(&in->diags, diag, link_address_span(page, link),
			  arena_printf(&in->arena, "https://%.*s", STR_ARG(link->written)));
		return;
	}
	diag = diag_add(&in->diags, DIAG_LINK_PAGE_MISSING, source, link->span,
			link->html || link->same_site ? "there is no '%.*s' in the site"
						      : "there is no file '%.*s' in content/",
			STR_ARG(link->path));
	cure(in, page, link, diag);
}

/* Whether something that failed would have written what the link leads to. */
static bool
may_have_failed(const struct looking *in, const struct link *link)
{
	struct str extension = path_extension(link->path);

	if (!extension.len || str_eq(extension, STR(".md")))
		return false;
	for (size_t i = 0; i < in->site->npages; i++)
		if (in->site->pages[i].failed)
			return true;
	return !in->paths->complete;
}

static void
check_page(struct looking *in, const struct page *page)
{
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];

		in->diags.suppressing = link->ignored;
		if (link_is_open(link) && !map_find(&in->outputs, link->path) &&
		    !may_have_failed(in, link))
			report(in, page, link);
	}
	in->diags.suppressing = false;
}

void
check_outputs(const struct site *site, const struct check_paths *paths, struct diag_list *diags)
{
	struct looking in = {.site = site, .paths = paths};

	arena_init(&in.arena);
	diag_init(&in.diags);
	in.diags.levels = &site->config.links.levels;
	for (size_t i = 0; i < paths->len; i++)
		map_put(&in.outputs, &in.arena, paths->at[i], &in.outputs);
	in.files = list_files(&in);
	for (size_t i = 0; i < site->npages; i++)
		check_page(&in, &site->pages[i]);
	diag_merge(diags, &in.diags);
	diag_release(&in.diags);
	arena_release(&in.arena);
}
