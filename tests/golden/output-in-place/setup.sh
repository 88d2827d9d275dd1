#!/bin/sh
mkdir -p out/.git
echo 'ref: refs/heads/main' >out/.git/HEAD
