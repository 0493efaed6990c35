#!/usr/bin/env bash
# package.sh TARGET BINARY FOLDER [HERE]: puts the archive of a release and its checksum into FOLDER.
# HERE prints the completions and the manual page; without it, BINARY has to run on this machine.
set -euo pipefail
target=$1
full() {
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
binary=$(full "$2")
here=$(full "${4:-$2}")
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
"$here" man >"$work/$name/bluelint.1"
"$here" completions bash >"$work/$name/completions/bluelint.bash"
"$here" completions elvish >"$work/$name/completions/bluelint.elv"
"$here" completions fish >"$work/$name/completions/bluelint.fish"
"$here" completions powershell >"$work/$name/completions/_bluelint.ps1"
"$here" completions zsh >"$work/$name/completions/_bluelint"
tar -czf "$folder/$name.tar.gz" -C "$work" "$name"
(cd "$folder" && sha256 "$name.tar.gz" | sed 's/ \*/  /' >"$name.tar.gz.sha256")
echo "$folder/$name.tar.gz"
