#!/bin/sh
# 70,000 bytes without a blank line.
awk 'BEGIN {
	printf "---\ntitle: Large\n---\nA short paragraph.\n\n"
	for (i = 0; i < 700; i++) printf "%099d\n", i
}' >content/index.md
