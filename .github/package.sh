#!/usr/bin/env bash
# package.sh TARGET BINARY FOLDER: puts the archive of a release and its checksum into FOLDER. BINARY
# has to run on this machine, as it prints the completions and the manual page.
set -euo pipefail
target=$1
binary=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
mkdir -p "$3"
folder=$(cd "$3" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi
}

sources=$(bash action/sources.sh)
name=bluelint-${sources% *}-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/completions"
cp "$binary" README.md LICENSE action/matcher.json "$work/$name/"
chmod 755 "$work/$name/$(basename "$binary")"
# The action takes a binary of its own sources only.
echo "$sources" >"$work/$name/SOURCES"
"$binary" man >"$work/$name/bluelint.1"
"$binary" completions bash >"$work/$name/completions/bluelint.bash"
"$binary" completions elvish >"$work/$name/completions/bluelint.elv"
"$binary" completions fish >"$work/$name/completions/bluelint.fish"
"$binary" completions powershell >"$work/$name/completions/_bluelint.ps1"
"$binary" completions zsh >"$work/$name/completions/_bluelint"
tar -czf "$folder/$name.tar.gz" -C "$work" "$name"
(cd "$folder" && sha256 "$name.tar.gz" | sed 's/ \*/  /' >"$name.tar.gz.sha256")
echo "$folder/$name.tar.gz"
