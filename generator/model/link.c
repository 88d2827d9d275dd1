/*
 * Links: what each address of a page's tree means in the site. Nothing is reported here but
 * comments that say nothing; check/links.c tells of links that lead nowhere.
 */
#include "model/link.h"

#include "base/diag.h"
#include "base/path.h"
#include "base/url.h"
#include "base/vec.h"
#include "base/web_url.h"
#include "document/item.h"
#include "markdown/node.h"
#include "model/html_link.h"
#include "model/link_comment.h"
#include "model/page.h"
#include "model/site.h"

/* One page whose links are being resolved. */
struct resolving {
	struct arena *arena;
	const struct site *site;
	struct page *page;
	struct link_comments comments;
	VEC(struct link) links;
};

static struct str
with_rest(struct arena *arena, struct str path, const struct url_parts *parts)
{
	return arena_printf(arena, "%.*s%.*s%s%.*s", STR_ARG(path), STR_ARG(parts->query),
			    parts->has_fragment ? "#" : "", STR_ARG(parts->fragment));
}

static bool
has_anchor(const struct page *page, struct str fragment)
{
	return fragment.len == 0 || map_find(&page->document.ids, fragment);
}

/*
 * The page of a path: of its file, of what is made of it, of the index of a folder, or of
 * a file whose extension was left out. The last three are found to be told, see LINK_STYLE.
 */
static struct page *
find_page(struct arena *arena, const struct site *site, struct str path, bool html)
{
	struct page *page = html ? NULL : map_find(&site->pages_by_path, path);
	struct str index = html ? STR("index.html") : STR("index.md");
	const struct map *pages = html ? &site->pages_by_output : &site->pages_by_path;

	if (!page)
		page = map_find(&site->pages_by_output, path);
	if (!page && !path_extension(path).len) {
		page = map_find(pages, path_join(arena, path, index));
		if (!page)
			page = map_find(pages, arena_printf(arena, "%.*s%s", STR_ARG(path),
							    html ? ".html" : ".md"));
	}
	return page;
}

static void
set_page(struct link *link, const struct page *page)
{
	link->page = page;
	link->kind = has_anchor(page, link->fragment) ? LINK_PAGE : LINK_MISSING_ANCHOR;
}

/* Sets page and kind of a link whose path is known. */
static void
find_target(struct arena *arena, const struct site *site, struct link *link, bool html)
{
	const struct page *page = find_page(arena, site, link->path, html);
	const struct entry *entry = page ? NULL : tree_find(&site->tree, link->path);

	if (page && page->failed)
		link->kind = LINK_ASSET; // its own problems are reported; the link is not one
	else if (page)
		set_page(link, page);
	else
		link->kind = entry && entry->kind == ENTRY_ASSET ? LINK_ASSET : LINK_OUTPUT;
}

static void
resolve_relative(const struct resolving *in, struct link *link)
{
	const struct page *from = in->page;
	struct url_parts parts = url_split(link->written);
	struct str path = url_decode(in->arena, parts.path);

	link->fragment = url_decode(in->arena, parts.fragment);
	if (!path.len) {
		link->kind = has_anchor(from, link->fragment) ? LINK_ANCHOR : LINK_MISSING_ANCHOR;
		return;
	}
	link->path = path;
	if (!path_resolve(in->arena, path_folder(from->entry->path), path, &link->path)) {
		link->path = path;
		link->kind = LINK_OUTSIDE;
		return;
	}
	find_target(in->arena, in->site, link, link->html);
	if (!link->html)
		link->url = with_rest(in->arena,
				      path_relative(in->arena, from->output,
						    link->page ? link->page->output : link->path),
				      &parts);
}

/* What an address below the site's own means. The reader's browser is told what was written. */
static void
resolve_same_site(const struct resolving *in, struct link *link)
{
	const struct config *config = &in->site->config;
	struct arena_mark mark = arena_mark(in->arena);
	struct str key = web_url_key(in->arena, link->written), path;
	struct url_parts parts = url_split(link->written);

	link->same_site = str_starts(key, config->url_key);
	if (!link->same_site) {
		arena_rewind(in->arena, mark);
		return;
	}
	path = url_split(str_skip(key, config->url_key.len)).path;
	link->fragment = url_decode(in->arena, parts.fragment);
	path_resolve(in->arena, (struct str){0}, url_decode(in->arena, path), &link->path);
	find_target(in->arena, in->site, link, true);
	link->kind = LINK_EXTERNAL;
	if (link->page)
		link->path = link->page->output;
	else if (!link->path.len || str_ends(path, STR("/")))
		link->path = path_join(in->arena, link->path, STR("index.html"));
}

static void
resolve(const struct resolving *in, struct link *link)
{
	struct str scheme = url_scheme(in->arena, link->written);

	link->url = link->written;
	if (!url_is_allowed(link->written))
		link->kind = LINK_REFUSED;
	else if (str_eq(scheme, STR("http")) || str_eq(scheme, STR("https")) ||
		 str_starts(link->written, STR("//")))
		link->kind = LINK_EXTERNAL;
	else if (scheme.len)
		link->kind = LINK_CONTACT;
	else
		resolve_relative(in, link);
	if (link->kind == LINK_EXTERNAL && in->site->config.url_key.len &&
	    in->site->config.links.same_site != LINK_SAME_SITE_IGNORE)
		resolve_same_site(in, link);
}

