/* Cuts folded text into words, remembering nothing: what is next says the rest of the text. */
#include "emit/words.h"

#include "base/utf8.h"

#include <stddef.h>
#include <stdint.h>

enum character { CHARACTER_BETWEEN, CHARACTER_WORD, CHARACTER_PAIRED };

/* Written without spaces between words; punctuation within the ranges has been asked before. */
static bool
is_paired(int32_t code_point)
{
	static const int32_t ranges[][2] = {
	    {0x1100, 0x11ff},   // Hangul Jamo
	    {0x3005, 0x3007},   // repeated and closing Han, zero
	    {0x3041, 0x30ff},   // Hiragana, Katakana
	    {0x3105, 0x318e},   // Bopomofo, Hangul Jamo for compatibility
	    {0x31a0, 0x31bf},   // Bopomofo
	    {0x31f0, 0x31ff},   // Katakana
	    {0x3400, 0x4dbf},   // Han
	    {0x4e00, 0x9fff},   // Han
	    {0xa960, 0xa97c},   // Hangul Jamo
	    {0xac00, 0xd7fb},   // Hangul
	    {0xf900, 0xfaff},   // Han for compatibility
	    {0x20000, 0x323af}, // Han
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (code_point <= ranges[i][1])
			return code_point >= ranges[i][0];
	return false;
}

/* Most text is ASCII, and asked byte by byte. */
static bool
is_word_byte(char c)
{
	static const bool words[128] = {['+'] = true,
					['0' ... '9'] = true,
					['A' ... 'Z'] = true,
					['a' ... 'z'] = true};

	return !(c & 0x80) && words[(unsigned char)c];
}

/* What stands at the front of the text, and how many bytes it takes. */
static enum character
look(struct str text, size_t *len)
{
	struct str rest = text;
	int32_t code_point;

	if (!(text.at[0] & 0x80)) {
		*len = 1;
		return is_word_byte(text.at[0]) ? CHARACTER_WORD : CHARACTER_BETWEEN;
	}
	code_point = utf8_next(&rest);
	*len = text.len - rest.len;
	if (code_point < 0xa0 || utf8_is_space(code_point) || utf8_is_punct(code_point))
		return CHARACTER_BETWEEN;
	return is_paired(code_point) ? CHARACTER_PAIRED : CHARACTER_WORD;
}

static struct str
take_run(struct str *rest)
{
	size_t end = 0, len;

	while (end < rest->len) {
		if (is_word_byte(rest->at[end]))
			len = 1;
		else if (look(str_skip(*rest, end), &len) != CHARACTER_WORD)
			break;
		end += len;
	}
	*rest = str_skip(*rest, end);
	return (struct str){rest->at - end, end};
}

/* The first code points of a word; whoever types more of it is cut, too. */
static struct str
shorten(struct str word)
{
	struct str rest = word;

	if (word.len <= WORD_LENGTH)
		return word;
	for (int i = 0; i < WORD_LENGTH && rest.len; i++)
		utf8_next(&rest);
	return str_slice(word, 0, word.len - rest.len);
}

static struct str
take_pair(struct str *rest, size_t first)
{
	struct str word = str_slice(*rest, 0, first);
	struct str behind = str_skip(*rest, first);
	size_t second;

	if (behind.len && look(behind, &second) == CHARACTER_PAIRED)
		word.len += second;
	*rest = behind;
	return word;
}

bool
words_next(struct str *rest, struct str *word)
{
	size_t len;

	while (rest->len) {
		switch (look(*rest, &len)) {
		case CHARACTER_PAIRED: *word = take_pair(rest, len); return true;
		case CHARACTER_WORD:
			*word = take_run(rest);
			while (word->len && word->at[0] == '+')
				*word = str_skip(*word, 1);
			*word = shorten(*word);
			if (word->len)
				return true;
			break;
		case CHARACTER_BETWEEN: *rest = str_skip(*rest, len);
		}
	}
	return false;
}
