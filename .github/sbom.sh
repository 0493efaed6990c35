#!/usr/bin/env bash
# sbom.sh FOLDER: writes into FOLDER what bluelint is made of, as CycloneDX 1.5. Needs cargo and jq.
set -euo pipefail
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Checksums stand in Cargo.lock only.
sums=$(awk -F '"' '/^name = /{name=$2} /^version = /{version=$2}
  /^checksum = /{printf "%s{\"%s %s\":\"%s\"}", (n++ ? "," : ""), name, version, $2}' Cargo.lock)
read -r version _ <<<"$(bash action/sources.sh)"

cargo metadata --locked --format-version 1 | jq --argjson sums "[$sums]" '
  (.resolve.root) as $root
  | ($sums | add) as $sums
  | ([.packages[] | {key: .id, value: .}] | from_entries) as $packages
  # What only tests need is not in the binary.
  | ([.resolve.nodes[] | {
      key: .id,
      value: [.deps[] | select(any(.dep_kinds[]; .kind != "dev")) | .pkg]
    }] | from_entries) as $needs
  | def purl: "pkg:cargo/\(.name)@\(.version)";
    def reached: . as $have | ([.[], $needs[.[]][]] | unique) | if . == $have then . else reached end;
    def component($type):
      {type: $type, "bom-ref": purl, name, version, purl: purl}
      + (if .license then {licenses: [{expression: (.license | gsub("/"; " OR "))}]} else {} end)
      + ($sums["\(.name) \(.version)"] | if . then {hashes: [{alg: "SHA-256", content: .}]} else {} end);
    ([$root] | reached) as $ids
  | {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      version: 1,
      metadata: {component: ($packages[$root] | component("application"))},
      components: [$ids[] | select(. != $root) | $packages[.] | component("library")],
      dependencies: [$ids[] | {
        ref: ($packages[.] | purl),
        dependsOn: ([$needs[.][] | $packages[.] | purl] | unique)
      }]
    }
' >"$folder/bluelint-$version.cdx.json"
echo "$folder/bluelint-$version.cdx.json"
