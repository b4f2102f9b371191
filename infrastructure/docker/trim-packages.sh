#!/bin/sh
# Takes out of a folder of npm packages what no program reads: types, source maps, texts, the packages' own tests.
# Licences stay.
set -eu
find "$1" -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.tsbuildinfo' \) -delete
find "$1" -type f \( -iname '*.md' -o -iname '*.markdown' \) ! -iname 'licen[cs]e*' -delete
find "$1" -type d \( -name test -o -name tests -o -name __tests__ -o -name .github \) -prune -exec rm -rf {} +
