#!/bin/sh
# pull-request.sh SITE BASE: checks a site as a pull request leaves it.
#
# The status is that of what is known without the network. Links to other sites on lines that
# changed since BASE are asked for afterwards; what comes of it is told, and decides nothing.
set -eu

site=${1:-.}
base=${2:-origin/main}

lectern check "$site"
status=0
lectern check "$site" --online --only changed --since "$base" --max-time 10m || status=$?
if [ "$status" != 0 ]; then
	echo "Links to other sites: status $status. This stops nothing."
fi
