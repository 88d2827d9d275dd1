#!/bin/sh
awk 'BEGIN {
	printf "---\ntitle: Links\n---\n"
	for (i = 0; i < 10001; i++) printf "[%d]: https://example.org/\n\n", i
}' >content/links.md
awk 'BEGIN {
	printf "---\ntitle: Footnotes\n---\n"
	for (i = 0; i < 2001; i++) printf "[^%d]: A note.\n\n", i
}' >content/notes.md
