#!/usr/bin/env bash
# Prints which sources bluelint is built from: its version, and a sum of all that the binary depends
# on. The release writes it into its archives, so that the action takes no binary of other sources.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum
  else
    shasum -a 256
  fi | cut -c 1-64
}

version=$(sed -n '/^version = /{s/.*"\(.*\)"/\1/p;q;}' Cargo.toml)
sum=$(find Cargo.toml Cargo.lock src rules -type f | LC_ALL=C sort | tr '\n' '\0' |
  xargs -0 cat | sha256)
echo "$version $sum"
