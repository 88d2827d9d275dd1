#!/bin/sh
# Installs the test tools of tests/package.json, exactly as locked, unless they are there.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.lectern-stamp
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then
	exit 0
fi
npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
cp package-lock.json "$stamp"
