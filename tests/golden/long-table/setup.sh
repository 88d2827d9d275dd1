#!/bin/sh
# A table of 100 columns and 2,500 rows.
awk 'BEGIN {
	printf "---\ntitle: Long\n---\n"
	for (row = 0; row < 2500; row++) {
		for (i = 0; i < 100; i++) printf row == 1 ? "|-" : "|"
		printf "|\n"
	}
}' >content/index.md
