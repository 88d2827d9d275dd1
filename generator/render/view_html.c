/*
 * HTML of views, made when a template or plugin asks for it: most of a page's parts are
 * asked for once, some never.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "data/value.h"
#include "markdown/node.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"
#include "render/html.h"
#include "render/view.h"
#include "render/view_parts.h"

struct piece {
	struct value_maker maker; // first, so that one is the other
	const struct maker *page;
	enum view_piece kind;
	const struct node *first, *end;
};

/* What resolving the links of a piece needs. */
struct resolver {
	const struct maker *page;
	struct arena *arena;
	struct str output; // of the file in which the links will stand
	bool embedded;     // all pages stand in that file
};

/* The page that a link leads to; NULL when it leads elsewhere. */
static const struct page *
page_of(const struct resolver *resolver, const struct link *link)
{
	return link->kind == LINK_ANCHOR ? resolver->page->page : link->page;
}

static struct str
url_of(const struct resolver *resolver, const struct link *link)
{
	const struct page *page = page_of(resolver, link);
	struct str fragment = link->fragment, path;

	if (link->kind == LINK_EXTERNAL ||
	    (!page && link->kind != LINK_ASSET && link->kind != LINK_OUTPUT))
		return link->url;
	if (resolver->embedded && page)
		return arena_printf(resolver->arena, "#%.*s%s%.*s", STR_ARG(page->id),
				    fragment.len ? "--" : "", STR_ARG(fragment));
	if (str_eq(resolver->output, resolver->page->page->output))
		return link->url;
	path = path_relative(resolver->arena, resolver->output, page ? page->output : link->path);
	return arena_printf(resolver->arena, "%.*s%s%.*s", STR_ARG(path), fragment.len ? "#" : "",
			    STR_ARG(fragment));
}

static struct html_target
resolve_link(void *context, const struct node *node)
{
	const struct resolver *resolver = context;
	const struct link *link = link_find(resolver->page->page, node);

	if (!link)
		return (struct html_target){.url = node->text};
	return (struct html_target){
	    .url = url_of(resolver, link),
	    .external = link->kind == LINK_EXTERNAL,
	    .refused = link->kind == LINK_REFUSED,
	};
}

static struct str
find_word(void *context, struct str name)
{
	const struct resolver *resolver = context;

	return value_text(value_find(resolver->page->view->strings, name));
}

static struct html_options
options_for(struct resolver *resolver)
{
	const struct maker *page = resolver->page;

	return (struct html_options){.source = &page->page->document.source,
				     .raw_html = page->view->site->config.raw_html,
				     .resolve = resolve_link,
				     .word = find_word,
				     .context = resolver,
				     .prefix = ""};
}

const struct node *
view_find_list(const struct node *first, const struct node *end)
{
	while (first && first != end && first->kind != NODE_LIST)
		first = first->next;
	return first == end ? NULL : first;
}

/* Nodes [first, end) but for lists: for all of them, or for the first. */
static void
write_without_lists(struct buf *out, const struct piece *piece, const struct html_options *html)
{
	const struct node *list = view_find_list(piece->first, piece->end);

	for (const struct node *node = piece->first; node && node != piece->end; node = node->next)
		if (piece->kind == PIECE_BODY ? node != list : node->kind != NODE_LIST)
			html_nodes(out, node, node->next, html);
}

static void
write_piece(struct buf *out, const struct piece *piece, const struct html_options *html)
{
	switch (piece->kind) {
	case PIECE_NODES: html_nodes(out, piece->first, piece->end, html); break;
	case PIECE_INLINES: html_inlines(out, piece->first, html); break;
	case PIECE_FOOTNOTES: html_footnotes(out, piece->first, html); break;
	case PIECE_WHOLE:
	case PIECE_EMBEDDED: html_node(out, piece->first, html); break;
	case PIECE_PROSE:
	case PIECE_BODY: write_without_lists(out, piece, html); break;
	}
}

static const struct value *
make_piece(const struct value_maker *maker, struct arena *arena, struct str output)
{
	const struct piece *piece = (const struct piece *)maker;
	struct resolver resolver = {piece->page, arena,
				    output.len ? output : piece->page->page->output,
				    piece->kind == PIECE_EMBEDDED};
	struct html_options html = options_for(&resolver);
	const struct value *made = &value_null;
	struct buf out;

	if (resolver.embedded) {
		html.prefix = arena_printf(arena, "%.*s--", STR_ARG(piece->page->page->id)).at;
		html.lower = 1;
	}
	buf_init(&out);
	write_piece(&out, piece, &html);
	if (out.len)
		made = value_html(arena, arena_dup(arena, buf_str(&out)));
	buf_release(&out);
	return made;
}

const struct value *
view_html(const struct maker *page, enum view_piece kind, const struct node *first,
	  const struct node *end)
{
	struct piece *piece;

	if (!first || first == end)
		return &value_null;
	piece = ARENA_NEW(page->arena, struct piece);
	*piece = (struct piece){{make_piece}, page, kind, first, end};
	return value_later(page->arena, &piece->maker);
}

static bool
has_raw_html(const struct node *root)
{
	for (const struct node *node = root; node; node = node_next(root, node))
		if (node->kind == NODE_HTML || node->kind == NODE_HTML_BLOCK)
			return true;
	return false;
}

void
view_warn_of_html(const struct maker *page, struct diag_list *diags)
{
	const struct node *root = page->page->document.root;
	struct resolver resolver = {page, page->arena, page->page->output, false};
	struct html_options html = options_for(&resolver);
	struct buf out;

	if (html.raw_html || !has_raw_html(root))
		return;
	html.diags = diags;
	buf_init(&out);
	html_node(&out, root, &html);
	buf_release(&out);
}
