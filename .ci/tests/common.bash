# What the tests of pipelines share: plans, stand-ins for other programs, and claims.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

top=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$PLANGATE" "$scratch/bin/plangate"
for stand_in in .ci/tests/bin/*; do ln -s "$top/$stand_in" "$scratch/bin/${stand_in##*/}"; done
export PATH=$scratch/bin:$PATH

# For each outcome a plan and the exit code that it has.
# shellcheck disable=SC2034
outcomes=(pass violations could-not-judge)
# shellcheck disable=SC2034
declare -A codes=([pass]=0 [violations]=1 [could-not-judge]=2)
# shellcheck disable=SC2034
declare -A plans=(
    [pass]=$top/fixtures/plans/azure-small-clean/plan.json
    [violations]=$top/fixtures/plans/azure-small/plan.json
    [could-not-judge]=$top/fixtures/invalid/events.jsonl
)

die() {
    printf '%s: %s\n' "${BASH_SOURCE[-1]##*/}:${BASH_LINENO[-2]}" "$1" >&2
    exit 1
}

equal() { # what, got, wanted
    [[ $2 == "$3" ]] || die "$1 is \`$2\`, not \`$3\`"
}

has() { # file, text
    grep -qF -- "$2" "$1" || die "\`$2\` is not in $1:"$'\n'"$(cat "$1")"
}

lacks() { # file, text
    ! grep -qF -- "$2" "$1" || die "\`$2\` is in $1:"$'\n'"$(cat "$1")"
}

exists() {
    [[ -e $1 ]] || die "$1 is not there"
}

gone() {
    [[ ! -e $1 ]] || die "$1 is there"
}

# The exit code of a command; its output goes to a file.
code_of() { # file, command...
    local code=0
    "${@:2}" >"$1" 2>&1 </dev/null || code=$?
    printf '%s' "$code"
}

# An empty directory for a run.
place() {
    mktemp -d "$scratch/run.XXXXXX"
}

# Text in a YAML file: `text_of FILE steps.0.run`.
text_of() {
    python "$top/.ci/tests/yaml_text.py" "$@"
}
