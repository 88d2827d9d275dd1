/*
 * A decoder of our own, because most text is ASCII and is passed over in words;
 * what a code point is (case, category, width) is left to utf8proc.
 */
#include "base/utf8.h"

#include "base/buf.h"
#include "base/die.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, LAST_CODE_POINT = 0x10ffff };

/*
 * Decodes the sequence at the front of non-empty text. Returns its bytes, or 0
 * when it is cut off, overlong, a surrogate or beyond Unicode.
 */
static size_t
decode(struct str text, int32_t *code_point)
{
	static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *at = (const unsigned char *)text.at;
	size_t len = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
	int32_t value;

	if (len == 0 || len > text.len || at[0] > 0xf4)
		return 0;
	value = len == 1 ? at[0] : at[0] & (0xff >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (at[i] & 0x3f);
	}
	if (value < least[len] || value > LAST_CODE_POINT || (value >= 0xd800 && value < 0xe000))
		return 0;
	*code_point = value;
	return len;
}

/* Offset of the first byte at or behind `from` that is not ASCII; words are asked at once. */
static size_t
skip_ascii(struct str text, size_t from)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word;

	for (; from + sizeof(word) <= text.len; from += sizeof(word)) {
		memcpy(&word, text.at + from, sizeof(word));
		if (word & high)
			break;
	}
	while (from < text.len && !(text.at[from] & 0x80))
		from++;
	return from;
}

bool
utf8_is_valid(struct str text, size_t *bad_at)
{
	size_t at = skip_ascii(text, 0);
	int32_t ignored;

	while (at < text.len) {
		size_t len = decode(str_skip(text, at), &ignored);

		if (len == 0) {
			*bad_at = at;
			return false;
		}
		at = skip_ascii(text, at + len);
	}
	return true;
}

int32_t
utf8_next(struct str *rest)
{
	int32_t code_point = REPLACEMENT;
	size_t len;

	if (rest->len == 0)
		return -1;
	len = decode(*rest, &code_point);
	*rest = str_skip(*rest, len ? len : 1);
	return code_point;
}

size_t
utf8_encode(int32_t code_point, char buffer[static 4])
{
	if (code_point < 0 || code_point > LAST_CODE_POINT ||
	    (code_point >= 0xd800 && code_point < 0xe000))
		code_point = REPLACEMENT;
	return (size_t)utf8proc_encode_char(code_point, (utf8proc_uint8_t *)buffer);
}

void
utf8_put(struct buf *out, int32_t code_point)
{
	char bytes[4];

	buf_add(out, (struct str){bytes, utf8_encode(code_point, bytes)});
}

struct str
utf8_cut(struct str text, size_t most)
{
	if (text.len <= most)
		return text;
	while (most > 0 && ((unsigned char)text.at[most] & 0xc0) == 0x80)
		most--;
	return str_slice(text, 0, most);
}

size_t
utf8_count(struct str text)
{
	size_t count = 0;

	while (text.len) {
		size_t ascii = skip_ascii(text, 0);

		count += ascii;
		text = str_skip(text, ascii);
		if (utf8_next(&text) >= 0)
			count++;
	}
	return count;
}

static size_t
width_of(int32_t code_point)
{
	int width;

	if (code_point < 0xa0)
		return 1;
	width = utf8proc_charwidth(code_point);
	return width > 0 ? (size_t)width : 0;
}

size_t
utf8_width(struct str text)
{
	size_t width = 0;

	while (text.len)
		width += width_of(utf8_next(&text));
	return width;
}

int32_t
utf8_lower(int32_t code_point)
{
	if (code_point < 0x80)
		return ascii_lower((char)code_point);
	return utf8proc_tolower(code_point);
}

