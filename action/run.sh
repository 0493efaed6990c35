#!/usr/bin/env bash
# Builds bluelint from the action's own source, where that is not done yet, and checks INPUT_PATHS.
# It exits as bluelint does. macOS brings bash 3.2: no mapfile, and an empty array counts as unset.
set -euo pipefail
set -f # a `*` in an input is no pattern

trim() {
  local text=$1
  text=${text#"${text%%[![:space:]]*}"}
  printf '%s' "${text%"${text##*[![:space:]]}"}"
}

finish() {
  if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    echo "exit-code=$1" >>"$GITHUB_OUTPUT"
  fi
  exit "$1"
}

# Where the binary is, or shall be. The sources are part of the name: on a runner of one's own the
# tool cache outlives a move of the branch or tag.
binary() {
  local version sum suffix=""
  version=$(sed -n '/^version = /{s/.*"\(.*\)"/\1/p;q;}' Cargo.toml)
  sum=$(find Cargo.toml Cargo.lock src rules -type f | LC_ALL=C sort | tr '\n' '\0' |
    xargs -0 cat | cksum | tr ' ' '-')
  if [[ ${RUNNER_OS:-} == Windows ]]; then
    suffix=.exe
  fi
  echo "${RUNNER_TOOL_CACHE:-$PWD/target}/bluelint/$version-$sum/bin/bluelint$suffix"
}

# In the action's own folder, as cargo also heeds the settings of the folder it is called in, and
# those of a pull request shall not decide how bluelint is built. The caller asks whether it worked,
# which switches `set -e` off in here.
install() {
  local binary
  cd "$GITHUB_ACTION_PATH" && binary=$(binary) || return
  if [[ ! -x $binary ]]; then
    cargo install --locked --path . --root "${binary%/bin/*}" >&2 || return
  fi
  echo "$binary"
}

# BLUELINT names a binary that is already there; tests use it.
if [[ -n ${BLUELINT:-} ]]; then
  bluelint=$BLUELINT
elif ! bluelint=$(install); then
  echo "::error title=bluelint::bluelint could not be built: is a recent cargo installed?"
  finish 3
fi

cd "${GITHUB_WORKSPACE:-.}"

paths=()
while IFS= read -r line; do
  line=$(trim "$line")
  if [[ -e $line ]]; then
    paths+=("$line")
  else
    read -ra words <<<"$line"
    paths+=(${words[@]+"${words[@]}"})
  fi
done <<<"${INPUT_PATHS:-}"
if [[ ${#paths[@]} -eq 0 ]]; then
  paths=(.)
fi

args=()
while read -ra words; do
  args+=(${words[@]+"${words[@]}"})
done <<<"$(tr '\r' '\n' <<<"${INPUT_ARGS:-}")"

# Nobody types here: without /dev/null a path `-` would wait for ever.
check() {
  "$bluelint" check "$@" ${args[@]+"${args[@]}"} -- "${paths[@]}" </dev/null
}

code=0
check --format github || code=$?

# GitHub shows about ten annotations per step: the summary of the job has all findings. Their lines
# begin with a frame, so nothing in them closes the fence. GitHub takes no more than 1 MiB.
if [[ $code -eq 1 || $code -eq 3 ]] && [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  report=$(check --format human --color never 2>/dev/null) || true
  {
    echo "### bluelint"
    echo "~~~~~~~~text"
    echo "${report:0:250000}"
    if [[ ${#report} -gt 250000 ]]; then
      echo "... and more: see the log"
    fi
    echo "~~~~~~~~"
  } >>"$GITHUB_STEP_SUMMARY"
fi

finish "$code"
