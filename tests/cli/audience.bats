#!/usr/bin/env bats
# What is for instructors is in no file of a learner's site.
load common

@test "no answer and no instructor note is in a learner's site, all are in an instructor's" {
	"$lectern" build "$root" --quiet --output learner
	"$lectern" build "$root" --quiet --audience instructor --output instructor
	# The longest word sequences of the notes, as they stand in the files.
	# The guide shows how such notes are written, in code that everybody may read.
	grep -rhA3 -E '> \[!(ANSWER|INSTRUCTOR)\]' "$root/content/weeks" "$root/content/pages" | grep -E '^ *> [A-Za-z]' |
		grep -oE '[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+' | sort -u >phrases
	[ "$(wc -l <phrases)" -gt 60 ]
	find instructor -type f -exec cat {} + | tr '\n' ' ' >all-instructor
	find learner -type f -exec cat {} + | tr '\n' ' ' >all-learner
	missing=0 leaked=0
	while read -r phrase; do
		grep -qF "$phrase" all-instructor || { echo "not for instructors: $phrase"; missing=$((missing + 1)); }
		if grep -qF "$phrase" all-learner; then
			# Common words may well stand in the learner's text of their own.
			grep -rhvE '^ *>' "$root/content/weeks" "$root/content/pages" | tr '\n' ' ' | grep -qF "$phrase" || { echo "leaked: $phrase"; leaked=$((leaked + 1)); }
		fi
	done <phrases
	[ "$missing" -lt 8 ] # phrases cut by emphasis or a line end
	[ "$leaked" = 0 ]
}

@test "a marked word of every place where a note can stand stays out" {
	mkdir -p site/content/weeks
	printf 'title: T\n' >site/content/site.yaml
	cat >site/content/weeks/01-a.md <<-'END'
		---
		week: 1
		title: A
		---
		> [!INSTRUCTOR]
		> secretword1

		## Tasks

		- [ ] Do it (1 h)

		  > [!ANSWER]
		  > secretword2 with [a link](https://secretword3.example/) and ## heading
		  >
		  > - [ ] secretword4 (2 h)

		> [!instructor]
		> secretword5[^n]

		[^n]: visible note

		## Interview Questions

		1. Question?

		   > [!ANSWER]
		   > | secretword6 | b |
		   > | --- | --- |
		   > | c | d |
	END
	"$lectern" build site --quiet --output out || true
	[ -e out/index.html ]
	! grep -rq secretword out
	"$lectern" build site --quiet --audience instructor --output both
	for n in 1 2 3 4 5 6; do grep -rq "secretword$n" both; done
}