/* What makes no difference to a search, in rising order. */
static bool
is_dropped(int32_t code_point)
{
	static const int32_t ranges[][2] = {
	    {0xad, 0xad},     // soft hyphen
	    {0x300, 0x36f},   // accents
	    {0x640, 0x640},   // Arabic: the stretching line
	    {0x64b, 0x652},   // and vowel signs
	    {0x200b, 0x200f}, // joiners and directions
	    {0x202a, 0x202e}, {0x2060, 0x2069}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (code_point <= ranges[i][1])
			return code_point >= ranges[i][0];
	return false;
}

/* One code point of decomposed text, folded to none, one or two. */
static size_t
fold_one(int32_t code_point, int32_t out[2])
{
	if (is_dropped(code_point))
		return 0;
	out[0] = utf8_lower(code_point);
	switch (out[0]) {
	case 0x131: out[0] = 'i'; break;   // dotless i
	case 0x3c2: out[0] = 0x3c3; break; // sigma at the end of a word
	case 0xdf: out[0] = out[1] = 's'; return 2;
	}
	return 1;
}

/* Text without ASCII: nothing of ASCII composes with what is kept of it. */
static void
fold_run(struct buf *out, struct str run)
{
	const utf8proc_option_t apart = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)run.at;
	utf8proc_ssize_t most =
	    utf8proc_decompose(bytes, (utf8proc_ssize_t)run.len, NULL, 0, apart);
	utf8proc_int32_t *from, *to;
	utf8proc_ssize_t len = 0;

	if (most <= 0)
		return;
	/* One more each, for the library may write a NUL behind the end. */
	from = alloc_or_die((size_t)most + 1, sizeof(*from));
	to = alloc_or_die(2 * (size_t)most + 1, sizeof(*to));
	most = utf8proc_decompose(bytes, (utf8proc_ssize_t)run.len, from, most, apart);
	for (utf8proc_ssize_t i = 0; i < most; i++)
		len += (utf8proc_ssize_t)fold_one(from[i], to + len);
	len = utf8proc_normalize_utf32(to, len, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < len; i++)
		utf8_put(out, to[i]);
	free(to);
	free(from);
}

void
utf8_fold(struct buf *out, struct str text)
{
	while (text.len) {
		size_t ascii = skip_ascii(text, 0), start = out->len, len = 0;

		buf_add(out, str_slice(text, 0, ascii));
		for (size_t i = start; i < out->len; i++)
			out->at[i] = ascii_lower(out->at[i]);
		text = str_skip(text, ascii);
		while (len < text.len && text.at[len] & 0x80)
			len++;
		fold_run(out, str_slice(text, 0, len));
		text = str_skip(text, len);
	}
}

bool
utf8_is_word(int32_t code_point)
{
	if (code_point < 0x80)
		return code_point == '_' || ascii_is_alnum((char)code_point);
	switch (utf8proc_category(code_point)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_PC: return true;
	default: return false;
	}
}

bool
utf8_is_space(int32_t code_point)
{
	if (code_point < 0x80)
		return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
	switch (utf8proc_category(code_point)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP: return true;
	default: return false;
	}
}

bool
utf8_is_punct(int32_t code_point)
{
	utf8proc_category_t category;

	if (code_point < 0x80)
		return code_point >= 0 && ascii_is_punct((char)code_point);
	category = utf8proc_category(code_point);
	return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

bool
utf8_is_hidden(int32_t code_point)
{
	return code_point < ' ' || (code_point >= 0x7f && code_point < 0xa0) ||
	       (code_point >= 0x2028 && code_point <= 0x202e) ||
	       (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xfffe ||
	       code_point == 0xffff;
}

void
utf8_put_safe(struct buf *out, struct str text)
{
	while (text.len) {
		struct str rest = text;
		int32_t code_point = utf8_next(&rest);
		struct str bytes = str_slice(text, 0, text.len - rest.len);
		bool broken = bytes.len == 1 && (bytes.at[0] & 0x80);

		text = rest;
		if (code_point == '\t') {
			buf_add_char(out, ' ');
		} else if (!broken && !utf8_is_hidden(code_point)) {
			buf_add(out, bytes);
		} else {
			for (size_t i = 0; i < bytes.len; i++)
				buf_addf(out, "\\x%02X", (unsigned)(unsigned char)bytes.at[i]);
		}
	}
}
