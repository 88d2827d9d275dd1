#!/bin/sh
# generate.sh WEEKS DIR: a course of any size, always the same for the same size. A week file
# has about 4.5 KB: all roles, ten links, a table, two code blocks.
set -eu
weeks=$1 dir=$2
mkdir -p "$dir/content/weeks"
{
	printf 'title: Generated course\nlanguage: en\nid: generated\nblocks:\n'
	awk -v weeks="$weeks" 'BEGIN {
		for (first = 1; first <= weeks; first += 16)
			printf "  - {title: Stretch %d, weeks: %d-%d, goal: More of it.}\n", ++n, first, first + 15 < weeks ? first + 15 : weeks
	}'
} >"$dir/content/site.yaml"
printf -- '---\ntitle: Generated course\n---\nA course of %s weeks.\n' "$weeks" >"$dir/content/index.md"
awk -v weeks="$weeks" -v dir="$dir/content/weeks" '
BEGIN {
	split("gradient matrix pandas vector sample model layer tensor batch metric query index schema deploy monitor", words, " ")
	for (w = 1; w <= weeks; w++) {
		file = sprintf("%s/%04d-week.md", dir, w)
		printf "---\nweek: %d\ntitle: Week of %s %d\nsummary: What week %d is about.\nhours: 12.5\n", w, word(w), w, w > file
		if (w > 1)
			printf "prerequisites: [%d]\n", w - 1 > file
		printf "project: {kind: mini, title: Project %d}\n---\n", w > file
		print text(w, 5) "\n\n" text(w + 1, 5) > file
		print "\n## Topics\n" > file
		for (i = 1; i <= 5; i++)
			printf "- Topic %d of *%s* and `%s`\n", i, word(w + i), word(w + 2 * i) > file
		print "\n## Tasks\n" > file
		for (i = 1; i <= 5; i++)
			printf "- [ ] Work on the %s of the %s (2.5 h)\n", word(w * 3 + i), word(w + i) > file
		print "\n## Resources\n" > file
		for (i = 1; i <= 5; i++)
			printf "- [Book of %s](https://example.org/%d/%d): book, free, 2 h. %s\n", word(w + i), w, i, text(i, 1) > file
		print "\n## Reading\n\n" text(w + 2, 7) "\n\n| name | value | unit |\n| --- | ---: | --- |" > file
		for (i = 1; i <= 6; i++)
			printf "| %s | %d | %s |\n", word(w + i), w * i, word(i) > file
		printf "\n```python\nfor row in range(%d):\n    print(row < %d and \"%s\")\n```\n", w, w, word(w) > file
		printf "\n> [!TIP]\n> %s\n", text(w + 5, 1) > file
		print "\n## Mini Project\n\n- **Dataset:** [Data](https://example.org/data)\n- **Task:** " text(w, 1) "\n- **Deliverables:**\n  - A report\n  - A notebook" > file
		printf "\n```sh\ncurl -O https://example.org/%d.csv\n```\n", w > file
		print "\n## Ethics\n" > file
		for (i = 1; i <= 5; i++)
			printf "- [ ] Check the %s\n", word(w + 3 * i) > file
		print "\n## Outcomes\n" > file
		for (i = 1; i <= 4; i++)
			printf "- Can explain the %s\n", word(w + 4 * i) > file
		close(file)
	}
}
function word(n) { return words[n % 15 + 1] }
function text(seed, sentences,    s, i, out) {
	for (s = 1; s <= sentences; s++) {
		out = out (s > 1 ? " " : "") "The"
		for (i = 1; i <= 14; i++)
			out = out " " word(seed * 7 + s * 5 + i * i)
		out = out "."
	}
	return out
}'
