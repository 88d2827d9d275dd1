/* The tokenizer: one state, one byte. What a state does not eat is looked at again in the next. */
#include "net/fragment.h"

#include "base/arena.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

enum state {
	TEXT,
	TAG_OPEN, // behind "<"
	END_OPEN, // behind "</"
	MARKUP,   // behind "<!"
	MARKUP_DASH,
	BOGUS, // a declaration, to the next ">"
	COMMENT,
	COMMENT_BANG, // behind "--!"
	TAG_NAME,
	BEFORE_ATTRIBUTE,
	ATTRIBUTE_NAME,
	AFTER_NAME,
	BEFORE_VALUE,
	VALUE_DOUBLE,
	VALUE_SINGLE,
	VALUE_BARE,
	RAW,      // in a script or its like
	RAW_OPEN, // behind "<" there
	RAW_END,  // in a name behind "</" there
};

/* "<!-->" and "<!--->" end at once, so the dashes at the start of a comment count apart. */
enum { NO_DASH = 0, AT_START = -1, START_DASH = -2 };

enum { REFERENCE_MOST = 8, ROOM = 64 }; // bytes in which one byte of an id may be written

void
fragment_init(struct fragment_scanner *scanner, struct arena *arena, const struct str *wanted,
	      size_t nwanted)
{
	size_t longest = 0;

	*scanner = (struct fragment_scanner){.nwanted = nwanted};
	scanner->wanted = ARENA_ARRAY(arena, struct fragment, nwanted);
	for (size_t i = 0; i < nwanted; i++) {
		scanner->wanted[i].raw = arena_dup(arena, wanted[i]);
		scanner->wanted[i].decoded = url_decode(arena, wanted[i]);
		if (wanted[i].len > longest)
			longest = wanted[i].len;
	}
	scanner->value_capacity = REFERENCE_MOST * longest + ROOM;
	scanner->value = arena_alloc(arena, scanner->value_capacity);
}

static struct str
tag_of(const struct fragment_scanner *scanner)
{
	return (struct str){scanner->tag, scanner->tag_len};
}

static void
start_tag(struct fragment_scanner *scanner, bool closing)
{
	scanner->closing = closing;
	scanner->has_id = scanner->has_name = false;
	scanner->tag_len = 0;
}

/* What is too long for the buffer is no name that anybody asks for: it is cut, one byte longer. */
static void
add_to_name(char *name, size_t *len, size_t capacity, char c)
{
	if (*len < capacity)
		name[(*len)++] = ascii_lower(c);
}

static void
start_attribute(struct fragment_scanner *scanner, char c)
{
	scanner->attribute_len = 0;
	scanner->value_len = 0;
	add_to_name(scanner->attribute, &scanner->attribute_len, sizeof(scanner->attribute), c);
}

static void
add_to_value(struct fragment_scanner *scanner, char c)
{
	if (scanner->value_len < scanner->value_capacity)
		scanner->value[scanner->value_len++] = c;
}

/* The code of "#38" or "#x26"; 0 when it is none. */
static uint32_t
numeric_code(struct str name)
{
	bool hex = name.len > 1 && ascii_lower(name.at[1]) == 'x';
	uint32_t code = 0;

	for (size_t i = hex ? 2 : 1; i < name.len; i++) {
		char c = ascii_lower(name.at[i]);
		int digit = ascii_is_digit(c)             ? c - '0'
			    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
							  : -1;

		if (digit < 0)
			return 0;
		code = code * (hex ? 16 : 10) + (uint32_t)digit;
		if (code > 0x10ffff)
			return 0;
	}
	return code >= 0xd800 && code <= 0xdfff ? 0 : code;
}

static uint32_t
code_of(struct str name)
{
	static const struct {
		struct str name;
		uint32_t code;
	} known[] = {{STR_INIT("amp"), '&'},  {STR_INIT("lt"), '<'},    {STR_INIT("gt"), '>'},
		     {STR_INIT("quot"), '"'}, {STR_INIT("apos"), '\''}, {STR_INIT("nbsp"), 0xa0}};

	if (str_starts(name, STR("#")))
		return numeric_code(name);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(name, known[i].name))
			return known[i].code;
	return 0;
}

