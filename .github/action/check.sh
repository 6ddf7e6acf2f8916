#!/usr/bin/env bash
# Runs `plangate check` as the inputs of the action say and hands its reports to GitHub. Its exit code becomes an output;
# a later step fails the job with it.
# No newer Bash than 3.2, which macOS has.
set -euo pipefail

finish() { # outcome, exit code
    printf 'outcome=%s\nexit-code=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
    exit 0
}

fail() {
    printf '::error title=plangate::%s\n' "$1"
    finish could-not-judge 2
}

from_workspace() { # a path as the steps see it that run after this one
    if [[ $1 == /* || $1 == [A-Za-z]:* || $WORKING_DIRECTORY == . ]]; then
        printf '%s' "$1"
    else
        printf '%s' "$WORKING_DIRECTORY/$1"
    fi
}

lines_of() { # sets `lines`: those of a text that aren't empty
    local line
    lines=()
    while IFS= read -r line; do
        line=${line%$'\r'}
        if [[ -n $line ]]; then lines+=("$line"); fi
    done <<<"$1"
}

# They become outputs, which are lines.
if [[ $SARIF$MARKDOWN$WORKING_DIRECTORY == *[$'\n\r']* ]]; then fail 'a file name has several lines'; fi
reports=$(mktemp -d "$RUNNER_TEMP/plangate.XXXXXX")
cd -- "$WORKING_DIRECTORY" || fail 'working-directory is no directory'
report=${MARKDOWN:-$reports/report.md}
# A report of an earlier run must not pass for one of this run.
rm -f -- "$report" ${SARIF:+"$SARIF"}

arguments=(--format human --format "markdown=$report")
if [[ -n $SARIF ]]; then arguments+=(--format "sarif=$SARIF"); fi
if [[ $ANNOTATIONS == true ]]; then arguments+=(--format "github=$reports/annotations"); fi
lines_of "$ARGS"
arguments+=(${lines[@]+"${lines[@]}"})
lines_of "$PLAN"
[[ ${#lines[@]} -gt 0 ]] || fail 'no plan is named'
arguments+=(-- "${lines[@]}")

# Names in a plan are chosen by whoever opened the pull request: none of them may be a command to the runner.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '::stop-commands::%s\n' "$token"
code=0
plangate check "${arguments[@]}" </dev/null 2>&1 || code=$?
printf '\n::%s::\n' "$token"

case $code in
0) outcome=pass ;;
1) outcome=violations ;;
*) outcome=could-not-judge ;;
esac

if [[ -f $reports/annotations ]]; then cat "$reports/annotations"; fi
if [[ ! -f $report ]]; then
    printf '<!-- plangate -->\n**plangate: could not judge** (exit code %s). The log of the job says why.\n' "$code" >"$report"
fi
if [[ $SUMMARY == true ]]; then cat -- "$report" >>"$GITHUB_STEP_SUMMARY"; fi

printf 'markdown=%s\n' "$(from_workspace "$report")" >>"$GITHUB_OUTPUT"
if [[ -n $SARIF && -f $SARIF ]]; then printf 'sarif=%s\n' "$(from_workspace "$SARIF")" >>"$GITHUB_OUTPUT"; fi
finish "$outcome" "$code"
