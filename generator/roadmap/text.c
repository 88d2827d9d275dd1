/* Wordings; what a wording means is label.c's and unit.c's affair. */
#include "roadmap/text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { SLUG_LIMIT = 48 };

static struct str
take(struct arena *arena, struct buf *buf)
{
	struct str text = arena_dup(arena, buf_str(buf));

	buf_release(buf);
	return text;
}

/* "[text](address)" or "[text][label]" at the front: its bytes and the text; else 0. */
static size_t
link_len(struct str text, struct str *inside)
{
	size_t close = str_find_char(text, ']'), end;
	struct str behind = str_skip(text, close + 1);

	*inside = (struct str){0};
	if (!str_starts(text, STR("[")) || close == text.len)
		return 0;
	if (str_starts(text, STR("[^")))
		return close + 1; // a footnote says nothing by itself
	*inside = str_slice(text, 1, close);
	if (str_starts(behind, STR("[")))
		return close + 1 + str_find_char(behind, ']') + 1;
	if (!str_starts(behind, STR("(")))
		return 0;
	end = close + str_find_char(str_skip(text, close), ')');
	return end < text.len ? end + 1 : 0;
}

static bool
is_word_byte(char c)
{
	return ascii_is_alnum(c) || (c & 0x80);
}

/* An underscore between letters is part of a name. */
static bool
is_mark(struct str text, size_t i)
{
	bool before = i > 0 && is_word_byte(text.at[i - 1]);
	bool behind = i + 1 < text.len && is_word_byte(text.at[i + 1]);

	if (text.at[i] == '_')
		return !(before && behind);
	if (text.at[i] == '*')
		return !(i > 0 && text.at[i - 1] == ' ' && i + 1 < text.len &&
			 text.at[i + 1] == ' ');
	return text.at[i] == '`';
}

struct str
text_plain(struct arena *arena, struct str text)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < text.len; i++) {
		struct str inside = {0};
		size_t image = text.at[i] == '!' ? 1 : 0;
		size_t len = link_len(str_skip(text, i + image), &inside);

		if (len) {
			buf_add(&out, text_plain(arena, inside));
			i += len + image - 1;
		} else if (text.at[i] == '\\' && i + 1 < text.len &&
			   ascii_is_punct(text.at[i + 1])) {
			buf_add_char(&out, text.at[++i]);
		} else if (!is_mark(text, i)) {
			buf_add_char(&out, text.at[i]);
		}
	}
	text = take(arena, &out);
	return str_trim(text);
}

struct str
text_fold(struct arena *arena, struct str text)
{
	struct buf out;
	bool space = false;

	buf_init(&out);
	while (text.len) {
		int32_t code_point = utf8_next(&text);

		if (!utf8_is_word(code_point) || code_point == '_') {
			space = true;
			continue;
		}
		if (space && out.len)
			buf_add_char(&out, ' ');
		space = false;
		utf8_put(&out, utf8_lower(code_point));
	}
	return take(arena, &out);
}

struct str
text_skip_signs(struct str text)
{
	for (;;) {
		struct str rest = text;
		int32_t code_point = utf8_next(&rest);

		if (code_point < 0 || utf8_is_word(code_point) || code_point == '(')
			return text;
		text = rest;
	}
}

/* ASCII for the letters of European languages; "" for what has none. */
static const char *
transliterate(int32_t code_point)
{
	static const struct {
		int32_t code_point;
		const char *ascii;
	} letters[] = {
	    {0xdf, "ss"}, {0xe0, "a"},  {0xe1, "a"},  {0xe2, "a"},  {0xe3, "a"},  {0xe4, "ae"},
	    {0xe5, "a"},  {0xe6, "ae"}, {0xe7, "c"},  {0xe8, "e"},  {0xe9, "e"},  {0xea, "e"},
	    {0xeb, "e"},  {0xec, "i"},  {0xed, "i"},  {0xee, "i"},  {0xef, "i"},  {0xf1, "n"},
	    {0xf2, "o"},  {0xf3, "o"},  {0xf4, "o"},  {0xf5, "o"},  {0xf6, "oe"}, {0xf8, "o"},
	    {0xf9, "u"},  {0xfa, "u"},  {0xfb, "u"},  {0xfc, "ue"}, {0xfd, "y"},  {0x105, "a"},
	    {0x107, "c"}, {0x10d, "c"}, {0x119, "e"}, {0x11b, "e"}, {0x142, "l"}, {0x144, "n"},
	    {0x159, "r"}, {0x15b, "s"}, {0x161, "s"}, {0x17a, "z"}, {0x17c, "z"}, {0x17e, "z"},
	};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].code_point == code_point)
			return letters[i].ascii;
	return "";
}

