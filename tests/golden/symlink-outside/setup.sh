#!/bin/sh
echo secret >secret.txt
mkdir content/assets
ln -s ../../secret.txt content/assets/file.txt
ln -s ../.. content/assets/folder
ln -s nowhere content/assets/broken
ln -s . content/assets/loop
ln -s ../index.md content/assets/fine.md
