#!/usr/bin/env bash
# Checks that a tag is the version of the workspace, and prints the section of CHANGELOG.md for it: release-notes.sh v0.1.0.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(awk -F '"' '/^\[/ { section = $0 } section == "[workspace.package]" && /^version *=/ { print $2 }' Cargo.toml)
if [[ $1 != "v$version" ]]; then
    echo "the tag is $1, and the version in Cargo.toml is $version" >&2
    exit 1
fi
notes=$(awk -v heading="## $version" '/^## / { inside = $0 == heading || index($0, heading " ") == 1; next } inside' CHANGELOG.md)
if [[ -z ${notes//[[:space:]]/} ]]; then
    echo "CHANGELOG.md has no section \"## $version\"" >&2
    exit 1
fi
printf '%s\n' "$notes"
