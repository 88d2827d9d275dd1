#!/bin/sh
# 200 lists in each other.
awk 'BEGIN {
	printf "---\ntitle: Deep\n---\n"
	for (i = 0; i < 200; i++) printf "%*s- %d\n", 2 * i, "", i
}' >content/index.md
