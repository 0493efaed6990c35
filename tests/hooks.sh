#!/usr/bin/env bash
# tests/hooks.sh [system|rust|wheel|all]: tries the hooks of this commit with a real pre-commit, in a
# repository of its own. `system` takes target/debug/bluelint or what BLUELINT names; the others have
# pre-commit build it, which takes minutes and PyPI for the wheel.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
which=${1:-system}

if ! command -v pre-commit >/dev/null; then
  echo "passed over: pre-commit is not installed (pip install pre-commit)"
  exit 0
fi
if [[ -n $(git status --porcelain) ]]; then
  echo "note: what is not committed is not tried" >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global user.name x
git config --global user.email x@example.com
git config --global init.defaultBranch main
git config --global safe.directory '*'

# `expect CODE TEXT COMMAND...`: the command exits with CODE (`x`: other than 0) and prints TEXT.
expect() {
  local code=0 text
  text=$("${@:3}" 2>&1) || code=$?
  if [[ ($1 == x && $code -eq 0) || ($1 != x && $code -ne $1) || $text != *"$2"* ]]; then
    echo "failed: ${*:3} exited with $code, not $1 with \`$2\`:" >&2
    echo "$text" >&2
    exit 1
  fi
  echo "  ok: ${*:3}: $code, \`$2\`"
}

# A repository with the hook $1.
repository() {
  rm -rf "$work/repository"
  mkdir -p "$work/repository/old"
  cd "$work/repository"
  cp "$root"/testdata/hooks/* .
  mv old.json old/policy.json
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: %s\n' \
    "$root" "$(git -C "$root" rev-parse HEAD)" "$1" >.pre-commit-config.yaml
  git init -q
  git add -A
  git commit -qm first
  pre-commit install >/dev/null
}

id=3f1b2c4d5e6f708192a3b4c5d6e7f809

check() {
  echo "$1"
  repository "$1"
  sed -i.bak 's/^resource/# edited\n&/' policy.tf && rm policy.tf.bak
  git add -A
  expect 0 Passed git commit -m good
  sed -i.bak "s/$id/$id /" policy.json && rm policy.json.bak
  git add -A
  expect 1 "error[account-id-whitespace]" git commit -m bad
  git reset -q --hard
  # The mistake shows in another file of the module than the one that has it.
  sed -i.bak "s/$id/$id /" terraform.tfvars && rm terraform.tfvars.bak
  git add -A
  expect 1 "terraform.tfvars:1:" git commit -m "bad variable"
  git reset -q --hard
  echo '{"name": "other"}' >package.json
  git add -A
  expect 0 Passed git commit -m "foreign JSON"
  echo words >README.md
  git add -A
  expect 0 Passed git commit -m "no file of ours"
  git rm -q attach.tf
  expect 1 "warning[missing-security-groups]" git commit -m "deleted only"
  sed -i.bak 's/# edited/# edited again/' policy.tf && rm policy.tf.bak
  git add -A
  expect 1 "warning[missing-security-groups]" git commit -m "deleted and edited"
  git commit -qnm "deleted all the same"
  expect 1 "warning[missing-security-groups]" pre-commit run --from-ref HEAD~1 --to-ref HEAD
  expect 1 "old/policy.json:6:" pre-commit run --all-files
}

fix() {
  echo "$1"
  repository "$1"
  # Mended, policy.json is as it was: something else has to be left to commit.
  sed -i.bak 's/^resource/# edited\n&/' policy.tf && rm policy.tf.bak
  sed -i.bak "s/$id/$id /" policy.json && rm policy.json.bak
  git add -A
  expect 1 "files were modified by this hook" git commit -m bad
  git add -A
  expect 0 Passed git commit -m mended
  grep -q "$id\"" policy.json
}

once() {
  cd "$work/repository"
  expect 1 "old/policy.json:6:" pre-commit try-repo "$root" "$1" --all-files
}

if [[ $which == system || $which == all ]]; then
  mkdir -p "$work/bin"
  ln -s "${BLUELINT:-$root/target/debug/bluelint}" "$work/bin/bluelint"
  PATH=$work/bin:$PATH check bluelint-system
  PATH=$work/bin:$PATH once bluelint-system
fi
if [[ $which == rust || $which == all ]]; then
  check bluelint
  fix bluelint-fix
fi
if [[ $which == wheel || $which == all ]]; then
  check bluelint-wheel
fi
echo "all hooks did as they should"
