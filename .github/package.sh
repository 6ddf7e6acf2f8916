#!/usr/bin/env bash
# Packs a release: package.sh BINARY TARGET DIRECTORY writes plangate-VERSION-TARGET.tar.gz (.zip for Windows) there, with
# the binary, the README and the changelog, and what the binary makes itself: completions and manual pages.
set -euo pipefail

binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
target=$2
mkdir -p "$3"
output=$(cd "$3" && pwd)
cd "$(dirname "$0")/.."

version=$("$binary" --version)
name=plangate-${version#plangate }-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/completions"

cp "$binary" README.md CHANGELOG.md "$work/$name"
"$binary" completions bash >"$work/$name/completions/plangate.bash"
"$binary" completions zsh >"$work/$name/completions/_plangate"
"$binary" completions fish >"$work/$name/completions/plangate.fish"
"$binary" completions powershell >"$work/$name/completions/_plangate.ps1"
"$binary" completions elvish >"$work/$name/completions/plangate.elv"
"$binary" man --out-dir "$work/$name/man/man1"

cd "$work"
case $target in
*windows*)
    rm -f "$output/$name.zip"
    if command -v 7z >/dev/null; then 7z a -bd -tzip "$output/$name.zip" "$name" >/dev/null; else zip -qr "$output/$name.zip" "$name"; fi
    ;;
*) tar -czf "$output/$name.tar.gz" "$name" ;;
esac
