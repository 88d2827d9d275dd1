/* Fragments in HTML: the same answer in one piece, in bytes, and cut where the input says. */
#include "fuzz.h"
#include "net/fragment.h"

#include <string.h>

struct answer {
	bool found[2], scripts, utf16;
};

/* In a copy of its own, so that a look beyond the piece is seen. */
static void
feed(struct fragment_scanner *scanner, struct str piece)
{
	char *copy = malloc(piece.len ? piece.len : 1);

	if (piece.len)
		memcpy(copy, piece.at, piece.len);
	fragment_feed(scanner, (struct str){copy, piece.len});
	free(copy);
}

static struct answer
look(struct str html, const struct str wanted[2], size_t first, size_t step)
{
	struct fragment_scanner scanner;
	struct arena arena;
	struct answer answer;

	arena_init(&arena);
	fragment_init(&scanner, &arena, wanted, 2);
	feed(&scanner, str_slice(html, 0, first));
	for (size_t at = first; at < html.len; at += step)
		feed(&scanner, str_slice(html, at, at + step));
	memset(&answer, 0, sizeof(answer));
	answer = (struct answer){{scanner.wanted[0].found, scanner.wanted[1].found},
				 scanner.scripts,
				 scanner.utf16};
	arena_release(&arena);
	return answer;
}

static bool
is_same(struct answer a, struct answer b)
{
	return a.found[0] == b.found[0] && a.found[1] == b.found[1] && a.scripts == b.scripts &&
	       a.utf16 == b.utf16;
}

/* The first byte says where to cut, the first line then what to look for; the rest is the page. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html, wanted[2] = {STR("x"), STR("")};
	struct answer whole;
	size_t cut;

	if (!size)
		return 0;
	html = fuzz_text(data + 1, size - 1);
	str_split(&html, '\n', &wanted[1]);
	cut = html.len ? data[0] % html.len : 0;
	whole = look(html, wanted, html.len, 1);
	claim(is_same(whole, look(html, wanted, cut, html.len + 1)), html);
	claim(is_same(whole, look(html, wanted, 0, 1)), html);
	return 0;
}
