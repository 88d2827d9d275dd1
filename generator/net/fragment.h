/*
 * Are these fragments of a page there? Looked for in HTML that comes in pieces of any size,
 * in memory that does not grow: an element's `id`, or the `name` of an `a` or a `map`.
 *
 * Comments, scripts, styles and texts do not count. It is a browser's tokenizer without its
 * rarest states; of named character references it knows the five of XML and &nbsp;.
 */
#ifndef NET_FRAGMENT_H
#define NET_FRAGMENT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct fragment {
	struct str raw;     // as in the URL, behind '#'
	struct str decoded; // with %XX decoded: found when either is there
	bool found;
};

struct fragment_scanner {
	struct fragment *wanted;
	size_t nwanted, nfound;
	bool scripts; // the page has a <script>
	bool utf16;   // it begins like that, and was not searched

	/* The scanner's own. */
	int state, dashes;
	size_t nbytes;
	bool closing, has_id, has_name;
	char tag[12], attribute[8], raw_tag[12];
	size_t tag_len, attribute_len, raw_len;
	char *value;
	size_t value_len, value_capacity;
};

/* The wanted texts are copied into the arena, where all of the scanner's memory is. */
void fragment_init(struct fragment_scanner *scanner, struct arena *arena, const struct str *wanted,
		   size_t nwanted);
/* True when nothing is left to look for. */
bool fragment_feed(struct fragment_scanner *scanner, struct str bytes);

#endif
