/* Tags are taken apart, never passed on: what goes out is written from the table. */
#include "render/raw_html.h"

#include "base/utf8.h"
#include "render/html.h"

#include <stddef.h>

enum { RAW_HTML_SCOPE = 0, NAME_LONGEST_SHOWN = 40 };

struct element {
	struct str name;
	bool inside_text; // may stand in a paragraph
	bool outlives;    // stays open behind its block of HTML
	bool is_empty;    // has no end tag
};

static const struct element elements[] = {
    {STR_INIT("abbr"), true, false, false},     {STR_INIT("br"), true, false, true},
    {STR_INIT("details"), false, true, false},  {STR_INIT("kbd"), true, false, false},
    {STR_INIT("mark"), true, false, false},     {STR_INIT("sub"), true, false, false},
    {STR_INIT("summary"), false, false, false}, {STR_INIT("sup"), true, false, false},
};

/* A tag taken apart. */
struct tag {
	size_t len; // bytes, 0 when the text starts with none
	bool closing, attributes;
	struct str name;
};

void
raw_html_init(struct raw_html *raw)
{
	buf_init(&raw->open);
}

void
raw_html_release(struct raw_html *raw)
{
	buf_release(&raw->open);
}

void
raw_html_enter(struct raw_html *raw)
{
	buf_add_char(&raw->open, RAW_HTML_SCOPE);
}

static const struct element *
innermost(const struct raw_html *raw)
{
	size_t len = raw->open.len;

	if (len == 0 || raw->open.at[len - 1] == RAW_HTML_SCOPE)
		return NULL;
	return &elements[raw->open.at[len - 1] - 1];
}

static void
close_innermost(struct raw_html *raw, struct buf *out)
{
	html_raw(out, STR("</"));
	html_raw(out, innermost(raw)->name);
	html_raw(out, STR(">"));
	buf_truncate(&raw->open, raw->open.len - 1);
}

void
raw_html_leave(struct raw_html *raw, struct buf *out)
{
	while (innermost(raw))
		close_innermost(raw, out);
	if (raw->open.len)
		buf_truncate(&raw->open, raw->open.len - 1);
}

static const struct element *
find_element(struct str name, bool inside_text)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (str_eq_fold(elements[i].name, name))
			return elements[i].inside_text || !inside_text ? &elements[i] : NULL;
	return NULL;
}

static bool
is_open(const struct raw_html *raw, const struct element *element)
{
	char row = (char)(element - elements + 1);

	for (size_t i = raw->open.len; i > 0 && raw->open.at[i - 1] != RAW_HTML_SCOPE; i--)
		if (raw->open.at[i - 1] == row)
			return true;
	return false;
}

static size_t
tag_end(struct str text, size_t at)
{
	char quote = '\0';

	for (; at < text.len; at++) {
		char c = text.at[at];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at + 1;
		else if (c == '<')
			return 0; // also keeps a row of `<a<a<a` linear
	}
	return 0;
}

static struct tag
read_tag(struct str text)
{
	struct tag tag = {0};
	size_t at = 1;

	if (text.len < 3 || text.at[0] != '<')
		return tag;
	tag.closing = text.at[1] == '/';
	at += tag.closing;
	if (at >= text.len || !ascii_is_alpha(text.at[at]))
		return tag;
	while (at < text.len && (ascii_is_alnum(text.at[at]) || text.at[at] == '-'))
		at++;
	tag.name = str_slice(text, tag.closing ? 2 : 1, at);
	tag.len = tag_end(text, at);
	if (tag.len) {
		struct str rest = str_trim(str_slice(text, at, tag.len - 1));

		tag.attributes = rest.len > 0 && !str_eq(rest, STR("/"));
	}
	return tag;
}

/* Writes a tag that is allowed; false when it may not stand here. */
static bool
write_tag(struct raw_html *raw, struct buf *out, const struct element *element, bool closing)
{
	if (closing && (element->is_empty || !is_open(raw, element)))
		return false;
	while (closing && innermost(raw) != element)
		close_innermost(raw, out);
	if (closing) {
		close_innermost(raw, out);
		return true;
	}
	html_raw(out, STR("<"));
	html_raw(out, element->name);
	html_raw(out, STR(">"));
	if (!element->is_empty)
		buf_add_char(&raw->open, (char)(element - elements + 1));
	return true;
}

static void
refuse(struct raw_html_refusal *refusal, struct str name, bool attributes_only)
{
	if (refusal->name.len && (!refusal->attributes_only || attributes_only))
		return;
	*refusal = (struct raw_html_refusal){utf8_cut(name, NAME_LONGEST_SHOWN), attributes_only};
}

/* A tag or comment at the front of the text; returns its bytes, 0 when there is none. */
static size_t
filter_tag(struct raw_html *raw, struct buf *out, struct str text, bool inside_text,
	   struct raw_html_refusal *refusal)
{
	struct tag tag = read_tag(text);
	const struct element *element = tag.len ? find_element(tag.name, inside_text) : NULL;

	if (str_starts(text, STR("<!--"))) {
		size_t end = str_find(text, STR("-->"));

		return end < text.len ? end + 3 : text.len; // comments are left out
	}
	if (!tag.len)
		return 0;
	if (!element || !write_tag(raw, out, element, tag.closing)) {
		html_text(out, str_slice(text, 0, tag.len));
		if (element || !tag.closing) // of others the start tag was refused already
			refuse(refusal, tag.name, false);
	} else if (tag.attributes) {
		refuse(refusal, tag.name, true);
	}
	return tag.len;
}

/* Text between tags is HTML already: its entities stay. */
static void
write_character(struct buf *out, struct str text)
{
	size_t at = 1;

	while (at < text.len && (ascii_is_alnum(text.at[at]) || (at == 1 && text.at[at] == '#')))
		at++;
	if (text.at[0] == '&' && at > 1 && at < text.len && text.at[at] == ';')
		html_raw(out, STR("&"));
	else
		html_text(out, str_slice(text, 0, 1));
}

bool
raw_html_inline(struct raw_html *raw, struct buf *out, struct str literal,
		struct raw_html_refusal *refusal)
{
	*refusal = (struct raw_html_refusal){0};
	if (filter_tag(raw, out, literal, true, refusal) == 0) {
		html_text(out, literal);
		refuse(refusal, str_slice(literal, 0, str_find_char(literal, ' ')), false);
	}
	return refusal->name.len > 0;
}

bool
raw_html_block(struct raw_html *raw, struct buf *out, struct str literal,
	       struct raw_html_refusal *refusal)
{
	*refusal = (struct raw_html_refusal){0};
	while (literal.len > 0) {
		size_t len = 0;

		if (literal.at[0] == '<') {
			len = filter_tag(raw, out, literal, false, refusal);
			if (len == 0)
				refuse(refusal, str_slice(literal, 0, str_find_char(literal, ' ')),
				       false);
		}
		if (len == 0) {
			write_character(out, literal);
			len = 1;
		}
		literal = str_skip(literal, len);
	}
	while (innermost(raw) && !innermost(raw)->outlives)
		close_innermost(raw, out);
	return refusal->name.len > 0;
}
