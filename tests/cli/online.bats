#!/usr/bin/env bats
# lectern check --online: its options, what it asks, and that it stops when told to.
load common

# wants_curl: what goes online was built, which is not so with LIBCURL=no.
wants_curl() {
	[ -x "$lectern-online" ] || skip "built without libcurl"
}

teardown() {
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
}

# serve: the misbehaving server of tests/linkd; its doors are in the file `doors`.
serve() {
	wants_curl
	local program=${LECTERN_BUILD:-$root/build}/tests/linkd
	[ -x "$program" ] || skip "no server to ask here"
	"$program" 120 >doors 2>/dev/null 3>&- &
	server=$!
	for _ in $(seq 200); do
		grep -q '^ready' doors && return
		sleep 0.05
	done
	return 1
}

door() {
	sed -n "s/^$1 //p" doors
}

# ask WORDS...: a check online, of names below .test at the server. What is said is in `said`.
ask() {
	LECTERN_TEST=1 LECTERN_RESOLVE="a.example.org:80=127.0.0.1:$(door http),b.example.org:80=127.0.0.1:$(door http)" \
		LECTERN_TIME_SCALE=0.01 SOURCE_DATE_EPOCH=1795651200 \
		"$lectern" check site --online "$@" >said 2>&1
}

# log: the requests that the server has seen.
log() {
	node -e 'require("http").get({ host: "127.0.0.1", port: process.argv[1], path: "/_log", agent: false }, (answer) => answer.pipe(process.stdout))' "$(door http)"
}

# linked SITE URL...: a site of one page with these links, that uses the plugin links.
linked() {
	local site=$1
	shift
	mkdir -p "$site/content/weeks"
	printf 'title: Links\nlanguage: en\nid: links\nplugins: [links]\nlinks: {online: {allow_private: [127.0.0.0/8]}}\n' >"$site/content/site.yaml"
	printf -- '---\ntitle: Links\nsummary: Links to elsewhere.\n---\n' >"$site/content/index.md"
	printf '\n[The place](<%s>)\n' "$@" >>"$site/content/index.md"
}

# refused TEXT WORDS...: the command line is wrong, and this is said of it.
refused() {
	local text=$1
	shift
	run "$lectern" check site "$@"
	[ "$status" = 2 ]
	[[ $output == *"$text"* ]]
}

@test "options for asking online are for asking online" {
	wants_curl
	linked site http://a.example.org/
	for words in '--only new' '--since HEAD' '--refresh 5' '--max-time 5m' --no-cache; do
		# shellcheck disable=SC2086 # words
		refused "goes with '--online'" $words
	done
	refused 'exclude each other' --online --offline
	refused "wants all, new or changed, not 'some'" --online --only some
	refused "wants a time such as 90s or 10m, not '5'" --online --max-time 5
	refused "'--refresh' wants a number" --online --refresh few
	refused 'go together' --online --only changed
	refused 'go together' --online --since HEAD
	"$lectern" check site --offline
}

@test "the program that goes online stands beside this one, or where it was installed" {
	small site
	mkdir -p prefix/bin prefix/libexec/lectern prefix/share/lectern
	cp "$lectern" prefix/bin/
	cp -R "$root/themes" "$root/plugins" prefix/share/lectern/
	run prefix/bin/lectern check site --online
	[ "$status" = 2 ]
	[[ $output == *"there is no 'lectern-online' beside this program"* ]]
	prefix/bin/lectern check site --quiet
	wants_curl
	cp "$lectern-online" prefix/libexec/lectern/
	run prefix/bin/lectern check site --online
	[[ $output == *"add 'links' to 'plugins'"* ]]
}

@test "the settings that the guide shows are known" {
	linked site http://a.example.org/
	sed -i '/^links:/d' site/content/site.yaml
	sed -n '/^## How it is asked/,/^## /{/^```yaml/,/^```$/p}' "$root/content/guide/links.md" | sed '/^```/d' >>site/content/site.yaml
	grep -q 'exceptions:' site/content/site.yaml
	run "$lectern" check site --quiet
	[ "$status" = 0 ]
	[ -z "$output" ]
}

@test "a site whose plugins ask nobody cannot be checked online" {
	wants_curl
	linked site http://a.example.org/
	sed -i 's/^plugins:.*/plugins: [checklists]/' site/content/site.yaml
	refused "add 'links' to 'plugins'" --online
}

@test "what cannot be a range of addresses, or a file of the site, is told" {
	wants_curl
	linked site http://a.example.org/
	sed -i 's|^links:.*|links: {online: {allow_private: [10.0.0.0/99]}, cache: {file: ../out.jsonl}}|' site/content/site.yaml
	run "$lectern" check site --online
	[ "$status" = 1 ]
	[[ $output == *"site.yaml:5:34: error: '10.0.0.0/99' is no range of addresses"* ]]
	[[ $output == *"'../out.jsonl' is no file"* ]]
	[ ! -e out.jsonl ]
}

@test "each address is asked once, by our own name, and what is broken is told" {
	serve
	linked site http://a.example.org/status/200 http://a.example.org/status/404 http://b.example.org/status/200
	sed -i '1a url: https://course.example.org/' site/content/site.yaml
	ask
	grep -q 'index.md:8:1: warning: .*\[links/broken\]' said
	log >log
	[ "$(grep -c 'a.example.org.HEAD./status/200' log)" = 1 ]
	[ "$(grep -c 'b.example.org.HEAD./status/200' log)" = 1 ]
	grep -q 'User-Agent: lectern/[0-9.]* (+https://course.example.org/; link check)' log
	grep -q '"/status/200\|a.example.org/status/200' site/.cache/links.jsonl
	status=0
	ask --strict || status=$?
	[ "$status" = 1 ]
	grep -q 'error: .*\[links/broken\]' said
}

