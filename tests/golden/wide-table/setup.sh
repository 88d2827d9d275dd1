#!/bin/sh
# A table of 3,000 columns.
awk 'BEGIN {
	printf "---\ntitle: Wide\n---\n"
	for (row = 0; row < 3; row++) {
		for (i = 0; i < 3000; i++) printf row == 1 ? "|-" : "|a"
		printf "|\n"
	}
}' >content/index.md
