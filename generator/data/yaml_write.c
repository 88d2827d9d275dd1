/* When in doubt a text is quoted: the rules for plain scalars are longer than quotes. */
#include "data/yaml_write.h"

#include "base/buf.h"
#include "base/utf8.h"

/* Words that YAML 1.1 or 1.2 readers take for something else than text. */
static const struct str reserved[] = {
    STR_INIT("null"), STR_INIT("true"), STR_INIT("false"), STR_INIT("yes"),
    STR_INIT("no"),   STR_INIT("on"),   STR_INIT("off"),   STR_INIT("y"),
    STR_INIT("n"),    STR_INIT(".inf"), STR_INIT(".nan"),  STR_INIT("~"),
};

static bool
is_reserved(struct str text)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (str_eq_fold(text, reserved[i]))
			return true;
	return false;
}

/* Digits with signs, points and the letters of exponents, dates, times and bases. */
static bool
looks_like_number(struct str text)
{
	static const struct str others = STR_INIT("+-._:eExXoOabcdfABCDFTZ");
	bool digit = false;

	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_digit(text.at[i]))
			digit = true;
		else if (str_find_char(others, text.at[i]) == others.len)
			return false;
	}
	return digit;
}

static bool
is_control(int32_t code_point)
{
	return code_point < ' ' || (code_point >= 0x7f && code_point < 0xa0) ||
	       code_point == 0x2028 || code_point == 0x2029 || code_point == 0xfeff ||
	       (code_point >= 0xfff0 && code_point < 0x10000);
}

static bool
holds_control(struct str text)
{
	while (text.len)
		if (is_control(utf8_next(&text)))
			return true;
	return false;
}

static bool
holds_any(struct str text, struct str refused)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(refused, text.at[i]) < refused.len)
			return true;
	return false;
}

static bool
is_plain(struct str text, bool flow)
{
	if (text.len == 0 || str_trim(text).len != text.len || is_reserved(text))
		return false;
	if (str_has(STR("-?:,[]{}#&*!|>'\"%@`=<"), str_slice(text, 0, 1)))
		return false;
	if (holds_any(text, flow ? STR(":,[]{}\"\\") : STR(":\\")) || str_has(text, STR(" #")))
		return false;
	return !looks_like_number(text) && !holds_control(text);
}

static void
put_escaped(struct buf *out, int32_t code_point)
{
	switch (code_point) {
	case '"': buf_add(out, STR("\\\"")); break;
	case '\\': buf_add(out, STR("\\\\")); break;
	case '\n': buf_add(out, STR("\\n")); break;
	case '\t': buf_add(out, STR("\\t")); break;
	default:
		if (is_control(code_point))
			buf_addf(out, "\\u%04X", (unsigned)code_point);
		else
			utf8_put(out, code_point);
	}
}

static void
put(struct buf *out, struct str text, bool flow)
{
	if (is_plain(text, flow)) {
		buf_add(out, text);
		return;
	}
	buf_add_char(out, '"');
	while (text.len)
		put_escaped(out, utf8_next(&text));
	buf_add_char(out, '"');
}

void
yaml_quote(struct buf *out, struct str text)
{
	put(out, text, false);
}

void
yaml_quote_flow(struct buf *out, struct str text)
{
	put(out, text, true);
}

void
yaml_put_text(struct buf *out, const char *key, struct str text)
{
	if (text.len == 0)
		return;
	buf_addf(out, "%s: ", key);
	yaml_quote(out, text);
	buf_add_char(out, '\n');
}
