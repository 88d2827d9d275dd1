/*
 * Links: what each URL of a page's tree means in the site. Nothing is reported here;
 * check/links.c tells of those that lead nowhere.
 */
#include "model/link.h"

#include "base/path.h"
#include "base/url.h"
#include "base/vec.h"
#include "markdown/node.h"
#include "model/page.h"
#include "model/site.h"

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

static void
resolve_anchor(const struct page *page, struct link *link)
{
	link->kind = has_anchor(page, link->fragment) ? LINK_ANCHOR : LINK_MISSING_ANCHOR;
}

static void
resolve_page(struct arena *arena, const struct page *from, const struct page *to,
	     const struct url_parts *parts, struct link *link)
{
	link->page = to;
	link->kind = has_anchor(to, link->fragment) ? LINK_PAGE : LINK_MISSING_ANCHOR;
	link->url = with_rest(arena, path_relative(arena, from->output, to->output), parts);
}

/* A path that names no Markdown file: an asset, an output of ours, or nothing. */
static void
resolve_file(struct arena *arena, const struct site *site, const struct page *from,
	     const struct url_parts *parts, struct link *link)
{
	const struct entry *entry = tree_find(&site->tree, link->path);

	link->kind = entry && entry->kind == ENTRY_ASSET ? LINK_ASSET : LINK_MISSING;
	link->url = with_rest(arena, path_relative(arena, from->output, link->path), parts);
}

static void
resolve_relative(struct arena *arena, const struct site *site, const struct page *from,
		 struct link *link)
{
	struct url_parts parts = url_split(link->node->text);
	struct str folder = path_folder(from->entry->path);
	struct str path = url_decode(arena, parts.path);
	struct page *target;

	link->fragment = url_decode(arena, parts.fragment);
	if (!path.len) {
		resolve_anchor(from, link);
		return;
	}
	link->path = path;
	if (path.at[0] == '/' || !path_resolve(arena, folder, path, &link->path)) {
		link->kind = LINK_OUTSIDE;
		return;
	}
	target = map_find(&site->pages_by_path, link->path);
	if (target && target->failed) {
		link->kind = LINK_ASSET; // its own problems are reported; the link is not one
	} else if (target) {
		resolve_page(arena, from, target, &parts, link);
	} else {
		resolve_file(arena, site, from, &parts, link);
	}
}

static struct link
resolve(struct arena *arena, const struct site *site, const struct page *from,
	const struct node *node)
{
	struct link link = {.node = node, .url = node->text};

	if (!url_is_allowed(node->text))
		link.kind = LINK_REFUSED;
	else if (url_is_external(node->text))
		link.kind = LINK_EXTERNAL;
	else if (url_scheme(arena, node->text).len)
		link.kind = LINK_CONTACT;
	else
		resolve_relative(arena, site, from, &link);
	return link;
}

/* The key under which a node's link is found: the bytes of its address, in the link. */
static struct str
node_key(const struct link *link)
{
	return (struct str){(const char *)&link->node, sizeof(link->node)};
}

void
links_resolve(struct arena *arena, const struct site *site, struct page *page)
{
	const struct node *root = page->document.root;
	VEC(struct link) links = {0};

	for (const struct node *node = node_next(root, root); node; node = node_next(root, node))
		if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
			VEC_PUSH(arena, &links, resolve(arena, site, page, node));
	page->links = links.at;
	page->nlinks = links.len;
	for (size_t i = 0; i < links.len; i++)
		map_put(&page->links_by_node, arena, node_key(&links.at[i]), &links.at[i]);
}

const struct link *
link_find(const struct page *page, const struct node *node)
{
	return map_find(&page->links_by_node, (struct str){(const char *)&node, sizeof(node)});
}
