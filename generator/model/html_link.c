/* Raw HTML, tag by tag. */
#include "model/html_link.h"

#include "base/arena.h"

#include <string.h>

/* Elements whose content is not read. */
static const struct str opaque[] = {STR_INIT("pre"), STR_INIT("script"), STR_INIT("style"),
				    STR_INIT("template"), STR_INIT("textarea")};

struct attribute {
	struct str name, value;
};

static struct str
take_name(struct str *rest)
{
	struct str name;
	size_t len = 0;

	while (len < rest->len && !ascii_is_space(rest->at[len]) &&
	       !memchr("/>=", rest->at[len], 3))
		len++;
	name = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return name;
}

static struct str
take_value(struct str *rest)
{
	char quote = rest->len ? rest->at[0] : '\0';
	struct str value;
	size_t len = 0;

	if (quote == '"' || quote == '\'') {
		value = str_skip(*rest, 1);
		value = str_slice(value, 0, str_find_char(value, quote));
		*rest = str_skip(*rest, value.len + 2);
		return value;
	}
	while (len < rest->len && !ascii_is_space(rest->at[len]) && rest->at[len] != '>')
		len++;
	value = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return value;
}

/* The next attribute of a tag; false at its end, which is taken, too. */
static bool
take_attribute(struct str *rest, struct attribute *attribute)
{
	while (rest->len && (ascii_is_space(rest->at[0]) || rest->at[0] == '/'))
		*rest = str_skip(*rest, 1);
	if (!rest->len || rest->at[0] == '>') {
		*rest = str_skip(*rest, 1);
		return false;
	}
	*attribute = (struct attribute){.name = take_name(rest)};
	*rest = str_trim_start(*rest);
	if (rest->len && rest->at[0] == '=') {
		*rest = str_trim_start(str_skip(*rest, 1));
		attribute->value = take_value(rest);
	}
	return true;
}

/* "&amp;", the one reference that addresses are full of, decoded. */
static struct str
decode(struct arena *arena, struct str text)
{
	struct str reference = STR("&amp;");
	char *out;
	size_t len = 0;

	if (!str_has(text, reference))
		return text;
	out = arena_alloc(arena, text.len);
	for (size_t i = 0; i < text.len; i++) {
		out[len++] = text.at[i];
		if (str_starts(str_skip(text, i), reference))
			i += reference.len - 1;
	}
	return (struct str){out, len};
}

static void
skip_comment(struct str *rest)
{
	size_t end = str_find(*rest, STR("-->"));

	*rest = str_skip(*rest, end + 3);
}

/* Past "</name". */
static void
skip_element(struct str *rest, struct str name)
{
	while (rest->len) {
		*rest = str_skip(*rest, str_find(*rest, STR("</")));
		*rest = str_skip(*rest, 2);
		if (str_eq_fold(str_slice(*rest, 0, name.len), name))
			return;
	}
}

/* Reads a tag whose name has been taken; true when it is a link or image. */
static bool
read_tag(struct arena *arena, struct str name, struct str *rest, struct html_link *link)
{
	bool is_image = str_eq_fold(name, STR("img")), found = false;
	struct attribute attribute;

	*link = (struct html_link){.image = is_image};
	while (take_attribute(rest, &attribute)) {
		if (str_eq_fold(attribute.name, is_image ? STR("src") : STR("href"))) {
			link->address = decode(arena, str_trim(attribute.value));
			found = is_image || str_eq_fold(name, STR("a"));
		} else if (is_image && str_eq_fold(attribute.name, STR("alt"))) {
			link->text = str_trim(attribute.value);
		}
	}
	if (found && !is_image)
		link->text = str_trim(str_slice(*rest, 0, str_find_char(*rest, '<')));
	return found;
}

static bool
is_opaque(struct str name)
{
	for (size_t i = 0; i < sizeof(opaque) / sizeof(opaque[0]); i++)
		if (str_eq_fold(name, opaque[i]))
			return true;
	return false;
}

bool
html_link_next(struct arena *arena, struct str *rest, struct html_link *link)
{
	while (rest->len) {
		struct str name;

		*rest = str_skip(*rest, str_find_char(*rest, '<'));
		if (str_starts(*rest, STR("<!--"))) {
			skip_comment(rest);
			continue;
		}
		*rest = str_skip(*rest, 1);
		if (!rest->len || !ascii_is_alpha(rest->at[0]))
			continue;
		name = take_name(rest);
		if (read_tag(arena, name, rest, link))
			return true;
		if (is_opaque(name))
			skip_element(rest, name);
	}
	return false;
}
