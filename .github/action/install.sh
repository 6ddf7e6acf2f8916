#!/usr/bin/env bash
# Puts plangate on PATH: built from the action's checkout, or a release that is compared with its checksum.
# No newer Bash than 3.2, which macOS has.
set -euo pipefail

fail() {
    printf '::error title=plangate::%s\n' "$1"
    exit 2
}

version=${VERSION:-}
if [[ -z $version ]]; then
    if [[ ${ACTION_REF:-} =~ ^v[0-9]+\.[0-9]+\.[0-9] ]]; then version=$ACTION_REF; else version=source; fi
fi
directory=$RUNNER_TEMP/plangate-bin

case $version in
installed)
    command -v plangate >/dev/null || fail 'version is "installed", and no plangate is on PATH'
    exit 0
    ;;
source)
    command -v cargo >/dev/null || fail 'a Rust toolchain is needed to build plangate; name a release instead, such as "version: v0.1.0"'
    cargo install --quiet --locked --root "$directory" --path "$GITHUB_ACTION_PATH/crates/cli"
    printf '%s\n' "$directory/bin" >>"$GITHUB_PATH"
    exit 0
    ;;
esac

[[ $version =~ ^v[0-9A-Za-z.+-]+$ ]] || fail 'version is none of "source", "installed" and a tag such as "v0.1.0"'
[[ -n ${ACTION_REPOSITORY:-} ]] || fail 'it is not known which repository has the releases; use "version: source"'
case $RUNNER_OS-$RUNNER_ARCH in
Linux-X64) target=x86_64-unknown-linux-musl extension=tar.gz ;;
Linux-ARM64) target=aarch64-unknown-linux-musl extension=tar.gz ;;
macOS-X64) target=x86_64-apple-darwin extension=tar.gz ;;
macOS-ARM64) target=aarch64-apple-darwin extension=tar.gz ;;
Windows-X64) target=x86_64-pc-windows-msvc extension=zip ;;
*) fail "there is no release for $RUNNER_OS on $RUNNER_ARCH; use 'version: source'" ;;
esac

name=plangate-${version#v}-$target
url=$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases/download/$version
mkdir -p "$directory"
cd "$directory"
for file in "$name.$extension" SHA256SUMS; do
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$file" "$url/$file" ||
        fail "release $version has no $file, or it can't be reached"
done
# Lines of `sha256sum` have a star before the name where files are read as binary, as on Windows.
awk -v file="$name.$extension" '{ named = $2; sub(/^\*/, "", named); if (named == file) print $1 "  " file }' SHA256SUMS >wanted
if command -v sha256sum >/dev/null; then check=(sha256sum); else check=(shasum -a 256); fi
"${check[@]}" -c wanted >/dev/null || fail "$name.$extension is not what SHA256SUMS says"
if [[ $extension == zip ]]; then unzip -q -o "$name.zip"; else tar -xzf "$name.tar.gz"; fi
printf '%s\n' "$directory/$name" >>"$GITHUB_PATH"
