#!/usr/bin/env bash
# Checks INPUT_PATHS as the other inputs say, and exits as bluelint does. macOS brings bash 3.2: no
# mapfile, and an empty array counts as unset.
set -euo pipefail
set -f # a `*` in an input is no pattern

trim() {
  local text=$1
  text=${text#"${text%%[![:space:]]*}"}
  printf '%s' "${text%"${text##*[![:space:]]}"}"
}

# `output NAME VALUE`: values of one line each, so nothing in them can make up another output.
output() {
  if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    printf '%s=%s\n' "$1" "$(tr -d '\r\n' <<<"$2")" >>"$GITHUB_OUTPUT"
  fi
}

finish() {
  output exit-code "$1"
  exit "$1"
}

action=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# BLUELINT names a binary that is already there; tests use it.
if [[ -n ${BLUELINT:-} ]]; then
  bluelint=$BLUELINT
elif ! bluelint=$(bash "$action/install.sh"); then
  echo "::error title=bluelint::bluelint could be neither fetched nor built: see the log"
  finish 3
fi
if [[ -n ${GITHUB_PATH:-} ]]; then
  dirname "$bluelint" >>"$GITHUB_PATH"
fi

cd "${GITHUB_WORKSPACE:-.}"
reports=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/bluelint.XXXXXX")

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

# `option NAME VALUE`: an input that is one flag. With `=` a value can be no flag of its own.
flags=()
option() {
  local value
  value=$(trim "$(tr '\r\n' ',,' <<<"$2" | sed 's/[, ]*,[, ]*/,/g;s/^,//;s/,$//')")
  if [[ -n $value ]]; then
    flags+=("--$1=$value")
  fi
}
option config "${INPUT_CONFIG:-}"
option select "${INPUT_SELECT:-}"
option ignore "${INPUT_IGNORE:-}"
option min-severity "${INPUT_MIN_SEVERITY:-}"
option fail-on "${INPUT_FAIL_ON:-}"
option since "${INPUT_SINCE:-}"
while read -ra words; do
  flags+=(${words[@]+"${words[@]}"})
done <<<"$(tr '\r' '\n' <<<"${INPUT_ARGS:-}")"

sarif=$(trim "${INPUT_SARIF_FILE:-}")
sarif=${sarif:-$reports/bluelint.sarif}

# What the log shows are texts of the repository: GitHub shall read no commands out of them.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
code=0
# Nobody types here: without /dev/null a path `-` would wait for ever.
"$bluelint" check --format human \
  --format github --output-file "$reports/github" \
  --format markdown --output-file "$reports/summary.md" \
  --format ndjson --output-file "$reports/bluelint.ndjson" \
  --format sarif --output-file="$sarif" \
  ${flags[@]+"${flags[@]}"} -- "${paths[@]}" </dev/null 2>&1 || code=$?
echo
echo "::$token::"

if [[ ! -e $reports/bluelint.ndjson ]]; then
  echo "::error title=bluelint::nothing was checked: see the log for what is wrong with the inputs"
  finish "$code"
fi

if [[ ${INPUT_ANNOTATIONS:-true} == true ]]; then
  grep '^::' "$reports/github" || true
fi

# GitHub takes no more than 1 MiB of a step.
if [[ ${INPUT_SUMMARY:-true} == true && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  most=900000
  if [[ $(wc -c <"$reports/summary.md") -gt $most ]]; then
    head -c "$most" "$reports/summary.md" | sed '$d'
    printf '\n… and more: see the log\n'
  else
    cat "$reports/summary.md"
  fi >>"$GITHUB_STEP_SUMMARY"
fi

# The last line sums up, in numbers only.
count() {
  tail -n 1 "$reports/bluelint.ndjson" | sed -n "s/^{\"kind\":\"summary\".*\"$1\":\([0-9]*\)[,}].*/\1/p"
}
for name in errors warnings infos unresolved; do
  output "$name" "$(count "$name")"
done
output findings "$(($(count errors) + $(count warnings) + $(count infos)))"
output incomplete "$(grep -c '^{"kind":"incomplete"' "$reports/bluelint.ndjson" || true)"
output report "$reports/bluelint.ndjson"
if [[ -e $sarif ]]; then
  output sarif-file "$sarif"
fi
finish "$code"