/* A reference is never shorter than what it means, so it is written over itself. */
static size_t
decode_references(char *value, size_t len)
{
	size_t out = 0;

	for (size_t i = 0; i < len; i++) {
		struct str rest = {value + i + 1, len - i - 1};
		size_t end = value[i] == '&' ? str_find_char(rest, ';') : rest.len;
		uint32_t code = end < rest.len ? code_of(str_slice(rest, 0, end)) : 0;
		char encoded[4];

		if (!code) {
			value[out++] = value[i];
			continue;
		}
		for (size_t k = 0, n = utf8_encode((int32_t)code, encoded); k < n; k++)
			value[out++] = encoded[k];
		i += end + 1; // the ';' too
	}
	return out;
}

static void
compare_value(struct fragment_scanner *scanner)
{
	struct str value = {scanner->value, decode_references(scanner->value, scanner->value_len)};

	for (size_t i = 0; i < scanner->nwanted; i++) {
		struct fragment *wanted = &scanner->wanted[i];

		if (wanted->found ||
		    (!str_eq(value, wanted->raw) && !str_eq(value, wanted->decoded)))
			continue;
		wanted->found = true;
		scanner->nfound++;
	}
}

/* Of attributes that are there twice the first counts. */
static void
end_attribute(struct fragment_scanner *scanner)
{
	struct str name = {scanner->attribute, scanner->attribute_len};
	bool id = str_eq(name, STR("id")), is_name = str_eq(name, STR("name"));
	bool seen = id ? scanner->has_id : scanner->has_name;
	bool counts =
	    id || str_eq(tag_of(scanner), STR("a")) || str_eq(tag_of(scanner), STR("map"));

	scanner->attribute_len = 0;
	if (scanner->closing || (!id && !is_name))
		return;
	scanner->has_id |= id;
	scanner->has_name |= is_name;
	if (counts && !seen && scanner->value_len && scanner->value_len < scanner->value_capacity)
		compare_value(scanner);
}

static enum state
end_tag(struct fragment_scanner *scanner)
{
	static const struct str raw[] = {STR_INIT("script"),   STR_INIT("style"),
					 STR_INIT("textarea"), STR_INIT("title"),
					 STR_INIT("xmp"),      STR_INIT("iframe"),
					 STR_INIT("noembed"),  STR_INIT("noframes")};

	if (scanner->attribute_len)
		end_attribute(scanner);
	for (size_t i = 0; i < sizeof(raw) / sizeof(*raw) && !scanner->closing; i++) {
		if (!str_eq(tag_of(scanner), raw[i]))
			continue;
		scanner->scripts |= i == 0;
		scanner->raw_len = scanner->tag_len;
		memcpy(scanner->raw_tag, scanner->tag, scanner->tag_len);
		return RAW;
	}
	return TEXT;
}

static enum state
in_comment(struct fragment_scanner *scanner, char c)
{
	int dashes = scanner->dashes;

	if (c == '>' && (dashes < 0 || dashes >= 2))
		return TEXT;
	if (c == '!' && dashes >= 2)
		return COMMENT_BANG;
	scanner->dashes = c != '-'               ? NO_DASH
			  : dashes == AT_START   ? START_DASH
			  : dashes == START_DASH ? 2
			  : dashes < 2           ? dashes + 1
						 : 2;
	return COMMENT;
}

/* Behind "</" in a script: is it the script's own end? */
static enum state
in_raw_end(struct fragment_scanner *scanner, char c, bool *again)
{
	struct str name = tag_of(scanner), wanted = {scanner->raw_tag, scanner->raw_len};

	if (ascii_is_alpha(c)) {
		add_to_name(scanner->tag, &scanner->tag_len, sizeof(scanner->tag), c);
		return RAW_END;
	}
	*again = true;
	if (str_eq(name, wanted) && (ascii_is_space(c) || c == '\f' || c == '/' || c == '>'))
		return BEFORE_ATTRIBUTE;
	return RAW;
}

static enum state
in_markup(struct fragment_scanner *scanner, enum state state, char c, bool *again)
{
	switch (state) {
	case TAG_OPEN:
		if (c == '!')
			return MARKUP;
		if (c == '/')
			return END_OPEN;
		start_tag(scanner, false);
		*again = c != '?';
		return ascii_is_alpha(c) ? TAG_NAME : c == '?' ? BOGUS : TEXT;
	case END_OPEN:
		start_tag(scanner, true);
		*again = c != '>';
		return ascii_is_alpha(c) ? TAG_NAME : c == '>' ? TEXT : BOGUS;
	case MARKUP: *again = c != '-'; return c == '-' ? MARKUP_DASH : BOGUS;
	case MARKUP_DASH:
		scanner->dashes = AT_START;
		*again = c != '-';
		return c == '-' ? COMMENT : BOGUS;
	case COMMENT_BANG:
		scanner->dashes = NO_DASH;
		*again = c != '>';
		return c == '>' ? TEXT : COMMENT;
	case RAW_OPEN:
		start_tag(scanner, true);
		*again = c != '/';
		return c == '/' ? RAW_END : RAW;
	default: return in_raw_end(scanner, c, again);
	}
}

