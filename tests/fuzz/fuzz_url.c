/* Addresses: a key is its own key, what is requested is faultless and stays as it is. */
#include "base/web_url.h"
#include "fuzz.h"

/* The same page, whatever the user's name in front of it. */
static void
check_key(struct arena *arena, struct str text)
{
	struct str key = web_url_key(arena, text);
	struct str request = web_url_request(arena, text);
	struct web_url url;

	claim(str_eq(web_url_key(arena, key), key), text);
	claim(str_eq(web_url_request(arena, request), request), text);
	claim(web_url_parse(arena, request, &url) == WEB_URL_FINE, text);
	claim(!url.has_user && !url.has_fragment, text);
	claim(url.port > 0 && url.port < 65536 && url.host.len > 0, text);
}

/* The first line is a base, the second what stands on its page. */
static void
check_reference(struct arena *arena, struct str text)
{
	struct str rest = text, base, reference;

	if (!str_split(&rest, '\n', &base) || !str_split(&rest, '\n', &reference))
		return;
	reference = web_url_resolve(arena, base, reference);
	if (reference.len)
		web_url_key(arena, reference);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_text(data, size);
	struct arena arena;
	struct web_url url;

	arena_init(&arena);
	if (web_url_is_unusable(web_url_parse(&arena, text, &url)))
		claim(web_url_key(&arena, text).len == 0, text);
	else
		check_key(&arena, text);
	check_reference(&arena, text);
	arena_release(&arena);
	return 0;
}
