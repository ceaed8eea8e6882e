#!/usr/bin/env bash
# Builds the real book, with three authored editions and with one of them converted: build.sh YIBEN CORPUS SITES
set -eu
yiben=$1 corpus=$2 sites=$3
test -d "$corpus/zh"
for book in ddia ddia-converted; do
  status=0
  "$yiben" build "tests/$book" -d "$sites/$book" 2>"$sites/$book.log" || status=$?
  tail -n 1 "$sites/$book.log"
  [ "$status" -eq 0 ] || { cat "$sites/$book.log"; exit "$status"; }
done