static void
cut_slug(struct buf *slug)
{
	size_t cut = SLUG_LIMIT;

	if (slug->len > SLUG_LIMIT) {
		while (cut > SLUG_LIMIT / 2 && slug->at[cut] != '-')
			cut--;
		buf_truncate(slug, cut > SLUG_LIMIT / 2 ? cut : SLUG_LIMIT);
	}
	while (slug->len && slug->at[slug->len - 1] == '-')
		buf_truncate(slug, slug->len - 1);
}

struct str
text_slug(struct arena *arena, struct str text, struct str otherwise)
{
	struct str rest = text_plain(arena, text);
	struct buf slug;
	bool hyphen = false;

	buf_init(&slug);
	while (rest.len) {
		int32_t code_point = utf8_lower(utf8_next(&rest));
		bool ascii = code_point < 0x80 && ascii_is_alnum((char)code_point);
		struct str letter = str_from(transliterate(code_point));

		if (!ascii && letter.len == 0) {
			hyphen = hyphen || code_point != '\'';
			continue;
		}
		if (hyphen && slug.len)
			buf_add_char(&slug, '-');
		hyphen = false;
		if (ascii)
			buf_add_char(&slug, (char)code_point);
		buf_add(&slug, letter);
	}
	cut_slug(&slug);
	rest = take(arena, &slug);
	return path_is_segment(rest) ? rest : otherwise;
}

struct str
text_capitalise(struct arena *arena, struct str text)
{
	char first = text.len ? text.at[0] : 0;

	if (first < 'a' || first > 'z')
		return text;
	return arena_printf(arena, "%c%.*s", first - 'a' + 'A', STR_ARG(str_skip(text, 1)));
}

/* Depth of brackets behind the character; negative depths are none. */
static int
bracket_depth(int depth, char c)
{
	if (c == '(' || c == '[' || c == '{')
		return depth + 1;
	if ((c == ')' || c == ']' || c == '}') && depth > 0)
		return depth - 1;
	return depth;
}

/* Offset of the next separator outside brackets and code. */
static size_t
find_separator(struct str text, struct str separator)
{
	bool code = false;
	int depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '`')
			code = !code;
		depth = bracket_depth(depth, text.at[i]);
		if (!code && depth == 0 && str_starts(str_skip(text, i), separator))
			return i;
	}
	return text.len;
}

static struct str
skip_and(struct str phrase)
{
	if (str_starts(phrase, STR("and ")) || str_starts(phrase, STR("und ")))
		return str_trim(str_skip(phrase, 4));
	return phrase;
}

struct str *
text_phrases(struct arena *arena, struct str text, size_t *nphrases)
{
	struct str separator = find_separator(text, STR(";")) < text.len ? STR(";") : STR(", ");
	bool sentences = find_separator(text, STR(". ")) < text.len;
	VEC(struct str) phrases = {0};

	while (text.len) {
		size_t at = sentences ? text.len : find_separator(text, separator);
		struct str phrase = str_trim(str_slice(text, 0, at));

		if (phrases.len)
			phrase = skip_and(phrase);
		if (phrase.len)
			VEC_PUSH(arena, &phrases, phrase);
		text = str_skip(text, at + separator.len);
	}
	*nphrases = phrases.len;
	return phrases.at;
}

struct str
text_sentence(struct str text)
{
	static const struct str ends[] = {STR_INIT(". "), STR_INIT("! "), STR_INIT("? "),
					  STR_INIT("\n")};
	size_t end = text.len;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t at = str_find(text, ends[i]);

		if (at < text.len && at + (i < 3) < end)
			end = at + (i < 3);
	}
	return str_slice(text, 0, end);
}

bool
text_take_parenthesis(struct str text, struct str *rest, struct str *inside)
{
	struct str trimmed = str_trim(text);
	size_t open = trimmed.len;

	*rest = trimmed;
	if (!str_ends(trimmed, STR(")")))
		return false;
	while (open && trimmed.at[open - 1] != '(')
		open--;
	if (open < 2)
		return false; // none, or nothing before it
	*inside = str_trim(str_slice(trimmed, open, trimmed.len - 1));
	*rest = str_trim(str_slice(trimmed, 0, open - 1));
	return true;
}

struct str
text_shorten(struct arena *arena, struct str text, size_t limit)
{
	size_t cut = limit - 3; // bytes of the ellipsis

	if (text.len <= limit)
		return text;
	while (cut && text.at[cut] != ' ')
		cut--;
	if (cut == 0)
		return (struct str){0};
	while (cut && str_find_char(STR(" ,;:"), text.at[cut - 1]) < 4)
		cut--;
	return arena_printf(arena, "%.*s…", (int)cut, text.at);
}
