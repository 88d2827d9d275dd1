/* Recognises what cmark 0.29 recognises, so that the guards see the same blocks. */
#include "markdown/html_block.h"

#include <stddef.h>

static const struct str raw_names[] = {STR_INIT("script"), STR_INIT("pre"), STR_INIT("style")};

static const struct str block_names[] = {
    STR_INIT("address"),  STR_INIT("article"),    STR_INIT("aside"),    STR_INIT("base"),
    STR_INIT("basefont"), STR_INIT("blockquote"), STR_INIT("body"),     STR_INIT("caption"),
    STR_INIT("center"),   STR_INIT("col"),        STR_INIT("colgroup"), STR_INIT("dd"),
    STR_INIT("details"),  STR_INIT("dialog"),     STR_INIT("dir"),      STR_INIT("div"),
    STR_INIT("dl"),       STR_INIT("dt"),         STR_INIT("fieldset"), STR_INIT("figcaption"),
    STR_INIT("figure"),   STR_INIT("footer"),     STR_INIT("form"),     STR_INIT("frame"),
    STR_INIT("frameset"), STR_INIT("h1"),         STR_INIT("h2"),       STR_INIT("h3"),
    STR_INIT("h4"),       STR_INIT("h5"),         STR_INIT("h6"),       STR_INIT("head"),
    STR_INIT("header"),   STR_INIT("hr"),         STR_INIT("html"),     STR_INIT("iframe"),
    STR_INIT("legend"),   STR_INIT("li"),         STR_INIT("link"),     STR_INIT("main"),
    STR_INIT("menu"),     STR_INIT("menuitem"),   STR_INIT("nav"),      STR_INIT("noframes"),
    STR_INIT("ol"),       STR_INIT("optgroup"),   STR_INIT("option"),   STR_INIT("p"),
    STR_INIT("param"),    STR_INIT("section"),    STR_INIT("source"),   STR_INIT("title"),
    STR_INIT("summary"),  STR_INIT("table"),      STR_INIT("tbody"),    STR_INIT("td"),
    STR_INIT("tfoot"),    STR_INIT("th"),         STR_INIT("thead"),    STR_INIT("title"),
    STR_INIT("tr"),       STR_INIT("track"),      STR_INIT("ul"),
};

static bool
is_among(struct str name, const struct str *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (str_eq_fold(name, names[i]))
			return true;
	return false;
}

static size_t
name_length(struct str text)
{
	size_t n = 0;

	if (text.len == 0 || !ascii_is_alpha(text.at[0]))
		return 0;
	while (n < text.len && (ascii_is_alnum(text.at[n]) || text.at[n] == '-'))
		n++;
	return n;
}

/* Conditions 1 and 6: the name decides, and a sound end of it. */
static int
start_by_name(struct str line)
{
	bool closing = str_starts(line, STR("</"));
	struct str text = str_skip(line, closing ? 2 : 1);
	struct str name = str_slice(text, 0, name_length(text));
	struct str rest = str_skip(text, name.len);
	bool ended = rest.len == 0 || ascii_is_space(rest.at[0]) || rest.at[0] == '>';

	if (!closing && ended && is_among(name, raw_names, sizeof(raw_names) / sizeof(*raw_names)))
		return 1;
	if ((ended || str_starts(rest, STR("/>"))) &&
	    is_among(name, block_names, sizeof(block_names) / sizeof(*block_names)))
		return 6;
	return 0;
}

static bool
is_attribute_start(char c)
{
	return ascii_is_alpha(c) || c == '_' || c == ':';
}

/* Behind '='; false when there is no value. */
static bool
skip_value(struct str *text)
{
	char quote = text->len ? text->at[0] : '\0';
	size_t n = 0;

	if (quote == '"' || quote == '\'') {
		*text = str_skip(*text, 1);
		n = str_find_char(*text, quote);
		if (n == text->len)
			return false;
		*text = str_skip(*text, n + 1);
		return true;
	}
	while (n < text->len && str_find_char(STR(" \t\"'=<>`"), text->at[n]) == 8)
		n++;
	*text = str_skip(*text, n);
	return n > 0;
}

/* Attributes up to the tag's end; false when something else stands there. */
static bool
skip_attributes(struct str *text)
{
	for (;;) {
		struct str rest = str_trim_start(*text), behind;
		size_t n = 0;

		if (rest.len == text->len || rest.len == 0 || !is_attribute_start(rest.at[0])) {
			*text = rest;
			return true;
		}
		while (n < rest.len &&
		       (is_attribute_start(rest.at[n]) || ascii_is_digit(rest.at[n]) ||
			rest.at[n] == '.' || rest.at[n] == '-'))
			n++;
		*text = str_skip(rest, n);
		behind = str_trim_start(*text);
		if (behind.len == 0 || behind.at[0] != '=')
			continue;
		*text = str_trim_start(str_skip(behind, 1));
		if (!skip_value(text))
			return false;
	}
}

/* Condition 7: a whole tag, alone on its line. */
static bool
is_lone_tag(struct str line)
{
	bool closing = str_starts(line, STR("</"));
	struct str text = str_skip(line, closing ? 2 : 1);
	size_t n = name_length(text);

	if (n == 0)
		return false;
	text = str_skip(text, n);
	if (closing)
		text = str_trim_start(text);
	else if (!skip_attributes(&text))
		return false;
	if (!closing && text.len && text.at[0] == '/')
		text = str_skip(text, 1);
	return text.len && text.at[0] == '>' && str_trim(str_skip(text, 1)).len == 0;
}

int
html_block_start(struct str line, bool in_paragraph)
{
	int by_name;

	if (line.len < 2 || line.at[0] != '<')
		return 0;
	if (str_starts(line, STR("<!--")))
		return 2;
	if (line.at[1] == '?')
		return 3;
	if (str_starts(line, STR("<![CDATA[")))
		return 5;
	if (line.at[1] == '!')
		return line.len > 2 && line.at[2] >= 'A' && line.at[2] <= 'Z' ? 4 : 0;
	by_name = start_by_name(line);
	if (by_name)
		return by_name;
	return !in_paragraph && is_lone_tag(line) ? 7 : 0;
}

static bool
has_fold(struct str line, struct str needle)
{
	for (size_t i = 0; i + needle.len <= line.len; i++)
		if (str_eq_fold(str_slice(line, i, i + needle.len), needle))
			return true;
	return false;
}

bool
html_block_ends(int condition, struct str line)
{
	switch (condition) {
	case 1:
		return has_fold(line, STR("</script>")) || has_fold(line, STR("</pre>")) ||
		       has_fold(line, STR("</style>"));
	case 2: return str_has(line, STR("-->"));
	case 3: return str_has(line, STR("?>"));
	case 4: return str_has(line, STR(">"));
	case 5: return str_has(line, STR("]]>"));
	default: return str_trim(line).len == 0;
	}
}
