# The scripts of a release: archives that hold what they should, and notes of the right version.
# shellcheck source=.ci/tests/common.bash
source "$(dirname "$0")/common.bash"

at=$(place)
version=$("$PLANGATE" --version)
version=${version#plangate }
for target in x86_64-unknown-linux-musl aarch64-apple-darwin x86_64-pc-windows-msvc; do
    bash .github/package.sh "$PLANGATE" "$target" "$at/dist"
done
printf 'notes\n' >"$at/dist/notes.md"
mkdir "$at/release"
cp "$at/dist"/* "$at/release"

# The workflow wants the archives of all targets.
checksums=$(text_of .github/workflows/release.yml jobs.release.steps.1.run)
[[ $checksums == *sha256sum* ]] || die 'another step makes the checksums'
equal 'exit code with archives missing' "$(cd "$at" && code_of "$at/log" bash -e -c "$checksums")" 1
for more in one two; do cp "$at/dist/plangate-$version-x86_64-unknown-linux-musl.tar.gz" "$at/dist/plangate-$more.tar.gz"; done
equal 'exit code with all' "$(cd "$at" && code_of "$at/log" bash -e -c "$checksums")" 0
equal 'files in SHA256SUMS' "$(wc -l <"$at/dist/SHA256SUMS")" 5
lacks "$at/dist/SHA256SUMS" notes.md

# The workflow's look at the binary, with the tag of another version too.
look=$(text_of .github/workflows/release.yml jobs.build.steps.4.run)
[[ $look == *--version* ]] || die 'another step looks at the binary'
mkdir -p "$at/target/here/release"
ln -s "$PLANGATE" "$at/target/here/release/plangate"
ln -s "$top/fixtures" "$at/fixtures"
cd "$at"
equal 'exit code with the right tag' "$(TARGET=here GITHUB_REF_NAME=v$version code_of "$at/log" bash -e -c "$look")" 0
equal 'exit code with a wrong one' "$(TARGET=here GITHUB_REF_NAME=v9.9.9 code_of "$at/log" bash -e -c "$look")" 1
printf '#!/bin/sh\necho plangate %s\n' "$version" >lenient
chmod +x lenient
ln -sf "$at/lenient" target/here/release/plangate
equal 'exit code with a binary that finds nothing' "$(TARGET=here GITHUB_REF_NAME=v$version code_of "$at/log" bash -e -c "$look")" 1
cd "$top"

# As the README says.
name=plangate-$version-x86_64-unknown-linux-musl
mkdir "$at/user"
cp "$at/dist/$name.tar.gz" "$at/dist/SHA256SUMS" "$at/user"
cd "$at/user"
equal 'check of the sum' "$(sha256sum -c --ignore-missing SHA256SUMS)" "$name.tar.gz: OK"
tar -xzf "$name.tar.gz"
equal 'files in the archive' "$(cd "$name" && find . -type f ! -name 'plangate-*.1' | sort | tr '\n' ' ')" \
    "./CHANGELOG.md ./README.md ./completions/_plangate ./completions/_plangate.ps1 ./completions/plangate.bash \
./completions/plangate.elv ./completions/plangate.fish ./man/man1/plangate.1 ./plangate "
cmp "$name/plangate" "$PLANGATE"
equal 'version in the archive' "$("$name/plangate" --version)" "plangate $version"
for page in "$name"/man/man1/*; do
    equal "complaints about ${page##*/}" "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ''
done
MANWIDTH=80 man -l "$name/man/man1/plangate-check.1" >page.txt
has page.txt 'EXIT STATUS'

# Completions do something in their shells.
# shellcheck disable=SC2016
equal 'completion in bash' "$(bash -c 'source "$1"; COMP_WORDS=(plangate exp) COMP_CWORD=1
    "$(complete -p plangate | sed "s/.* -F \([^ ]*\) .*/\1/")" plangate exp plangate; echo "${COMPREPLY[*]}"' - \
    "$name/completions/plangate.bash")" explain
# shellcheck disable=SC2016
equal 'completion in zsh' "$(zsh -f -c 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d $1/dump; echo $_comps[plangate]' - \
    "$name/completions")" _plangate
zsh -n "$name/completions/_plangate"
fish -c "source $name/completions/plangate.fish; complete -C 'plangate exp'" >fish.txt
has fish.txt explain
cd "$top"

# Windows has a zip.
unzip -q "$at/dist/plangate-$version-x86_64-pc-windows-msvc.zip" -d "$at/windows"
cmp "$at/windows/plangate-$version-x86_64-pc-windows-msvc/plangate" "$PLANGATE"

# Notes are the section of that version and of no other.
mkdir "$at/tree" "$at/tree/.github"
cp .github/release-notes.sh "$at/tree/.github"
sed "s/^version = .*/version = \"0.2.0\"/" Cargo.toml >"$at/tree/Cargo.toml"
notes() { # expected code, tag
    equal "exit code for $2" "$(code_of "$at/log" bash "$at/tree/.github/release-notes.sh" "$2")" "$1"
}
printf '# Changelog\n\n## Unreleased\n\n* later\n\n## 0.2.0 (2026-02-01)\n\n* this\n\n## 0.2.0-rc.1\n\n* before\n\n## 0.1.0\n\n* first\n' >"$at/tree/CHANGELOG.md"
notes 0 v0.2.0
equal notes "$(cat "$at/log")" $'\n* this'
notes 1 v0.1.0
has "$at/log" 'the tag is v0.1.0, and the version in Cargo.toml is 0.2.0'
notes 1 0.2.0
printf '# Changelog\n\n## Unreleased\n\n* later\n\n## 0.2.0\n\n## 0.1.0\n\n* first\n' >"$at/tree/CHANGELOG.md"
notes 1 v0.2.0
has "$at/log" 'CHANGELOG.md has no section "## 0.2.0"'
equal 'version of this tree' "$(code_of "$at/log" bash .github/release-notes.sh v0.0.0-none)" 1
has "$at/log" "and the version in Cargo.toml is $version"
