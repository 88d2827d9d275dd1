/* The four ways bytes get into a page; html.h names them. */
#include "render/html.h"

#include "base/buf.h"

/* What a byte of text becomes; NULL when it stays. */
static const char *
escape_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return NULL;
	}
}

void
html_text(struct buf *out, struct str text)
{
	size_t done = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *escape = escape_of(text.at[i]);

		if (!escape)
			continue;
		buf_add(out, str_slice(text, done, i));
		buf_add(out, str_from(escape));
		done = i + 1;
	}
	buf_add(out, str_skip(text, done));
}

void
html_attribute(struct buf *out, struct str text)
{
	html_text(out, text);
}

static bool
is_url_byte(char c)
{
	static const struct str marks = STR_INIT("-_.+!*(),%#@?=;:/$~");

	return ascii_is_alnum(c) || str_find_char(marks, c) < marks.len;
}

void
html_url(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];

		if (is_url_byte(c))
			buf_add_char(out, c);
		else if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '\'')
			buf_add(out, STR("&#x27;"));
		else
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
	}
}

void
html_raw(struct buf *out, struct str markup)
{
	buf_add(out, markup);
}
