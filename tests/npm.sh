#!/bin/sh
# npm.sh [FOLDER]: installs the test tools of a folder (this one) exactly as its package-lock.json
# has them, unless they are there.
set -eu
cd "$(dirname "$0")/${1:-.}"
stamp=node_modules/.lectern-stamp
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then
	exit 0
fi
npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
cp package-lock.json "$stamp"
