#!/usr/bin/env bash
# Prints where bluelint is, after fetching it from the release of these very sources or, where there
# is none for this machine, building it. macOS brings bash 3.2.
set -euo pipefail

# In the action's own folder: cargo heeds the settings of the folder it is called in, and those of a
# pull request shall not decide how bluelint is built.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() {
  echo "$*" >&2
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum
  else
    shasum -a 256
  fi | cut -c 1-64
}

# What releases call this machine.
target() {
  case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

download() {
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --max-time 300 \
    --output "$2" "$1" >&2
}

# Puts the binary of the release into the folder $1. 1: there is none for this machine or of these
# sources. 4: it is not what its checksum says.
fetch() {
  local into=$1 target name url sum wanted
  target=$(target)
  if [[ -z $target || -z ${ACTION_REPOSITORY:-} ]] || ! command -v curl >/dev/null; then
    return 1
  fi
  name=bluelint-$version-$target
  url=${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$version/$name.tar.gz
  if ! download "$url" "$work/archive.tar.gz" || ! download "$url.sha256" "$work/sum"; then
    return 1
  fi
  sum=$(sha256 <"$work/archive.tar.gz")
  wanted=$(tr '[:upper:]' '[:lower:]' <<<"${INPUT_CHECKSUM:-$(cut -c 1-64 "$work/sum")}")
  if [[ $sum != "$wanted" ]]; then
    say "::error title=bluelint::the release has another checksum ($sum) than it should have"
    return 4
  fi
  tar -xzf "$work/archive.tar.gz" -C "$work" || return 1
  if [[ $(cat "$work/$name/SOURCES") != "$sources" ]]; then
    say "bluelint $version is released from other sources than those of this action"
    return 1
  fi
  mkdir -p "$into"
  mv "$work/$name/bluelint$suffix" "$into/"
}

sources=$(bash action/sources.sh)
version=${sources% *}
suffix=""
if [[ ${RUNNER_OS:-} == Windows ]]; then
  suffix=.exe
fi
# The sum is part of the name: on a runner of one's own the tool cache outlives a move of the tag.
root=${RUNNER_TOOL_CACHE:-$PWD/target}/bluelint/${sources/ /-}
binary=$root/bin/bluelint$suffix

if [[ ! -x $binary ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  code=0
  fetch "$root/bin" || code=$?
  if [[ $code -eq 4 ]]; then
    exit 1
  fi
  if [[ ! -x $binary ]]; then
    say "building bluelint $version from source: there is no release to take it from"
    cargo install --locked --path . --root "$root" >&2
  fi
fi
echo "$binary"
