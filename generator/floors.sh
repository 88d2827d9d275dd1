#!/bin/sh
# Checks the house against generator/FLOORS: a file includes headers of its own
# floor and of floors below it only, and a library's header only behind its door.
set -eu
cd "$(dirname "$0")"

awk '
FILENAME == "FLOORS" {
	if ($1 == "floor")
		floor[$2] = ++nfloors
	if ($1 == "door")
		doors[$2] = doors[$2] " " $3
	next
}
function fault(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text
	bad = 1
}
function is_door(header,    n, parts, i) {
	n = split(doors[header], parts, " ")
	for (i = 1; i <= n; i++)
		if (parts[i] == file || parts[i] == folder "/*")
			return 1
	return 0
}
FNR == 1 {
	folder = FILENAME
	sub(/^\.\//, "", folder)
	file = folder
	if (!sub("/[^/]*$", "", folder))
		folder = ""
	if (folder != "" && !(folder in floor))
		fault("folder \"" folder "\" is not in FLOORS")
}
/^#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	other = quoted[2]
	if (!sub("/[^/]*$", "", other) || !(other in floor))
		fault("include \"" quoted[2] "\" names no floor")
	else if (folder != "" && floor[other] > floor[folder])
		fault("\"" folder "\" is below \"" other "\" and must not include " quoted[2])
}
/^#[ \t]*include[ \t]*</ {
	header = $0
	sub(".*<", "", header)
	sub(">.*", "", header)
	if ((header in doors) && !is_door(header))
		fault("<" header "> is included outside of its door" doors[header])
}
END {
	exit bad
}
' FLOORS main.c ./*/*.[ch] && echo "floors: in order"
