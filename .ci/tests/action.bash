# The action's scripts, as GitHub would run them.
# shellcheck source=.ci/tests/common.bash
source "$(dirname "$0")/common.bash"
scripts=$top/.github/action

# Makes a workspace and the environment that GitHub gives: workspace PLAN
workspace() {
    at=$(place)
    cp "$1" "$at/plan.json"
    export RUNNER_TEMP=$at/temp GITHUB_OUTPUT=$at/output GITHUB_STEP_SUMMARY=$at/summary GITHUB_PATH=$at/path
    export GITHUB_ACTION_PATH=$top GITHUB_SERVER_URL=https://github.com GITHUB_REPOSITORY=acme/infra
    mkdir "$RUNNER_TEMP"
    touch "$GITHUB_OUTPUT" "$GITHUB_STEP_SUMMARY" "$GITHUB_PATH"
    # The inputs as action.yml has them by default.
    export PLAN=plan.json ARGS='' SARIF=plangate.sarif MARKDOWN='' ANNOTATIONS=true SUMMARY=true WORKING_DIRECTORY=.
}

check() { # the log is $at/log
    equal 'exit code of check.sh' "$(cd "$at" && code_of "$at/log" bash "$scripts/check.sh")" 0
}

output() {
    sed -n "s/^$1=//p" "$GITHUB_OUTPUT"
}

for outcome in "${outcomes[@]}"; do
    workspace "${plans[$outcome]}"
    check
    equal outcome "$(output outcome)" "$outcome"
    equal exit-code "$(output exit-code)" "${codes[$outcome]}"
    [[ -s $GITHUB_STEP_SUMMARY ]] || die 'there is no summary'
    equal sarif "$(output sarif)" plangate.sarif
    equal 'version of SARIF' "$(jq -r .version "$at/plangate.sarif")" 2.1.0
    case $outcome in
    could-not-judge) has "$at/log" 'plan.json' ;;
    *) has "$at/log" "plan.json: $outcome" ;;
    esac
    equal 'lines that open a region without commands' "$(grep -c '^::stop-commands::[0-9a-f]\{32\}$' "$at/log")" 1
    token=$(sed -n 's/^::stop-commands:://p' "$at/log")
    equal 'lines that close it' "$(grep -c "^::$token::\$" "$at/log")" 1
    # The step that ends the action.
    equal 'code of the job' "$(CODE=$(output exit-code) code_of "$at/log" bash -c "$(text_of "$top/action.yml" runs.steps.3.run)")" \
        "${codes[$outcome]}"
done

# Annotations stand after the region in which nothing is a command.
workspace "${plans[violations]}"
check
[[ $(grep -n '^::error ' "$at/log" | head -n 1 | cut -d : -f 1) -gt $(grep -n "^::[0-9a-f]\{32\}::\$" "$at/log" | cut -d : -f 1) ]] ||
    die 'annotations are not after the report'
ANNOTATIONS=false SUMMARY=false SARIF='' check
lacks "$at/log" '::error '
equal 'bytes of the summary, once written' "$(wc -c <"$GITHUB_STEP_SUMMARY")" "$(wc -c <"$(output markdown | head -n 1)")"

# Nothing in an input is run, split or taken for several outputs.
workspace "${plans[violations]}"
mkdir "$at/a b"
# shellcheck disable=SC2016
hostile='$(touch hacked) `touch hacked`; touch hacked "'\''.json'
cp "$at/plan.json" "$at/a b/$hostile"
cp "${plans[pass]}" "$at/-clean.json"
PLAN=$(printf '%s\r\n\n%s\n%s\n' "a b/$hostile" -clean.json 'stacks/*/none.json')
# shellcheck disable=SC2016
ARGS=$(printf '%s\n' --fail-on=critical --undecided 'warn,$(touch hacked)=deny')
# shellcheck disable=SC2016
SARIF='out $(touch hacked).sarif'
check
equal outcome "$(output outcome)" could-not-judge
PLAN=$(printf '%s\r\n\n%s\n' "a b/$hostile" -clean.json) ARGS=$(printf '%s\n' --select all --jobs 1)
: >"$GITHUB_OUTPUT"
check
equal outcome "$(output outcome)" violations
equal sarif "$(output sarif)" "$SARIF"
exists "$at/$SARIF"
has "$at/log" "a b/"
equal 'files that were made by an input' "$(find "$at" -name hacked)" ''
for name in SARIF MARKDOWN WORKING_DIRECTORY; do
    : >"$GITHUB_OUTPUT"
    (declare -x "$name=x"$'\n'outcome=pass && check)
    equal "outputs with $name in two lines" "$(cat "$GITHUB_OUTPUT")" $'outcome=could-not-judge\nexit-code=2'
done

# From another directory, outputs are paths from the workspace.
workspace "${plans[pass]}"
mkdir "$at/infra"
mv "$at/plan.json" "$at/infra"
WORKING_DIRECTORY=infra MARKDOWN=comment.md check
equal sarif "$(output sarif)" infra/plangate.sarif
equal markdown "$(output markdown)" infra/comment.md
exists "$at/infra/comment.md"

