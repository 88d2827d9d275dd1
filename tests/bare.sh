#!/bin/sh
# bare.sh FOLDER [MIRROR]: the two commands of the README on a machine that has nothing.
# Makes a minimal Debian in FOLDER (once), clones this repository into it, and runs
# `make site` and `make test` there. Needs root and debootstrap.
set -eu
folder=$1 mirror=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)

if [ ! -e "$folder/usr/bin/git" ]; then
	debootstrap --variant=minbase --include=git,make,ca-certificates bookworm "$folder" ${mirror:+"$mirror"}
fi
for place in proc sys dev dev/pts dev/shm; do
	mkdir -p "$folder/$place"
	mountpoint -q "$folder/$place" || mount --bind "/$place" "$folder/$place"
done
trap 'for place in dev/shm dev/pts dev sys proc; do umount -l "$folder/$place"; done' EXIT
rm -rf "$folder/root/lectern"
git clone -q "$root" "$folder/root/lectern"
chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
	sh -c 'cd /root/lectern && make site && make test'
