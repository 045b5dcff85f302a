#!/usr/bin/env bash
# What pip cannot install: Pango, which WeasyPrint draws text with, and HarfBuzz's subsetter, which makes it faster.
# As root on Debian or Ubuntu they are installed; elsewhere one line says what to run.
set -eu
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
missing=""
for library in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
  ldconfig -p 2>/dev/null | grep -q "$library" || missing="$missing $library"
done
[ "$(uname -s)" = Linux ] || exit 0
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing $packages"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null
else
  echo "Missing system libraries:$missing. Run: sudo apt-get install $packages" >&2
  exit 1
fi
