#!/bin/sh
mkdir content/assets
mkfifo content/assets/pipe