# What is wrong with the inputs is said, and is no pass.
for wrong in PLAN= WORKING_DIRECTORY=nowhere ARGS=--no-such-option; do
    workspace "${plans[pass]}"
    printf 'of an earlier run\n' >"$at/plangate.sarif"
    (export "${wrong?}" && check)
    equal "sarif with $wrong" "$(output sarif)" ''
    equal "outcome with $wrong" "$(output outcome)" could-not-judge
    equal "exit code with $wrong" "$(output exit-code)" 2
done
workspace "${plans[pass]}"
PATH=/usr/bin:/bin check
equal 'outcome without plangate' "$(output outcome)" could-not-judge

# Comments: made once, then edited, and only one of a bot.
workspace "${plans[violations]}"
MARKDOWN=comment.md check
marker=$(head -n 1 "$at/comment.md")
[[ $marker == '<!--'*'-->' ]] || die "the Markdown begins with \`$marker\`, which is no hidden marker"
export COMMENTS=$at/comments GH_LOG=$at/gh PULL_REQUEST=7 BODY=comment.md GH_TOKEN=secret
comment() {
    : >"$GH_LOG"
    equal 'exit code of comment.sh' "$(cd "$at" && code_of "$at/log" bash "$scripts/comment.sh")" 0
}
jq -n --arg body "$marker"$'\r\nold' '[{id: 1, user: {type: "User"}, body: $body}, {id: 2, user: {type: "Bot"}, body: "other"}]' >"$COMMENTS"
comment
equal request "$(cat "$GH_LOG")" 'api --silent --method POST repos/acme/infra/issues/7/comments --field body=@comment.md'
jq -n --arg body "$marker"$'\r\nold' '[{id: 3, user: {type: "Bot"}, body: $body}]' >>"$COMMENTS"
comment
equal request "$(cat "$GH_LOG")" 'api --silent --method PATCH repos/acme/infra/issues/comments/3 --field body=@comment.md'
GH_CODE=1 comment
has "$at/log" '::warning title=plangate::the report can not be made a comment'
COMMENTS=$at/none comment
has "$at/log" '::warning title=plangate::the comments of the pull request can not be read'
equal 'requests after that' "$(cat "$GH_LOG")" ''
PULL_REQUEST='' comment
equal 'requests without a pull request' "$(cat "$GH_LOG")" ''

# Installing.
install() { # expected code; the environment has the inputs
    : >"$GITHUB_PATH"
    equal 'exit code of install.sh' "$(cd "$at" && code_of "$at/log" bash "$scripts/install.sh")" "$1"
}
printf '#!/bin/sh\necho "$@" >cargo-asked\n' >"$scratch/bin/cargo"
chmod +x "$scratch/bin/cargo"
workspace "${plans[pass]}"
version=$("$PLANGATE" --version)
version=${version#plangate }
bash .github/package.sh "$PLANGATE" x86_64-unknown-linux-musl "$at/served"
bash .github/package.sh "$PLANGATE" x86_64-pc-windows-msvc "$at/served"
(cd "$at/served" && sha256sum plangate-* >SHA256SUMS)
sed -i 's/  \(.*zip\)/ *\1/' "$at/served/SHA256SUMS"
export SERVED=$at/served ACTION_REPOSITORY=acme/plangate ACTION_REF='' RUNNER_OS=Linux RUNNER_ARCH=X64
VERSION=v$version install 0
has "$SERVED/asked" "https://github.com/acme/plangate/releases/download/v$version/plangate-$version-x86_64-unknown-linux-musl.tar.gz"
equal 'installed version' "$("$(cat "$GITHUB_PATH")/plangate" --version)" "plangate $version"
ACTION_REF=v$version install 0
equal 'version by the ref' "$("$(cat "$GITHUB_PATH")/plangate" --version)" "plangate $version"
VERSION=v$version RUNNER_OS=Windows install 0
exists "$(cat "$GITHUB_PATH")/plangate"
VERSION=installed install 0
equal 'addition to PATH' "$(cat "$GITHUB_PATH")" ''
VERSION=v$version RUNNER_OS=macOS install 2
has "$at/log" "has no plangate-$version-x86_64-apple-darwin.tar.gz"
# shellcheck disable=SC2016
for wrong in 'v1$(touch hacked)' $'v1\nv2' 'v1/../v2' latest -x; do
    VERSION=$wrong install 2
    has "$at/log" 'version is none of'
done
VERSION=v$version RUNNER_ARCH=RISCV install 2
VERSION=v$version ACTION_REPOSITORY='' install 2
printf 'x' >>"$SERVED/plangate-$version-x86_64-unknown-linux-musl.tar.gz"
VERSION=v$version install 2
has "$at/log" "plangate-$version-x86_64-unknown-linux-musl.tar.gz is not what SHA256SUMS says"
equal 'addition to PATH' "$(cat "$GITHUB_PATH")" ''
: >"$SERVED/SHA256SUMS"
VERSION=v$version install 2
equal 'files that were made by a version' "$(find "$at" -name hacked)" ''
ACTION_REF=main install 0
equal 'addition to PATH' "$(cat "$GITHUB_PATH")" "$RUNNER_TEMP/plangate-bin/bin"
equal 'what cargo is asked' "$(cat "$at/cargo-asked")" \
    "install --quiet --locked --root $RUNNER_TEMP/plangate-bin --path $top/crates/cli"
