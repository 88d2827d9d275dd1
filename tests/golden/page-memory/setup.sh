#!/bin/sh
# 8 MB of words that take many times as much once they are parsed.
awk 'BEGIN {
	for (i = 0; i < 8000; i++) words = words "*a* "
	printf "---\ntitle: Memory\n---\n"
	for (i = 0; i < 250; i++) printf "%s\n\n", words
}' >content/index.md
