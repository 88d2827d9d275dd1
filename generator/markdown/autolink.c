/* One walk over each text; what is scanned ahead is bounded, so that it stays linear. */
#include "markdown/autolink.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "markdown/literal.h"
#include "markdown/node.h"

enum { DOMAIN_LONGEST = 1000 };

/* A text node being searched. */
struct search {
	struct arena *arena;
	const struct source *source;
	struct node *node;
	struct str text; // the whole literal
	struct literal_map map;
	size_t done; // bytes of the literal before the node
};

/* Bytes [start, end) of a literal that are an address; `prefix` makes a URL of it. */
struct address {
	size_t start, end;
	struct str prefix;
};

/* The character before a place; '\n' at the start of a block. */
static char
char_before(const struct search *search, size_t at)
{
	uint32_t offset = search->map.offsets[at];

	if (at > search->done)
		return search->text.at[at - 1];
	if (offset == 0 || (!search->node->prev && !node_is_inline(search->node->parent)))
		return '\n';
	return search->source->text.at[offset - 1];
}

static bool
any_escaped(const struct search *search, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (search->map.escaped[i])
			return true;
	return false;
}

static bool
is_host_character(int32_t c)
{
	if (c < 0x80)
		return c >= 0 && ascii_is_alnum((char)c);
	return !utf8_is_space(c) && !utf8_is_punct(c);
}

/*
 * Bytes of a domain at the front: names parted by dots, without '_' in the last
 * two. 0 when there is none, or no dot though one is needed.
 */
static size_t
domain_length(struct str text, bool needs_dot)
{
	size_t last = 0, before_last = 0, dots = 0; // '_' in the last names
	struct str rest = text;

	while (rest.len > 0 && text.len - rest.len < DOMAIN_LONGEST) {
		struct str next = rest;
		int32_t c = utf8_next(&next);

		if (c == '.') {
			before_last = last;
			last = 0;
			dots++;
		} else if (c == '_') {
			last++;
		} else if (c != '-' && !is_host_character(c)) {
			break;
		}
		rest = next;
	}
	if (last || before_last || (needs_dot && dots == 0))
		return 0;
	return text.len - rest.len;
}

static bool
is_trailing_mark(char c)
{
	return str_find_char(STR("?!.,:*_~'\""), c) < 10;
}

/* Where the entity-like end of an address, "&name;", starts; `end` when there is none. */
static size_t
entity_start(struct str text, size_t start, size_t end)
{
	size_t at = end - 1;

	while (at > start && ascii_is_alnum(text.at[at - 1]))
		at--;
	return at < end - 1 && at > start && text.at[at - 1] == '&' ? at - 1 : end;
}

static bool
ends_in_entity(const struct search *search, size_t end)
{
	return search->map.escaped[end - 1] &&
	       search->source->text.at[search->map.offsets[end - 1]] == '&';
}

/* Takes off the address what belongs to the sentence: marks, a ')' too much, entities. */
static size_t
trim_address(const struct search *search, size_t start, size_t end)
{
	struct str text = search->text;
	size_t open = 0, closed = 0;

	for (size_t i = start; i < end; i++) {
		open += text.at[i] == '(';
		closed += text.at[i] == ')';
	}
	while (end > start) {
		char last = text.at[end - 1];

		if (ends_in_entity(search, end) || is_trailing_mark(last)) {
			end--;
		} else if (last == ')' && closed > open) {
			closed--;
			end--;
		} else if (last == ';') {
			size_t entity = entity_start(text, start, end);

			end = entity < end ? entity : end - 1;
		} else {
			break;
		}
	}
	return end;
}

static size_t
end_of_word(struct str text, size_t at)
{
	while (at < text.len && !ascii_is_space(text.at[at]) && text.at[at] != '<')
		at++;
	return at;
}

/* The end of an address whose domain starts at `domain`; false when there is no domain. */
static bool
finish_url(const struct search *search, size_t domain, bool needs_dot, struct address *out)
{
	struct str rest = str_skip(search->text, domain);
	size_t len = domain_length(rest, needs_dot);

	if (len == 0 || !is_host_character(utf8_next(&rest)))
		return false;
	out->end = trim_address(search, out->start, end_of_word(search->text, domain + len));
	return out->end > domain;
}

