#!/bin/sh
mkdir -p content/assets
echo text >'content/assets/a name with: a colon.txt'
