#!/bin/sh
# 40 brackets in each other, and front matter of 70,000 bytes.
awk 'BEGIN {
	printf "---\nweek: 1\ntitle: "
	for (i = 0; i < 40; i++) printf "["
	for (i = 0; i < 40; i++) printf "]"
	printf "\n---\nText.\n"
}' >content/deep.md
awk 'BEGIN {
	printf "---\ntitle: Long\nsummary: >\n"
	for (i = 0; i < 700; i++) printf "  %097d\n", 0
	printf "---\nText.\n"
}' >content/long.md