static bool
find_www(const struct search *search, size_t at, struct address *out)
{
	char before = char_before(search, at);

	if (!str_starts(str_skip(search->text, at), STR("www.")) || any_escaped(search, at, at + 4))
		return false;
	if (!ascii_is_space(before) && str_find_char(STR("*_~("), before) == 4)
		return false;
	*out = (struct address){at, at, STR("http://")};
	return finish_url(search, at, true, out) && out->end > at + 4;
}

static bool
find_http(const struct search *search, size_t at, struct address *out)
{
	struct str rest = str_skip(search->text, at);
	size_t len = 0;

	if (str_eq_fold(str_slice(rest, 0, 7), STR("http://")))
		len = 7;
	else if (str_eq_fold(str_slice(rest, 0, 8), STR("https://")))
		len = 8;
	if (len == 0 || any_escaped(search, at, at + len) ||
	    ascii_is_alnum(char_before(search, at)))
		return false;
	*out = (struct address){at, at, STR("")};
	return finish_url(search, at + len, false, out);
}

static bool
is_local_character(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/* The end of an e-mail address behind its '@'; 0 when it is none. */
static size_t
email_end(struct str text, size_t at)
{
	size_t dots = 0;

	for (; at < text.len; at++) {
		char c = text.at[at];

		if (c == '.' && at + 1 < text.len && ascii_is_alnum(text.at[at + 1]))
			dots++;
		else if (!ascii_is_alnum(c) && c != '-' && c != '_')
			break;
	}
	if (dots == 0 || !ascii_is_alnum(text.at[at - 1]) || (at < text.len && text.at[at] == '@'))
		return 0;
	return at;
}

static bool
find_email(const struct search *search, size_t at, struct address *out)
{
	size_t start = at;

	while (start > search->done && is_local_character(search->text.at[start - 1]))
		start--;
	if (start == at || search->map.escaped[at])
		return false;
	if (str_find_char(STR("/@"), char_before(search, start)) < 2)
		return false;
	*out = (struct address){start, email_end(search->text, at + 1), STR("mailto:")};
	return out->end > 0;
}

static bool
find_address(const struct search *search, size_t at, struct address *out)
{
	switch (search->text.at[at]) {
	case 'w': return find_www(search, at, out);
	case 'h':
	case 'H': return find_http(search, at, out);
	case '@': return find_email(search, at, out);
	default: return false;
	}
}

static struct node *
new_text(const struct search *search, size_t start, size_t end)
{
	struct node *text =
	    node_new(search->arena, NODE_TEXT, literal_span(&search->map, start, end));

	text->text = str_slice(search->text, start, end);
	return text;
}

/* Puts a link in the place of the address and goes on with the text behind it. */
static void
cut_out(struct search *search, const struct address *address)
{
	struct node *text = new_text(search, address->start, address->end);
	struct node *link = node_new(search->arena, NODE_LINK, text->span);
	struct node *rest = new_text(search, address->end, search->text.len);

	link->automatic = true;
	link->text =
	    arena_printf(search->arena, "%.*s%.*s", STR_ARG(address->prefix), STR_ARG(text->text));
	node_append(link, text);
	node_insert_after(search->node, link);
	node_insert_after(link, rest);
	search->node->text = str_slice(search->text, search->done, address->start);
	search->node->span.end = link->span.start;
	if (search->node->text.len == 0)
		node_unlink(search->node);
	search->node = rest;
	search->done = address->end;
}

/* Returns the last node that the text became. */
static struct node *
search_text(struct arena *arena, const struct source *source, struct node *node)
{
	struct search search = {arena, source, node, node->text, {NULL, NULL}, 0};
	struct address address;
	struct node *link;

	if (!str_has(node->text, STR("www.")) && !str_has(node->text, STR("://")) &&
	    !str_has(node->text, STR("@")))
		return node;
	search.map = literal_map(arena, source, node);
	for (size_t at = 0; at < search.text.len; at++) {
		if (!find_address(&search, at, &address))
			continue;
		cut_out(&search, &address);
		at = address.end - 1;
	}
	link = search.node->prev;
	if (search.node->text.len > 0 || !link)
		return search.node;
	node_unlink(search.node);
	return link;
}

void
autolinks_find(struct arena *arena, const struct source *source, struct node *root)
{
	struct node *at = root;

	while (at) {
		if (at->kind == NODE_TEXT)
			at = search_text(arena, source, at);
		if (at->kind == NODE_LINK || at->kind == NODE_IMAGE)
			at = node_skip(root, at);
		else
			at = node_next(root, at);
	}
}
