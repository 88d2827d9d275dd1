# Shared by the tests of the command line.
setup() {
	unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY # they choose the format of messages
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	lectern=${LECTERN:-$root/build/lectern}
	cd "$BATS_TEST_TMPDIR" || exit 1
}

# small SITE: a site of two weeks.
small() {
	"$lectern" new site "$1" >/dev/null
	"$lectern" new week "Second Week" --site "$1" >/dev/null
}
