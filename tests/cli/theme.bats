#!/usr/bin/env bats
# lectern theme: copies of the theme's files, and what happens when the theme changes.
load common

footer=layouts/partials/footer.html

# installed: a Lectern with a theme of its own, which a test may change.
installed() {
	mkdir -p prefix/bin prefix/share/lectern
	cp "$lectern" prefix/bin/
	cp -R "$root/themes" "$root/plugins" prefix/share/lectern/
	lectern=$PWD/prefix/bin/lectern
	theme=$PWD/prefix/share/lectern/themes/default
}

# upgraded: the theme changes the first line of its footer, the site has changed the last of its own.
upgraded() {
	sed -i '$ s/$/<!-- of the site -->/' "themes/default/$footer"
	sed -i '2 s/$/<!-- of the theme -->/' "$theme/$footer"
}

@test "a file is copied with what it was made of, and never overwritten unasked" {
	small site
	cd site
	"$lectern" theme eject partials/footer tokens.css >said
	[ "$(head -n 2 said)" = "wrote themes/default/$footer
wrote themes/default/assets/tokens.css" ]
	grep -qF "lectern theme diff $footer" said
	for file in $footer assets/tokens.css; do
		cmp "$root/themes/default/$file" "themes/default/$file"
		cmp "$root/themes/default/$file" "themes/default/.base/$file"
		grep -qE "^$file"$'\t[0-9a-f]{32}$' themes/default/ejected.lock
	done
	LC_ALL=C sort -c themes/default/ejected.lock
	"$lectern" build --quiet --strict

	echo mine >"themes/default/$footer"
	cp -R themes before
	run "$lectern" theme eject masthead footer.html # the first would be new
	[ "$status" = 1 ]
	[[ "$output" == *"themes/default/$footer is there already"*"--force"* ]]
	diff -r themes before
	"$lectern" theme eject --force "themes/default/$footer" footer
	cmp "$root/themes/default/$footer" "themes/default/$footer"
	[ "$(wc -l <themes/default/ejected.lock)" = 2 ]
}

@test "without a file it lists what there is, and marks what is the site's" {
	small site
	"$lectern" theme eject --site site >before
	[ "$(grep -c '^\*' before)" = 0 ]
	[ "$(grep -c '^  ' before)" = "$(cd "$root/themes/default" && find layouts assets -type f | wc -l)" ]
	"$lectern" theme eject footer --site site
	echo '{% include parent %}' >site/themes/default/layouts/partials/facts.html
	"$lectern" theme eject --site site | grep '^\*' >marked
	[ "$(wc -l <marked)" = 2 ]
	grep -q "^\* $footer  *ejected\$" marked
	grep -q '^\* layouts/partials/facts.html  *yours' marked
	(cd site && "$lectern" build --quiet --strict)
}

@test "a stale copy is told, shown from three sides, merged and kept" {
	installed
	small site
	cd site
	"$lectern" theme eject footer >/dev/null
	[ "$("$lectern" theme diff)" = "no copy is stale" ]
	upgraded
	cp "themes/default/$footer" mine
	run "$lectern" check
	[ "$status" = 0 ]
	[[ "$output" == *"themes/default/$footer: warning: "*"[theme-override-stale]"* ]]
	run "$lectern" build --quiet
	[ "$status" = 0 ]
	[[ "$output" == *"[theme-override-stale]"* ]]
	run "$lectern" check --strict
	[ "$status" = 1 ]

	"$lectern" theme diff >shown
	awk '/^What the theme changed/ { on = 1 } /^What you changed/ { on = 0 } on' shown >of-theme
	awk '/^What you changed/ { on = 1 } /^To take over/ { on = 0 } on' shown >of-site
	[ "$(grep -c '^[+-].*of the theme' of-theme)" = 1 ]
	[ "$(grep -c '^[+-].*of the site' of-site)" = 1 ]
	[ "$(grep -c 'of the site' of-theme)" = 0 ]
	[ "$(grep -c 'of the theme' of-site)" = 0 ]

	grep -E '^  (git|lectern) ' shown >merge.sh
	[ "$(wc -l <merge.sh)" = 2 ]
	if ! command -v git; then
		diff3 -m mine "themes/default/.base/$footer" "$theme/$footer" >"themes/default/$footer"
		sed -i 1d merge.sh
	fi
	PATH=$PWD/../prefix/bin:$PATH sh -eu merge.sh
	grep -q 'of the site' "themes/default/$footer"
	grep -q 'of the theme' "themes/default/$footer"
	diff3 -m mine "$root/themes/default/$footer" "$theme/$footer" | cmp - "themes/default/$footer"
	"$lectern" build --quiet --strict
	cmp "$theme/$footer" "themes/default/.base/$footer"
	[ "$("$lectern" theme diff)" = "no copy is stale" ]
}

@test "the commands that are shown fit a shell, wherever the site is" {
	installed
	mv prefix "a prefix's"
	lectern="$PWD/a prefix's/bin/lectern" theme="$PWD/a prefix's/share/lectern/themes/default"
	small "my site's"
	"$lectern" theme eject footer --site "my site's" >/dev/null
	(cd "my site's" && upgraded)
	"$lectern" theme diff footer --site "my site's" | grep -E '^  (git|lectern) ' >merge.sh
	command -v git || sed -i 1d merge.sh
	PATH="$PWD/a prefix's/bin:$PATH" sh -eu merge.sh
	"$lectern" check --strict "my site's"
}

@test "a copy that was edited in its base, made by hand, or left behind by the theme" {
	installed
	small site
	cd site
	"$lectern" theme eject footer masthead >/dev/null
	upgraded
	echo edited >"themes/default/.base/$footer"
	run "$lectern" theme diff footer
	[ "$status" = 0 ]
	[[ "$output" == *"was not kept as it was"*"between the theme's and yours"*"of the theme"* ]]
	"$lectern" theme keep footer
	cp "$theme/layouts/home.html" themes/default/layouts/
	run "$lectern" theme diff home
	[[ "$output" == *"not known"*"nothing"* ]]
	"$lectern" theme keep home
	[ "$(wc -l <themes/default/ejected.lock)" = 3 ]

	sed -i 's/{%-* *include "partials\/masthead" *-*%}//' "$theme"/layouts/*.html
	rm "$theme/layouts/partials/masthead.html"
	run "$lectern" check
	[[ "$output" == *"masthead.html: warning: the theme has no "*"[theme-override-stale]"* ]]
	run "$lectern" theme diff
	[[ "$output" == *"no such file any more"* ]]
	run "$lectern" theme eject --force masthead
	[ "$status" = 1 ]
	"$lectern" theme keep masthead
	rm themes/default/layouts/home.html
	"$lectern" theme keep footer
	[ "$(cut -f 1 themes/default/ejected.lock)" = $footer ]
	[ "$(find themes/default/.base -type f)" = "themes/default/.base/$footer" ]
	"$lectern" check
}

@test "a partial around the theme's own follows the theme by itself" {
	installed
	small site
	mkdir -p "site/themes/default/layouts/partials"
	echo '<p>before</p>{% include parent %}' >"site/themes/default/$footer"
	"$lectern" build site --quiet --strict
	sed -i '$ s/$/<!-- of the theme -->/' "$theme/$footer"
	"$lectern" build site --quiet --strict
	tr -d '\n' <site/public/index.html | grep -q '<p>before</p>.*<footer.*<!-- of the theme -->'
}

@test "statuses: words and files that do not exist, themes that are not copied, no room" {
	small site
	run "$lectern" theme ejcet
	[ "$status" = 2 ]
	run "$lectern" theme eject partials/fotter --site site
	[ "$status" = 2 ]
	[[ "$output" == *"'partials/fotter', but 'partials/footer'"* ]]
	run "$lectern" theme eject projects --site site
	[ "$status" = 2 ]
	[[ "$output" == *"'layouts/partials/projects.html'"* ]]
	run "$lectern" theme keep --site site
	[ "$status" = 2 ]
	run "$lectern" theme eject theme.yaml --site site
	[ "$status" = 2 ]
	run "$lectern" theme keep footer --site site
	[ "$status" = 1 ]
	[[ "$output" == *"lectern theme eject $footer --site site"* ]]
	run "$lectern" theme eject --site nowhere
	[ "$status" = 1 ]
	run "$lectern" theme eject footer --site "$root"
	[ "$status" = 2 ]
	[[ "$output" == *"the installed theme itself"* ]]
	echo file >site/themes
	run "$lectern" theme eject footer --site site
	[ "$status" = 3 ]
	rm site/themes
	"$lectern" theme eject footer --site site >/dev/null
	PATH=$PWD run "$lectern" theme diff footer --site site
	[ "$status" = 3 ]
	[[ "$output" == *"cannot run 'diff'"* ]]
	echo '<<<<<<<' >>site/themes/default/ejected.lock
	cp -R site before
	run "$lectern" theme keep footer --site site
	[ "$status" = 1 ]
	[[ "$output" == *"[theme-lock]"* ]]
	diff -r site before
}

@test "a theme of the site's own gets the files of its parent" {
	small site
	mkdir -p site/themes/mine
	echo 'theme: {name: mine}' >>site/content/site.yaml
	printf 'name: mine\nparent: default\n' >site/themes/mine/theme.yaml
	"$lectern" theme eject footer --site site
	cmp "$root/themes/default/$footer" "site/themes/mine/$footer"
	grep -q "^$footer" site/themes/mine/ejected.lock
	"$lectern" check --strict site
}

@test "the steps of the guide" {
	small course
	cd course
	mkdir bin
	ln -s "$lectern" bin/lectern
	PATH=$PWD/bin:$PATH node "$root/tests/cli/follow.mjs" "$root/content/guide/themes.md" "Step by step"
	page=public/weeks/01-the-first-week.html
	grep -q 'Made for the evening class' $page
	grep -q -- '--measure: 38rem' public/assets/tokens.css
	grep -q 'Ask for help' $page
	tr -d '\n\t' <$page | grep -q '<dl class="facts">.*none at all.*</dl><p class="quiet">We meet on Tuesdays'
	grep -q '<title>.* (evening class)</title>' $page
	"$lectern" check --strict
}

@test "the warning in the guide is what is said" {
	installed
	small site
	cd site
	"$lectern" theme eject footer >/dev/null
	upgraded
	"$lectern" check 2>&1 | head -n 2 >said
	awk '/^```text$/ { on = 1; block = ""; next } /^```/ { if (on && block ~ /copy of it/) printf "%s", block; on = 0 } on { block = block $0 "\n" }' "$root/content/guide/themes.md" | cmp - said
}
