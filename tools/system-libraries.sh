#!/usr/bin/env bash
# What pip cannot install: Pango, which WeasyPrint draws text with, HarfBuzz's subsetter, which makes it faster, and
# Debian's venv where no virtual environment is there yet. As root on Debian or Ubuntu they are installed; elsewhere
# one line says what to run.
#
# usage: system-libraries.sh PYTHON VENV
set -eu
python=$1 venv=$2
packages=""
needs() { packages="$packages $1"; }
has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

if [ "$(uname -s)" = Linux ]; then
  has_library libpango-1.0.so.0 || needs libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || needs libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || needs libharfbuzz-subset0
fi
if [ ! -x "$venv/bin/python" ]; then
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    { echo "igreport needs Python 3.11 or newer; name it with: make PYTHON=python3.12" >&2; exit 1; }
  "$python" -c 'import ensurepip, venv' 2>/dev/null || needs python3-venv
fi
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing$packages"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
else
  echo "System packages are missing. Run: sudo apt-get install$packages" >&2
  exit 1
fi