/* The text of a node without a copy where one literal is all of it, as it mostly is. */
static struct str
text_of(struct arena *arena, const struct node *node)
{
	const struct node *only = node->first_child;

	if (only && !only->next && (only->kind == NODE_TEXT || only->kind == NODE_CODE))
		return str_trim(only->text);
	return only ? node_text_dup(arena, node) : (struct str){0};
}

static void
add_node(struct resolving *in, const struct node *node)
{
	struct link link = {.node = node,
			    .span = node->span,
			    .written = node->text,
			    .text = text_of(in->arena, node),
			    .image = node->kind == NODE_IMAGE};

	resolve(in, &link);
	VEC_PUSH(in->arena, &in->links, link);
}

static void
add_html(struct resolving *in, const struct node *node)
{
	struct str rest = node->text;
	struct html_link found;

	while (html_link_next(in->arena, &rest, &found)) {
		struct link link = {.node = node,
				    .span = node->span,
				    .written = found.address,
				    .text = found.text,
				    .image = found.image,
				    .html = true};

		resolve(in, &link);
		VEC_PUSH(in->arena, &in->links, link);
	}
}

static void
visit(struct resolving *in, const struct node *node)
{
	switch (node->kind) {
	case NODE_LINK:
	case NODE_IMAGE: add_node(in, node); break;
	case NODE_HTML:
	case NODE_HTML_BLOCK:
		link_comments_read(&in->comments, in->arena, &in->page->document.source, node,
				   &in->page->diags);
		if (in->site->config.raw_html)
			add_html(in, node);
		break;
	default: break;
	}
}

/* The key under which a node's link is found: the bytes of its address, in the link. */
static struct str
node_key(const struct link *link)
{
	return (struct str){(const char *)&link->node, sizeof(link->node)};
}

/* Tells links of lists of resources which resource they lead to. */
static void
set_items(struct page *page)
{
	for (size_t i = 0; i < page->nsections; i++) {
		const struct section *section = &page->sections[i];

		if (section->role != ROLE_RESOURCES && section->role != ROLE_MY_RESOURCES)
			continue;
		for (size_t k = 0; k < section->part->nitems; k++) {
			const struct item *item = &section->part->items[k];
			const struct node *node = item->link;
			struct link *link =
			    node ? map_find(&page->links_by_node,
					    (struct str){(const char *)&node, sizeof(node)})
				 : NULL;

			if (link)
				link->item = item;
		}
	}
}

void
links_resolve(struct arena *arena, const struct site *site, struct page *page)
{
	const struct node *root = page->document.root;
	struct resolving in = {.arena = arena, .site = site, .page = page};

	for (const struct node *node = node_next(root, root); node; node = node_next(root, node))
		visit(&in, node);
	page->links = in.links.at;
	page->nlinks = in.links.len;
	for (size_t i = 0; i < page->nlinks; i++) {
		struct link *link = &page->links[i];

		link->ignored = link_comments_ignore(&in.comments, link->span);
		if (!link->html)
			map_put(&page->links_by_node, arena, node_key(link), link);
	}
	set_items(page);
}

const struct link *
link_find(const struct page *page, const struct node *node)
{
	return map_find(&page->links_by_node, (struct str){(const char *)&node, sizeof(node)});
}

struct span
link_address_span(const struct page *page, const struct link *link)
{
	const struct source *source = &page->document.source;
	const struct node *last = link->html ? NULL : link->node->last_child;
	struct span whole = link->span;
	uint32_t start = last && !link->node->automatic ? last->span.end : whole.start;
	struct str behind = source_slice(source, (struct span){start, whole.end});
	size_t at = str_find(behind, link->written);
	char before;

	if (!link->written.len || at == behind.len)
		return (struct span){0, 0};
	start += (uint32_t)at;
	before = start > whole.start ? source->text.at[start - 1] : '(';
	/* "[text][https://…]" is a label, whatever it looks like. */
	if (before != '(' && before != '<' && before != '"' && before != '\'' && before != '=')
		return (struct span){0, 0};
	return (struct span){start, start + (uint32_t)link->written.len};
}

bool
link_is_open(const struct link *link)
{
	return link->kind == LINK_OUTPUT || (link->same_site && !link->page);
}

struct str
link_kind_name(const struct link *link)
{
	if (link->image)
		return STR("image");
	if (link->item)
		return STR("resource");
	return link->kind == LINK_ASSET ? STR("asset") : STR("link");
}

struct str
link_target_name(const struct link *link)
{
	switch (link->kind) {
	case LINK_PAGE:
	case LINK_ANCHOR:
	case LINK_MISSING_ANCHOR: return STR("page");
	case LINK_ASSET:
	case LINK_OUTPUT: return STR("file");
	case LINK_EXTERNAL: return STR("web");
	case LINK_CONTACT: return STR("contact");
	case LINK_REFUSED:
	case LINK_OUTSIDE: break;
	}
	return STR("none");
}

struct str
link_source_name(const struct link *link)
{
	return link->html ? STR("html") : STR("markdown");
}

struct str
link_output(const struct page *from, const struct link *link)
{
	if (link->page)
		return link->page->output;
	switch (link->kind) {
	case LINK_ANCHOR:
	case LINK_MISSING_ANCHOR: return from->output;
	case LINK_ASSET:
	case LINK_OUTPUT: return link->path;
	default: return link->same_site ? link->path : (struct str){0};
	}
}