static enum state
in_tag(struct fragment_scanner *scanner, enum state state, char c, bool *again)
{
	bool space = ascii_is_space(c) || c == '\f';

	switch (state) {
	case TAG_NAME:
		if (space || c == '/')
			return BEFORE_ATTRIBUTE;
		if (c == '>')
			return end_tag(scanner);
		add_to_name(scanner->tag, &scanner->tag_len, sizeof(scanner->tag), c);
		return TAG_NAME;
	case BEFORE_ATTRIBUTE:
		if (space || c == '/')
			return BEFORE_ATTRIBUTE;
		if (c == '>')
			return end_tag(scanner);
		start_attribute(scanner, c);
		return ATTRIBUTE_NAME;
	case ATTRIBUTE_NAME:
	case AFTER_NAME:
		if (space)
			return AFTER_NAME;
		if (c == '=')
			return BEFORE_VALUE;
		if (c == '/' || c == '>' || state == AFTER_NAME) {
			*again = true;
			return BEFORE_ATTRIBUTE;
		}
		add_to_name(scanner->attribute, &scanner->attribute_len, sizeof(scanner->attribute),
			    c);
		return ATTRIBUTE_NAME;
	default: // BEFORE_VALUE
		if (space)
			return BEFORE_VALUE;
		if (c == '>')
			return end_tag(scanner);
		*again = c != '"' && c != '\'';
		return c == '"' ? VALUE_DOUBLE : c == '\'' ? VALUE_SINGLE : VALUE_BARE;
	}
}

static enum state
in_value(struct fragment_scanner *scanner, enum state state, char c, bool *again)
{
	bool bare = state == VALUE_BARE;
	bool end = bare ? ascii_is_space(c) || c == '\f' || c == '>'
			: c == (state == VALUE_DOUBLE ? '"' : '\'');

	if (!end) {
		add_to_value(scanner, c);
		return state;
	}
	end_attribute(scanner);
	*again = bare;
	return BEFORE_ATTRIBUTE;
}

static enum state
step(struct fragment_scanner *scanner, enum state state, char c, bool *again)
{
	*again = false;
	switch (state) {
	case TEXT: return c == '<' ? TAG_OPEN : TEXT;
	case RAW: return c == '<' ? RAW_OPEN : RAW;
	case BOGUS: return c == '>' ? TEXT : BOGUS;
	case COMMENT: return in_comment(scanner, c);
	case TAG_NAME:
	case BEFORE_ATTRIBUTE:
	case ATTRIBUTE_NAME:
	case AFTER_NAME:
	case BEFORE_VALUE: return in_tag(scanner, state, c, again);
	case VALUE_DOUBLE:
	case VALUE_SINGLE:
	case VALUE_BARE: return in_value(scanner, state, c, again);
	default: return in_markup(scanner, state, c, again);
	}
}

/* Two bytes at the start say it; `dashes` holds the first until the second comes. */
static void
look_for_mark(struct fragment_scanner *scanner, char c)
{
	if (scanner->nbytes == 0)
		scanner->dashes = (unsigned char)c;
	else if (scanner->dashes + (unsigned char)c == 0xfe + 0xff && (unsigned char)c >= 0xfe)
		scanner->utf16 = true;
	scanner->nbytes++;
}

bool
fragment_feed(struct fragment_scanner *scanner, struct str bytes)
{
	enum state state = (enum state)scanner->state;

	for (size_t i = 0; i < bytes.len && scanner->nfound < scanner->nwanted; i++) {
		bool again = true;

		if (scanner->nbytes < 2)
			look_for_mark(scanner, bytes.at[i]);
		if (scanner->utf16)
			return true;
		while (again)
			state = step(scanner, state, bytes.at[i], &again);
	}
	scanner->state = (int)state;
	return scanner->nfound == scanner->nwanted;
}
