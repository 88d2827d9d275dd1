/* Words are compared by their hashes, sorted once, so that a comparison is one walk. */
#include "model/likeness.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

/* Chinese, Japanese, Thai and their neighbours. */
static bool
is_word_alone(int32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
	       (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2e80 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static void
end_word(struct buf *out)
{
	if (out->len && out->at[out->len - 1] != ' ')
		buf_add_char(out, ' ');
}

static void
add_plain(struct buf *out, struct str text)
{
	for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text)) {
		bool alone = is_word_alone(c);

		if (alone || !utf8_is_word(c))
			end_word(out);
		if (utf8_is_word(c))
			utf8_put(out, utf8_lower(c));
		if (alone)
			end_word(out);
	}
}

static int
compare_hashes(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return left < right ? -1 : left > right;
}

struct words
words_read(struct arena *arena, struct str text)
{
	struct words words = {0};
	struct str rest, word;
	struct buf plain;

	buf_init(&plain);
	add_plain(&plain, text);
	words.plain = arena_dup(arena, str_trim(plain.len ? buf_str(&plain) : text));
	rest = words.plain;
	if (plain.len)
		words.hashes = ARENA_ARRAY(arena, uint64_t, plain.len / 2 + 1);
	while (plain.len && str_split(&rest, ' ', &word))
		words.hashes[words.nwords++] = hash_64(word);
	if (words.nwords)
		qsort(words.hashes, words.nwords, sizeof(*words.hashes), compare_hashes);
	buf_release(&plain);
	return words;
}

struct likeness
likeness_of(const struct words *a, const struct words *b)
{
	size_t i = 0, k = 0, shared = 0;

	while (i < a->nwords && k < b->nwords) {
		uint64_t left = a->hashes[i], right = b->hashes[k];

		shared += left == right;
		i += left <= right;
		k += right <= left;
	}
	return (struct likeness){2 * shared, a->nwords + b->nwords};
}

bool
likeness_suffices(struct likeness likeness)
{
	return likeness.shared > 0 && 2 * likeness.shared >= likeness.all;
}

int
likeness_compare(struct likeness a, struct likeness b)
{
	size_t left = a.shared * b.all, right = b.shared * a.all;

	return left < right ? -1 : left > right;
}
