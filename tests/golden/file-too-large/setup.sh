#!/bin/sh
# 9 MB of short paragraphs.
awk 'BEGIN {
	printf "---\ntitle: Large\n---\n"
	for (i = 0; i < 90000; i++) printf "%098d\n\n", i
}' >content/index.md