@test "a proxy is asked when the environment names one, and not when the site does not want it" {
	serve
	linked site http://c.example.org/status/200
	LECTERN_TEST=1 https_proxy="http://127.0.0.1:$(door http)" "$lectern" check site --online
	log | grep -q c.example.org
	sed -i 's/online: {/online: {proxy: none, /' site/content/site.yaml
	rm -rf site/.cache
	log >before
	LECTERN_TEST=1 LECTERN_RESOLVE="c.example.org:80=127.0.0.1:$(door closed)" https_proxy="http://127.0.0.1:$(door http)" \
		LECTERN_TIME_SCALE=0.01 "$lectern" check site --online
	log >after
	cmp before after
}

@test "the hooks of tests do nothing for others" {
	serve
	linked site http://127.0.0.1:1/
	sed -i 's/127.0.0.0.8//' site/content/site.yaml
	LECTERN_RESOLVE="127.0.0.1:1=127.0.0.1:$(door http)" "$lectern" check site --online >said 2>&1 || true
	log >log
	! grep -q 'HEAD' log
}

@test "only links on changed lines are asked with --only changed" {
	serve
	linked site http://a.example.org/status/200 http://b.example.org/status/200
	cat >identity <<-END
		[user]
		name = Somebody
		email = somebody@example.org
		[init]
		defaultBranch = main
	END
	export GIT_CONFIG_GLOBAL=$PWD/identity GIT_CONFIG_NOSYSTEM=1
	git -C site init --quiet
	git -C site add .
	git -C site commit --quiet --message first
	sed -i 's|b.example.org/status/200|b.example.org/status/204|' site/content/index.md
	ask --only changed --since HEAD
	log >log
	grep -q 'b.example.org.*status/204' log
	! grep -q a.example.org log
	run "$lectern" check site --online --only changed --since nowhere
	[ "$status" = 2 ]
	[[ $output == *"git cannot tell what changed since 'nowhere'"* ]]
	run "$lectern" check site --online --only changed --since --output=gone
	[ "$status" = 2 ]
	[ ! -e gone ] && [ ! -e site/content/gone ]
}

@test "a run that is stopped keeps what it knows and says that it was" {
	serve
	links=()
	for n in $(seq 40); do links+=("http://b.example.org/sleep/100?$n"); done
	linked site http://a.example.org/status/404 "${links[@]}"
	LECTERN_TEST=1 LECTERN_RESOLVE="a.example.org:80=127.0.0.1:$(door http),b.example.org:80=127.0.0.1:$(door http)" \
		node -e '
			const { spawn } = require("child_process");
			const child = spawn(process.argv[1], ["check", "site", "--online"], { stdio: "inherit" });
			const http = require("http");
			function look() {
				http.get({ host: "127.0.0.1", port: process.argv[2], path: "/_log", agent: false }, (answer) => {
					let text = "";
					answer.on("data", (piece) => (text += piece));
					answer.on("end", () => {
						if (/status.404/.test(text) && /sleep.100.4/.test(text)) child.kill("SIGINT");
						else setTimeout(look, 20);
					});
				});
			}
			look();
			child.on("exit", (status) => process.exit(status ?? 99));
		' "$lectern" "$(door http)" >said 2>&1 || status=$?
	[ "$status" = 3 ]
	grep -q '\[links/interrupted\]' said
	grep -q 'a.example.org/status/404.*\[links/broken\]' said || grep -q 'index.md:6:1: .*\[links/broken\]' said
	log >log
	[ "$(grep -c 'sleep/100' log)" -lt 40 ]
	grep -q a.example.org site/.cache/links.jsonl
}

@test "nothing of the progress is said where there is no terminal" {
	serve
	linked site http://a.example.org/sleep/900
	ask
	! grep -q 'in flight' said
}

@test "progress is one line on a terminal" {
	serve
	script --quiet --return --command true /dev/null >/dev/null 2>&1 || skip "no terminal can be made here"
	linked site http://a.example.org/sleep/900
	LECTERN_TEST=1 LECTERN_RESOLVE="a.example.org:80=127.0.0.1:$(door http)" \
		script --quiet --return --command "'$lectern' check site --online" typed >/dev/null
	grep -q 'asked 0 of 1, 1 in flight, 0 hosts waiting' typed
}

@test "rules of plugins are explained, those of the site's own, too" {
	linked site http://a.example.org/
	run "$lectern" explain links/broken
	[ "$status" = 0 ]
	[[ $output == "links/broken (warning; with --strict error)"*404* ]]
	run "$lectern" explain links/brokn
	[ "$status" = 2 ]
	[[ $output == *"did you mean 'links/broken'?"* ]]
	run "$lectern" explain nowhere/broken
	[ "$status" = 2 ]
	[[ $output == *"there is no plugin 'nowhere' here"* ]]
	mkdir -p site/plugins/own
	printf 'name: own\nversion: 1.0.0\napi: 1\ncontributes: [check]\nrules: {tall: {level: note, doc: Too tall.}}\n' >site/plugins/own/plugin.yaml
	echo 'return {check = function() end}' >site/plugins/own/main.lua
	cd site
	run "$lectern" explain own/tall
	[ "$output" = "own/tall (note)"$'\n\n'"Too tall." ]
}
